// @ts-check
// The panel "Where things stand": every meter and clock as words, a number and a picture.

import { makeIcon, makeText } from "./parts.js";
import { scenarioWords } from "./scenario-words.js";

/** @typedef {any} Json */

const meterSteps = 5;
const clockSteps = 10;
const meterIcons = /** @type {Record<string, string>} */ ({
  safety: "safety",
  trust: "trust",
  evidence: "evidence",
  rights: "rights",
  time: "clock",
  other: "suggests",
});

/** @param {Json} form @param {Json} state @param {Json} before the state before the last decision @returns {HTMLElement} */
export const makeStatePanel = (form, state, before) => {
  const panel = makeText("aside", "training-sheet training-state", "");
  panel.setAttribute("aria-label", scenarioWords.stands);
  const meters = makeText("ul", "training-meters", "");
  for (const one of form.view.counters) {
    meters.append(makeMeter(one, state.counters[one.id], state.counters[one.id] - before.counters[one.id]));
  }
  if (meters.childElementCount) panel.append(makeText("h3", "", scenarioWords.stands), meters);
  const clocks = makeText("ul", "training-clocks", "");
  for (const one of clockRows(form, state)) clocks.append(makeClock(one));
  if (clocks.childElementCount) panel.append(makeText("h3", "", scenarioWords.clocks), clocks);
  const facts = form.view.flags.filter((/** @type {Json} */ one) => one.shown && state.flags[one.id]);
  if (facts.length) {
    const list = makeText("ul", "training-sofar", "");
    for (const one of facts) list.append(makeText("li", "", one.says));
    panel.append(makeText("h3", "", scenarioWords.facts), list);
  }
  return panel;
};

/** @param {Json} counter @param {number} value @param {number} change @returns {HTMLElement} */
const makeMeter = (counter, value, change) => {
  const share = (value - counter.low) / (counter.high - counter.low);
  const filled = Math.ceil(share * meterSteps);
  const word = counter.words[value - counter.low] ?? scenarioWords.levels[filled];
  const row = makeText("li", filled <= 2 ? "training-low" : "", "");
  const shown = makeText("span", "training-meters__value", scenarioWords.of(word, value, counter.high));
  if (change) shown.append(", ", makeText("b", "", scenarioWords.change(change)));
  row.append(makeIcon(meterIcons[counter.kind]), makeText("b", "", counter.name), shown, makeSteps(filled, meterSteps));
  return row;
};

/** @param {number} filled @param {number} all @returns {HTMLElement} */
const makeSteps = (filled, all) => {
  const steps = makeText("span", "training-meters__steps", "");
  steps.setAttribute("aria-hidden", "true");
  for (let at = 0; at < all; at += 1) steps.append(makeText("i", at < filled ? "training-on" : "", ""));
  return steps;
};

/** The clocks that have something to say. @param {Json} form @param {Json} state @returns {Json[]} */
const clockRows = (form, state) => {
  const rows = [];
  for (const key of form.key.clocks) {
    const { left, running } = state.clocks[key.id];
    const clock = form.view.clocks.find((/** @type {Json} */ one) => one.id === key.id);
    const timer = form.view.timers.find((/** @type {Json} */ one) => one.id === key.id);
    if (clock && (running || key.running || left < key.start)) rows.push({ ...clock, start: key.start, left, running });
    else if (timer?.name && running) rows.push({ ...timer, start: key.start, left, running, isTimer: true, soon: 1 });
  }
  return rows;
};

/** @param {Json} clock @returns {HTMLElement} */
const makeClock = (clock) => {
  const isSoon = clock.running && clock.left <= clock.soon;
  const row = makeText("li", isSoon ? "training-soon" : "", "");
  const words = makeText("span", "", "");
  if (clock.isTimer) words.append(makeText("b", "", scenarioWords.decisionsLeft(clock.left)), ` · ${clock.name}`);
  else if (clock.running) words.append(makeText("b", "", clockLeft(clock)), " ", scenarioWords.until(clock.until));
  else if (clock.left === 0) words.append(makeText("b", "", scenarioWords.clockOver(clock.name)));
  else words.append(makeText("b", "", scenarioWords.clockStopped(clock.name)));
  const all = Math.min(clock.start, clockSteps);
  words.append(makeSteps(Math.ceil((clock.left / clock.start) * all), all));
  row.append(makeIcon("clock"), words);
  return row;
};

/** @param {Json} clock @returns {string} */
const clockLeft = (clock) => {
  const amount = clock.left * clock.each;
  return `${amount} ${amount === 1 ? clock.unit.replace(/s$/, "") : clock.unit}`;
};
