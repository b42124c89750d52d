// The gain of a test is a share of what was left to gain, and is not made up where there is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { byArea, gainOf, opensAt, sittingOf } from "../../src/training/play/static/sittings.js";

test("six gained of twelve left is 50 percent, rounded down", () => {
  assert.deepEqual(gainOf(18, 24, 30), { kind: "gain", gain: 50 });
  assert.deepEqual(gainOf(0, 1, 30), { kind: "gain", gain: 3 });
});

test("without a first test, at the ceiling, with a loss or no change there is no percentage", () => {
  assert.equal(gainOf(null, 20, 30).kind, "no-before");
  assert.equal(gainOf(30, 30, 30).kind, "ceiling");
  assert.equal(gainOf(20, 19, 30).kind, "loss");
  assert.equal(gainOf(20, 20, 30).kind, "same");
});

test("areas are counted apart", () => {
  const sums = byArea([{ area: "1", isRight: true }, { area: "1", isRight: false }, { area: "2", isRight: true }]);
  assert.deepEqual([...sums], [["1", { right: 1, of: 2 }], ["2", { right: 1, of: 1 }]]);
});

test("the later test is the 90-day one until that is finished and 180 days are over", () => {
  const state = (isFinished, isNextBegun, isNextDue) => sittingOf("later", { isFinished, isNextBegun, isNextDue });
  assert.equal(state(false, false, true), "later-90");
  assert.equal(state(true, false, false), "later-90");
  assert.equal(state(true, false, true), "later-180");
  assert.equal(state(false, true, false), "later-180");
});

test("a later test opens 90 or 180 days after the course's, and at once where that is missing", () => {
  assert.equal(opensAt("later-90", "2027-01-01T10:00:00Z")?.toISOString(), "2027-04-01T10:00:00.000Z");
  assert.equal(opensAt("later-180", null), null);
  assert.equal(opensAt("after", "2027-01-01T10:00:00Z"), null);
});
