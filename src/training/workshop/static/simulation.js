// @ts-check
// A simulation on a phone: the role's card, the scene as this role sees it, its choices,
// what the others wait for, and the looking back. Only what the role may read comes here.

import { makeButton, makeIcon, makeText, safeNodes } from "../../play/static/parts.js";
import { makeChart, makeChartKey } from "../../play/static/scenario-chart.js";
import { makeStatePanel } from "../../play/static/scenario-state.js";
import { scenarioWords } from "../../play/static/scenario-words.js";
import { write } from "./live.js";

/** @typedef {any} View what the server sends, see simulation_views.py */
/** @typedef {(choice: string, step: number) => void} Propose */

/** @param {string[]} names @returns {string} */
export function list(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/** Makes a box anew only if what it shows has changed, so that focus and choice stay.
 * @param {HTMLElement} box @param {any} shown @param {() => (Node | string)[]} make @returns {boolean} */
export function fill(box, shown, make) {
  const mark = JSON.stringify(shown);
  if (box.dataset.mark === mark) return false;
  box.dataset.mark = mark;
  const parts = shown ? make() : [];
  box.replaceChildren(...parts);
  box.hidden = !parts.length;
  return true;
}

/** @param {string} name @param {string} title @param {...Node} parts @returns {HTMLElement} */
function note(name, title, ...parts) {
  const box = makeText("div", "training-note", "");
  const inside = makeText("div", "", "");
  inside.append(makeText("p", "training-note__title", title), ...parts);
  box.append(makeIcon(name), inside);
  return box;
}

/** @param {string} title @returns {[HTMLElement, HTMLElement]} something to open, and its inside */
function fold(title) {
  const box = makeText("details", "training-hint", "");
  const inside = makeText("div", "workshop-stack", "");
  box.append(makeText("summary", "", title), inside);
  return [box, inside];
}

/** The words a phone's heading has in a simulation. @param {View} view @returns {string} */
export function titleOf(view) {
  const { play } = view;
  if (!play.team) return view.activity.title;
  if (play.scene) return play.scene.title;
  return view.phase.title;
}

export class Stage {
  /** @param {HTMLElement} place @param {Propose} propose */
  constructor(place, propose) {
    this.propose = propose;
    const part = () => makeText("div", "workshop-stack", "");
    this.news = part();
    this.scene = part();
    this.choices = part();
    this.waits = makeText("p", "workshop-sent", "");
    this.waits.setAttribute("role", "status");
    this.back = part();
    const [stands, panel] = fold("Where things stand");
    const [card, cards] = fold("Your role");
    this.stands = stands;
    this.panel = panel;
    this.card = card;
    this.cards = cards;
    this.box = makeText("div", "workshop-stack", "");
    this.box.append(this.news, this.scene, this.choices, this.waits, this.back, this.stands, this.card);
    place.replaceChildren(this.box);
    /** @type {HTMLElement[]} */
    this.counts = [];
  }

  /** Returns whether a new scene came. @param {View} view @param {string} proposed @param {string} said what became of the last sending
   * @returns {boolean} */
  show(view, proposed, said) {
    const { play } = view;
    fill(this.news, play.news?.length && play.news, () => this.makeNews(play.news));
    const isNew = fill(this.scene, this.sceneOf(view), () => this.makeScene(view));
    fill(this.choices, play.choices && [play.choices.map((/** @type {View} */ one) => [one.id, one.closed]), play.step, view.state], () => this.makeChoices(view, proposed));
    this.count(play);
    write(this.waits, play.choices ? [said, this.waitsFor(view, proposed)].filter(Boolean).join(" ") : said);
    fill(this.back, play.way && play, () => this.makeBack(play));
    fill(this.panel, play.panel, () => [makeText("h2", "training-vh", "Your team"), makeStatePanel(play.panel.form, play.panel.state, play.panel.before)]);
    this.stands.hidden = !play.panel;
    fill(this.cards, play.cards, () => play.cards.flatMap((/** @type {View} */ one) => this.makeCard(one)));
    this.card.hidden = !play.cards;
    if (isNew) /** @type {HTMLDetailsElement} */ (this.card).open = view.phase.id === "brief";
    return isNew;
  }

  /** @param {View} card @returns {Node[]} */
  makeCard(card) {
    return [makeText("h2", "workshop-role", card.name), ...safeNodes(card.html)];
  }

  /** @param {View[]} news @returns {Node[]} */
  makeNews(news) {
    const [latest, ...earlier] = [...news].reverse();
    const parts = /** @type {Node[]} */ ([note("talk", `News: ${latest.title}`, ...safeNodes(latest.html))]);
    if (earlier.length) {
      const [box, inside] = fold(`Earlier news (${earlier.length})`);
      for (const one of earlier) inside.append(makeText("p", "training-who", one.title), ...safeNodes(one.html));
      parts.push(box);
    }
    return parts;
  }

  /** What the scene's part depends on. @param {View} view @returns {any} */
  sceneOf({ play, phase }) {
    return [phase.id, play.team, play.people, play.intro, play.scene, play.followed, play.step];
  }

  /** @param {View} view @returns {Node[]} */
  makeScene(view) {
    const { play } = view;
    if (!play.team) return [makeText("p", "", "The facilitator deals the roles now. You get yours on this phone.")];
    const roles = list(play.cards.map((/** @type {View} */ one) => one.name));
    const who = makeText("p", "training-eyebrow", `Team ${play.team}, ${play.people === 1 ? "1 person" : `${play.people} people`}. You are: ${roles}.`);
    if (view.phase.id === "brief") {
      const words = play.cards.length > 1 ? "Your team has more roles than people, so you wear several hats." : "Somebody else in your team may have the same role. Then you decide together.";
      return [who, ...safeNodes(play.intro), makeText("p", "training-quiet", words)];
    }
    const shown = play.scene || play.ending;
    if (!shown) return [who, makeText("p", "", "Your team was still on its way when the time was over. That is fine: look at the way you took.")];
    const place = shown.place ? [makeText("p", "training-eyebrow", shown.place)] : [];
    return [who, ...place, ...this.makeFollowed(play.followed), ...this.makeText(shown), ...(play.ended ? [makeText("p", "", "Your team has come to an end of this story. Which decision did you talk about longest?")] : [])];
  }

  /** @param {View} followed @returns {Node[]} */
  makeFollowed(followed) {
    if (!followed) return [];
    const box = makeText("div", "training-followed", "");
    const who = makeText("p", "", "");
    who.append(makeText("b", "", `${followed.who.length ? list(followed.who) : "Your team"} decided`));
    if (followed.label) who.append(": ", ...safeNodes(followed.label));
    else who.append(". Ask what, and why.");
    box.append(who, ...safeNodes(followed.html));
    const time = followed.over ? scenarioWords.ranOut(followed.over) : followed.passed ? scenarioWords.timePassed : "";
    if (time) box.append(makeText("p", "training-followed__clock", time));
    return [box];
  }

  /** A scene as this role sees and hears it. @param {View} scene @returns {Node[]} */
  makeText(scene) {
    const parts = /** @type {Node[]} */ (safeNodes(scene.html));
    for (const one of scene.alone) {
      const box = makeText("div", "workshop-alone", "");
      box.append(makeText("p", "training-who", `Only you, ${one.role}`), ...safeNodes(one.html));
      parts.push(box);
    }
    for (const one of scene.lines) {
      const turn = makeText("div", "training-turn", "");
      const words = document.createElement("blockquote");
      const line = document.createElement("p");
      line.append(...safeNodes(one.html));
      words.append(line);
      turn.append(makeText("p", "training-who", one.who), words);
      parts.push(turn);
    }
    return [...parts, ...scene.also.flatMap(safeNodes)];
  }

  /** @param {View} view @param {string} proposed @returns {Node[]} */
  makeChoices({ play, state }, proposed) {
    this.counts = [];
    if (!play.choices.length) return [];
    const form = document.createElement("form");
    form.className = "training-choices";
    const group = makeText("fieldset", "workshop-stack", "");
    const box = makeText("div", "training-options", "");
    group.append(makeText("legend", "training-prompt", scenarioWords.ask), box);
    const isMixed = new Set(play.choices.map((/** @type {View} */ one) => list(one.roles))).size > 1;
    for (const one of play.choices) {
      const whose = isMixed || play.cards.length > 1 ? list(one.roles) || "For the whole team" : "";
      box.append(this.makeOption(one, whose, proposed, state === "paused"));
    }
    const alone = play.choices.every((/** @type {View} */ one) => one.of === 1);
    const button = makeButton(alone ? scenarioWords.decide : "Propose this", "training-button", "submit");
    button.disabled = state === "paused" || play.choices.every((/** @type {View} */ one) => one.closed);
    const row = makeText("p", "training-buttons", "");
    row.append(button);
    form.append(group, row);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const input = /** @type {HTMLInputElement | null} */ (form.querySelector("input:checked"));
      if (input) this.propose(input.value, play.step);
      else write(this.waits, scenarioWords.chooseFirst);
    });
    return [form];
  }

  /** @param {View} choice @param {string} whose @param {string} proposed @param {boolean} isPaused @returns {HTMLElement} */
  makeOption(choice, whose, proposed, isPaused) {
    const box = makeText("label", "training-option", "");
    const input = document.createElement("input");
    const isShut = choice.closed !== "" || isPaused;
    Object.assign(input, { type: "radio", name: "pick", value: choice.id, disabled: isShut, checked: choice.id === proposed });
    const words = makeText("span", "", "");
    if (whose) words.append(makeText("small", "", whose));
    words.append(...safeNodes(choice.html));
    if (choice.closed) words.append(makeText("small", "", scenarioWords.closed(new DOMParser().parseFromString(choice.closed, "text/html").body.textContent || "")));
    const count = makeText("small", "workshop-num", "");
    count.dataset.choice = choice.id;
    this.counts.push(count);
    words.append(count);
    box.append(input, words);
    return box;
  }

  /** @param {View} play */
  count(play) {
    for (const node of this.counts) {
      const one = play.choices?.find((/** @type {View} */ choice) => choice.id === node.dataset.choice);
      write(node, one?.votes ? `Proposed by ${one.votes} of ${one.of}` : "");
    }
  }

  /** @param {View} view @param {string} proposed @returns {string} */
  waitsFor({ play, state }, proposed) {
    if (state === "paused") return "A short pause. You can go on when the room goes on.";
    const { waits } = play;
    const others = list(waits.others);
    if (!waits.mine) return `${scenarioWords.others(others)} Say what you know.`;
    if (waits.split) return "You do not agree yet. Talk, then somebody proposes something else.";
    if (proposed) return "You have proposed. More than half have to propose the same.";
    return others ? `The ${others} can decide here too. Talk first.` : "";
  }

  /** @param {View} play @returns {Node[]} */
  makeBack(play) {
    const parts = /** @type {Node[]} */ ([]);
    for (const one of play.harms) {
      const box = makeText("section", "training-feedback training-feedback--harm workshop-stack", "");
      const title = makeText("h2", "training-feedback__title", "");
      title.append(makeIcon("harm"), makeText("span", "", `Decision ${one.step} could have harmed a person`));
      const rule = makeText("p", "", "");
      rule.append(...safeNodes(one.rule));
      box.append(title, makeText("p", "", `It happens to good teams, and here nobody came to harm. Scene: ${one.title}.`));
      box.append(makeText("p", "training-who", scenarioWords.rule), rule, makeText("p", "training-who", scenarioWords.better), ...safeNodes(one.better));
      box.append(makeText("p", "training-quiet", one.source));
      parts.push(box);
    }
    const charts = makeText("div", "training-charts", "");
    for (const one of play.charts) charts.append(makeChart(one.counter, one.mine, one.theirs));
    const parted = play.parted ? `Your way and the expert’s parted at decision ${play.parted.step}, “${play.parted.title}”.` : play.ending ? scenarioWords.sameWay : "As far as you came, you took the expert’s way.";
    parts.push(makeText("p", "", parted), makeChartKey(), charts);
    const [box, inside] = fold(scenarioWords.yourWay(play.way.length));
    const way = makeText("ol", "workshop-way", "");
    for (const one of play.way) way.append(this.makeStep(one));
    inside.append(way);
    return [...parts, box];
  }

  /** @param {View} step @returns {HTMLElement} */
  makeStep(step) {
    const row = makeText("li", "", "");
    row.append(makeText("b", "", `${step.title}: `));
    if (step.label) row.append(...safeNodes(step.label));
    else row.append(`${list(step.who)} decided.`);
    if (step.asExpert) row.append(makeText("span", "training-quiet", " As an experienced colleague would."));
    return row;
  }
}
