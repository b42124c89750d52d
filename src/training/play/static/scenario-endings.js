// @ts-check
// The endings a learner has reached, and any two ways beside each other.

import { makeButton, makeText } from "./parts.js";
import { gradeWords, makeComparison } from "./scenario-debrief.js";
import { scenarioWords } from "./scenario-words.js";
import { playTrail } from "./trail.js";

/** @typedef {any} Json */
/** @typedef {import("./scenario-game.js").Game} Game */
/** @typedef {import("./scenario-texts.js").SceneTexts} SceneTexts */

/** @param {Json} form @param {SceneTexts} texts @param {Game[]} games that came to an ending @returns {HTMLElement} */
export const makeEndings = (form, texts, games) => {
  const box = makeText("section", "training-endings training-screen", "");
  const states = games.map(({ picks }) => playTrail(form, picks));
  const different = [...new Set(states.map((state) => state.ending))];
  if (!different.length) return box;
  box.append(makeText("h3", "training-h2", scenarioWords.reached(different.length, form.key.endings.length)));
  const list = makeText("ul", "", "");
  for (const ending of different) {
    const grades = [...new Set(states.filter((state) => state.ending === ending).map((state) => state.grade))];
    const row = makeText("li", "", "");
    row.append(makeText("b", "", texts.title(ending)), `. ${grades.map(gradeWords).join(". ")}`);
    list.append(row);
  }
  box.append(list, makeCompare(form, texts, games, states));
  return box;
};

/** @param {Json} form @param {SceneTexts} texts @param {Game[]} games @param {Json[]} states @returns {HTMLElement} */
const makeCompare = (form, texts, games, states) => {
  const ways = games.map(({ picks }, at) => ({ name: scenarioWords.game(at + 1, texts.title(states[at].ending)), picks }));
  ways.push({ name: scenarioWords.expertWay, picks: form.view.expert });
  const box = document.createElement("form");
  box.className = "training-compare";
  box.autocomplete = "off";
  const first = makeSelect(scenarioWords.first, ways, Math.max(0, ways.length - 2));
  const second = makeSelect(scenarioWords.second, ways, ways.length - 1);
  const shown = makeText("div", "training-compared", "");
  shown.setAttribute("aria-live", "polite");
  const group = document.createElement("fieldset");
  group.append(makeText("legend", "training-who", scenarioWords.compare), first.label, second.label);
  group.append(makeButton(scenarioWords.show, "training-button training-button--second training-button--small", "submit"));
  box.append(group, shown);
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    const pair = [first, second].map(({ select }) => ways[Number(select.value)]);
    shown.replaceChildren(...makeComparison({ form, texts }, pair));
  });
  return box;
};

/** @param {string} name @param {{name: string}[]} ways @param {number} chosen */
const makeSelect = (name, ways, chosen) => {
  const label = makeText("label", "", `${name} `);
  const select = document.createElement("select");
  ways.forEach((way, at) => select.append(new Option(way.name, String(at), at === chosen, at === chosen)));
  label.append(select);
  return { label, select };
};
