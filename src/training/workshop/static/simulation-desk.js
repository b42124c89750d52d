// @ts-check
// The console's part of a simulation: deal, watch every team, send news, push on, look
// back. Nodes are made once and then written to, so that the focus stays where it is.

import { makeButton, makeText, safeNodes } from "../../play/static/parts.js";
import { write } from "./live.js";
import { fill, list } from "./simulation.js";

/** @typedef {any} View what the server sends, see simulation_views.py */
/** @typedef {(act: object) => void} Act */

const SECOND = "training-button training-button--second training-button--small";

/** @param {string} html @returns {string} */
function words(html) {
  return safeNodes(html).map((node) => node.textContent).join(" ").trim();
}

/** @param {string} label @param {Act} act @param {(values: number[]) => object} make @param {...string} fields @returns {HTMLElement} */
function numbersForm(label, act, make, ...fields) {
  const form = makeText("form", "training-buttons", "");
  const inputs = fields.map((name) => {
    const box = makeText("label", "", `${name} `);
    const input = document.createElement("input");
    Object.assign(input, { inputMode: "numeric", size: 3, maxLength: 4, required: true });
    box.append(input);
    form.append(box);
    return input;
  });
  form.append(makeButton(label, SECOND, "submit"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(make(inputs.map((input) => Number(input.value))));
  });
  return form;
}

class TeamRow {
  /** @param {number} number @param {Act} act */
  constructor(number, act) {
    this.number = number;
    this.box = makeText("li", "workshop-team", "");
    this.title = makeText("h3", "", "");
    this.meters = makeText("p", "workshop-num", "");
    this.seats = makeText("ul", "workshop-seats", "");
    this.push = makeButton("", SECOND, "button");
    this.step = 0;
    this.push.addEventListener("click", () => act({ push: number, step: this.step }));
    this.box.append(this.title, this.meters, this.seats, this.push);
  }

  /** @param {View} team @param {boolean} isPlay @param {string[]} names */
  show(team, isPlay, names) {
    const end = team.ended ? "end: " : "";
    write(this.title, `Team ${this.number} · ${end}${team.scene} · ${team.step} decided`);
    const harms = team.critical ? ` · ${team.critical === 1 ? "1 critical error" : `${team.critical} critical errors`}` : "";
    write(this.meters, team.meters.map((/** @type {View} */ one) => `${one.name} ${one.value} of ${one.high}`).join(" · ") + harms);
    fill(this.seats, [team.seats, names], () => team.seats.map((/** @type {View} */ one) => {
      const who = names[one.seat - 1] ? ` (${names[one.seat - 1]})` : "";
      const state = one.state && isPlay ? `: ${one.state}` : "";
      const line = makeText("li", "", "");
      line.append(makeText("b", "workshop-num", `Seat ${one.seat}`), `${who} ${list(one.hats)}`, makeText("span", "training-quiet", state));
      return line;
    }));
    this.step = team.step;
    this.push.hidden = !isPlay || !team.push;
    write(this.push, `Push on: ${words(team.push)}`);
    this.push.setAttribute("aria-label", `Push on: ${words(team.push)} (team ${this.number})`);
  }
}

class NewsRow {
  /** @param {View} news @param {number} at @param {Act} act */
  constructor(news, at, act) {
    this.at = news.at;
    this.box = makeText("li", "workshop-team", "");
    this.due = makeText("p", "training-quiet", "");
    this.send = makeButton("Send now", SECOND, "button");
    this.send.setAttribute("aria-label", `Send now: ${news.title}`);
    this.send.addEventListener("click", () => act({ send: at }));
    const text = makeText("div", "", "");
    text.append(...safeNodes(news.html));
    this.box.append(makeText("h3", "", `${news.title} (for ${news.to})`), text, this.due, this.send);
  }

  /** @param {View} news @param {boolean} isOn @param {number} teams @param {number | null} played */
  show(news, isOn, teams, played) {
    const isTimed = typeof news.at === "number";
    const isDue = isTimed && !news.sent && played !== null && played >= news.at * 60;
    const plan = isTimed ? `Planned for minute ${news.at}` : `Comes by itself at “${news.at}”`;
    const came = news.sent ? "sent" : isTimed ? (isDue ? "due now" : "not sent yet") : `${news.came} of ${teams} teams have it`;
    write(this.due, `${plan}; ${came}.`);
    this.box.classList.toggle("workshop-due", isDue);
    this.send.hidden = news.sent || !isOn;
  }
}

