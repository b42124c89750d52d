// Objectives are met only by whole, harmless and mostly right pages; nothing is made up.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isMet, longDate, metShare, playedOf, summaryOf } from "../../src/training/play/static/summary.js";

const kept = (points, critical = false) => ({ points, of: 100, critical, answers: [{}] });
const page = (doc, chapter, points, items = []) => ({ doc, url: "", title: doc, chapter, minutes: 5, points, items });

test("objectives are met at seven points of ten, not below", () => {
  assert.ok(isMet([kept(metShare), kept(metShare)]));
  assert.ok(isMet([kept(40), kept(100)]));
  assert.ok(!isMet([kept(metShare - 1), kept(metShare)]));
});

test("an open question, harm left standing, or no question at all is not met", () => {
  assert.ok(!isMet([kept(100), null]));
  assert.ok(!isMet([kept(100), { ...kept(100), answers: [] }]));
  assert.ok(!isMet([kept(100), kept(100, true)]));
  assert.ok(!isMet([]));
});

test("a part of the course sums its pages, and names only the points that are met", () => {
  const pages = [page("a/one", "A", ["1.1", "1.2a"]), page("a/two", "A", ["1.3"]), page("b/one", "B", [])];
  const state = (one) => ({ all: 4, answered: one.doc === "a/one" ? 4 : 1, isDone: one.doc === "a/one" });
  const found = summaryOf(pages, state, (one) => (one.doc === "a/one" ? [kept(90)] : [kept(90), null]));
  assert.deepEqual(found[0], { title: "A", done: 1, pages: 2, answered: 5, questions: 8, points: ["1.1", "1.2a", "1.3"], met: ["1.1", "1.2a"] });
  assert.deepEqual(found.map((one) => one.title), ["A", "B"]);
});

test("only cases that were played to an end are done", () => {
  const items = [{ id: "scenario/gate", track: "both" }, { id: "words/first", track: "both" }];
  const all = [page("practice/gate", "P", [], items), page("practice/age", "P", [], [{ id: "scenario/age", track: "both" }])];
  const found = playedOf(all, "scenario", (id) => (id === "scenario/gate" ? kept(50) : null));
  assert.deepEqual(found, [{ title: "practice/gate", isDone: true }, { title: "practice/age", isDone: false }]);
  assert.deepEqual(playedOf(all, "lab", () => null), []);
});

test("a date is written out, day before month", () => {
  assert.match(longDate(new Date(2027, 2, 5, 12)), /^Friday,? 5 March 2027$/);
});
