// @ts-check
// One game of a scenario: whose turn it is, what is open, what two ways have in common.
// No DOM and no storage; where a pick leads is for `trail.js` alone.

import { playTrail, resumeTrail, saveTrail, scriptedPick } from "./trail.js";

/** @typedef {any} Json */
/** @typedef {{role: string, picks: string[]}} Game */

const gamePoints = /** @type {Record<string, number>} */ ({ good: 2, mixed: 1, poor: 0, failed: 0 });

/** The most points an ending can give. */
export const gameOf = 2;

/** @param {string} grade @returns {number} */
export const pointsOf = (grade) => gamePoints[grade] ?? 0;

/** The choices that this role may see, in order. @param {Json} state @param {string} role @returns {Json[]} */
export const choicesFor = (state, role) =>
  state.choices.filter((/** @type {Json} */ one) => !role || !one.roles.length || one.roles.includes(role));

/** The pick that others make by script, or null if it is the learner's turn.
 * @param {Json} state @param {string} role @returns {string | null} */
export const othersPick = (state, role) => (role ? scriptedPick(state, role) : null);

/** The picks up to before the learner's own last decision. @param {Json} form @param {Game} game @returns {string[]} */
export const picksBefore = (form, { role, picks }) => {
  let at = picks.length - 1;
  while (at > 0 && othersPick(playTrail(form, picks.slice(0, at)), role) !== null) at -= 1;
  return picks.slice(0, Math.max(0, at));
};

/** @param {Json} form @param {Game} game @returns {Json} */
export const saveGame = (form, { role, picks }) => ({ ...saveTrail(form, picks), role });

/** Returns how a kept game goes on: the game, or why not.
 * @param {Json} form @param {Json} kept
 * @returns {{how: string, why: string, game: Game}} a refused game holds what still fits */
export const resumeGame = (form, kept) => {
  const found = resumeTrail(form, kept);
  const roles = ["", ...form.view.roles.map((/** @type {Json} */ one) => one.id)];
  const role = found.why === "damaged" || found.why === "foreign" ? "" : kept?.role ?? "";
  if (!roles.includes(role)) return { how: "refused", why: "damaged", game: { role: "", picks: [] } };
  const fits = found.how === "refused" && found.why !== "changed" ? 0 : found.state.steps.length;
  const picks = fits ? kept.picks.slice(0, fits) : [];
  return { how: found.how, why: found.why, game: { role, picks } };
};

/** The first decision at which two ways part, or null if one is the other.
 * @param {Json} one a state @param {Json} other a state @returns {number | null} */
export const partingOf = (one, other) => {
  const most = Math.max(one.steps.length, other.steps.length);
  for (let at = 0; at < most; at += 1) {
    const [a, b] = [one.steps[at], other.steps[at]];
    if (!a || !b || a.scene !== b.scene || a.choice !== b.choice) return at;
  }
  return null;
};

/** A counter's value before the first decision and after each. @param {Json} form @param {Json} state @param {string} name @returns {number[]} */
export const valuesOver = (form, state, name) => [
  form.key.counters.find((/** @type {Json} */ one) => one.id === name).start,
  ...state.steps.map((/** @type {Json} */ step) => step.counters[name]),
];

/** What a step did to the counters: names and by how much. @param {Json} form @param {Json} state @param {number} at @returns {[string, number][]} */
export const changesAt = (form, state, at) =>
  form.view.counters
    .map((/** @type {Json} */ one) => {
      const values = valuesOver(form, state, one.id);
      return [one.name, values[at + 1] - values[at]];
    })
    .filter((/** @type {[string, number]} */ [, by]) => by !== 0);

/** The number of decisions that were the learner's own up to a step. @param {Json} form @param {Game} game @returns {number} */
export const ownDecisions = (form, { role, picks }) =>
  picks.filter((_, at) => othersPick(playTrail(form, picks.slice(0, at)), role) === null).length;
