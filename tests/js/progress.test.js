// What a learner did is kept, never falls, travels whole, and survives bad input.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createProgress, privateKey, progressKey } from "../../src/training/play/static/progress.js";

class MemoryStorage {
  entries = new Map();
  getItem(name) { return this.entries.get(name) ?? null; }
  setItem(name, text) { this.entries.set(name, text); }
  removeItem(name) { this.entries.delete(name); }
}

const full = () => ({ getItem: () => null, setItem() { throw new Error("QuotaExceededError"); }, removeItem() {} });
const blocked = () => ({ getItem() { throw new Error("SecurityError"); }, setItem() {}, removeItem() {} });
const right = { points: 3, of: 3, critical: false };
const wrong = { points: 0, of: 3, critical: false };
const harm = { points: 0, of: 3, critical: true };

const started = () => {
  const storage = new MemoryStorage();
  const progress = createProgress(storage, "26.1.0");
  progress.track = "social-work";
  progress.visit("justice/context");
  progress.record("context/first", { answer: ["a"], certainty: "certain" }, right);
  return { storage, progress };
};

test("an answer is there again after the browser was closed", () => {
  const { storage } = started();
  const again = createProgress(storage, "26.1.0");
  assert.deepEqual(again.item("context/first")?.answers[0].answer, ["a"]);
  assert.equal(again.item("context/first")?.answers[0].certainty, "certain");
  assert.equal(again.track, "social-work");
  assert.equal(again.place, "justice/context");
  assert.ok(again.hasSeen("justice/context"));
});

test("points never fall on a new try, and harm is that of the last answer", () => {
  const { progress } = started();
  progress.record("context/first", { answer: ["b"] }, harm);
  assert.equal(progress.item("context/first")?.points, 3);
  assert.equal(progress.item("context/first")?.critical, true);
  progress.record("context/first", { answer: ["c"] }, wrong);
  assert.equal(progress.item("context/first")?.critical, false);
  assert.equal(progress.item("context/first")?.answers.length, 3);
});

test("points are carried over when a question is worth more in a new version", () => {
  const { progress } = started();
  progress.record("context/first", { answer: ["b"] }, { points: 2, of: 6, critical: false });
  assert.deepEqual([progress.item("context/first")?.points, progress.item("context/first")?.of], [6, 6]);
});

test("a hundred tries keep the first and the last ones", () => {
  const { progress } = started();
  for (let n = 0; n < 100; n += 1) progress.record("context/first", { answer: [`b${n}`] }, wrong);
  const answers = progress.item("context/first")?.answers ?? [];
  assert.equal(answers.length, 50);
  assert.deepEqual([answers[0].answer, answers[49].answer], [["a"], ["b99"]]);
});

test("questions that this version of the course does not know are kept", () => {
  const { storage } = started();
  const later = createProgress(storage, "27.1.0");
  later.record("new-bank/new-item", { answer: "x" }, wrong);
  const kept = JSON.parse(storage.getItem(progressKey));
  assert.equal(kept.version, "27.1.0");
  assert.deepEqual(Object.keys(kept.items), ["context/first", "new-bank/new-item"]);
});

test("what a learner is handed cannot change what is kept", () => {
  const { progress } = started();
  progress.item("context/first").points = 99;
  assert.equal(progress.item("context/first")?.points, 3);
});

test("a file saved here loads elsewhere as it was", () => {
  const { progress } = started();
  const other = createProgress(new MemoryStorage(), "26.1.0");
  assert.deepEqual(other.importText(progress.exportText()), { ok: true });
  assert.equal(other.exportText(), progress.exportText());
  assert.equal(other.seed, progress.seed);
});

