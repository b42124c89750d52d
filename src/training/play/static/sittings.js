// @ts-check
// What the tests of the course say: right answers by area, and the gain between two of them.
// Pure: it knows neither the page nor where answers are kept.

/** @typedef {"before" | "after" | "later-90" | "later-180"} Sitting */
/** @typedef {{area: string, isRight: boolean}} Answered */
/** @typedef {{kind: "no-before" | "ceiling" | "gain" | "same" | "loss", gain: number}} Gain */

const sittingDay = 86_400_000;

/** Returns right answers and questions of each area, by the area's name.
 * @param {Answered[]} answered @returns {Map<string, {right: number, of: number}>} */
export const byArea = (answered) => {
  /** @type {Map<string, {right: number, of: number}>} */
  const found = new Map();
  for (const { area, isRight } of answered) {
    const sum = found.get(area) ?? { right: 0, of: 0 };
    sum.of += 1;
    sum.right += isRight ? 1 : 0;
    found.set(area, sum);
  }
  return found;
};

/** Returns the share, in whole percent, of what was still to learn and is now right:
 * (after - before) / (of - before). Whoever knew everything before has nothing to gain; a loss
 * is not expressed as a share, because it has no sensible base.
 * @param {number | null} before @param {number} after @param {number} of @returns {Gain} */
export const gainOf = (before, after, of) => {
  if (before === null) return { kind: "no-before", gain: 0 };
  if (before >= of) return { kind: "ceiling", gain: 0 };
  if (after === before) return { kind: "same", gain: 0 };
  if (after < before) return { kind: "loss", gain: 0 };
  return { kind: "gain", gain: Math.floor((100 * (after - before)) / (of - before)) };
};

/** Returns which sitting a page of tests is about: the later test has two. The second takes the
 * place of the first when it was begun, or when the first is finished and its time has come.
 * @param {string} page @param {{isFinished: boolean, isNextBegun: boolean, isNextDue: boolean}} first
 * @returns {Sitting} */
export const sittingOf = (page, { isFinished, isNextBegun, isNextDue }) => {
  if (page === "before" || page === "after") return page;
  return isNextBegun || (isFinished && isNextDue) ? "later-180" : "later-90";
};

/** Returns the moment a later test opens, by that of the test after the course, or null where
 * nothing has to be waited for.
 * @param {Sitting} sitting @param {string | null} after @returns {Date | null} */
export const opensAt = (sitting, after) => {
  if (after === null || !sitting.startsWith("later-")) return null;
  return new Date(Date.parse(after) + Number(sitting.slice("later-".length)) * sittingDay);
};
