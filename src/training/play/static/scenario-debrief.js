// @ts-check
// Looking back: what harmed, where the ways parted, the meters, every decision.

import { makeButton, makeIcon, makeText } from "./parts.js";
import { makeChart, makeChartKey, makeTable } from "./scenario-chart.js";
import { changesAt, partingOf, valuesOver } from "./scenario-game.js";
import { scenarioWords } from "./scenario-words.js";
import { playTrail } from "./trail.js";

/** @typedef {any} Json */
/** @typedef {import("./scenario-texts.js").SceneTexts} SceneTexts */
/** @typedef {{form: Json, texts: SceneTexts, state: Json, expert: Json}} Look */

/** The ending, before anything is explained. @param {Look} look @param {string} role @returns {Node[]} */
export const makeEnding = ({ texts, state }, role) => {
  const grade = makeText("p", `training-grade training-grade--${state.grade}`, "");
  const signs = /** @type {Record<string, string>} */ ({ good: "check", mixed: "again", poor: "again", failed: "harm" });
  grade.append(makeIcon(signs[state.grade]), makeText("b", "", gradeWords(state.grade)));
  return [...texts.body(state.ending, state.also, role), grade];
};

/** @param {string} grade @returns {string} */
export const gradeWords = (grade) => /** @type {Record<string, string>} */ (scenarioWords.grades)[grade];

/** Critical errors, apart from everything else. @param {Look} look @param {(step: number) => void} goBack @returns {HTMLElement[]} */
export const makeCritical = ({ texts, state }, goBack) =>
  state.critical.map((/** @type {Json} */ harm) => {
    const { rule, better, sources } = texts.critical(`${harm.scene}/${harm.choice}`);
    const box = makeText("section", "training-feedback training-feedback--harm", "");
    const title = makeText("h3", "training-feedback__title", "");
    title.append(makeIcon("harm"), makeText("span", "", scenarioWords.critical));
    box.append(title, makeText("p", "", `${scenarioWords.decision(harm.step + 1)}, ${texts.title(harm.scene)}: “${texts.labelText(harm.scene, harm.choice)}”`));
    box.append(named(scenarioWords.rule, makeText("p", "", rule)));
    if (better) box.append(named(scenarioWords.better, better));
    box.append(makeText("p", "training-feedback__sources", sources), makeText("p", "training-quiet", scenarioWords.criticalOnly));
    box.append(makeAgain(harm.step, goBack));
    return box;
  });

/** @param {string} name @param {HTMLElement} part @returns {HTMLElement} */
const named = (name, part) => {
  const box = makeText("div", "", "");
  box.append(makeText("p", "training-who", name), part);
  return box;
};

/** @param {number} step @param {(step: number) => void} goBack @returns {HTMLElement} */
const makeAgain = (step, goBack) => {
  const button = makeButton(scenarioWords.tryAgain, "training-button training-button--second training-button--small", "button");
  button.setAttribute("aria-label", scenarioWords.tryAgainAt(step + 1));
  button.addEventListener("click", () => goBack(step));
  return button;
};

/** Where the learner's way and the expert's parted, in words. @param {Look} look @returns {HTMLElement} */
export const makeParting = ({ texts, state, expert }) => {
  const at = partingOf(state, expert);
  if (at === null) return makeText("p", "", scenarioWords.sameWay);
  const [mine, theirs] = [state.steps[at], expert.steps[at]];
  const scene = texts.title((mine ?? theirs).scene);
  const [one, other] = [mine, theirs].map((step) => (step ? texts.labelText(step.scene, step.choice) : "–"));
  const end = state.ending === expert.ending ? scenarioWords.metAgain : scenarioWords.otherEnd(texts.title(expert.ending));
  return makeText("p", "", `${scenarioWords.parted(at + 1, scene, one, other)} ${end}`);
};

/** The meters over time, as pictures and as a table. @param {Look} look @returns {Node[]} */
export const makeMeters = ({ form, texts, state, expert }) => {
  const charts = makeText("div", "training-charts", "");
  for (const one of form.view.counters) {
    charts.append(makeChart(one, valuesOver(form, state, one.id), valuesOver(form, expert, one.id)));
  }
  const names = form.view.counters.map((/** @type {Json} */ one) => one.name);
  const heads = [scenarioWords.step, scenarioWords.you, ...names, scenarioWords.expert, ...names];
  const most = Math.max(state.steps.length, expert.steps.length);
  const rows = [...Array(most).keys()].map((at) => {
    const cells = [state, expert].flatMap((one) => {
      const step = one.steps[at];
      const values = form.view.counters.map((/** @type {Json} */ counter) => (step ? String(step.counters[counter.id]) : ""));
      return [step ? texts.labelText(step.scene, step.choice) : "", ...values];
    });
    return [String(at + 1), ...cells];
  });
  const table = makeText("details", "training-screen", "");
  table.append(makeText("summary", "", scenarioWords.asTable), makeTable(scenarioWords.asTable, heads, rows));
  return [makeChartKey(), charts, table];
};

