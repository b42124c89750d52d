// @ts-check
// Says the players' own words in the reader's language. The English text is the key; what it
// becomes stands in the page, and only in a page that is not English. Twin of `words.py`.

/** @type {Record<string, string>} */
const spokenWords = JSON.parse(globalThis.document?.getElementById("training-words")?.textContent || "{}");

/**
 * Returns a text in the reader's language, with each `{name}` filled in; one that a
 * translator misspelt stays to be seen.
 * @param {string} text @param {Record<string, string | number>} [parts] @returns {string}
 */
export const say = (text, parts = {}) =>
  (spokenWords[text] ?? text).replace(/\{(\w+)\}/g, (slot, name) => (Object.hasOwn(parts, name) ? String(parts[name]) : slot));
