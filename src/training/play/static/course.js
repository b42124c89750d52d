// @ts-check
// What the frame of a page does: track, way, progress on this device, and leaving at once.
// All words stand in the page; this script shows, hides and counts.

import { progress, progressKey } from "./progress.js";

/** @typedef {{id: string, track: string, or?: {id: string, track: string}[]}} CourseItem */
/** @typedef {{doc: string, url: string, title: string, chapter: string, minutes: number, points?: string[], items: CourseItem[]}} CoursePage */
/** @typedef {{all: number, answered: number, isDone: boolean}} PageState */

const leftKey = "training.left";
const leaveWithin = 2000;
const leavePresses = 3;

/** @returns {CoursePage[]} */
export const coursePages = () => /** @type {any} */ (globalThis).trainingCourse?.pages ?? [];

/** @returns {string} */
export const courseRoot = () => document.documentElement.dataset.content_root ?? "./";

/** @param {string} query @param {ParentNode} [within] @returns {HTMLElement[]} */
export const partsOf = (query, within = document) => [...within.querySelectorAll(query)].filter((part) => part instanceof HTMLElement);

/** Returns how far a learner is with a page: answered all of their questions, or read it.
 * @param {CoursePage} page @returns {PageState} */
export const stateOf = (page) => {
  const { track } = progress;
  const isMine = (/** @type {CourseItem} */ item) => item.track === "both" || !track || track === "both" || item.track === track;
  const mine = page.items.filter(isMine);
  const isAnswered = (/** @type {CourseItem} */ item) => (progress.item(item.id)?.answers.length ?? 0) > 0;
  // a scenario has an alternative of equal credit: every question of it answered
  const isMet = (/** @type {CourseItem} */ item) => isAnswered(item) || (item.or !== undefined && item.or.length > 0 && item.or.filter(isMine).every(isAnswered));
  const met = mine.filter(isMet);
  const isSound = met.every((item) => !progress.item(item.id)?.critical);
  const isDone = progress.hasSeen(page.doc) && met.length === mine.length && isSound;
  return { all: mine.length, answered: met.length, isDone };
};

/** Returns the page to go on with: the one left open, or the next that is not done.
 * @returns {CoursePage | null} */
const nextPage = () => {
  const pages = coursePages();
  const at = Math.max(0, pages.findIndex((page) => page.doc === progress.place));
  return [...pages.slice(at), ...pages.slice(0, at)].find((page) => !stateOf(page).isDone) ?? null;
};

/** Shows of all variants in a part only the one that is true now.
 * @param {ParentNode} part @param {string} now */
const showVariant = (part, now) => {
  for (const one of partsOf("[data-when]", part)) one.hidden = one.dataset.when !== now;
};

/** @param {ParentNode} part @param {string} query @param {string | number} words */
const fillIn = (part, query, words) => {
  for (const one of partsOf(query, part)) one.textContent = String(words);
};

/** Paints the learner's track and theme on the page and its controls. */
const paintSettings = () => {
  const { dataset } = document.documentElement;
  if (progress.track) dataset.track = progress.track;
  else delete dataset.track;
  if (progress.theme === "system") delete dataset.theme;
  else dataset.theme = progress.theme;
  for (const input of document.querySelectorAll('input[name="training-track"]')) {
    if (input instanceof HTMLInputElement) input.checked = input.value === progress.track;
  }
  const look = document.querySelector("[data-training-theme]");
  if (look instanceof HTMLSelectElement) look.value = progress.theme;
  for (const line of partsOf("[data-training-kept]")) line.hidden = !progress.isKept;
  for (const line of partsOf("[data-training-blocked]")) line.hidden = progress.isKept;
};

