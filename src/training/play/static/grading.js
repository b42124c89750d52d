// @ts-check
// Grades one answer against one key; twin of ../grading.py. Pure: no DOM, no clock,
// no network, no regular expressions. tests/agreement/ says what both must agree on.

/** @typedef {{points: number, of: number, critical: boolean, right: string[], notes: string[]}} Mark */
/** @typedef {Record<string, any>} Key */
/** @typedef {{id: string, options: string[], right: string[]}} Slot */

const BLANKS =
  "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007" +
  "\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff";
const DASHES = "\u2010\u2011\u2012\u2013\u2212"; // all written for a hyphen or a minus
const QUOTES = "\u2018\u2019\u02bc"; // all written for an apostrophe
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const LONGEST = 200; // characters of a written answer

/**
 * Returns the mark of one answer; what cannot be read gets the note "unreadable".
 * @param {Key} key @param {unknown} answer @returns {Mark}
 */
export function grade(key, answer) {
  if (key.type === "choice") return gradeChoice(key, answer);
  if (key.type === "match") return gradeMatch(key, answer);
  if (key.type === "marks") return gradeMarks(key, answer);
  if (key.type === "order") return gradeOrder(key, answer);
  if (key.type === "number") return gradeNumber(key, answer);
  return gradeText(key, answer);
}

/**
 * Returns the best points of all attempts, each weighed by the key's falls.
 * @param {Key} key @param {unknown[]} answers @returns {number}
 */
export function score(key, answers) {
  let best = 0;
  let tried = 0;
  for (const answer of answers) {
    const mark = grade(key, answer);
    if (isUnreadable(mark) || tried >= key.falls.length) continue;
    best = Math.max(best, Math.floor((mark.points * key.falls[tried]) / 100));
    tried += 1;
  }
  return best;
}

/** @param {Mark} mark @returns {boolean} */
export function isUnreadable(mark) {
  return mark.notes.length === 1 && mark.notes[0] === "unreadable";
}

/**
 * Returns an answer that earns all the points.
 * @param {Key} key @returns {any}
 */
export function solution(key) {
  if (key.type === "choice") return [...key.right];
  if (key.type === "match" || key.type === "marks") {
    const slots = key.slots.filter((/** @type {Slot} */ slot) => slot.right.length);
    return Object.fromEntries(slots.map((/** @type {Slot} */ slot) => [slot.id, slot.right[0]]));
  }
  if (key.type === "order") return key.ranks.flat();
  if (key.type === "number") return { number: key.shown, unit: key.unit };
  return key.accept[0];
}

/**
 * Returns the ids in an order that depends on the seed alone.
 * @param {string[]} ids @param {string} seed @returns {string[]}
 */
export function shuffle(ids, seed) {
  let state = 2166136261;
  for (let at = 0; at < seed.length; at += 1) {
    state = Math.imul(state ^ seed.charCodeAt(at), 16777619) >>> 0;
  }
  const mixed = [...ids];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    state = (state ^ (state << 13)) >>> 0;
    state = (state ^ (state >>> 17)) >>> 0;
    state = (state ^ (state << 5)) >>> 0;
    const other = state % (last + 1);
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}

/**
 * @param {Key} key @param {number} points @param {string[]} right
 * @param {string[]} notes @param {boolean} harm @returns {Mark}
 */
function makeMark(key, points, right, notes, harm) {
  return { points: harm ? 0 : points, of: key.of, critical: harm, right, notes };
}

/** @param {Key} key @returns {Mark} */
function unreadable(key) {
  return makeMark(key, 0, [], ["unreadable"], false);
}

/** @param {Key} key @param {number} right @param {number} wrong @param {number} parts */
function credit(key, right, wrong, parts) {
  if (key.credit === "all-or-nothing") {
    return right === parts && wrong === 0 ? key.of : 0;
  }
  if (key.credit === "right-minus-wrong") {
    return Math.floor((key.of * Math.max(0, right - wrong)) / parts);
  }
  return Math.floor((key.of * right) / parts);
}

