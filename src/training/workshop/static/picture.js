// @ts-check
// The room's answers as bars: before hatched, after solid, each with its number.

import { makeIcon, makeText, safeNodes } from "../../play/static/parts.js";

/** @typedef {{id: string, html: string, counts: number[], right?: boolean}} Bar */
/** @typedef {{answered: number[], right?: number[], groups: {legend: string, bars: Bar[]}[]}} Picture */

/** @param {number} count @param {number} most @param {number} round @param {number} rounds @returns {HTMLElement} */
function makeBar(count, most, round, rounds) {
  const row = makeText("span", "workshop-bar", "");
  const when = rounds > 1 ? (round === 0 ? "before" : "after") : "after";
  const fill = makeText("span", `workshop-bar__fill workshop-bar__fill--${when}`, "");
  fill.style.setProperty("--v", String(most ? count / most : 0));
  row.append(fill, makeText("b", "workshop-num", String(count)));
  if (rounds > 1) row.append(makeText("span", "training-vh", ` ${when} talking`));
  return row;
}

/** @param {Bar} bar @param {number} most @returns {HTMLElement} */
function makeRow(bar, most) {
  const line = makeText("li", bar.right ? "workshop-bars__right" : "", "");
  const words = makeText("span", "workshop-bars__text", "");
  words.append(...safeNodes(bar.html));
  if (bar.right) {
    const mark = makeText("span", "workshop-bars__mark", "");
    mark.append(makeIcon("check"), makeText("span", "", "Right"));
    words.append(" ", mark);
  }
  line.append(words, ...bar.counts.map((count, at) => makeBar(count, most, at, bar.counts.length)));
  return line;
}

/** Puts the picture into the place, or empties it. @param {HTMLElement} place @param {Picture | null | undefined | ""} picture */
export function showPicture(place, picture) {
  const mark = JSON.stringify(picture || null);
  if (place.dataset.mark === mark) return;
  place.dataset.mark = mark;
  if (!picture) {
    place.replaceChildren();
    return;
  }
  // As long as nobody has voted again there is nothing to compare.
  const rounds = picture.answered.length > 1 && !picture.answered[1] ? 1 : picture.answered.length;
  const parts = [];
  for (const group of picture.groups) {
    if (group.legend) {
      const legend = makeText("p", "workshop-bars__legend", "");
      legend.append(...safeNodes(group.legend));
      parts.push(legend);
    }
    const list = makeText("ul", "workshop-bars", "");
    const bars = group.bars.map((bar) => ({ ...bar, counts: bar.counts.slice(0, rounds) }));
    const most = Math.max(1, ...bars.flatMap((bar) => bar.counts));
    list.append(...bars.map((bar) => makeRow(bar, most)));
    parts.push(list);
  }
  if (rounds > 1) {
    const key = makeText("p", "workshop-bars__key", "");
    for (const when of ["before", "after"]) {
      const one = makeText("span", "workshop-bars__when", "");
      one.append(makeText("span", `workshop-bars__swatch workshop-bar__fill--${when}`, ""), makeText("span", "", `${when} talking`));
      key.append(one);
    }
    parts.push(key);
  }
  if (picture.right) {
    const says = picture.right.slice(0, rounds).map((right, at) => `${right} of ${picture.answered[at]} right${rounds > 1 ? (at ? " after" : " before") : ""}`);
    parts.push(makeText("p", "workshop-num", says.join(", ")));
  }
  place.replaceChildren(...parts);
}

/** Shows authors' text: paragraphs, then a list. @param {HTMLElement} place @param {string} html @param {string[]} lines */
export function showText(place, html, lines) {
  const mark = `${html}\n${lines.join("\n")}`;
  if (place.dataset.mark === mark) return;
  place.dataset.mark = mark;
  const list = makeText("ul", "", "");
  for (const line of lines) {
    const one = makeText("li", "", "");
    one.append(...safeNodes(line));
    list.append(one);
  }
  place.replaceChildren(...safeNodes(html), ...(lines.length ? [list] : []));
}
