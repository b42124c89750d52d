// @ts-check
// <scenario-player>: plays a scenario whose scenes Python rendered. It asks `trail.js`
// where a pick leads, shows one scene at a time, remembers, and looks back at the end.

import { inputsOf, makeButton, makeIcon, makeText, valuesOf } from "./parts.js";
import { progress } from "./progress.js";
import { makeCritical, makeDecisions, makeEnding, makeMeters, makeParting, ranOutWords, whoDid } from "./scenario-debrief.js";
import { makeEndings } from "./scenario-endings.js";
import { changesAt, choicesFor, gameOf, othersPick, picksBefore, pointsOf, resumeGame, saveGame } from "./scenario-game.js";
import { ScenarioStart } from "./scenario-start.js";
import { makeStatePanel } from "./scenario-state.js";
import { keepGame, saveGameFile } from "./scenario-store.js";
import { SceneTexts } from "./scenario-texts.js";
import { scenarioWords } from "./scenario-words.js";
import { playTrail, trailFormat } from "./trail.js";

/** @typedef {any} Json */
/** @typedef {import("./scenario-game.js").Game} Game */

const mostKept = 3900; // a longer way is recorded without its picks

class ScenarioPlayer extends HTMLElement {
  /** @type {Game} */
  game = { role: "", picks: [] };
  /** @type {Json} */
  form = null;
  item = "";
  texts = new SceneTexts(this);
  stage = makeText("div", "training-stage", "");
  status = makeText("p", "training-vh", "");
  /** @type {ScenarioStart | null} */
  start = null;

  connectedCallback() {
    const form = JSON.parse(this.querySelector("script")?.textContent || "null");
    if (!form || this.start) return;
    if (form.format !== trailFormat) {
      this.prepend(makeText("p", "training-missing", scenarioWords.newer));
      return;
    }
    this.form = form;
    this.item = `scenario/${form.id}`;
    this.status.setAttribute("role", "status");
    this.start = new ScenarioStart(this);
    this.start.panel.after(this.stage, this.status);
    this.show("start");
  }

  /** Shows the beginning, the scene or the debrief; what prints follows. @param {"start" | "play" | "debrief"} mode */
  show(mode) {
    this.dataset.mode = mode;
    this.dataset.print = mode === "debrief" ? "debrief" : "gamebook";
    if (mode === "start") this.start?.refresh();
  }

  /** Goes on with a game. @param {Game} game @param {string} [words] what to say first */
  enter(game, words = "") {
    this.game = game;
    this.paint(words, true);
  }

  /** Makes a pick, keeps the game, and records an ending. @param {string} pick */
  pick(pick) {
    const { role, picks } = this.game;
    this.game = { role, picks: [...picks, pick] };
    keepGame(this.form.id, saveGame(this.form, this.game));
    const state = playTrail(this.form, this.game.picks);
    if (state.ending) this.record(state);
    this.paint();
  }

  /** Tries another way from a decision. @param {number} step */
  goBack(step) {
    this.game = { role: this.game.role, picks: this.game.picks.slice(0, step) };
    keepGame(this.form.id, saveGame(this.form, this.game));
    this.paint("", true);
  }

  /** @param {Json} state */
  record(state) {
    const answer = { ...saveGame(this.form, this.game), ending: state.ending };
    if (JSON.stringify(answer).length > mostKept) answer.picks = [];
    const critical = state.critical.length > 0;
    progress.record(this.item, { answer }, { points: pointsOf(state.grade), of: gameOf, critical });
    this.dispatchEvent(new CustomEvent("training-ended", { bubbles: true, detail: { item: this.item, ending: state.ending, critical } }));
  }

  /** Paints where the game stands and puts the focus on its heading. @param {string} [words] @param {boolean} [isJump] */
  paint(words = "", isJump = false) {
    const state = playTrail(this.form, this.game.picks);
    const before = playTrail(this.form, isJump ? this.game.picks : this.game.picks.slice(0, -1));
    const heading = makeText("h2", "", this.texts.title(state.scene));
    heading.tabIndex = -1;
    const parts = state.ending ? this.makeDebrief(state, heading) : this.makeScene(state, before, heading, isJump);
    this.stage.replaceChildren(...(words ? [makeText("p", "training-missing", words)] : []), ...parts);
    this.show(state.ending ? "debrief" : "play");
    heading.focus();
    this.status.textContent = [words, ...this.news(state, isJump)].filter(Boolean).join(" ");
  }

