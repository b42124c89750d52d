// @ts-check
// "Today's five": the questions that are due again, from every page of the course, on one page.
// A bank's questions are a script of their own, asked for only here and only where one may be due.

import { coursePages, courseRoot } from "./course.js";
import { grade, isUnreadable } from "./grading.js";
import { progress } from "./progress.js";
import { dateOf, dayOf, nextPracticeDay, practiceOf } from "./spacing.js";
import { longDate } from "./summary.js";

/** @typedef {{html: string, url: string, title: string}} PracticeItem */
/** @typedef {Record<string, Record<string, PracticeItem>>} PracticeBanks */

/** @returns {PracticeBanks} */
const practiceBanks = () => (/** @type {any} */ (globalThis).trainingBanks ??= {});

/** Loads the questions of a bank; one that is no longer there is left out.
 * @param {string} bank @param {string} version @returns {Promise<void>} */
const loadBank = (bank, version) => new Promise((resolve) => {
  if (practiceBanks()[bank]) {
    resolve();
    return;
  }
  const script = document.createElement("script");
  script.src = `${courseRoot()}_static/practice/${bank}.js${version}`;
  script.addEventListener("load", () => resolve());
  script.addEventListener("error", () => resolve());
  document.head.append(script);
});

/** Returns the ids of this learner's questions that may ever have been answered wrongly.
 * @returns {string[]} */
const practiceCandidates = () => {
  const { track } = progress;
  const known = coursePages().flatMap((page) => page.items)
    .filter((item) => item.track === "both" || !track || track === "both" || item.track === track);
  const asked = new Set(known.map((item) => item.id).filter((id) => !id.startsWith("scenario/") && !id.startsWith("lab/")));
  return progress.itemIds.filter((id) => {
    const item = progress.item(id);
    return asked.has(id) && item !== null && (item.answers.length > 1 || (item.answers.length === 1 && (item.points < item.of || item.critical)));
  });
};

class PracticePage {
  /** @type {Map<string, PracticeItem>} */
  items = new Map();
  /** @type {Map<string, any>} */
  keys = new Map();
  /** @type {string[]} */
  ids = [];

  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.root = root;
    this.today = dayOf(new Date());
    root.addEventListener("training-answered", () => this.paint(), { signal });
  }

  async open() {
    const ids = practiceCandidates();
    const version = this.root.dataset.practiceVersion ?? "";
    const banks = [...new Set(ids.map((id) => id.split("/")[0]))];
    await Promise.all(banks.map((bank) => loadBank(bank, version)));
    for (const id of ids) this.take(id);
    const { ids: due, more } = practiceOf(this.history(), this.today);
    this.ids = due;
    this.more = more;
    const list = this.root.querySelector("[data-practice-list]");
    list?.replaceChildren(...due.flatMap((id) => this.makeItem(id)));
    this.paint();
  }

  /** @param {string} id */
  take(id) {
    const [bank, name] = id.split("/");
    const found = practiceBanks()[bank]?.[name];
    if (!found) return;
    const parsed = new DOMParser().parseFromString(found.html, "text/html");
    const data = JSON.parse(parsed.querySelector("script")?.textContent ?? "null");
    if (!data?.key) return;
    this.items.set(id, found);
    this.keys.set(id, data.key);
  }

  /** @returns {import("./spacing.js").Practised[]} */
  history() {
    return [...this.items.keys()].map((id) => ({ id, tries: this.triesOf(id) }));
  }

  /** @param {string} id @returns {import("./spacing.js").Try[]} */
  triesOf(id) {
    const tries = (progress.item(id)?.answers ?? []).map((one) => ({ at: dayOf(new Date(one.at)), mark: grade(this.keys.get(id), one.answer) }));
    return tries
      .filter(({ mark }) => !isUnreadable(mark)) // the question changed since then
      .map(({ at, mark }) => ({ at, wrong: mark.critical || mark.points < mark.of, critical: mark.critical }));
  }

  /** @param {string} id @returns {Node[]} */
  makeItem(id) {
    const item = this.items.get(id);
    const parsed = new DOMParser().parseFromString(item?.html ?? "", "text/html");
    const player = parsed.querySelector("quiz-player");
    if (!item || !(player instanceof HTMLElement)) return [];
    if (!this.wasAnswered(id)) player.dataset.fresh = "";
    player.dataset.page = courseRoot() + item.url;
    const line = document.createElement("p");
    line.className = "training-quiet";
    const link = document.createElement("a");
    link.href = courseRoot() + item.url;
    link.textContent = item.title;
    line.append(`${this.root.dataset.practiceFrom ?? ""} `, link);
    return [document.importNode(player, true), line];
  }

  /** Whether a question was answered today. @param {string} id */
  wasAnswered(id) {
    return this.triesOf(id).some((one) => one.at >= this.today);
  }

  paint() {
    const answered = this.ids.filter((id) => this.wasAnswered(id)).length;
    const next = nextPracticeDay(this.history(), this.today);
    const isDue = this.ids.length > 0;
    const isDone = isDue && answered === this.ids.length;
    const nothing = progress.itemIds.length === 0 ? "untouched" : next === null ? "none" : "later";
    const now = isDone ? "done" : isDue ? "due" : nothing;
    for (const one of this.root.querySelectorAll("[data-practice-when]")) {
      /** @type {HTMLElement} */ (one).hidden = one.getAttribute("data-practice-when") !== now;
    }
    for (const one of this.root.querySelectorAll("[data-practice-more]")) /** @type {HTMLElement} */ (one).hidden = !this.more || !isDone;
    for (const one of this.root.querySelectorAll("[data-practice-next-line]")) /** @type {HTMLElement} */ (one).hidden = next === null;
    this.fill("[data-practice-answered]", answered);
    this.fill("[data-practice-all]", this.ids.length);
    this.fill("[data-practice-waiting]", this.more ?? 0);
    if (next !== null) this.fill("[data-practice-next]", longDate(dateOf(next)));
  }

  /** @param {string} query @param {string | number} words */
  fill(query, words) {
    for (const one of this.root.querySelectorAll(query)) one.textContent = String(words);
  }
}

/** Starts the practice of a page, where there is one. */
export const startPractice = () => {
  const { signal } = new AbortController();
  for (const root of document.querySelectorAll("[data-training-practice]")) {
    if (root instanceof HTMLElement) new PracticePage(root, signal).open();
  }
};

if (typeof document !== "undefined") startPractice();
