// The players speak the language of the page, and English where the page says nothing.
import assert from "node:assert/strict";
import { test } from "node:test";

const place = "../../src/training/play/static/words.js";

/** @param {string} name @param {string | null} [text] the page's translations, as JSON */
const sayOf = async (name, text = null) => {
  Object.assign(globalThis, { document: { getElementById: () => (text === null ? null : { textContent: text }) } });
  const { say } = await import(`${place}?${name}`);
  Reflect.deleteProperty(globalThis, "document");
  return say;
};

test("without a page, and in a page without translations, words are English", async () => {
  const { say } = await import(place);
  assert.equal(say("Check"), "Check");
  assert.equal((await sayOf("english"))("Decision {number}", { number: 3 }), "Decision 3");
});

test("a translation is said in place of the English text; what is not translated stays", async () => {
  const say = await sayOf("translated", '{"Check":"Comprobar","{value} of {high}":"{high}: {value}"}');
  assert.equal(say("Check"), "Comprobar");
  assert.equal(say("{value} of {high}", { value: 0, high: 9 }), "9: 0");
  assert.equal(say("Try again"), "Try again");
});

test("what is filled in is not read again, and a misspelt name stays to be seen", async () => {
  const say = await sayOf("filled", '{"{name}: right":"{nombre}, {name}"}');
  assert.equal(say("{name}: right", { name: "{nombre} $&" }), "{nombre}, {nombre} $&");
});
