// @ts-check
// The facilitator's console: the plan, the next step, the numbers, the notes.

import { makeButton, makeIcon, makeText, safeNodes } from "../../play/static/parts.js";
import { listen, newId, part, runTimer, send, setTimer, told, write } from "./live.js";
import { showPicture, showText } from "./picture.js";
import { Console } from "./simulation-desk.js";

/** @typedef {any} View what the server sends, see views.py */

let token = "";
/** @type {View} */
let view = null;

/** @param {object} command */
async function act(command) {
  const { refusal } = await send("desk/do", { ...command, id: newId() }, token);
  write(part("net"), refusal ? (refusal.status ? told(refusal) : AWAY) : "");
}

const AWAY = "No connection to the server: this was not done. Press it again when the connection is back.";

/** Every control, made once so that the focus stays where it is.
 * @type {[string, object, (view: View) => boolean][]} */
const CONTROLS = [
  ["Start the workshop", { do: "start" }, (v) => v.state === "waiting"],
  ["Next", { do: "next" }, (v) => isOn(v) && !isLast(v)],
  ["Back", { do: "back" }, (v) => isOn(v) && v.at.some(Boolean)],
  ["Show the bars", { do: "show", what: "bars" }, (v) => isOn(v) && Boolean(v.phase.item) && !v.shown.includes("bars")],
  ["Hide the bars", { do: "hide", what: "bars" }, (v) => isOn(v) && v.shown.includes("bars")],
  ["Show the answer", { do: "show", what: "key" }, (v) => isOn(v) && Boolean(v.phase.item) && !v.shown.includes("key")],
  ["Hide the answer", { do: "hide", what: "key" }, (v) => isOn(v) && v.shown.includes("key")],
  ["Pause", { do: "pause" }, (v) => v.state === "running"],
  ["Go on", { do: "resume" }, (v) => v.state === "paused"],
  ["Empty the projector", { do: "blank" }, (v) => !v.blank && v.state !== "over"],
  ["Fill the projector again", { do: "unblank" }, (v) => v.blank && v.state !== "over"],
];
/** @type {HTMLButtonElement[]} */
const buttons = CONTROLS.map(([words, command], index) => {
  const name = index < 2 ? "training-button" : "training-button training-button--second";
  const button = makeButton(words, name, "button");
  button.addEventListener("click", () => {
    if (closesVote(view, command) && asked !== button) {
      ask(button);
    } else {
      ask(null);
      act(command);
    }
  });
  return button;
});
const end = makeButton("End the workshop", "training-button training-button--plain", "button");
end.addEventListener("click", () => {
  if (asked === end) act({ do: "end" });
  ask(asked === end ? null : end);
});

/** The button that has to be pressed twice, and was pressed once. @type {HTMLButtonElement | null} */
let asked = null;
let askedAt = "";
/** @param {HTMLButtonElement | null} button */
function ask(button) {
  asked = button;
  askedAt = String(view.at);
  CONTROLS.forEach(([words], index) => write(buttons[index], buttons[index] === button ? "Yes, show it: votes after this do not count" : words));
  write(end, button === end ? "Yes, end it for everyone" : "End the workshop");
}

/** The bars close the vote that they show; the answer closes every vote. @param {View} v @param {any} command @returns {boolean} */
function closesVote(v, command) {
  if (command.do !== "show" || v.activity.kind !== "peer") return false;
  return command.what === "bars" ? v.phase.round > 0 : v.at[1] < v.plan[v.at[0]].phases.length - 1;
}

/** @param {View} v @returns {boolean} */
function isLast(v) {
  return v.at[0] === v.plan.length - 1 && v.at[1] === v.plan[v.at[0]].phases.length - 1;
}

/** @param {View} v @returns {boolean} */
function isOn(v) {
  return v.state === "running" || v.state === "paused";
}

function showDesk() {
  write(part("title"), view.title);
  write(part("counts"), `${view.joined} in the room${isOn(view) && view.activity.kind !== "simulation" ? ` · ${view.answered} answered` : ""}`);
  const states = /** @type {Record<string, string>} */ ({ waiting: "Not started yet", over: "This workshop has ended" });
  const paused = view.state === "paused" ? " (paused)" : "";
  const here = [view.activity, view.phase].map((one) => one?.title);
  write(part("now"), states[view.state] || `${[...new Set(here)].join(": ")}${isLast(view) ? " (the last step)" : ""}${paused}`);
  if (asked && askedAt !== String(view.at)) ask(null);
  const focus = buttons.findIndex((button) => button === document.activeElement);
  CONTROLS.forEach(([, , isShown], index) => { buttons[index].hidden = !isShown(view); });
  // The one that takes its place gets the focus: Next for Start, Hide for Show.
  if (focus >= 0 && buttons[focus].hidden) buttons[focus % 2 ? focus + 1 : Math.abs(focus - 1)].focus();
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
  const minutes = Number(/** @type {HTMLInputElement} */ (part("minutes")).value.replace(",", "."));
  if (minutes > 0 && minutes <= 240) act({ do: "time", seconds: Math.round(minutes * 60) });
  else write(part("net"), "Write the minutes as a number up to 240, for example 5.");
});
part("stop").addEventListener("click", () => act({ do: "time", seconds: 0 }));
part("handover").addEventListener("click", async () => {
  const { data, refusal } = await send("desk/handover", { id: newId() }, token);
  const link = part("link");
  link.replaceChildren();
  if (refusal) write(link, told(refusal));
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
    if (refusal) write(part("net"), told(refusal));
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