/** @param {Key} key @param {unknown} answer @returns {Mark} */
function gradeChoice(key, answer) {
  const { options, right } = key;
  if (!areIds(answer, options) || (answer.length > 1 && !key.many)) return unreadable(key);
  const picked = options.filter((/** @type {string} */ id) => answer.includes(id));
  const hits = picked.filter((/** @type {string} */ id) => right.includes(id));
  const misses = picked.length - hits.length;
  let points;
  if (key.credit === "per-part") {
    const left = options.filter((/** @type {string} */ id) => !picked.includes(id) && !right.includes(id));
    points = credit(key, hits.length + left.length, misses, options.length);
  } else {
    points = credit(key, hits.length, misses, right.length);
  }
  const harm = picked.some((/** @type {string} */ id) => key.critical.includes(id));
  return makeMark(key, points, hits, picked, harm);
}

/** @param {unknown} answer @param {string[]} known @returns {answer is string[]} */
function areIds(answer, known) {
  if (!Array.isArray(answer) || answer.length === 0) return false;
  if (!answer.every((part) => typeof part === "string" && known.includes(part))) return false;
  return new Set(answer).size === answer.length;
}

/** @param {Key} key @param {unknown} answer @returns {Mark} */
function gradeMatch(key, answer) {
  const slots = /** @type {Slot[]} */ (key.slots);
  if (!fills(slots, answer) || Object.keys(answer).length !== slots.length) return unreadable(key);
  const right = slots.filter((slot) => slot.right.includes(answer[slot.id])).map((slot) => slot.id);
  const points = credit(key, right.length, slots.length - right.length, slots.length);
  return makeMark(key, points, right, remarksFor(key, answer), harms(key, answer));
}

/** @param {Key} key @param {unknown} answer @returns {Mark} */
function gradeMarks(key, answer) {
  const slots = /** @type {Slot[]} */ (key.slots);
  if (!fills(slots, answer) || Object.keys(answer).length === 0) return unreadable(key);
  const wanted = slots.filter((slot) => slot.right.length);
  const found = wanted.filter((slot) => Object.hasOwn(answer, slot.id));
  const right = found.filter((slot) => slot.right.includes(answer[slot.id])).map((slot) => slot.id);
  const wrong = Object.keys(answer).length - found.length;
  let gained = found.length + right.length;
  let parts = 2 * wanted.length;
  if (key.credit === "per-part") {
    gained += 2 * (slots.length - wanted.length - wrong);
    parts = 2 * slots.length;
  }
  const points = credit(key, gained, 2 * wrong, parts);
  return makeMark(key, points, right, remarksFor(key, answer), harms(key, answer));
}

/** @param {Slot[]} slots @param {unknown} answer @returns {answer is Record<string, string>} */
function fills(slots, answer) {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return false;
  const options = new Map(slots.map((slot) => [slot.id, slot.options]));
  return Object.entries(answer).every(
    ([name, value]) => typeof value === "string" && Boolean(options.get(name)?.includes(value)),
  );
}

/** @param {Key} key @param {Record<string, string>} answer @returns {string[]} */
function remarksFor(key, answer) {
  const notes = [];
  for (const { id } of key.slots) {
    if (!Object.hasOwn(answer, id)) continue;
    const exact = `${id}/${answer[id]}`;
    notes.push(Object.hasOwn(key.remarks, exact) ? exact : id);
  }
  return notes;
}

/** @param {Key} key @param {Record<string, string>} answer @returns {boolean} */
function harms(key, answer) {
  return Object.entries(answer).some(([name, value]) => key.critical.includes(`${name}/${value}`));
}

/** @param {Key} key @param {unknown} answer @returns {Mark} */
function gradeOrder(key, answer) {
  const ranks = new Map();
  for (const [at, rank] of key.ranks.entries()) for (const step of rank) ranks.set(step, at);
  const steps = [...ranks.keys()];
  if (!areIds(answer, steps) || answer.length !== steps.length) return unreadable(key);
  let good = 0;
  let bad = 0;
  const wrong = new Set();
  for (let at = 0; at < answer.length; at += 1) {
    for (const second of answer.slice(at + 1)) {
      const gap = ranks.get(second) - ranks.get(answer[at]);
      if (gap > 0) good += 1;
      if (gap < 0) {
        bad += 1;
        wrong.add(answer[at]).add(second);
      }
    }
  }
  const right = steps.filter((step) => !wrong.has(step));
  const notes = wrong.size ? steps.filter((step) => wrong.has(step)) : steps;
  return makeMark(key, credit(key, good, bad, good + bad), right, notes, false);
}

