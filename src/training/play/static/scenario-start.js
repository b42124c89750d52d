// @ts-check
// The beginning of a scenario: who am I, go on or begin anew, a game from a file.

import { inputsOf, makeButton, makeIcon, makeText, valuesOf } from "./parts.js";
import { progress } from "./progress.js";
import { makeEndings } from "./scenario-endings.js";
import { resumeGame } from "./scenario-game.js";
import { keepGame, keptGame, putGameAside, readGameFile } from "./scenario-store.js";
import { scenarioWords } from "./scenario-words.js";
import { playTrail } from "./trail.js";

/** @typedef {any} Json */
/** @typedef {import("./scenario-game.js").Game} Game */

export class ScenarioStart {
  /** @param {Json} player the <scenario-player> this is the beginning of */
  constructor(player) {
    this.player = player;
    this.panel = /** @type {HTMLElement} */ (player.querySelector('[data-part="start"]'));
    this.form = /** @type {HTMLFormElement} */ (this.panel.querySelector("form"));
    this.kept = makeText("div", "training-kept", "");
    this.message = makeText("p", "training-missing", "");
    this.message.setAttribute("role", "status");
    this.endings = makeText("div", "", "");
    this.begin = makeButton(scenarioWords.begin, "training-button", "submit");
    const row = makeText("p", "training-buttons", "");
    row.append(this.begin, this.makePrint());
    this.form.append(row);
    this.form.before(this.message, this.kept);
    this.panel.append(this.makeFile(), this.endings);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.beginAnew();
    });
    this.chooseRole();
  }

  /** The role of the learner's own track is chosen beforehand. */
  chooseRole() {
    const inputs = inputsOf(this.form, "input[type=radio]");
    const mine = inputs.find((input) => input.dataset.hat === progress.track);
    const chosen = mine ?? (progress.track === "both" ? inputs[inputs.length - 1] : inputs[0]);
    if (chosen) chosen.checked = true;
  }

  beginAnew() {
    const { form } = this.player;
    const kept = keptGame(form.id);
    if (kept !== null && resumeGame(form, kept).how === "refused") putGameAside(form.id);
    this.player.enter({ role: valuesOf(this.form, "input:checked")[0] ?? "", picks: [] });
  }

  /** Shows what can be gone on with. */
  refresh() {
    const { form, texts } = this.player;
    this.announce("");
    this.kept.replaceChildren();
    this.endings.replaceChildren(makeEndings(form, texts, this.player.reached()));
    const kept = keptGame(form.id);
    this.begin.textContent = kept === null ? scenarioWords.begin : scenarioWords.beginAnew;
    this.begin.classList.toggle("training-button--second", kept !== null);
    if (kept !== null) this.offer(resumeGame(form, kept));
  }

  /** Offers to go on with a game, or says why that cannot be. @param {{how: string, why: string, game: Game}} found */
  offer({ how, why, game }) {
    if (how === "refused" && why !== "changed") {
      this.announce(scenarioWords.keptRefused);
      return;
    }
    const { form } = this.player;
    const made = game.picks.length;
    if (made === 0 && how !== "refused") return this.offerNothing();
    const role = form.view.roles.find((/** @type {Json} */ one) => one.id === game.role)?.name ?? scenarioWords.everyHat;
    const isOver = playTrail(form, game.picks).ending !== null;
    const words = isOver ? scenarioWords.lookBack : scenarioWords.goOnAt(made + 1);
    const go = makeButton(words, "training-button", "button");
    go.addEventListener("click", () => this.player.enter(game, how === "renewed" ? scenarioWords.renewed : ""));
    const about = how === "refused" ? scenarioWords.refused.changed : scenarioWords.kept(made, role);
    const row = makeText("p", "training-buttons", "");
    row.append(go);
    this.kept.replaceChildren(makeText("p", "", about), row);
  }

  offerNothing() {
    this.begin.textContent = scenarioWords.begin;
    this.begin.classList.remove("training-button--second");
  }

  /** @returns {HTMLElement} */
  makePrint() {
    const print = makeButton(scenarioWords.printBook, "training-button training-button--plain", "button");
    print.addEventListener("click", () => window.print());
    return print;
  }

  /** @returns {HTMLElement} */
  makeFile() {
    const box = makeText("details", "training-js", "");
    const label = makeText("label", "training-button training-button--second training-button--small training-file", scenarioWords.loadFile);
    const input = document.createElement("input");
    Object.assign(input, { type: "file", accept: ".json,application/json" });
    input.addEventListener("change", async () => {
      const [file] = input.files ?? [];
      if (file) this.load(await readGameFile(file));
      input.value = "";
    });
    label.append(input);
    const row = makeText("p", "training-buttons", "");
    row.append(label);
    box.append(makeText("summary", "", scenarioWords.gameFile), makeText("p", "training-quiet", scenarioWords.gameFileAbout), row);
    return box;
  }

  /** Takes a game in whole, or refuses it with a reason; the kept one stays. @param {Json} saved */
  load(saved) {
    const { form } = this.player;
    const found = saved === undefined ? { how: "refused", why: "too-big" } : resumeGame(form, saved);
    if (found.how !== "refused" && "game" in found) {
      keepGame(form.id, saved);
      this.player.enter(found.game, found.how === "renewed" ? scenarioWords.renewed : "");
      return;
    }
    this.announce(/** @type {Record<string, string>} */ (scenarioWords.refused)[found.why]);
    if (found.why === "changed" && "game" in found) this.offer(found);
  }

  /** @param {string} words */
  announce(words) {
    this.message.replaceChildren(...(words ? [makeIcon("note"), makeText("span", "", words)] : []));
    this.message.classList.toggle("training-vh", !words);
  }

  focus() {
    const heading = this.panel.querySelector("h2");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
  }
}
