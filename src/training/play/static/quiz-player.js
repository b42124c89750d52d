// @ts-check
// <quiz-player>: makes a question that Python rendered answerable. It reads the form,
// asks its `grader` for a mark, shows the remarks and remembers. It never grades itself.

import { grade, isUnreadable, score, shuffle, solution } from "./grading.js";
import { inputsOf, makeButton, makeIcon, makeText, must, safeNodes, valueOf, valuesOf } from "./parts.js";
import { progress } from "./progress.js";
import { say } from "./words.js";

/** @typedef {import("./grading.js").Mark} Mark */


class QuizPlayer extends HTMLElement {
  /** Returns a promise of a mark; a page grades locally, a server or kernel replaces this.
   * @type {((answer: unknown) => Promise<Mark>) | null} */
  grader = null;

  connectedCallback() {
    const data = JSON.parse(this.querySelector("script")?.textContent || "null");
    const form = this.querySelector("form");
    if (!data || !form || this.abort) return;
    if (data.format !== 1) {
      form.append(makeText("p", "training-missing", say("This question needs a newer version of the course. Reload the page.")));
      return;
    }
    this.abort = new AbortController();
    this.form = form;
    this.item = data.id;
    this.view = data.view;
    this.key = data.key;
    this.isClosed = false;
    if (!this.grader && this.key) this.grader = async (answer) => grade(this.key, answer);
    this.build();
    if (this.dataset.fresh === undefined && !this.isTest) this.restore();
  }

  /** Whether the question belongs to a test, which asks all of them before it says anything. */
  get isTest() {
    return this.dataset.test !== undefined;
  }

  disconnectedCallback() {
    this.abort?.abort();
    this.abort = undefined;
  }