/** @param {Key} key @param {unknown} answer @returns {Mark} */
function gradeNumber(key, answer) {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return unreadable(key);
  if (Object.keys(answer).length !== 2) return unreadable(key);
  const given = /** @type {Record<string, unknown>} */ (answer);
  const unit = Object.hasOwn(given, "unit") ? given.unit : null;
  const value = readNumber(Object.hasOwn(given, "number") ? given.number : null);
  if (value === null || typeof unit !== "string" || !Object.hasOwn(key.targets, unit)) {
    return unreadable(key);
  }
  if (hitsTarget(key.targets, unit, value)) return makeMark(key, key.of, ["right"], ["right"], false);
  for (const slip of key.slips) {
    if (hitsTarget(slip.targets, unit, value)) return makeMark(key, 0, [], [slip.id], false);
  }
  return makeMark(key, 0, [], ["other"], false);
}

/** @param {Record<string, any>} targets @param {string} unit @param {number} value */
function hitsTarget(targets, unit, value) {
  return Math.abs(value - targets[unit].value) <= targets[unit].within;
}

/** @param {unknown} text @returns {number | null} */
function readNumber(text) {
  if (typeof text !== "string" || codePoints(text) > LONGEST) return null;
  let plain = trimSpaces(swap(swap(text, BLANKS, " "), DASHES, "-"));
  const sign = plain.startsWith("-") ? -1 : 1;
  if (plain.startsWith("-") || plain.startsWith("+")) plain = plain.slice(1);
  const at = Math.max(plain.indexOf("."), plain.indexOf(","));
  const groups = (at < 0 ? plain : plain.slice(0, at)).split(" ");
  const part = at < 0 ? "" : plain.slice(at + 1);
  const whole = groups.join("");
  if (!allIn(whole, DIGITS) || whole.length > 15 || !isGrouped(groups)) return null;
  if (at >= 0 && (!allIn(part, DIGITS) || part.length > 10)) return null;
  if (part.length === 3 && whole.length <= 3 && whole[0] !== "0") return null;
  return sign * Number(`${whole}.${part || "0"}`);
}

/** @param {string[]} groups */
function isGrouped(groups) {
  const [first, ...rest] = groups;
  if (rest.length === 0) return true;
  return first.length >= 1 && first.length <= 3 && rest.every((group) => group.length === 3);
}

/** @param {Key} key @param {unknown} answer @returns {Mark} */
function gradeText(key, answer) {
  const words = plainText(answer, key.fold);
  if (words === "") return unreadable(key);
  const same = (/** @type {string} */ text) => plainText(text, key.fold) === words;
  if (key.accept.some(same)) return makeMark(key, key.of, ["right"], ["right"], false);
  for (const slip of key.slips) {
    if (slip.accept.some(same)) return makeMark(key, 0, [], [slip.id], false);
  }
  return makeMark(key, 0, [], ["other"], false);
}

/** @param {unknown} text @param {boolean} fold @returns {string} */
function plainText(text, fold) {
  if (typeof text !== "string" || text.length > LONGEST) return "";
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0xd800 && code <= 0xdfff) return ""; // beyond U+FFFF, or half of it
  }
  const whole = swap(swap(swap(text.normalize("NFC"), BLANKS, " "), DASHES, "-"), QUOTES, "'");
  const plain = whole.split(" ").filter((word) => word !== "").join(" ");
  if (!fold) return plain;
  return [...plain].map((c) => (UPPER.includes(c) ? LOWER[UPPER.indexOf(c)] : c)).join("");
}

/** @param {string} text */
function codePoints(text) {
  return [...text].length; // as Python counts, for digits of other scripts
}

/** @param {string} text */
function trimSpaces(text) {
  let from = 0;
  let to = text.length;
  while (from < to && text[from] === " ") from += 1;
  while (to > from && text[to - 1] === " ") to -= 1;
  return text.slice(from, to);
}

/** @param {string} text @param {string} letters @param {string} other */
function swap(text, letters, other) {
  return [...text].map((letter) => (letters.includes(letter) ? other : letter)).join("");
}

/** @param {string} text @param {string} letters */
function allIn(text, letters) {
  return text !== "" && [...text].every((letter) => letters.includes(letter));
}
