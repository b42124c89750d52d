// @ts-check
// What a learner has done, in numbers: by part of the course, the tests, the practice cases, the
// labs. Pure: pages and what is kept come in, numbers go out.

/** @typedef {import("./course.js").CoursePage} CoursePage */
/** @typedef {{points: number, of: number, critical: boolean, answers: unknown[]}} KeptItem */
/** @typedef {{title: string, done: number, pages: number, answered: number, questions: number, points: string[], met: string[]}} AreaSummary */

export const metShare = 70; // percent of a page's points, so that its objectives count as met

/** Returns whether the objectives of a page are met: all its questions answered, no harm left
 * standing, and at least seven points of ten.
 * @param {(KeptItem | null)[]} items @returns {boolean} */
export const isMet = (items) => {
  if (items.length === 0 || items.some((item) => !item || item.answers.length === 0 || item.critical)) return false;
  const share = items.reduce((sum, item) => sum + (item && item.of ? (100 * item.points) / item.of : 0), 0);
  return share >= metShare * items.length;
};

/** @param {string} id @param {string} kind */
const isOfKind = (id, kind) => id.startsWith(`${kind}/`);

/** Returns each part of the course, in the order of its pages.
 * @param {CoursePage[]} pages
 * @param {(page: CoursePage) => {all: number, answered: number, isDone: boolean}} stateOf
 * @param {(page: CoursePage) => (KeptItem | null)[]} keptOf the items of this learner's track
 * @returns {AreaSummary[]} */
export const summaryOf = (pages, stateOf, keptOf) => {
  /** @type {Map<string, AreaSummary>} */
  const areas = new Map();
  for (const page of pages) {
    const fresh = { title: page.chapter, done: 0, pages: 0, answered: 0, questions: 0, points: [], met: [] };
    const area = areas.get(page.chapter) ?? fresh;
    const state = stateOf(page);
    const points = page.points ?? [];
    area.pages += 1;
    area.done += state.isDone ? 1 : 0;
    area.answered += state.answered;
    area.questions += state.all;
    area.points = /** @type {string[]} */ ([...area.points, ...points]);
    if (isMet(keptOf(page))) area.met = /** @type {string[]} */ ([...area.met, ...points]);
    areas.set(page.chapter, area);
  }
  return [...areas.values()];
};

/** Returns the practice cases or labs of the course, and which of them were finished.
 * @param {CoursePage[]} pages @param {"scenario" | "lab"} kind
 * @param {(id: string) => KeptItem | null} itemOf @returns {{title: string, isDone: boolean}[]} */
export const playedOf = (pages, kind, itemOf) =>
  pages.flatMap((page) =>
    page.items
      .filter((item) => isOfKind(item.id, kind))
      .map((item) => ({ title: page.title, isDone: (itemOf(item.id)?.answers.length ?? 0) > 0 })));

/** Returns a date in the words of the page's language.
 * @param {Date} date @returns {string} */
export const longDate = (date) => {
  const lang = (typeof document === "undefined" ? "" : document.documentElement.lang) || "en";
  return date.toLocaleDateString(lang === "en" ? "en-GB" : lang, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
};
