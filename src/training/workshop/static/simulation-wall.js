// @ts-check
// A simulation on the wall: who plays, how far every team is, and the looking back as a
// picture with the same numbers in a table. A line is known by the number at its end.

import { makeIcon, makeText, safeNodes } from "../../play/static/parts.js";
import { makeTable } from "../../play/static/scenario-chart.js";
import { fill, list } from "./simulation.js";

/** @typedef {any} View what the server sends, see simulation_views.py */

const SVG = "http://www.w3.org/2000/svg";
const BOX = { width: 480, height: 190, left: 40, right: 92, top: 14, bottom: 30 };

/** @param {string} tag @param {Record<string, string | number>} attributes @param {string} [words] @returns {SVGElement} */
function shape(tag, attributes, words) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  if (words !== undefined) node.textContent = words;
  return node;
}

/** @param {HTMLElement} place @param {View | null} view */
export function showBoard(place, view) {
  const play = view?.play;
  fill(place, play, () => {
    if (play.phase === "brief") return makeBrief(play);
    if (play.phase === "play") return makePlay(play);
    return play.look ? makeLook(play.look) : makeCompared(play);
  });
}

/** @param {View} play @returns {Node[]} */
function makeBrief(play) {
  const dealt = play.sizes.length;
  const sizes = play.sizes.map((/** @type {number} */ size, /** @type {number} */ at) => `team ${at + 1}: ${size === 1 ? "1 person" : `${size} people`}`);
  const words = dealt ? `Your phone says your team and your role. Sit with your team: ${list(sizes)}.` : `The roles: ${list(play.roles)}.`;
  return [...safeNodes(play.intro), makeText("p", "workshop-find", words)];
}

/** @param {View} play @returns {Node[]} */
function makePlay(play) {
  const grid = makeText("ul", "workshop-teams", "");
  grid.append(...play.teams.map(makeTeam));
  if (!play.news) return [grid];
  const news = makeText("div", "training-note", "");
  const inside = makeText("div", "", "");
  inside.append(makeText("p", "training-note__title", `News: ${play.news.title}`), ...safeNodes(play.news.html));
  news.append(makeIcon("talk"), inside);
  return [news, grid];
}

/** @param {View} team @param {number} at @returns {HTMLElement} */
function makeTeam(team, at) {
  const box = makeText("li", "workshop-teams__one", "");
  const head = makeText("h2", "", `Team ${at + 1}`);
  const where = team.ended ? `came to an end after ${team.step} decisions` : team.step === 1 ? "1 decision" : `${team.step} decisions`;
  box.append(head, makeText("p", "workshop-num", where));
  const meters = makeText("dl", "workshop-levels", "");
  for (const one of team.meters) {
    const bar = makeText("dd", "workshop-bar", "");
    const full = makeText("span", "workshop-bar__fill workshop-bar__fill--after", "");
    full.style.setProperty("--v", String((one.value - one.low) / (one.high - one.low)));
    bar.append(full, makeText("b", "workshop-num", `${one.value} of ${one.high}`));
    meters.append(makeText("dt", "", one.name), bar);
  }
  box.append(meters);
  for (const one of team.clocks) {
    const line = makeText("p", one.soon ? "workshop-clock workshop-due" : "workshop-clock", "");
    line.append(makeIcon("clock"), makeText("span", "", `${one.name}: ${one.words}`));
    box.append(line);
  }
  return box;
}

/** @param {View} look @returns {Node[]} */
function makeLook(look) {
  const choices = makeText("ul", "workshop-look", "");
  for (const one of look.choices) {
    const line = makeText("li", one.expert ? "workshop-look__expert" : "", "");
    const words = makeText("span", "", "");
    if (one.who.length) words.append(makeText("small", "", `${list(one.who)}: `));
    words.append(...safeNodes(one.html));
    const marks = makeText("span", "workshop-look__who", "");
    if (one.teams.length) marks.append(makeText("b", "", `${one.teams.length === 1 ? "Team" : "Teams"} ${list(one.teams.map(String))}`));
    if (one.expert) marks.append(makeIcon("check"), makeText("b", "", "An experienced colleague"));
    line.append(words, marks);
    choices.append(line);
  }
  const parts = [makeText("h2", "", look.title), choices, ...safeNodes(look.html)];
  return [...parts, makeText("p", "training-quiet", look.sources.join("; "))];
}

/** @param {View} play @returns {Node[]} */
function makeCompared(play) {
  const charts = makeText("div", "workshop-charts", "");
  charts.append(...play.charts.map(makeLines));
  const meters = play.charts.map((/** @type {View} */ one) => one.name);
  const rows = play.rows.map((/** @type {View} */ row) => [
    row.who === "Expert" ? row.who : `Team ${row.who}`,
    row.ending || "still on its way",
    String(row.decisions),
    ...row.meters.map(String),
    row.who === "Expert" ? "" : row.parted || "never",
  ]);
  const name = "Every team and the expert";
  const key = makeText("p", "", "The number at the end of a line is the team, E is the expert.");
  return [charts, key, makeTable(name, ["Who", "How it ended", "Decisions", ...meters, "Left the expert’s way at"], rows)];
}

/** One meter: the expert's line full and broad, each team's thin, its number at its end.
 * @param {View} meter @returns {HTMLElement} */
function makeLines(meter) {
  const { width, height, left, right, top, bottom } = BOX;
  const last = Math.max(1, ...meter.lines.map((/** @type {View} */ one) => one.values.length - 1));
  const x = (/** @type {number} */ at) => left + ((width - left - right) * at) / last;
  const y = (/** @type {number} */ value) => height - bottom - ((height - top - bottom) * (value - meter.low)) / (meter.high - meter.low);
  const says = meter.lines.map((/** @type {View} */ one) => `${one.who === "Expert" ? "the expert" : `team ${one.who}`} from ${one.values[0]} to ${one.values[one.values.length - 1]}`);
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${meter.name} after each decision: ${says.join("; ")}.` });
  for (const value of [meter.low, meter.high]) {
    svg.append(shape("path", { class: "training-chart__grid", d: `M${left} ${y(value)}H${width - right}` }));
    svg.append(shape("text", { x: left - 8, y: y(value) + 5, "text-anchor": "end" }, String(value)));
  }
  for (const at of [0, last]) svg.append(shape("text", { x: x(at), y: height - 6, "text-anchor": "middle" }, String(at)));
  /** @type {Map<string, {x: number, y: number, who: string[]}>} */
  const ends = new Map();
  for (const { who, values } of [...meter.lines].reverse()) {
    const isExpert = who === "Expert";
    const end = { x: x(values.length - 1), y: y(values[values.length - 1]), who: /** @type {string[]} */ ([]) };
    const points = values.map((/** @type {number} */ value, /** @type {number} */ at) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`);
    svg.append(shape("path", { class: isExpert ? "training-chart__expert" : "training-chart__you", d: `M${points.join("L")}` }));
    const spot = `${end.x} ${end.y}`;
    ends.set(spot, { ...end, who: [isExpert ? "E" : who, ...(ends.get(spot)?.who ?? [])] });
  }
  for (const end of ends.values()) {
    svg.append(shape("circle", { class: end.who.includes("E") ? "training-chart__round" : "workshop-end", cx: end.x, cy: end.y, r: 5 }));
    svg.append(shape("text", { class: "workshop-end__who", x: end.x + 9, y: end.y + 6 }, end.who.join(", ")));
  }
  const figure = makeText("figure", "training-chart", "");
  const caption = makeText("figcaption", "", "");
  caption.append(makeText("b", "", meter.name), " after each decision");
  figure.append(caption, svg);
  return figure;
}
