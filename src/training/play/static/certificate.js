// @ts-check
// What the learner has done, on the page "your progress" and on the certificate. It is made on
// the device and sent nowhere; the name is kept only if the learner asks for that.

import { coursePages, partsOf, stateOf } from "./course.js";
import { makeText } from "./parts.js";
import { keepPrivate, privateAnswer } from "./private-question.js";
import { progress } from "./progress.js";
import { longDate, playedOf, summaryOf } from "./summary.js";

/** @typedef {import("./course.js").CoursePage} CoursePage */

const nameOfLearner = "certificate-name";

/** @param {CoursePage} page */
const keptOfPage = (page) => {
  const { track } = progress;
  return page.items
    .filter((item) => item.track === "both" || !track || track === "both" || item.track === track)
    .map((item) => progress.item(item.id));
};

/** @param {string} tag @param {(string | number)[]} words @returns {HTMLElement[]} */
const cellsOf = (tag, words) => words.map((one) => makeText(tag, "", String(one)));

/** Fills each table of parts, list of played things and test score in a piece of the page.
 * @param {HTMLElement} root */
const paintSummary = (root) => {
  const areas = summaryOf(coursePages(), stateOf, keptOfPage);
  for (const body of partsOf("[data-sum-areas]", root)) {
    const isShort = body.dataset.sumAreas === "short";
    body.replaceChildren(...areas.filter((area) => !isShort || area.points.length > 0).map((area) => areaRow(area, isShort)));
  }
  for (const kind of /** @type {("scenario" | "lab")[]} */ (["scenario", "lab"])) {
    const played = playedOf(coursePages(), kind, (id) => progress.item(id));
    for (const part of partsOf(`[data-sum-played="${kind}"]`, root)) paintPlayed(part, played);
  }
  for (const part of partsOf("[data-sum-test]", root)) {
    const test = progress.testOf(part.dataset.sumTest ?? "");
    const isDone = Boolean(test?.finished);
    for (const one of partsOf("[data-sum-when]", part)) one.hidden = one.dataset.sumWhen !== (isDone ? "done" : test ? "begun" : "not");
    for (const one of partsOf("[data-sum-right]", part)) one.textContent = String(test?.right ?? "");
    for (const one of partsOf("[data-sum-of]", part)) one.textContent = String(test?.of ?? "");
    for (const one of partsOf("[data-sum-date]", part)) one.textContent = test?.finished ? longDate(new Date(test.finished)) : "";
  }
};

/** @param {import("./summary.js").AreaSummary} area @param {boolean} isShort @returns {HTMLElement} */
const areaRow = (area, isShort) => {
  const row = document.createElement("tr");
  const head = makeText("th", "", area.title);
  head.setAttribute("scope", "row");
  const met = `${area.met.length} / ${area.points.length}`;
  const short = [met, area.met.join(", ") || "–"];
  const long = [`${area.done} / ${area.pages}`, `${area.answered} / ${area.questions}`, area.points.length ? met : "–"];
  row.append(head, ...cellsOf("td", isShort ? short : long));
  return row;
};

/** @param {HTMLElement} part @param {{title: string, isDone: boolean}[]} played */
const paintPlayed = (part, played) => {
  const done = played.filter((one) => one.isDone);
  part.hidden = played.length === 0;
  for (const one of partsOf("[data-sum-count]", part)) one.textContent = `${done.length} / ${played.length}`;
  for (const one of partsOf("[data-sum-titles]", part)) one.textContent = done.map((each) => each.title).join("; ");
};

class CertificatePage {
  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.root = root;
    this.input = /** @type {HTMLInputElement} */ (root.querySelector("[data-certificate-name]"));
    this.box = /** @type {HTMLInputElement} */ (root.querySelector("[data-certificate-keep]"));
    const kept = privateAnswer(nameOfLearner)?.choice ?? "";
    this.input.value = kept;
    this.box.checked = kept !== "";
    root.addEventListener("input", () => this.paint(), { signal });
    this.paint();
  }

  paint() {
    const name = this.input.value.trim();
    const before = privateAnswer(nameOfLearner)?.choice ?? null;
    const wanted = this.box.checked && name ? name : null;
    if (wanted !== before) keepPrivate(nameOfLearner, wanted === null ? null : { choice: wanted, label: "", at: new Date().toISOString() });
    for (const one of partsOf("[data-certificate-named]", this.root)) {
      one.textContent = name;
      one.hidden = name === "";
    }
    for (const one of partsOf("[data-certificate-nameless]", this.root)) one.hidden = name !== "";
    for (const one of partsOf("[data-certificate-date]", this.root)) one.textContent = longDate(new Date());
    for (const one of partsOf("[data-certificate-track]", this.root)) one.hidden = one.dataset.certificateTrack !== (progress.track ?? "both");
  }
}

/** Starts the summary and the certificate of a page, where there are any. */
export const startCertificate = () => {
  const { signal } = new AbortController();
  for (const root of partsOf("[data-training-summary]")) {
    paintSummary(root);
    progress.onChange(() => paintSummary(root));
  }
  for (const root of partsOf("[data-training-certificate]")) new CertificatePage(root, signal);
};

if (typeof document !== "undefined") startCertificate();
