// @ts-check
// A test of the course on its page: keeps answers as they are given, says nothing until the end,
// then shows the result, each answer's reason, and the gain. All words stand in the page.

import { grade, isUnreadable } from "./grading.js";
import { progress } from "./progress.js";
import { longDate } from "./summary.js";
import { byArea, gainOf, opensAt, sittingOf } from "./sittings.js";

/** @typedef {import("./sittings.js").Sitting} Sitting */
/** @typedef {HTMLElement & {item: string, key: any, isClosed: boolean, more: HTMLElement, read(): any, write(answer: any): void, findMissing(): unknown, inputs(): HTMLInputElement[], show(mark: any, answer: any, sure: null, isNew: boolean): void}} Player */

class CourseTest {
  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.root = root;
    this.page = root.dataset.trainingTest ?? "";
    this.form = root.dataset.form ?? "";
    this.players = /** @type {Player[]} */ ([...root.querySelectorAll("quiz-player")]);
    this.sitting = this.findSitting();
    root.addEventListener("change", (event) => this.note(event), { signal });
    root.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button?.closest(".training-step__moves")) this.note(event);
      if (button?.dataset.testDo) this.press(button.dataset.testDo);
    }, { signal });
    this.open();
  }

  /** @returns {Sitting} */
  findSitting() {
    const opens = opensAt("later-180", progress.testOf("after")?.finished ?? null);
    return sittingOf(this.page, {
      isFinished: Boolean(progress.testOf("later-90")?.finished),
      isNextBegun: progress.testOf("later-180") !== null,
      isNextDue: opens !== null && opens.getTime() <= Date.now(),
    });
  }

  /** Shows the test as it stands: to be answered, or finished. */
  open() {
    const kept = progress.testOf(this.sitting);
    for (const player of this.players) {
      const answer = kept?.answers[player.item];
      if (answer !== undefined) player.write(answer);
    }
    this.paintNotes();
    if (kept?.finished) this.showResult();
    this.count();
  }

  /** Says what there is to know before: is it early, was there a test after the course? */
  paintNotes() {
    const after = progress.testOf("after")?.finished ?? null;
    const opens = opensAt(this.sitting, after);
    const isEarly = opens !== null && opens.getTime() > Date.now();
    const isFinished = this.isFinished();
    const isBegun = Object.keys(progress.testOf(this.sitting)?.answers ?? {}).length > 0;
    this.when("begun", isBegun && !isFinished && this.openPlayers().length > 0);
    this.when("early", isEarly && !isFinished);
    this.when("no-after", this.page === "later" && after === null && !isFinished);
    this.when("second", this.sitting === "later-180" && !isFinished);
    this.when("next", this.sitting === "later-90" && isFinished);
    if (opens) this.fill("[data-test-opens]", longDate(opens));
    const next = opensAt("later-180", after);
    if (next) this.fill("[data-test-next-opens]", longDate(next));
    this.when("next-day", next !== null && this.sitting === "later-90" && isFinished);
  }

  isFinished() {
    return Boolean(progress.testOf(this.sitting)?.finished);
  }

  /** Keeps an answer as soon as there is one. @param {Event} event */
  note(event) {
    const at = event.target instanceof Element ? event.target.closest("quiz-player") : null;
    const player = this.players.find((one) => one === at);
    if (!player || this.isFinished()) return;
    progress.recordTest(this.sitting, this.form, player.item, player.read());
    this.count();
  }

  /** @returns {Player[]} the questions without a whole answer */
  openPlayers() {
    const answers = progress.testOf(this.sitting)?.answers ?? {};
    return this.players.filter((one) => !Object.hasOwn(answers, one.item) || one.findMissing() !== null);
  }

  count() {
    const open = this.openPlayers().length;
    this.fill("[data-test-answered]", this.players.length - open);
    this.fill("[data-test-open]", open);
    this.when("running", !this.isFinished());
    this.when("finished", this.isFinished());
  }

  /** @param {string} what */
  press(what) {
    const open = this.openPlayers();
    if (what === "finish" && open.length > 0) this.ask("open");
    else if (what === "finish" || what === "finish-now") this.finish();
    else if (what === "go-on") {
      this.ask(null);
      const first = open[0]?.querySelector("input, select, .training-step__moves button");
      if (first instanceof HTMLElement) first.focus();
    } else if (what === "again") this.ask("again");
    else if (what === "keep") this.ask(null);
    else if (what === "again-now") {
      progress.forgetTest(this.sitting);
      location.reload();
    } else if (what === "next") {
      progress.beginTest("later-180", this.form);
      location.reload();
    }
  }

  /** Shows one question of ours and puts the focus on it. @param {string | null} what */
  ask(what) {
    for (const box of this.root.querySelectorAll("[data-test-ask]")) {
      if (!(box instanceof HTMLElement)) continue;
      box.hidden = box.dataset.testAsk !== what;
      if (!box.hidden) box.querySelector("button")?.focus();
    }
  }

  finish() {
    this.ask(null);
    const right = this.players.filter((player) => this.isRight(player)).length;
    progress.beginTest(this.sitting, this.form);
    progress.finishTest(this.sitting, this.form, { right, of: this.players.length });
    this.showResult();
    this.paintNotes();
    this.count();
    const box = this.root.querySelector("[data-test-result]");
    if (box instanceof HTMLElement) box.focus();
  }

  /** @param {Player} player */
  isRight(player) {
    const answer = progress.testOf(this.sitting)?.answers[player.item];
    const mark = answer === undefined ? null : grade(player.key, answer);
    return mark !== null && !isUnreadable(mark) && mark.points === mark.of && !mark.critical;
  }

  showResult() {
    const answered = this.players.map((one) => ({ area: one.dataset.area ?? "", isRight: this.isRight(one) }));
    const right = answered.filter((one) => one.isRight).length;
    const areas = byArea(answered);
    for (const row of this.root.querySelectorAll("[data-test-area]")) {
      const sum = areas.get(row.getAttribute("data-test-area") ?? "") ?? { right: 0, of: 0 };
      const cell = row.querySelector("[data-test-sum]");
      if (cell) cell.textContent = `${sum.right} / ${sum.of}`;
      /** @type {HTMLElement} */ (row).hidden = sum.of === 0;
    }
    this.fill("[data-test-right]", right);
    this.showGain(right);
    for (const player of this.players) this.showReasons(player);
  }

  /** @param {number} right */
  showGain(right) {
    const before = progress.testOf("before");
    const after = progress.testOf("after");
    const isBefore = this.sitting === "before";
    const { kind, gain } = gainOf(before?.finished ? before.right : null, right, this.players.length);
    for (const one of this.root.querySelectorAll("[data-test-gain]")) {
      /** @type {HTMLElement} */ (one).hidden = isBefore || one.getAttribute("data-test-gain") !== kind;
    }
    this.when("compared", !isBefore && before !== null && Boolean(before.finished));
    this.when("kept", this.page === "later" && Boolean(after?.finished));
    this.fill("[data-test-before]", before?.right ?? "");
    this.fill("[data-test-after]", after?.right ?? "");
    this.fill("[data-test-percent]", gain);
    this.fill("[data-test-gained]", right - (before?.right ?? 0));
    this.fill("[data-test-to-gain]", this.players.length - (before?.right ?? 0));
  }

  /** @param {Player} player */
  showReasons(player) {
    const answer = progress.testOf(this.sitting)?.answers[player.item];
    const mark = answer === undefined ? null : grade(player.key, answer);
    if (mark !== null && !isUnreadable(mark)) player.show(mark, answer, null, false);
    else {
      player.more.hidden = false;
      for (const input of player.inputs()) input.disabled = true;
    }
    const note = player.nextElementSibling;
    if (!(note instanceof HTMLElement) || note.dataset.testRead === undefined) return;
    note.hidden = this.isRight(player);
    for (const open of note.querySelectorAll("[data-test-unanswered]")) {
      /** @type {HTMLElement} */ (open).hidden = mark !== null && !isUnreadable(mark);
    }
  }

  /** @param {string} name @param {boolean} isTrue */
  when(name, isTrue) {
    for (const one of this.root.querySelectorAll(`[data-test-when="${name}"]`)) /** @type {HTMLElement} */ (one).hidden = !isTrue;
  }

  /** @param {string} query @param {string | number} words */
  fill(query, words) {
    for (const one of this.root.querySelectorAll(query)) one.textContent = String(words);
  }
}


/** Starts the test of a page, where there is one. */
export const startTest = () => {
  const { signal } = new AbortController();
  for (const root of document.querySelectorAll("[data-training-test]")) {
    if (root instanceof HTMLElement) new CourseTest(root, signal);
  }
};

if (typeof document !== "undefined") startTest();
