// @ts-check
// Shows a notebook as an exercise: runs it, hides what only programmers need behind one
// switch, keeps marks and answers with the course's progress. The page already holds the
// bar; this file finds it. Written by hand as the container that JupyterLab loads.
import { progress, progressKey } from "../../../play/static/progress.js";

/** @typedef {{id: string, answer: unknown, mark: {points: number, of: number, critical: boolean}}} Told */

const labName = "training-lab";
const patience = 60_000;
const slug = /^[a-z0-9][a-z0-9-]{0,79}$/;
const bar = /** @type {HTMLElement} */ (document.getElementById("training-bar"));
const status = /** @type {HTMLElement} */ (document.getElementById("training-say"));
const codeSwitch = /** @type {HTMLButtonElement} */ (document.getElementById("training-code"));

/** @param {string} text */
const say = (text) => { status.textContent = text; };

/** @returns {boolean} */
const isPlain = () => document.body.classList.contains("training-plain");

/** @param {boolean} isCode */
const showCode = (isCode) => {
  document.body.classList.toggle("training-plain", !isCode);
  // single keys are commands of the notebook ("d d" deletes): not for who sees no code
  document.body.toggleAttribute("data-lm-suppress-shortcuts", !isCode);
  codeSwitch.setAttribute("aria-pressed", String(isCode));
  globalThis.dispatchEvent(new Event("resize"));
};

/** Returns what is kept of a lab: from exercise to the last answer. @param {string} lab */
const keptAnswers = (lab) => {
  /** @type {Record<string, unknown>} */
  const found = {};
  for (const id of Object.keys(JSON.parse(progress.exportText()).items)) {
    if (id.startsWith(`${lab}/`)) found[id] = progress.item(id)?.answers.at(-1)?.answer;
  }
  return found;
};

/** @param {MessageEvent} event @param {string} lab */
const keepMark = (event, lab) => {
  /** @type {Told} */
  let told;
  try {
    told = JSON.parse(event.data);
    if (!told.id.startsWith(`${lab}/`)) return; // another tab's lab
    progress.record(told.id, { answer: told.answer ?? null }, told.mark);
  } catch {
    say("The mark could not be kept. Your answer is still on this page.");
    return;
  }
  say(progress.isKept ? "Your answer is kept on this device." : "This browser keeps nothing: your answer lasts as long as this page.");
};

/** Sliders of the widget library have words beside them, but no name. @param {HTMLElement} node */
const nameSliders = (node) => {
  for (const slider of node.querySelectorAll(".widget-slider")) {
    const words = slider.querySelector(".widget-label")?.textContent ?? "Value";
    for (const handle of slider.querySelectorAll("[role=slider]")) handle.setAttribute("aria-label", words);
  }
};

/** @param {any} app @param {any} panel @param {string} lab */
const runLab = async (app, panel, lab) => {
  await panel.context.ready;
  document.title = `${panel.model.getMetadata("training")?.title ?? "Exercise"} · People on the Move`;
  await panel.sessionContext.ready;
  say("Starting the exercise …");
  const kernel = panel.sessionContext.session?.kernel;
  if (!kernel) throw new Error("no kernel");
  const answers = JSON.stringify(JSON.stringify(keptAnswers(lab)));
  const code = `from training.labs import lite_bridge\nlite_bridge.remember(${answers})`;
  kernel.requestExecute({ code, silent: true, store_history: false });
  const shown = new MutationObserver(() => {
    if (!panel.node.querySelector(".jp-OutputArea-output > *")) return;
    shown.disconnect();
    performance.mark("training-lab-output");
    document.body.dataset.training = "ready";
    say("You can begin. The rest is being drawn.");
  });
  shown.observe(panel.node, { childList: true, subtree: true });
  setTimeout(() => {
    if (document.body.dataset.training === "loading") say("This takes longer than it should. Close other programs and load this page again.");
  }, patience);
  await app.commands.execute("notebook:run-all-cells");
  shown.disconnect();
  nameSliders(panel.node);
  panel.content.activeCellIndex = 0;
  panel.content.node.scrollTop = 0;
  document.body.dataset.training = "ready";
  performance.mark("training-lab-done");
  say("Ready. Your answers stay on this device.");
};

/** @param {any} app @param {any} tracker */
const activate = (app, tracker) => {
  const path = new URLSearchParams(location.search).get("path") ?? "";
  const lab = path.replace(/\.ipynb$/, "");
  if (!slug.test(lab)) return;
  if (progress.theme !== "system") {
    const theme = progress.theme === "dark" ? "JupyterLab Dark" : "JupyterLab Light";
    app.restored.then(() => app.commands.execute("apputils:change-theme", { theme }));
  }
  const channel = new BroadcastChannel("training.marks");
  channel.addEventListener("message", (event) => keepMark(event, lab));
  tracker.widgetAdded.connect((/** @type {unknown} */ _, /** @type {any} */ panel) => {
    if (panel.context.path !== path) return;
    runLab(app, panel, lab).catch(() => {
      document.body.dataset.training = "ready";
      say("The exercise did not start. Load this page again; if it still fails, use another browser.");
    });
  });
};

const place = progress.place;
if (place) /** @type {HTMLAnchorElement} */ (bar.querySelector("a")).href = `../../${place}.html`;
codeSwitch.addEventListener("click", () => showCode(isPlain()));
codeSwitch.disabled = false;
showCode(false);
// the notebook itself is not the learner's work: leaving it needs no warning
globalThis.addEventListener("beforeunload", (event) => { if (isPlain()) event.stopImmediatePropagation(); }, true);
globalThis.addEventListener("storage", (event) => { if (event.key === progressKey) progress.refresh(); });

/** @type {any} */
let scope;
const container = {
  /** @param {any} shared */
  init: (shared) => { scope = shared; },
  get: async () => {
    const versions = Object.values(scope["@jupyterlab/notebook"]);
    const { INotebookTracker } = (await /** @type {any} */ (versions[0]).get())();
    const plugin = { id: `${labName}:shell`, autoStart: true, requires: [INotebookTracker], activate };
    return () => ({ __esModule: true, default: plugin });
  },
};
const known = /** @type {any} */ (globalThis);
known._JUPYTERLAB ??= {};
known._JUPYTERLAB[labName] = container;