const changed = (change) => {
  const kept = JSON.parse(started().progress.exportText());
  change(kept);
  return JSON.stringify(kept);
};
const item = (kept) => kept.items["context/first"];
const refusals = {
  "not JSON": ["{", "not-json"],
  "an empty file": ["", "not-json"],
  "nothing": ["null", "foreign"],
  "a list": ["[]", "foreign"],
  "another program's file": ['{"format": 1, "course": "algebra"}', "foreign"],
  "a newer format": [changed((kept) => { kept.format = 2; }), "newer"],
  "an older format without a way up": [changed((kept) => { kept.format = 0; }), "damaged"],
  "a format that is a word": [changed((kept) => { kept.format = "1"; }), "damaged"],
  "a missing field": [changed((kept) => { delete kept.seed; }), "damaged"],
  "an unknown field": [changed((kept) => { kept.extra = 1; }), "damaged"],
  "an unknown field deep inside": [changed((kept) => { item(kept).extra = 1; }), "damaged"],
  "points above the most": [changed((kept) => { item(kept).points = 4; }), "damaged"],
  "points that are no whole number": [changed((kept) => { item(kept).points = 1.5; }), "damaged"],
  "points below nothing": [changed((kept) => { item(kept).points = -1; }), "damaged"],
  "a question's id with markup": [changed((kept) => { kept.items["<img src=x>/a"] = item(kept); }), "damaged"],
  "a page's id that climbs out": [changed((kept) => { kept.place = "../../x"; }), "damaged"],
  "a track nobody has": [changed((kept) => { kept.settings.track = "admin"; }), "damaged"],
  "a day that never was": [changed((kept) => { item(kept).answers[0].at = "2026-13-45T00:00:00Z"; }), "damaged"],
  "an answer of a megabyte": [changed((kept) => { item(kept).answers[0].answer = "x".repeat(1_000_000); }), "damaged"],
  "six thousand questions": [changed((kept) => { for (let n = 0; n < 6000; n += 1) kept.items[`a/b${n}`] = item(kept); }), "damaged"],
  "an answer nested a hundred thousand deep": [changed((kept) => { item(kept).answers[0].answer = "DEEP"; }).replace('"DEEP"', "[".repeat(1e5) + "]".repeat(1e5)), "damaged"],
  "a prototype for a table": [changed(() => {}).replace('"items":{', '"items":{"__proto__":{},'), "damaged"],
  "ten megabytes": [" ".repeat(10_000_000), "too-big"],
};

for (const [name, [text, reason]] of Object.entries(refusals)) {
  test(`${name} is refused whole and what was there stays`, () => {
    const { storage, progress } = started();
    const before = storage.getItem(progressKey);
    assert.deepEqual(progress.importText(text), { ok: false, reason });
    assert.equal(storage.getItem(progressKey), before);
    assert.equal(JSON.stringify(progress.item("context/first")?.answers[0].answer), '["a"]');
  });
}

test("an older format is lifted step by step", () => {
  const old = changed((kept) => { kept.format = -1; delete kept.seed; });
  const up = { "-1": (data) => ({ ...data, format: 0, seed: 7 }), 0: (data) => ({ ...data, format: 1 }) };
  const progress = createProgress(new MemoryStorage(), "26.1.0", up);
  assert.deepEqual(progress.importText(old), { ok: true });
  assert.equal(progress.seed, 7);
});

test("a migration that stumbles refuses the file", () => {
  const progress = createProgress(new MemoryStorage(), "", { 0: () => { throw new Error("no"); } });
  assert.deepEqual(progress.importText(changed((kept) => { kept.format = 0; })), { ok: false, reason: "damaged" });
});

test("erasing leaves nothing on the device", () => {
  const { storage, progress } = started();
  progress.erase();
  assert.equal(storage.entries.size, 0);
  assert.equal(progress.item("context/first"), null);
  assert.ok(progress.isEmpty);
});

test("what was erased in another tab does not come back", () => {
  const { storage, progress } = started();
  createProgress(storage).erase();
  progress.record("context/second", { answer: "x" }, wrong);
  assert.equal(progress.item("context/first"), null);
});

test("two tabs do not write over each other", () => {
  const { storage, progress } = started();
  const other = createProgress(storage);
  other.record("context/second", { answer: "x" }, wrong);
  progress.record("context/third", { answer: "y" }, wrong);
  assert.ok(createProgress(storage).item("context/second"));
  assert.ok(createProgress(storage).item("context/third"));
});

test("damaged progress is set aside, not written over", () => {
  const storage = new MemoryStorage();
  storage.setItem(progressKey, "{");
  const progress = createProgress(storage);
  assert.ok(progress.isKept);
  assert.equal(storage.getItem(`${progressKey}.damaged`), "{");
});

test("progress of a newer course is left alone", () => {
  const storage = new MemoryStorage();
  const newer = changed((kept) => { kept.format = 2; });
  storage.setItem(progressKey, newer);
  const progress = createProgress(storage);
  progress.record("context/first", { answer: "x" }, wrong);
  assert.equal(storage.getItem(progressKey), newer);
  assert.equal(progress.isKept, false);
});

