// @ts-check
// Meters over time as a small picture: the expert's line is full with round stops, the
// learner's is dotted with square stops. Never without the table behind it.

import { makeText } from "./parts.js";
import { scenarioWords } from "./scenario-words.js";

const chartSvg = "http://www.w3.org/2000/svg";
const chartBox = { width: 480, height: 150, left: 34, right: 12, top: 14, bottom: 26 };

/** @param {string} tag @param {Record<string, string | number>} attributes @param {string} [words] @returns {SVGElement} */
const makeShape = (tag, attributes, words) => {
  const shape = document.createElementNS(chartSvg, tag);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, String(value));
  if (words !== undefined) shape.textContent = words;
  return shape;
};

/**
 * @param {{name: string, low: number, high: number}} counter
 * @param {number[]} mine values before the first decision and after each
 * @param {number[]} theirs @returns {HTMLElement}
 */
export const makeChart = (counter, mine, theirs) => {
  const figure = makeText("figure", "training-chart", "");
  const title = scenarioWords.metersOverTime(counter.name);
  const [own, expert] = [mine, theirs].map((one) => scenarioWords.fromTo(one[0], one[one.length - 1]));
  const { width, height, left, right, top, bottom } = chartBox;
  const svg = makeShape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${title}. ${scenarioWords.chartSays(counter.name, own, expert)}` });
  const last = Math.max(mine.length, theirs.length) - 1;
  const x = (/** @type {number} */ at) => left + ((width - left - right) * at) / Math.max(1, last);
  const y = (/** @type {number} */ value) => height - bottom - ((height - top - bottom) * (value - counter.low)) / (counter.high - counter.low);
  for (const value of [counter.low, counter.high]) {
    svg.append(makeShape("path", { class: "training-chart__grid", d: `M${left} ${y(value)}H${width - right}` }));
    svg.append(makeShape("text", { x: left - 8, y: y(value) + 5, "text-anchor": "end" }, String(value)));
  }
  for (const at of [...new Set([0, Math.round(last / 2), last])]) {
    svg.append(makeShape("text", { x: x(at), y: height - 6, "text-anchor": at === 0 ? "start" : at === last ? "end" : "middle" }, String(at)));
  }
  for (const [name, values] of /** @type {[string, number[]][]} */ ([["expert", theirs], ["you", mine]])) {
    const points = values.map((value, at) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`);
    svg.append(makeShape("path", { class: `training-chart__${name}`, d: `M${points.join("L")}` }));
    values.forEach((value, at) => {
      if (at > 0 && at < values.length - 1 && value === values[at - 1]) return;
      svg.append(makeStop(name, x(at), y(value)));
    });
  }
  const caption = makeText("figcaption", "", "");
  caption.append(makeText("b", "", title));
  figure.append(caption, svg);
  return figure;
};

/** @param {string} name @param {number} x @param {number} y @returns {SVGElement} */
const makeStop = (name, x, y) =>
  name === "expert"
    ? makeShape("circle", { class: "training-chart__round", cx: x, cy: y, r: 5 })
    : makeShape("rect", { class: "training-chart__square", x: x - 4, y: y - 4, width: 8, height: 8 });

/** What the lines mean, for all pictures at once. @returns {HTMLElement} */
export const makeChartKey = () => {
  const row = makeText("p", "training-row training-quiet", "");
  for (const [name, words] of [["expert", scenarioWords.keyExpert], ["you", scenarioWords.keyYou]]) {
    const sample = makeShape("svg", { viewBox: "0 0 44 16", width: 44, height: 16, "aria-hidden": "true" });
    sample.append(makeShape("path", { class: `training-chart__${name}`, d: "M2 8H42" }), makeStop(name, 22, 8));
    const one = makeText("span", "training-with-icon training-chart__key", "");
    one.append(sample, makeText("span", "", words));
    row.append(one);
  }
  return row;
};

/**
 * A table that a keyboard can scroll.
 * @param {string} name @param {string[]} heads @param {(string | Node)[][]} rows the first cell names its row
 * @returns {HTMLElement}
 */
export const makeTable = (name, heads, rows) => {
  const box = makeText("div", "training-scroll", "");
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", name);
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const words of heads) {
    const cell = makeText("th", "", words);
    cell.setAttribute("scope", "col");
    head.append(cell);
  }
  const body = table.createTBody();
  for (const [first, ...rest] of rows) {
    const row = body.insertRow();
    const cell = makeText("th", "", "");
    cell.setAttribute("scope", "row");
    cell.append(first);
    row.append(cell);
    for (const one of rest) row.insertCell().append(one);
  }
  box.append(table);
  return box;
};