export class Console {
  /** @param {HTMLElement} place @param {Act} act */
  constructor(place, act) {
    this.act = act;
    this.place = place;
    /** @type {TeamRow[]} */
    this.teams = [];
    /** @type {NewsRow[]} */
    this.rows = [];
    this.clock = makeText("p", "workshop-num", "");
    this.deal = this.makeDeal();
    this.list = makeText("ul", "workshop-lot", "");
    this.change = this.makeChange();
    this.news = makeText("section", "", "");
    this.news.append(makeText("h3", "", "News from outside"));
    this.newsList = makeText("ul", "workshop-lot", "");
    this.news.append(this.newsList);
    this.back = makeText("section", "", "");
    this.scenes = makeText("div", "training-buttons", "");
    this.back.append(makeText("h3", "", "On the wall: look back at one decision"), this.scenes);
    this.heads = place.firstElementChild;
    place.replaceChildren(...(this.heads ? [this.heads] : []), this.clock, this.deal, this.back, this.list, this.news, this.change);
    /** @type {number | null} */
    this.played = null;
    this.since = 0;
    /** @type {View} */
    this.view = null;
    this.shown = "";
    setInterval(() => this.tick(), 1_000);
  }

  /** @returns {HTMLElement} */
  makeDeal() {
    const form = makeText("form", "training-buttons", "");
    const label = makeText("label", "", "Teams ");
    this.wanted = document.createElement("select");
    this.wanted.add(new Option("as many as fit", "0"));
    for (let n = 1; n <= 12; n += 1) this.wanted.add(new Option(String(n), String(n)));
    label.append(this.wanted);
    form.append(label, makeButton("Deal the roles", "training-button training-button--second", "submit"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.act({ deal: Number(this.wanted?.value) });
    });
    return form;
  }

  /** @returns {HTMLElement} */
  makeChange() {
    const box = makeText("details", "training-hint", "");
    const inside = makeText("div", "workshop-stack", "");
    inside.append(makeText("p", "training-quiet", "A phone shows its seat’s name; tick “Show the names in the room” below to find it here."));
    inside.append(numbersForm("Move the seat", this.act, ([move, team]) => ({ move, team }), "Seat", "to team"));
    inside.append(numbersForm("Swap the two seats", this.act, ([one, other]) => ({ swap: [one, other] }), "Seat", "and seat"));
    box.append(makeText("summary", "", "Move or swap seats"), inside);
    return box;
  }

  /** @param {View} view */
  show(view) {
    const { play } = view;
    if (this.shown !== view.activity.id) {
      this.shown = view.activity.id;
      this.rows = play.injects.map((/** @type {View} */ one, /** @type {number} */ at) => new NewsRow(one, at, this.act));
      this.newsList.replaceChildren(...this.rows.map((row) => row.box));
      if (this.wanted) this.wanted.value = String(play.wanted);
    }
    this.view = view;
    this.deal.hidden = play.started || play.phase === "debrief";
    if (this.teams.length !== play.teams.length) {
      this.teams = play.teams.map((/** @type {View} */ _one, /** @type {number} */ at) => new TeamRow(at + 1, this.act));
      this.list.replaceChildren(...this.teams.map((row) => row.box));
    }
    this.teams.forEach((row, at) => row.show(play.teams[at], play.phase === "play", view.names || []));
    this.list.hidden = this.change.hidden = !play.teams.length;
    this.news.hidden = !play.injects.length || play.phase === "debrief";
    this.back.hidden = play.phase !== "debrief";
    this.showScenes(play);
    this.tick();
  }

  /** @param {View} play */
  showScenes(play) {
    const every = [{ id: "", title: "All teams beside each other" }, ...play.scenes];
    fill(this.scenes, every, () => every.map((one) => {
      const button = makeButton(one.title, SECOND, "button");
      button.dataset.scene = one.id;
      button.addEventListener("click", () => this.act({ look: one.id }));
      return button;
    }));
    for (const button of this.scenes.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.scene === play.look));
    }
  }

  /** @param {number | null} seconds */
  setPlayed(seconds) {
    this.played = seconds;
    this.since = performance.now();
    this.tick();
  }

  /** Counts on between two messages, and says what is due. */
  tick() {
    if (!this.view || this.place.hidden) return;
    const { play, phase, state } = this.view;
    const isOn = play.phase === "play";
    const passed = state === "running" ? (performance.now() - this.since) / 1000 : 0;
    const now = isOn && this.played !== null ? Math.floor(this.played + passed) : null;
    const clock = now === null ? "" : `Played for ${Math.floor(now / 60)}:${String(now % 60).padStart(2, "0")} of ${phase.minutes}:00`;
    write(this.clock, clock);
    this.clock.hidden = !clock;
    this.rows.forEach((row, at) => row.show(play.injects[at], play.teams.length > 0, play.teams.length, now));
  }
}
