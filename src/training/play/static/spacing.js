// @ts-check
// When a question comes back: 1, 7, 28 and 90 days after it was last answered wrongly.
// Days are those of the learner's calendar. Nothing here knows the page, the clock or a store.

/** @typedef {{at: number, wrong: boolean, critical: boolean}} Try a day's number and how it went */
/** @typedef {{id: string, tries: Try[]}} Practised */
/** @typedef {{id: string, day: number, rank: number}} Due */

export const spacingDays = [1, 7, 28, 90];
const practiceSize = 5;
const dayLength = 86_400_000;

/** Returns the number of the calendar day on which a moment falls.
 * @param {Date} moment @returns {number} */
export const dayOf = (moment) =>
  Math.round(Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate()) / dayLength);

/** Returns a moment on that calendar day, for showing it.
 * @param {number} day @returns {Date} */
export const dateOf = (day) => {
  const utc = new Date(day * dayLength);
  return new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate(), 12);
};

/** Returns when a question is due next and how pressing it is, or null if it is not: it was
 * never wrong, or it was right again after the last of the four days.
 * @param {Practised} one @returns {Due | null} */
const dueOf = ({ id, tries }) => {
  const from = tries.filter((one) => one.wrong).pop();
  const last = tries[tries.length - 1];
  if (!from || !last) return null;
  const next = spacingDays.find((days) => from.at + days > last.at);
  const rank = last.critical ? 0 : last.wrong ? 1 : 2;
  return next === undefined ? null : { id, day: from.at + next, rank };
};

/** Returns today's questions, at most five: harm first, then what is still wrong, then what waits
 * longest. What was answered today still belongs to them, so that the list stays the same all day.
 * @param {Practised[]} all @param {number} today @returns {{ids: string[], more: number}} */
export const practiceOf = (all, today) => {
  const due = [];
  for (const { id, tries } of all) {
    const found = dueOf({ id, tries: tries.filter((one) => one.at < today) });
    if (found && found.day <= today) due.push(found);
  }
  due.sort((a, b) => a.rank - b.rank || a.day - b.day || (a.id < b.id ? -1 : 1));
  return { ids: due.slice(0, practiceSize).map((one) => one.id), more: Math.max(0, due.length - practiceSize) };
};

/** Returns the first day after today on which something is due, or null.
 * @param {Practised[]} all @param {number} today @returns {number | null} */
export const nextPracticeDay = (all, today) => {
  const days = all.map(dueOf).filter((one) => one !== null).map((one) => Math.max(one.day, today + 1));
  return days.length ? Math.min(...days) : null;
};