/** Paints the way on the first page. */
const paintWay = () => {
  const way = document.querySelector("[data-training-way]");
  if (!way) return;
  const here = progress.place ? nextPage() : null;
  let done = 0;
  for (const page of coursePages()) {
    const leg = way.querySelector(`[data-doc="${CSS.escape(page.doc)}"]`);
    const state = stateOf(page);
    const now = page === here ? "here" : state.isDone ? "done" : "ahead";
    done += state.isDone ? 1 : 0;
    if (!leg) continue;
    leg.className = `training-${now}`;
    leg.toggleAttribute("aria-current", now === "here");
    if (now === "here") leg.setAttribute("aria-current", "step");
    showVariant(leg, now);
    for (const one of partsOf("[data-answered]", leg)) one.hidden = state.all === 0 || state.answered === 0;
    fillIn(leg, "[data-answered-count]", state.answered);
    fillIn(leg, "[data-answered-all]", state.all);
  }
  paintParts(way);
  for (const line of partsOf("[data-training-count]")) line.hidden = !progress.place;
  fillIn(document, "[data-count-done]", done);
  fillIn(document, "[data-count-all]", coursePages().length);
};

/** A part's name stands on the line: solid once the stop before it is done.
 * @param {Element} way */
const paintParts = (way) => {
  for (const part of partsOf(".training-part", way)) {
    const before = part.previousElementSibling;
    part.classList.toggle("training-done", before ? before.classList.contains("training-done") : progress.place !== null);
  }
};

/** Paints the card that says where to go on. */
const paintGo = () => {
  const card = document.querySelector("[data-training-go]");
  if (!card || coursePages().length === 0) return;
  const page = nextPage();
  const target = page ?? coursePages()[0];
  showVariant(card, !progress.place ? "first" : page ? "again" : "finished");
  if (page) fillIn(card, "[data-go-title]", page.title);
  fillIn(card, "[data-go-minutes]", minutesLeft(target.chapter));
  const link = card.querySelector("[data-go-link]");
  if (link instanceof HTMLAnchorElement) link.href = courseRoot() + target.url;
};

/** Returns the minutes left in a chapter, to the nearest five. @param {string} chapter @returns {number} */
const minutesLeft = (chapter) => {
  const open = coursePages().filter((page) => page.chapter === chapter && !stateOf(page).isDone);
  return Math.max(5, Math.round(open.reduce((sum, page) => sum + page.minutes, 0) / 5) * 5);
};

/** Paints the way beside a chapter's page. */
const paintRail = () => {
  for (const leg of partsOf("[data-training-rail] [data-doc]")) {
    const page = coursePages().find((one) => one.doc === leg.dataset.doc);
    const isDone = page !== undefined && stateOf(page).isDone;
    const isHere = leg.querySelector("[aria-current]") !== null;
    leg.className = `training-${isHere ? "here" : isDone ? "done" : "ahead"}`;
    for (const words of partsOf("[data-state]", leg)) words.hidden = !isDone || isHere;
  }
};

const paintAll = () => {
  paintSettings();
  paintWay();
  paintGo();
  paintRail();
};

/** Offers the learner's progress as a file. */
const saveFile = () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([progress.exportText()], { type: "application/json" }));
  link.download = "people-on-the-move-progress.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

/** The card "On this device": save, load, erase; what cannot be undone asks first. */
class DeviceCard {
  /** @type {File | null} */
  file = null;

  /** @param {HTMLElement} card @param {AbortSignal} signal */
  constructor(card, signal) {
    this.card = card;
    card.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button?.dataset.device) this.press(button.dataset.device);
    }, { signal });
    card.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement) this.choose(event.target);
    }, { signal });
  }

  /** @param {string} what */
  press(what) {
    if (what === "save") {
      saveFile();
      this.announce("saved");
    } else if (what === "erase") this.ask("erase");
    else if (what === "erase-now") {
      progress.erase();
      this.ask(null);
      this.announce("erased");
    } else if (what === "load-now") this.load();
    else this.ask(null);
  }

  /** @param {HTMLInputElement} input */
  choose(input) {
    this.file = input.files?.[0] ?? null;
    input.value = "";
    if (!this.file) return;
    if (progress.isEmpty) this.load();
    else this.ask("load");
  }

  async load() {
    const { file } = this;
    this.ask(null);
    if (!file) return;
    if (file.size > 4_000_000) {
      this.announce("too-big");
      return;
    }
    const result = progress.importText(await file.text());
    this.announce(result.ok ? "loaded" : result.reason);
  }

  /** Shows one question in the card and puts the focus on it. @param {string | null} what */
  ask(what) {
    this.announce(null);
    for (const box of partsOf("[data-device-ask]", this.card)) {
      box.hidden = box.dataset.deviceAsk !== what;
      if (!box.hidden) box.querySelector("button")?.focus();
    }
    if (what === null) partsOf('[data-device="save"]', this.card)[0]?.focus();
  }

  /** @param {string | null} what */
  announce(what) {
    const line = partsOf("[data-device-status]", this.card)[0];
    if (line) line.textContent = what ? line.getAttribute(`data-say-${what}`) : "";
  }
}

