// @ts-check
// The facilitator's console: the plan, the next step, the numbers, the notes.

import { makeButton, makeIcon, makeText, safeNodes } from "../../play/static/parts.js";
import { listen, newId, part, runTimer, send, setTimer, write } from "./live.js";
import { showPicture, showText } from "./picture.js";
import { Console } from "./simulation-desk.js";

/** @typedef {any} View what the server sends, see views.py */

let token = "";
/** @type {View} */
let view = null;

/** @param {object} command */
async function act(command) {
  const { refusal } = await send("desk/do", { ...command, id: newId() }, token);
  write(part("net"), refusal ? `${refusal.message}. ${refusal.fix}` : "");
}

/** Every control, made once so that the focus stays where it is.
 * @type {[string, object, (view: View) => boolean][]} */
const CONTROLS = [
  ["Start the workshop", { do: "start" }, (v) => v.state === "waiting"],
  ["Next", { do: "next" }, (v) => isOn(v)],
  ["Back", { do: "back" }, (v) => isOn(v)],
  ["Show the bars", { do: "show", what: "bars" }, (v) => isOn(v) && Boolean(v.phase.item) && !v.shown.includes("bars")],
  ["Hide the bars", { do: "hide", what: "bars" }, (v) => isOn(v) && v.shown.includes("bars")],
  ["Show the answer", { do: "show", what: "key" }, (v) => isOn(v) && Boolean(v.phase.item) && !v.shown.includes("key")],
  ["Hide the answer", { do: "hide", what: "key" }, (v) => isOn(v) && v.shown.includes("key")],
  ["Pause", { do: "pause" }, (v) => v.state === "running"],
  ["Go on", { do: "resume" }, (v) => v.state === "paused"],
  ["Empty the projector", { do: "blank" }, (v) => !v.blank],
  ["Fill the projector again", { do: "unblank" }, (v) => v.blank],
];
/** @type {HTMLButtonElement[]} */
const buttons = CONTROLS.map(([words, command], index) => {
  const name = index < 2 ? "training-button" : "training-button training-button--second";
  const button = makeButton(words, name, "button");
  button.addEventListener("click", () => act(command));
  return button;
});
const end = makeButton("End the workshop", "training-button training-button--plain", "button");
let endAsked = false;
end.addEventListener("click", () => {
  if (endAsked) act({ do: "end" });
  endAsked = !endAsked;
  end.textContent = endAsked ? "Yes, end it for everyone" : "End the workshop";
});

/** @param {View} v @returns {boolean} */
function isOn(v) {
  return v.state === "running" || v.state === "paused";
}

function showDesk() {
  write(part("title"), view.title);
  write(part("counts"), `${view.joined} in the room${isOn(view) && view.activity.kind !== "simulation" ? ` · ${view.answered} answered` : ""}`);
  const states = /** @type {Record<string, string>} */ ({ waiting: "Not started yet", over: "This workshop has ended" });
  const paused = view.state === "paused" ? " (paused)" : "";
  write(part("now"), states[view.state] || `${view.activity.title}: ${view.phase.title}${paused}`);
  CONTROLS.forEach(([, , isShown], index) => { buttons[index].hidden = !isShown(view); });
  end.hidden = view.state === "over";
  showText(part("question"), view.prompt, []);
  showText(part("say"), view.say || "<p>No notes for this part.</p>", []);
  showPicture(part("picture"), isOn(view) ? view.picture : null);
  showPlan();
  showSimulation();
  showLot();
  const people = (view.names || []).map((/** @type {string} */ name) => makeText("li", "", name));
  part("people").replaceChildren(...people);
}

/** @type {Console | null} */
let simulation = null;
function showSimulation() {
  const isPlayed = isOn(view) && view.activity.kind === "simulation";
  if (isPlayed && !simulation) {
    simulation = new Console(part("sim"), (/** @type {object} */ one) => act({ do: "act", activity: view.activity.id, act: one }));
  }
  part("sim").hidden = !isPlayed;
  if (isPlayed) simulation?.show(view);
}

