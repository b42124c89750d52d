// What was wrong comes back after 1, 7, 28 and 90 days; what was always right does not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dateOf, dayOf, nextPracticeDay, practiceOf, spacingDays } from "../../src/training/play/static/spacing.js";

const wrongOn = (at, critical = false) => ({ at, wrong: true, critical });
const rightOn = (at) => ({ at, wrong: false, critical: false });
const one = (...tries) => [{ id: "a/x", tries }];
const dueOn = (all, from, to) =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n).filter((day) => practiceOf(all, day).ids.length > 0);

test("a wrong answer is due the next day and stays due until it is answered", () => {
  assert.deepEqual(dueOn(one(wrongOn(100)), 99, 104), [101, 102, 103, 104]);
});

test("right answers move a question to day 7, 28 and 90, and then it is done", () => {
  const tries = [wrongOn(100)];
  for (const days of spacingDays) {
    const all = [{ id: "a/x", tries: [...tries] }];
    assert.equal(nextPracticeDay(all, 100 + (tries.length > 1 ? spacingDays[tries.length - 2] : 0)), 100 + days);
    tries.push(rightOn(100 + days));
  }
  assert.equal(nextPracticeDay([{ id: "a/x", tries }], 190), null);
});

test("a question that is wrong again begins anew", () => {
  assert.equal(nextPracticeDay(one(wrongOn(100), rightOn(101), wrongOn(107)), 107), 108);
});

test("what was always right never comes back", () => {
  assert.equal(nextPracticeDay(one(rightOn(1), rightOn(2)), 2), null);
  assert.deepEqual(practiceOf(one(rightOn(1)), 50), { ids: [], more: 0 });
});

test("today's five begin with harm, then with what is still wrong, and tell how many wait", () => {
  const all = [
    ...["a", "b", "c", "d", "e"].map((name) => ({ id: `bank/${name}`, tries: [wrongOn(10), rightOn(11)] })),
    { id: "bank/still", tries: [wrongOn(12)] },
    { id: "bank/harm", tries: [wrongOn(15, true)] },
  ];
  const { ids, more } = practiceOf(all, 40);
  assert.deepEqual(ids.slice(0, 2), ["bank/harm", "bank/still"]);
  assert.equal(ids.length, 5);
  assert.equal(more, 2);
});

test("the list stays the same while it is answered today", () => {
  const before = practiceOf(one(wrongOn(100)), 101);
  assert.deepEqual(practiceOf(one(wrongOn(100), rightOn(101)), 101), before);
});

test("a day is the learner's calendar day, and back", () => {
  const late = new Date(2027, 2, 28, 23, 59);
  assert.equal(dayOf(new Date(2027, 2, 29, 0, 1)) - dayOf(late), 1);
  assert.equal(dayOf(dateOf(dayOf(late))), dayOf(late));
});
