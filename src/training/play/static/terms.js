// @ts-check
// A word of the glossary explains itself where it stands: on hover, on focus and on a tap.
// It stays while the pointer is on it, and Escape closes it. Without a script it is a link.

import { makeText } from "./parts.js";
import { say } from "./words.js";

const termSelector = "a.training-term";
const termId = "training-tip";
const termDelay = 250;

/** The one tip of a page. */
class TermTip {
  /** @type {HTMLAnchorElement | null} */
  term = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  constructor() {
    this.box = makeText("div", "training-tip", "");
    this.box.id = termId;
    this.box.setAttribute("role", "tooltip");
    this.box.addEventListener("pointerenter", () => clearTimeout(this.timer));
    this.box.addEventListener("pointerleave", () => this.closeSoon());
    this.text = makeText("p", "", "");
    this.more = document.createElement("a");
    this.more.tabIndex = -1; // the word itself is the link for a keyboard
    this.more.textContent = say("In the glossary");
    this.box.append(this.text, this.more);
  }

  /** @param {HTMLAnchorElement} term */
  open(term) {
    clearTimeout(this.timer);
    if (term === this.term) return;
    this.close();
    this.term = term;
    this.text.textContent = term.dataset.means ?? "";
    this.more.href = term.href;
    term.after(this.box);
    term.setAttribute("aria-describedby", termId);
    this.place(term);
  }

  /** Puts the tip below the word, or above it where there is no room, and never off the page.
   * @param {HTMLAnchorElement} term */
  place(term) {
    const line = term.getClientRects()[0] ?? term.getBoundingClientRect();
    const parent = this.box.offsetParent ?? document.body;
    const base = parent.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const room = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(line.left, room - width - 8));
    const above = line.bottom + height + 8 > window.innerHeight && line.top > height + 8;
    this.box.style.left = `${left - base.left - parent.clientLeft}px`; // from inside its border
    this.box.style.top = `${(above ? line.top - height : line.bottom) - base.top - parent.clientTop}px`;
  }

  closeSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.close(), termDelay);
  }

  close() {
    clearTimeout(this.timer);
    this.term?.removeAttribute("aria-describedby");
    this.term = null;
    this.box.remove();
  }
}

/** @param {Event} event @returns {HTMLAnchorElement | null} */
const termAt = (event) => (event.target instanceof Element ? event.target.closest(termSelector) : null);

/** Makes the words of the glossary on this page explain themselves. */
export const startTerms = () => {
  if (!document.querySelector(termSelector)) return;
  const tip = new TermTip();
  let pointer = "mouse";
  document.addEventListener("pointerdown", (event) => { pointer = event.pointerType; });
  document.addEventListener("pointerover", (event) => {
    const term = termAt(event);
    if (term && event.pointerType === "mouse") tip.open(term);
    else if (tip.term && event.target instanceof Element && tip.box.contains(event.target)) clearTimeout(tip.timer);
  });
  document.addEventListener("pointerout", (event) => {
    if (termAt(event) && event.pointerType === "mouse") tip.closeSoon();
  });
  document.addEventListener("focusin", (event) => {
    const term = termAt(event);
    if (term) tip.open(term);
    else if (!(event.target instanceof Element && tip.box.contains(event.target))) tip.close();
  });
  document.addEventListener("click", (event) => {
    const term = termAt(event);
    if (event.target instanceof Element && tip.box.contains(event.target)) return;
    if (!term) tip.close();
    else if (pointer === "touch" && event.detail > 0) {
      event.preventDefault(); // the tip holds the way to the glossary
      tip.open(term);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tip.close();
  });
};

if (typeof document !== "undefined") startTerms();
