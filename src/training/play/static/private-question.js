// @ts-check
// A question that nobody marks. The answer stays in this browser alone, outside the progress
// that can be saved to a file; where an earlier answer is named, the two are shown side by side.

import { makeText } from "./parts.js";
import { privateKey } from "./progress.js";

/** @typedef {{choice: string, label: string, at: string}} PrivateAnswer */

const privateChanged = "training-private";

/** What was answered while the page is open, also where the browser keeps nothing.
 * @type {Record<string, PrivateAnswer>} */
let privateKept = {};

/** @returns {Record<string, PrivateAnswer>} */
const readPrivate = () => {
  try {
    const found = JSON.parse(localStorage.getItem(privateKey) ?? "{}");
    if (typeof found === "object" && found !== null && !Array.isArray(found)) privateKept = found;
  } catch {
    // blocked or damaged: what this page knows is enough
  }
  return privateKept;
};

/** Returns one private answer, or null. @param {string} id @returns {PrivateAnswer | null} */
export const privateAnswer = (id) => {
  const found = readPrivate();
  const one = Object.hasOwn(found, id) ? found[id] : null;
  return typeof one?.choice === "string" ? one : null;
};

/** Keeps one private answer, or forgets it. @param {string} id @param {PrivateAnswer | null} answer */
export const keepPrivate = (id, answer) => {
  const { [id]: _before, ...others } = readPrivate();
  privateKept = answer === null ? others : { ...others, [id]: answer };
  try {
    if (Object.keys(privateKept).length === 0) localStorage.removeItem(privateKey);
    else localStorage.setItem(privateKey, JSON.stringify(privateKept));
  } catch {
    // it lives as long as the page
  }
  document.dispatchEvent(new CustomEvent(privateChanged));
};

/** <private-question name="…" label="…" compare="…">: radios, a compare view, and a way to forget. */
class PrivateQuestion extends HTMLElement {
  connectedCallback() {
    if (this.abort) return;
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement && event.target.type === "radio") this.answer(event.target);
    }, { signal });
    this.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("[data-private-forget]")) this.forget();
    }, { signal });
    document.addEventListener(privateChanged, () => this.paint(), { signal });
    this.paint();
  }

  disconnectedCallback() {
    this.abort?.abort();
    this.abort = undefined;
  }

  get name() {
    return this.getAttribute("name") ?? "";
  }

  /** @param {HTMLInputElement} input */
  answer(input) {
    const choice = input.closest("label")?.textContent?.trim() ?? "";
    const label = this.getAttribute("label") ?? "";
    keepPrivate(this.name, { choice, label, at: new Date().toISOString() });
    this.announce("kept");
  }

  forget() {
    keepPrivate(this.name, null);
    this.announce("forgotten");
    this.querySelector("input")?.focus();
  }

  paint() {
    const mine = privateAnswer(this.name);
    for (const input of this.querySelectorAll("input")) {
      input.checked = input.closest("label")?.textContent?.trim() === mine?.choice;
    }
    this.withPart("[data-private-forget]", (part) => { part.hidden = mine === null; });
    const earlier = privateAnswer(this.getAttribute("compare") ?? "");
    this.withPart("[data-private-compare]", (part) => {
      part.hidden = mine === null || earlier === null;
      if (mine === null || earlier === null) return;
      const list = part.querySelector("dl");
      list?.replaceChildren(...[earlier, mine].flatMap((one) => [makeText("dt", "", one.label), makeText("dd", "", one.choice)]));
      for (const words of part.querySelectorAll("[data-private-same]")) {
        if (words instanceof HTMLElement) words.hidden = (words.dataset.privateSame === "yes") !== (mine.choice === earlier.choice);
      }
    });
    this.withPart("[data-private-missing]", (part) => { part.hidden = mine === null || earlier !== null; });
  }

  /** @param {string} what */
  announce(what) {
    this.withPart("[role=status]", (part) => { part.textContent = part.getAttribute(`data-say-${what}`); });
  }

  /** @param {string} query @param {(part: HTMLElement) => void} change */
  withPart(query, change) {
    const found = this.querySelector(query);
    if (found instanceof HTMLElement) change(found);
  }
}

if (typeof customElements !== "undefined" && !customElements.get("private-question")) {
  customElements.define("private-question", PrivateQuestion);
}