function showPlan() {
  const list = part("plan");
  const mark = JSON.stringify([view.plan, view.at, view.state]);
  if (list.dataset.mark === mark) return;
  list.dataset.mark = mark;
  const [now, phase] = isOn(view) ? view.at : [view.state === "over" ? view.plan.length : -1, 0];
  list.replaceChildren(...view.plan.map((/** @type {any} */ one, /** @type {number} */ index) => {
    const line = makeText("li", index < now ? "training-done" : index === now ? "training-here" : "", "");
    const stop = makeText("span", "training-stop", "");
    stop.setAttribute("aria-hidden", "true");
    stop.append(makeIcon("check"));
    line.append(stop, makeText("b", "", one.title), makeText("span", "workshop-minutes", ` ${one.minutes} min`));
    if (index === now) {
      line.setAttribute("aria-current", "step");
      const steps = makeText("ol", "workshop-steps", "");
      steps.append(...one.phases.map((/** @type {any} */ step, /** @type {number} */ n) => {
        const node = makeText("li", "", step.minutes ? `${step.title}, ${step.minutes} min` : step.title);
        if (n === phase) node.setAttribute("aria-current", "step");
        return node;
      }));
      line.append(makeText("span", "training-vh", " You are here"), steps);
    }
    return line;
  }));
}

function showLot() {
  const list = part("lot");
  const mark = JSON.stringify(view.parking);
  if (list.dataset.mark === mark) return;
  list.dataset.mark = mark;
  if (!view.parking.length) {
    list.replaceChildren(makeText("li", "training-quiet", "No question is parked."));
    return;
  }
  list.replaceChildren(...view.parking.map((/** @type {any} */ one) => {
    const line = makeText("li", one.state === "done" ? "workshop-lot__done" : "", "");
    const row = makeText("span", "training-buttons", "");
    const choices = /** @type {[string, string][]} */ (one.state === "done" ? [["Open again", "open"]] : [["Answered", "done"], ["Take away", "gone"]]);
    for (const [words, state] of choices) {
      const button = makeButton(words, "training-button training-button--second training-button--small", "button");
      button.setAttribute("aria-label", `${words}: ${one.text}`);
      button.addEventListener("click", () => act({ do: "unpark", question: one.seq, state }));
      row.append(button);
    }
    line.append(makeText("span", "", one.text), row);
    return line;
  }));
}

part("timer").addEventListener("submit", (event) => {
  event.preventDefault();
  const minutes = Number(/** @type {HTMLInputElement} */ (part("minutes")).value);
  act({ do: "time", seconds: Math.round(minutes * 60) });
});
part("stop").addEventListener("click", () => act({ do: "time", seconds: 0 }));
part("handover").addEventListener("click", async () => {
  const { data, refusal } = await send("desk/handover", { id: newId() }, token);
  const link = part("link");
  link.replaceChildren();
  if (refusal) write(link, refusal.message);
  else link.append(makeText("span", "", "Open this once, on the other machine: "), makeText("code", "workshop-link", location.origin + data.link));
});
part("names").addEventListener("change", () => follow());

/** @type {(() => void) | null} */
let stop = null;
function follow() {
  const names = /** @type {HTMLInputElement} */ (part("names")).checked;
  stop?.();
  stop = listen(`desk/live${names ? "?names=1" : ""}`, {
    view: (next) => { view = next; showDesk(); },
    left: setTimer,
    played: (seconds) => simulation?.setPlayed(seconds),
  });
}

async function begin() {
  runTimer();
  const secret = location.hash.slice(1);
  if (secret) {
    history.replaceState(null, "", location.pathname); // the key does not stay in the address
    const { refusal } = await send("desk", { secret });
    if (refusal) write(part("net"), `${refusal.message}. ${refusal.fix}`);
  }
  const { data, refusal } = await send("desk");
  part("closed").hidden = !refusal;
  part("open").hidden = Boolean(refusal);
  if (refusal) return;
  token = data.csrf;
  const controls = part("buttons");
  controls.append(...buttons, end);
  follow();
}
begin();
