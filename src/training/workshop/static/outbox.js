// @ts-check
// Keeps what a phone sends until the server says it is on the disk. Each thing has an id
// of its own, so sending it twice does nothing twice. Storage may throw: then it is
// kept as long as the page is open.

import { newId, roomCode, send } from "./live.js";

/** @typedef {import("./live.js").Refusal} Refusal */
/** @typedef {{path: string, body: Record<string, any>}} Letter */
/** @typedef {{join: string, name: string, track: string, left: boolean, letters: Letter[]}} Kept */

/** @returns {Kept} */
function empty() {
  return { join: "", name: "", track: "", left: false, letters: [] };
}

export class Outbox {
  /** Called when something was stored, or will never be. @type {(letter: Letter, refusal: Refusal | null, isLate: boolean) => void} */
  onSettled = () => {};
  /** Called when something is kept here, because the server cannot be reached. @type {(letter: Letter) => void} */
  onKept = () => {};
  token = "";
  isBusy = false;

  constructor() {
    this.key = `training.workshop.${roomCode()}`;
    this.kept = empty();
    try {
      this.kept = { ...empty(), ...JSON.parse(localStorage.getItem(this.key) || "{}") };
    } catch {
      // blocked or damaged: begin anew
    }
    setInterval(() => this.flush(), 3_000);
    window.addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.flush(); });
  }

  save() {
    try {
      localStorage.setItem(this.key, JSON.stringify(this.kept));
    } catch {
      // kept in memory only
    }
  }

  /** Keeps only which seat it was: whoever comes back to the room gets it again. */
  forget() {
    this.kept = { ...empty(), join: this.kept.join, left: true };
    this.save();
  }

  /** Takes a seat, or the same one again. @param {string} name @param {string} track @returns {Promise<{data: any, refusal: Refusal | null}>} */
  async join(name, track) {
    if (!this.kept.join) this.kept = { ...this.kept, join: newId() };
    this.kept = { ...this.kept, name, track, left: false };
    this.save();
    const answer = await send("join", { id: this.kept.join, name, track });
    if (!answer.refusal) this.token = answer.data.csrf;
    return answer;
  }

  /** Finds the seat this phone had. @returns {Promise<{data: any, refusal: Refusal | null}>} */
  async resume() {
    const answer = await send("me");
    if (answer.refusal) return answer;
    if (!answer.data.seat && this.kept.join) return this.join(this.kept.name, this.kept.track);
    this.token = answer.data.csrf || "";
    return answer;
  }

  /** @param {string} path @param {Record<string, any>} body */
  post(path, body) {
    this.kept.letters.push({ path, body: { ...body, id: newId() } });
    this.save();
    return this.flush();
  }

  /** Returns what was sent for a question and is not yet stored. @param {string} activity @param {string} item @param {number} round @returns {any} */
  unsent(activity, item, round) {
    /** @param {Letter} letter */
    const isIt = ({ path, body }) => path === "answers"
      && body.activity === activity && body.item === item && body.round === round;
    const found = this.kept.letters.filter(isIt);
    return found[found.length - 1]?.body.answer;
  }

  /** Sends one after the other, in order; stops where the server cannot be reached. */
  async flush() {
    if (this.isBusy || !this.token) return;
    this.isBusy = true;
    try {
      while (this.kept.letters.length) {
        const letter = this.kept.letters[0];
        const { data, refusal } = await send(letter.path, letter.body, this.token);
        if (refusal?.status === 401 || refusal?.code === "no-token") {
          const again = await this.resume();
          if (again.refusal || !this.token) break;
          continue;
        }
        if (refusal && [0, 429, 500, 502, 503, 504].includes(refusal.status)) {
          for (const kept of this.kept.letters) this.onKept(kept);
          break;
        }
        this.kept.letters.shift();
        this.save();
        this.onSettled(letter, refusal, Boolean(data?.late));
      }
    } finally {
      this.isBusy = false;
    }
  }
}