for (const [name, storage] of Object.entries({ "no storage": () => null, "blocked storage": blocked, "full storage": full })) {
  test(`with ${name} everything works as long as the page is open`, () => {
    const progress = createProgress(storage());
    progress.record("context/first", { answer: ["a"] }, right);
    assert.equal(progress.isKept, false);
    assert.equal(progress.item("context/first")?.points, 3);
  });
}

test("a listener hears each change until it is ended", () => {
  const { progress } = started();
  let heard = 0;
  const end = progress.onChange(() => { heard += 1; });
  progress.track = "both";
  end();
  progress.track = null;
  assert.equal(heard, 1);
});

test("the seed stays the same from the first page on", () => {
  const storage = new MemoryStorage();
  const first = createProgress(storage);
  first.visit("start/index");
  assert.equal(createProgress(storage).seed, first.seed);
});

test("a track or theme that does not exist changes nothing", () => {
  const { progress } = started();
  progress.track = /** @type {any} */ ("admin");
  progress.theme = /** @type {any} */ ("pink");
  assert.deepEqual([progress.track, progress.theme], ["social-work", "system"]);
});

test("an id that is no question's is a fault of ours", () => {
  const { progress } = started();
  assert.throws(() => progress.record("__proto__", { answer: 1 }, wrong), TypeError);
});

const tested = () => {
  const { storage, progress } = started();
  progress.recordTest("before", "form-a", "form-a/one", ["b"]);
  return { storage, progress };
};

test("a test is kept answer by answer, and changes no more once it is finished", () => {
  const { storage, progress } = tested();
  progress.recordTest("before", "form-a", "form-a/one", ["c"]);
  assert.equal(createProgress(storage).testOf("before")?.finished, null);
  progress.finishTest("before", "form-a", { right: 1, of: 30 });
  progress.recordTest("before", "form-a", "form-a/one", ["d"]);
  progress.finishTest("before", "form-a", { right: 30, of: 30 });
  const kept = createProgress(storage).testOf("before");
  assert.deepEqual([kept?.answers["form-a/one"], kept?.right, kept?.of], [["c"], 1, 30]);
  assert.ok(kept?.finished);
});

test("a test that is forgotten can be taken anew, and touches no other", () => {
  const { progress } = tested();
  progress.finishTest("before", "form-a", { right: 1, of: 30 });
  progress.beginTest("later-90", "form-c");
  progress.forgetTest("before");
  assert.equal(progress.testOf("before"), null);
  assert.deepEqual(progress.testOf("later-90")?.answers, {});
});

test("a test travels in the file, and a file from before there were tests is still read", () => {
  const { progress } = tested();
  const other = createProgress(new MemoryStorage());
  assert.deepEqual(other.importText(progress.exportText()), { ok: true });
  assert.deepEqual(other.testOf("before")?.answers, { "form-a/one": ["b"] });
  assert.deepEqual(other.importText(changed(() => {})), { ok: true });
  assert.equal(other.testOf("before"), null);
});

for (const [name, spoil] of Object.entries({
  "a test nobody knows": (kept) => { kept.tests.middle = kept.tests.before; },
  "more right answers than questions": (kept) => { kept.tests.before.right = 31; },
  "an unknown field in a test": (kept) => { kept.tests.before.extra = 1; },
  "a test's answer of a megabyte": (kept) => { kept.tests.before.answers["form-a/one"] = "x".repeat(1_000_000); },
  "no table of tests": (kept) => { kept.tests = []; },
})) {
  test(`${name} is refused whole`, () => {
    const { progress } = tested();
    const kept = JSON.parse(progress.exportText());
    spoil(kept);
    assert.deepEqual(progress.importText(JSON.stringify(kept)), { ok: false, reason: "damaged" });
    assert.deepEqual(progress.testOf("before")?.answers, { "form-a/one": ["b"] });
  });
}

test("a name that is no test's is a fault of ours", () => {
  const { progress } = started();
  assert.throws(() => progress.beginTest("__proto__", "form-a"), TypeError);
});

test("erasing takes private answers too, and no saved file holds them", () => {
  const { storage, progress } = tested();
  storage.setItem(privateKey, JSON.stringify({ note: { choice: "SECRET", label: "", at: "" } }));
  assert.ok(!progress.exportText().includes("SECRET"));
  progress.erase();
  assert.equal(storage.entries.size, 0);
});