/** Leaves at once: this page is replaced, and earlier ones of this tab stay closed. */
const leave = () => {
  document.documentElement.hidden = true;
  try {
    sessionStorage.setItem(leftKey, "1");
  } catch {
    // without storage, only this page leaves the history
  }
  location.replace(`${courseRoot()}notes.html`);
};

/** @returns {boolean} */
const hasLeft = () => {
  try {
    return sessionStorage.getItem(leftKey) !== null;
  } catch {
    return false;
  }
};

/** @param {AbortSignal} signal */
const listenForLeaving = (signal) => {
  /** @type {number[]} */
  let presses = [];
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-training-exit]")) return;
    event.preventDefault();
    leave();
  }, { signal });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < leaveWithin), event.timeStamp];
    if (presses.length >= leavePresses) leave();
  }, { signal, capture: true });
  // A page that the browser kept whole comes back blank until it is known to be wanted.
  window.addEventListener("pagehide", () => { document.documentElement.hidden = true; }, { signal });
  window.addEventListener("pageshow", () => {
    if (hasLeft()) leave();
    else document.documentElement.hidden = false;
  }, { signal });
};

/** @param {AbortSignal} signal */
const listenForSettings = (signal) => {
  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control instanceof HTMLInputElement && control.name === "training-track") {
      progress.track = /** @type {import("./progress.js").Track} */ (control.value);
    } else if (control instanceof HTMLSelectElement && control.dataset.trainingTheme !== undefined) {
      progress.theme = /** @type {import("./progress.js").Theme} */ (control.value);
    }
  }, { signal });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-training-print]")) window.print();
  }, { signal });
  window.addEventListener("storage", (event) => {
    if (event.key === progressKey || event.key === null) progress.refresh();
  }, { signal });
};

/** The way beside a chapter is open where there is room for it. @param {AbortSignal} signal */
const openRail = (signal) => {
  const rail = document.querySelector("[data-training-rail]");
  if (!(rail instanceof HTMLDetailsElement)) return;
  const wide = matchMedia("(min-width: 64em)");
  rail.open = wide.matches;
  wide.addEventListener("change", () => { rail.open = wide.matches; }, { signal });
};

/** Over http the whole book is kept for later, and can be installed. */
const keepForOffline = () => {
  if (!location.protocol.startsWith("http")) return;
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = `${courseRoot()}manifest.webmanifest`;
  document.head.append(link);
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(`${courseRoot()}sw.js`).catch(() => {}); // works without
  }
};

/** Starts the frame of a page; does nothing where there is none. */
export const startCourse = () => {
  const page = document.documentElement.dataset.trainingPage;
  if (page === undefined || hasLeft()) return;
  const { signal } = new AbortController();
  listenForLeaving(signal);
  listenForSettings(signal);
  openRail(signal);
  for (const card of partsOf("[data-training-device]")) new DeviceCard(card, signal);
  progress.onChange(paintAll);
  if (coursePages().some((one) => one.doc === page)) progress.visit(page);
  paintAll();
  if (document.readyState === "complete") keepForOffline();
  else window.addEventListener("load", keepForOffline, { signal, once: true });
};

if (typeof document !== "undefined") startCourse();