  /** Adds what only makes sense with a script: order, buttons, status. */
  build() {
    const form = must(this.form);
    const { signal } = must(this.abort);
    if (this.view.shuffle) this.mix();
    if (this.view.kind === "order") this.buildSteps(signal);
    if (this.view.kind === "mark-up") this.buildSpans(signal);
    this.buildHints(signal);
    this.status = makeText("p", "training-status", "");
    this.status.setAttribute("role", "status");
    this.check = makeButton(say("Check"), "training-button", "submit");
    this.more = makeButton(say("Show all the reasons"), "training-button training-button--plain", "button");
    this.more.hidden = true;
    const row = makeText("p", "training-buttons", "");
    row.append(...(this.isTest ? [this.more] : [this.check, this.more]));
    form.append(this.status, row);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.isTest) this.press();
    }, { signal });
    form.addEventListener("change", () => this.clearMissing(), { signal });
    this.more.addEventListener("click", () => this.reveal(), { signal });
  }

  /** Puts the options in this learner's own order. */
  mix() {
    for (const list of must(this.form).querySelectorAll(".training-options")) {
      const boxes = [...list.children];
      const ids = boxes.map((box) => box.querySelector("input")?.value || "");
      const mixed = shuffle(ids, `${progress.seed} ${this.item}`);
      list.append(...mixed.map((id) => boxes[ids.indexOf(id)]));
    }
  }

  /** @param {AbortSignal} signal */
  buildSteps(signal) {
    const list = must(must(this.form).querySelector(".training-steps"));
    for (const step of list.querySelectorAll(".training-step")) {
      const name = step.textContent?.trim() || "";
      const pair = makeText("span", "training-step__moves", "");
      for (const [words, by] of /** @type {[string, number][]} */ ([[say("Up"), -1], [say("Down"), 1]])) {
        const button = makeButton(words, "training-button training-button--second training-button--small", "button");
        button.setAttribute("aria-label", `${words}: ${name}`);
        button.addEventListener("click", () => this.move(step, by, button), { signal });
        pair.append(button);
      }
      step.append(pair);
    }
  }

  /** @param {Element} step @param {number} by @param {HTMLElement} button */
  move(step, by, button) {
    const other = by < 0 ? step.previousElementSibling : step.nextElementSibling;
    if (!other || this.isClosed) return;
    if (by < 0) other.before(step);
    else other.after(step);
    button.focus();
    const steps = [...must(step.parentElement).children];
    this.announce(say("Now number {number} of {all}", { number: steps.indexOf(step) + 1, all: steps.length }));
  }

  /** Shows the categories of a span only once it is marked. @param {AbortSignal} signal */
  buildSpans(signal) {
    const form = must(this.form);
    const update = () => {
      let count = 0;
      for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(".training-span input"))) {
        const field = this.field(box.value);
        if (field) field.hidden = !box.checked;
        const ways = field ? inputsOf(field, "input") : [];
        if (ways.length === 1) ways[0].checked = box.checked; // nothing to choose between
        box.closest(".training-span")?.classList.toggle("training-span--marked", box.checked);
        if (box.checked) count += 1;
      }
      const line = form.querySelector(".training-marked");
      if (line) line.textContent = count ? say("Marked: {count}. Say what each is:", { count }) : say("Nothing is marked yet. Choose words in the document.");
    };
    form.querySelector(".training-document")?.addEventListener("change", update, { signal });
    this.updateSpans = update;
    update();
  }

  /** Releases hints one by one. @param {AbortSignal} signal */
  buildHints(signal) {
    const hints = [...must(this.form).querySelectorAll(".training-hint")];
    hints.forEach((hint, at) => {
      /** @type {HTMLElement} */ (hint).hidden = at > 0;
      hint.addEventListener("toggle", () => {
        const next = /** @type {HTMLElement | undefined} */ (hints[at + 1]);
        if (!(/** @type {HTMLDetailsElement} */ (hint).open)) return;
        if (next) next.hidden = false;
        if (this.key) progress.recordHints(must(this.item), at + 1);
      }, { signal });
    });
  }

  /** @param {string} slot @returns {HTMLElement | null} */
  field(slot) {
    return must(this.form).querySelector(`[data-slot="${slot}"]`);
  }

  /** Returns the answer as the graders read it. @returns {any} */
  read() {
    const form = must(this.form);
    const kind = this.view.kind;
    if (kind === "single" || kind === "multiple") return valuesOf(form, ".training-option input:checked");
    if (kind === "order") return [...form.querySelectorAll(".training-step")].map((step) => step.getAttribute("data-step"));
    if (kind === "numeric") {
      const unit = /** @type {HTMLSelectElement | null} */ (form.querySelector(".training-number select"));
      return { number: valueOf(form, ".training-number input"), unit: unit ? unit.value : "" };
    }
    if (kind === "short-text") return valueOf(form, ".training-text");
    /** @type {Record<string, string>} */
    const answer = {};
    for (const field of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-slot]"))) {
      const slot = field.dataset.slot || "";
      if (field.hidden) continue;
      const value = field instanceof HTMLSelectElement ? field.value : valuesOf(field, "input:checked")[0];
      if (value) answer[slot] = value;
    }
    return answer;
  }

  /** Puts an answer back into the form. @param {any} answer */
  write(answer) {
    const form = must(this.form);
    const kind = this.view.kind;
    if (kind === "order") {
      const list = must(form.querySelector(".training-steps"));
      for (const id of answer) list.append(must(list.querySelector(`[data-step="${id}"]`)));
    } else if (kind === "numeric") {
      /** @type {HTMLInputElement} */ (must(form.querySelector(".training-number input"))).value = answer.number;
      const unit = /** @type {HTMLSelectElement | null} */ (form.querySelector(".training-number select"));
      if (unit) unit.value = answer.unit;
    } else if (kind === "short-text") {
      /** @type {HTMLInputElement} */ (must(form.querySelector(".training-text"))).value = answer;
    } else if (kind === "single" || kind === "multiple") {
      for (const input of inputsOf(form, ".training-option input")) input.checked = answer.includes(input.value);
    } else {
      for (const box of inputsOf(form, ".training-span input")) box.checked = Object.hasOwn(answer, box.value);
      this.updateSpans?.();
      for (const [slot, value] of Object.entries(answer)) this.writeSlot(slot, String(value));
    }
  }

  /** @param {string} slot @param {string} value */
  writeSlot(slot, value) {
    const field = this.field(slot);
    if (field instanceof HTMLSelectElement) field.value = value;
    else if (field) for (const input of inputsOf(field, "input")) input.checked = input.value === value;
  }

  /** The one button: check, or open the question again. */
  press() {
    if (this.isClosed) this.reopen();
    else this.submit();
  }

  async submit() {
    const missing = this.findMissing();
    if (missing) {
      this.showMissing(missing.words, missing.where);
      return;
    }
    const answer = this.read();
    const mark = await must(this.grader)(answer);
    if (isUnreadable(mark)) {
      this.showMissing(unreadableWords(this.view.kind), must(this.form).querySelector("input"));
      return;
    }
    const sure = valuesOf(must(this.form), ".training-certainty input:checked")[0] || null;
    if (this.key) {
      const before = progress.item(must(this.item))?.answers || [];
      const points = score(this.key, [...before.map((one) => one.answer), answer]);
      progress.record(must(this.item), { answer, certainty: sure }, { points, of: mark.of, critical: mark.critical });
    }
    this.show(mark, answer, sure, true);
  }

  /** Returns what the answer still lacks. @returns {{words: string, where: HTMLElement | null} | null} */
  findMissing() {
    const form = must(this.form);
    const kind = this.view.kind;
    const answer = this.read();
    if (kind === "single" || kind === "multiple") {
      return answer.length ? null : { words: say("Choose an answer first."), where: form.querySelector(".training-option input") };
    }
    if (kind === "mark-up" && !form.querySelector(".training-span input:checked")) {
      return { words: say("Mark at least one place in the document first."), where: form.querySelector(".training-span input") };
    }
    for (const field of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-slot]"))) {
      if (field.hidden || Object.hasOwn(answer, field.dataset.slot || "")) continue;
      const name = (field.querySelector("legend")?.textContent || field.getAttribute("aria-label") || "").trim();
      const end = /[.?!]$/.test(name) ? "" : ".";
      const where = field instanceof HTMLSelectElement ? field : field.querySelector("input");
      const open = say("One part is still open: {name}", { name: `“${name}”${end}` });
      return { words: `${open} ${say("Choose an answer for it.")}`, where };
    }
    return null;
  }

  /** @param {string} words @param {HTMLElement | null} where */
  showMissing(words, where) {
    this.clearMissing();
    const line = makeText("p", "training-missing", "");
    line.append(makeIcon("note"), makeText("span", "", words));
    line.setAttribute("role", "alert");
    const legend = where?.closest("fieldset")?.querySelector("legend");
    if (legend) legend.after(line); // beside what gets the focus: the button may be a screen below
    else must(this.more).closest("p")?.before(line);
    where?.focus();
  }

  clearMissing() {
    must(this.form).querySelector(".training-missing")?.remove();
  }

  /** @param {Mark} mark @param {any} answer @param {string | null} sure @param {boolean} isNew */
  show(mark, answer, sure, isNew) {
    this.clear();
    this.isClosed = true;
    this.dataset.state = mark.critical ? "harm" : mark.points === mark.of ? "right" : "near";
    for (const input of this.inputs()) input.disabled = true;
    for (const note of mark.notes) this.showRemark(note, mark);
    const title = titleOf(mark, this.view.kind, answer);
    if (this.isSpread()) this.showTotal(mark, title);
    if (sure === "certain" && mark.points < mark.of) {
      this.addLine("training-sureness", say("You were certain. It is worth reading this one twice."));
    }
    const button = must(this.check);
    button.textContent = say("Try again");
    button.classList.toggle("training-button--second", mark.points === mark.of);
    must(this.more).hidden = !this.key || (mark.critical && !this.isTest);
    if (mark.critical) this.showWayBack();
    if (isNew) {
      this.announce(title);
      this.dispatchEvent(new CustomEvent("training-answered", { bubbles: true, detail: { item: this.item, mark } }));
    }
  }

  /** Says whether remarks stand at several places, so that a total is due. */
  isSpread() {
    return !["single", "numeric", "short-text"].includes(this.view.kind);
  }

  /** @param {string} note @param {Mark} mark */
  showRemark(note, mark) {
    // a server or kernel keeps the key and sends the remarks that are due
    const html = (this.key ?? /** @type {any} */ (mark)).remarks?.[note] ?? null;
    const [slot] = note.split("/");
    const right = mark.right.includes(slot);
    const harm = mark.critical && (this.key?.critical.includes(note) || false);
    const kind = harm ? "harm" : right ? "right" : "near";
    const box = makeText("div", `training-feedback training-feedback--${kind}`, "");
    const title = makeText("p", "training-feedback__title", "");
    const icons = { harm: "harm", right: "check", near: "near" };
    const words = { harm: say("Critical error: a person could come to harm"), right: say("Right"), near: this.nearWords() };
    title.append(makeIcon(icons[kind]), makeText("span", "", words[kind]));
    box.append(title);
    if (html) box.append(...safeNodes(html));
    if (!this.isSpread() || note === mark.notes[mark.notes.length - 1]) box.append(this.sourceLine());
    this.place(slot, box);
  }

  nearWords() {
    if (this.view.kind === "numeric") return say("Not this number");
    if (this.view.kind === "order") return say("Not in this place");
    return say("Not the strongest choice");
  }

  sourceLine() {
    return makeText("p", "training-feedback__sources", this.view.sources.join("; "));
  }

  /** Puts feedback where its answer stands. @param {string} slot @param {HTMLElement} box */
  place(slot, box) {
    const form = must(this.form);
    const step = form.querySelector(`[data-step="${slot}"]`);
    const input = form.querySelector(`.training-option input[value="${slot}"]`);
    const field = this.field(slot);
    if (step) step.append(box);
    else if (input) input.closest(".training-optionbox")?.append(box);
    else if (field instanceof HTMLSelectElement) {
      const name = makeText("p", "training-feedback__about", `${field.getAttribute("aria-label")}: ${field.selectedOptions[0]?.textContent || ""}`);
      box.prepend(name);
      form.querySelector(".training-cloze")?.append(box);
    } else if (field) field.append(box);
    else must(this.status).before(box);
  }

  /** @param {Mark} mark @param {string} title */
  showTotal(mark, title) {
    const line = this.addLine("training-total", "");
    const icon = mark.critical ? "harm" : mark.points === mark.of ? "check" : "near";
    line.append(makeIcon(icon), makeText("span", "", title));
  }

  /** After harm, the way leads through the text. */
  showWayBack() {
    const line = this.addLine("training-wayback", "");
    const link = /** @type {HTMLAnchorElement} */ (makeText("a", "training-button", say("Read this section again")));
    link.href = `${this.dataset.page ?? ""}#${this.view.section}`;
    line.append(link);
    if (!this.isTest) line.append(makeText("small", "", ` ${say("The question opens again after that. Nobody but you sees this.")}`));
  }

  /** @param {string} name @param {string} words */
  addLine(name, words) {
    const line = makeText("p", name, words);
    must(this.status).before(line);
    return line;
  }

  /** Shows the right answer and every reason. */
  reveal() {
    const best = solution(this.key);
    for (const note of Object.keys(this.key.remarks)) {
      if (this.querySelector(`[data-reason="${CSS.escape(note)}"]`)) continue;
      const [slot, value] = note.split("/");
      const right = this.isBest(slot, value, best);
      const words = makeText("div", "training-reason", "");
      words.dataset.reason = note;
      const name = this.nameOf(slot, value);
      const head = makeText("p", "training-reason__title", "");
      const title = !right ? name : name ? say("{name}: right", { name }) : say("Right");
      head.append(makeIcon(right ? "check" : "near"), makeText("span", "", title));
      if (name || right) words.append(head);
      words.append(...safeNodes(this.key.remarks[note]));
      this.place(slot, words);
    }
    must(this.more).hidden = true;
    this.announce(say("All reasons are shown"));
  }

  /** @param {string} slot @param {string | undefined} value @param {any} best */
  isBest(slot, value, best) {
    if (Array.isArray(best)) return this.key.type === "order" || best.includes(slot);
    if (typeof best === "string" || this.key.type === "number") return slot === "right";
    return value !== undefined ? best[slot] === value : false;
  }

  /** @param {string} slot @param {string | undefined} value @returns {string} */
  nameOf(slot, value) {
    const field = this.field(slot);
    if (!field) return "";
    if (value === undefined) {
      const known = this.key.slots.find((/** @type {any} */ one) => one.id === slot);
      const label = known?.right.length ? this.nameOf(slot, known.right[0]) : say("best left as it is");
      return say("Answer: {label}", { label });
    }
    const option = field.querySelector(`[value="${value}"]`);
    return option?.closest("label")?.textContent?.trim() || option?.textContent?.trim() || "";
  }

  /** Opens the question for another try. */
  reopen() {
    this.clear();
    this.isClosed = false;
    delete this.dataset.state;
    for (const input of this.inputs()) input.disabled = false;
    for (const input of inputsOf(must(this.form), ".training-certainty input")) input.checked = false;
    const button = must(this.check);
    button.textContent = say("Check");
    button.classList.remove("training-button--second");
    must(this.more).hidden = true;
    const first = this.inputs()[0];
    first?.focus();
  }

  /** Takes all feedback away. */
  clear() {
    const shown = ".training-feedback, .training-reason, .training-total, .training-wayback, .training-sureness";
    for (const box of must(this.form).querySelectorAll(shown)) box.remove();
    this.clearMissing();
    this.announce("");
  }

  /** Everything that answers, without the buttons. */
  inputs() {
    const all = must(this.form).querySelectorAll("input, select, .training-step__moves button");
    return /** @type {HTMLInputElement[]} */ ([...all]);
  }

  /** Shows what this learner answered last time. */
  async restore() {
    const kept = progress.item(must(this.item));
    const last = kept?.answers[kept.answers.length - 1];
    if (!last || !this.key) return;
    const mark = grade(this.key, last.answer);
    if (isUnreadable(mark)) return; // the question changed since then
    this.write(last.answer);
    for (const input of inputsOf(must(this.form), ".training-certainty input")) input.checked = input.value === last.certainty;
    this.show(mark, last.answer, last.certainty, false);
  }

  /** @param {string} words */
  announce(words) {
    must(this.status).textContent = words;
  }
}

/** @param {Mark} mark @param {string} kind @param {any} answer @returns {string} */
function titleOf(mark, kind, answer) {
  if (mark.critical) return say("Critical error: a person could come to harm");
  if (mark.points === mark.of) return say("Right");
  const parts = Array.isArray(answer) ? answer.length : Object.keys(answer).length;
  if (kind === "single" || kind === "numeric" || kind === "short-text") return say("Not the strongest choice");
  const points = say("Points: {points} of {of}", { points: mark.points, of: mark.of });
  const counts = { right: mark.right.length, parts };
  if (kind === "mark-up") return `${say("Right among your marks: {right} of {parts}.", counts)} ${points}`;
  if (kind === "multiple") return `${say("Right among your choices: {right} of {parts}.", counts)} ${points}`;
  return `${say("Right: {right} of {parts}.", counts)} ${points}`;
}

/** @param {string} kind @returns {string} */
function unreadableWords(kind) {
  if (kind === "numeric") return say("Write a number such as 1250.50. Leave out the mark for thousands, or use a space.");
  if (kind === "short-text") return say("Write your answer in a word or two.");
  return say("This answer could not be read. Choose again.");
}

if (!customElements.get("quiz-player")) customElements.define("quiz-player", QuizPlayer);