  /** What a listener should hear beside the heading. @param {Json} state @param {boolean} isJump @returns {string[]} */
  news(state, isJump) {
    const last = state.steps.length - 1;
    if (isJump || last < 0) return [];
    return [ranOutWords(this.form, state.steps[last].by), ...changesAt(this.form, state, last).map(([name, by]) => scenarioWords.changed(name, by))];
  }

  /** @param {Json} state @param {Json} before @param {HTMLElement} heading @param {boolean} isJump @returns {Node[]} */
  makeScene(state, before, heading, isJump) {
    const { role } = this.game;
    const where = [scenarioWords.decision(state.steps.length + 1), this.texts.where(state.scene)];
    const main = makeText("div", "training-scene", "");
    const followed = isJump ? [] : this.makeFollowed(state);
    const body = makeText("div", "training-scene__body", "");
    body.append(...this.texts.body(state.scene, state.also, role));
    main.append(makeText("p", "training-eyebrow", where.filter(Boolean).join(" · ")), heading, ...followed, body);
    main.append(othersPick(state, role) === null ? this.makeChoices(state) : this.makeOthers(state));
    const two = makeText("div", "training-two", "");
    two.append(main, makeStatePanel(this.form, state, before));
    return [two, this.makeWay(state), this.makeExits()];
  }

  /** What the last step was and what followed it at once. @param {Json} state @returns {Node[]} */
  makeFollowed(state) {
    const step = state.steps[state.steps.length - 1];
    if (!step) return [];
    const box = makeText("div", "training-followed", "");
    const done = makeText("p", "training-who", "");
    done.append(`${whoDid(this.form, step)}: `, this.texts.label(step.scene, step.choice));
    box.append(done);
    const says = this.texts.says(`${step.scene}/${step.choice}`);
    if (says) box.append(says);
    if (step.by) box.append(makeText("p", "training-followed__clock", ranOutWords(this.form, step.by)));
    return [box];
  }