/** Every decision: what was done, what followed, what an expert would have done and why.
 * @param {Look} look @param {(step: number) => void} goBack @returns {HTMLElement} */
export const makeDecisions = (look, goBack) => {
  const list = makeText("ol", "training-decisions", "");
  /** @type {Map<string, number>} */
  const weighed = new Map();
  look.state.steps.forEach((/** @type {Json} */ step, /** @type {number} */ at) => {
    const row = makeText("li", "training-decision", "");
    row.append(makeText("h4", "", `${at + 1}. ${look.texts.title(step.scene)}`), ...makeDone(look, step, at));
    row.append(makeWeighed(look, step, at, weighed));
    if (!weighed.has(step.scene)) weighed.set(step.scene, at + 1);
    const again = makeAgain(at, goBack);
    again.classList.add("training-screen");
    row.append(again);
    list.append(row);
  });
  return list;
};

/** @param {Look} look @param {Json} step @param {number} at @returns {HTMLElement[]} */
const makeDone = ({ form, texts, state }, step, at) => {
  const done = makeText("p", "", "");
  done.append(makeText("b", "", whoDid(form, step)), ": ", texts.label(step.scene, step.choice));
  const says = texts.says(`${step.scene}/${step.choice}`)?.textContent?.trim() ?? "";
  const changes = changesAt(form, state, at).map(([name, by]) => scenarioWords.changed(name, by));
  const words = [says, ranOutWords(form, step.by), ...changes].filter(Boolean).join(" ");
  if (!words) return [done];
  const followed = makeText("p", "", "");
  followed.append(makeText("b", "", `${scenarioWords.followed}: `), words);
  return [done, followed];
};

/** Who made a step: the role it is for, or the learner. @param {Json} form @param {Json} step @returns {string} */
export const whoDid = (form, step) => {
  const scene = form.key.scenes.find((/** @type {Json} */ one) => one.id === step.scene);
  const { roles } = scene.choices.find((/** @type {Json} */ one) => one.id === step.choice);
  if (roles.length !== 1) return scenarioWords.you;
  return form.view.roles.find((/** @type {Json} */ one) => one.id === roles[0]).name;
};

/** @param {Json} form @param {string} clock @returns {string} */
export const ranOutWords = (form, clock) => {
  if (!clock) return "";
  const known = form.view.clocks.find((/** @type {Json} */ one) => one.id === clock);
  return known ? scenarioWords.ranOut(known.name) : scenarioWords.timePassed;
};

/** @param {Look} look @param {Json} step @param {number} at @param {Map<string, number>} before @returns {Node} */
const makeWeighed = ({ texts, expert }, step, at, before) => {
  const box = makeText("div", "training-weighed", "");
  const found = texts.weighed(step.scene);
  const isExpert = expert.steps[at]?.scene === step.scene && expert.steps[at]?.choice === step.choice;
  if (found?.choose.includes(step.choice) || isExpert) {
    const line = makeText("p", "training-with-icon", "");
    line.append(makeIcon("check"), makeText("span", "", scenarioWords.asThey));
    box.append(line);
  } else if (found?.would) box.append(makeText("p", "", `${scenarioWords.theyWould}: “${found.would}”`));
  const why = isExpert ? texts.why(at) : null;
  if (why) box.append(why);
  if (!found) return box;
  const earlier = before.get(step.scene);
  if (earlier) box.append(makeText("p", "training-quiet", scenarioWords.weighedBefore(earlier)));
  else if (found.text) box.append(found.text, makeText("p", "training-quiet", found.sources));
  return box;
};

/** Two ways beside each other. @param {{form: Json, texts: SceneTexts}} look @param {{name: string, picks: string[]}[]} pair @returns {Node[]} */
export const makeComparison = ({ form, texts }, pair) => {
  const [one, other] = pair.map(({ picks }) => playTrail(form, picks));
  const at = partingOf(one, other);
  const scene = at === null ? "" : texts.title((one.steps[at] ?? other.steps[at]).scene);
  const words = at === null ? scenarioWords.neverPart : scenarioWords.parts(at + 1, scene);
  const row = (/** @type {string} */ name, /** @type {(state: Json) => string} */ value) => [name, value(one), value(other)];
  const stepAt = (/** @type {Json} */ state) => {
    const step = at === null ? null : state.steps[at];
    return step ? texts.labelText(step.scene, step.choice) : "–";
  };
  const rows = [
    row(scenarioWords.endsWith, (state) => `${texts.title(state.ending)}. ${gradeWords(state.grade)}`),
    row(scenarioWords.length, (state) => String(state.steps.length)),
    row(scenarioWords.errors, (state) => String(state.critical.length)),
    ...form.view.counters.map((/** @type {Json} */ counter) => row(counter.name, (state) => String(state.counters[counter.id]))),
  ];
  if (at !== null) rows.push(row(scenarioWords.at, stepAt));
  return [makeText("p", "", words), makeTable(words, ["", ...pair.map(({ name }) => name)], rows)];
};