  /** @param {Json} state @returns {HTMLElement} */
  makeChoices(state) {
    const form = document.createElement("form");
    form.className = "training-choices";
    form.autocomplete = "off";
    const group = document.createElement("fieldset");
    const options = makeText("div", "training-options", "");
    for (const one of choicesFor(state, this.game.role)) {
      const closed = this.texts.closed(state.scene, one.id);
      if (one.closed === "" || (one.closed === "when" && closed)) options.append(this.makeOption(state.scene, one, one.closed ? closed : ""));
    }
    group.append(makeText("legend", "training-prompt", scenarioWords.ask), options);
    const row = this.makeActs(makeButton(scenarioWords.decide, "training-button", "submit"));
    form.append(group, row);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const [pick] = valuesOf(form, "input:checked");
      if (pick) this.pick(pick);
      else this.askForChoice(form, row);
    });
    form.addEventListener("change", () => form.querySelector(".training-missing")?.remove());
    return form;
  }

  /** @param {string} scene @param {Json} choice @param {string} closed @returns {HTMLElement} */
  makeOption(scene, choice, closed) {
    const box = makeText("label", "training-option", "");
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name: `${this.id}-pick`, value: choice.id, disabled: closed !== "" });
    const words = makeText("span", "", "");
    if (!this.game.role && choice.roles.length) words.append(makeText("small", "", this.roleNames(choice.roles)));
    words.append(this.texts.label(scene, choice.id));
    if (closed) words.append(makeText("small", "", scenarioWords.closed(closed)));
    box.append(input, words);
    return box;
  }

  /** @param {string[]} ids @returns {string} */
  roleNames(ids) {
    return ids.map((id) => this.form.view.roles.find((/** @type {Json} */ one) => one.id === id).name).join(" · ");
  }

  /** @param {HTMLFormElement} form @param {HTMLElement} row */
  askForChoice(form, row) {
    form.querySelector(".training-missing")?.remove();
    const line = makeText("p", "training-missing", "");
    line.setAttribute("role", "alert");
    line.append(makeIcon("note"), makeText("span", "", scenarioWords.chooseFirst));
    row.before(line);
    inputsOf(form, "input:enabled")[0]?.focus();
  }

  /** Somebody else decides here, by script. @param {Json} state @returns {HTMLElement} */
  makeOthers(state) {
    const pick = /** @type {string} */ (othersPick(state, this.game.role));
    const { roles } = state.choices.find((/** @type {Json} */ one) => one.id === pick);
    const box = makeText("div", "training-choices", "");
    const go = makeButton(scenarioWords.goOn, "training-button", "button");
    go.addEventListener("click", () => this.pick(pick));
    box.append(makeText("p", "training-prompt", scenarioWords.others(this.roleNames(roles))), this.makeActs(go));
    return box;
  }

  /** @param {HTMLElement} first @returns {HTMLElement} */
  makeActs(first) {
    const row = makeText("p", "training-buttons", "");
    row.append(first);
    if (this.game.picks.length) {
      const undo = makeButton(scenarioWords.undo, "training-button training-button--plain", "button");
      undo.addEventListener("click", () => this.goBack(picksBefore(this.form, this.game).length));
      row.append(undo);
    }
    return row;
  }

  /** Every decision so far, each with a way back to it. @param {Json} state @returns {Node} */
  makeWay(state) {
    const box = makeText("details", "training-mine", "");
    box.hidden = state.steps.length === 0;
    const list = makeText("ol", "", "");
    state.steps.forEach((/** @type {Json} */ step, /** @type {number} */ at) => {
      const row = makeText("li", "", "");
      const again = makeButton(scenarioWords.tryAgain, "training-button training-button--plain training-button--small", "button");
      again.setAttribute("aria-label", scenarioWords.tryAgainAt(at + 1));
      again.addEventListener("click", () => this.goBack(at));
      row.append(makeText("b", "", `${this.texts.title(step.scene)}: `), this.texts.label(step.scene, step.choice), again);
      list.append(row);
    });
    box.append(makeText("summary", "", scenarioWords.yourWay(state.steps.length)), list);
    return box;
  }

  /** Stopping and leaving are always in reach. @returns {HTMLElement} */
  makeExits() {
    const row = makeText("p", "training-row training-exits", "");
    const stop = makeButton(scenarioWords.stop, "training-button training-button--second training-button--small", "button");
    stop.addEventListener("click", () => {
      this.show("start");
      this.start?.focus();
    });
    const save = makeButton(scenarioWords.saveFile, "training-button training-button--plain training-button--small", "button");
    save.addEventListener("click", () => {
      saveGameFile(saveGame(this.form, this.game));
      this.status.textContent = scenarioWords.saved;
    });
    const leave = /** @type {HTMLAnchorElement} */ (makeText("a", "training-button training-button--plain training-button--small", scenarioWords.leave));
    leave.dataset.trainingExit = "";
    leave.href = document.querySelector("[data-training-exit]")?.getAttribute("href") ?? "about:blank";
    row.append(stop, save, leave);
    return row;
  }

  /** @param {Json} state @param {HTMLElement} heading @returns {Node[]} */
  makeDebrief(state, heading) {
    const look = { form: this.form, texts: this.texts, state, expert: playTrail(this.form, this.form.view.expert) };
    const goBack = (/** @type {number} */ step) => this.goBack(step);
    const end = makeText("div", "training-scene", "");
    end.append(makeText("p", "training-eyebrow", scenarioWords.ending), heading, ...this.makeFollowed(state), ...makeEnding(look, this.game.role));
    const back = makeText("section", "training-sheet training-debrief", "");
    back.append(makeText("h3", "training-h2", scenarioWords.back), makeParting(look), ...makeMeters(look));
    const steps = makeText("section", "training-sheet training-debrief", "");
    steps.append(makeText("h3", "training-h2", scenarioWords.decisions), makeDecisions(look, goBack));
    const endings = makeEndings(this.form, look.texts, this.reached());
    return [end, ...makeCritical(look, goBack), this.makeAfter(), back, endings, steps, this.makeAfter()];
  }

  /** The games of this case that came to an ending and still fit it. @returns {Game[]} */
  reached() {
    const answers = progress.item(this.item)?.answers ?? [];
    return answers
      .map((one) => resumeGame(this.form, one.answer))
      .filter((one) => one.how !== "refused" && playTrail(this.form, one.game.picks).ending)
      .map((one) => one.game);
  }

  /** What to do after the end. @returns {HTMLElement} */
  makeAfter() {
    const row = makeText("p", "training-row training-screen", "");
    const again = makeButton(scenarioWords.playAgain, "training-button", "button");
    again.addEventListener("click", () => {
      this.show("start");
      this.start?.focus();
    });
    const print = makeButton(scenarioWords.printDebrief, "training-button training-button--second", "button");
    print.addEventListener("click", () => window.print());
    row.append(again, print);
    return row;
  }
}

if (!customElements.get("scenario-player")) customElements.define("scenario-player", ScenarioPlayer);
