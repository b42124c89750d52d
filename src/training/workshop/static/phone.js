// @ts-check
// A participant's page: one thing at a time. It sends answers and shows what the room
// shows; it never grades, and no key ever comes here.

import "../../play/static/quiz-player.js";
import { makeButton, makeText, valuesOf } from "../../play/static/parts.js";
import { listen, part, runTimer, setTimer, told, write } from "./live.js";
import { Outbox } from "./outbox.js";
import { showPicture, showText } from "./picture.js";
import { Stage, titleOf } from "./simulation.js";

/** @typedef {any} View what the server sends, see views.py */

const outbox = new Outbox();
/** @type {View} */
let view = null;
/** @type {View} */
let mine = { answers: {}, sures: {}, marks: {} };
let built = "";
let at = 0;
/** @type {any} */
let player = null;
/** @type {Stage | null} */
let stage = null;
let said = ""; // what became of the last proposal

/** @param {string} item @param {number} round @returns {any} */
function givenAnswer(item, round) {
  return outbox.unsent(view.activity.id, item, round) ?? mine.answers[`${item}#${round}`];
}

/** The last round of this question that was answered. @param {string} item @returns {number} */
function lastRound(item) {
  return [2, 1].find((round) => givenAnswer(item, round) !== undefined) || 0;
}

/** A name may be written from right to left. */
function showName() {
  const words = mine.name ? `You are “${mine.name}”` : "";
  if (part("you").textContent === words) return;
  part("you").replaceChildren(...(words ? ["You are “", makeText("bdi", "", mine.name), "”"] : []));
}

function showRoom() {
  if (!view) return;
  showName();
  const isOn = view.state === "running" || view.state === "paused";
  write(part("where"), isOn ? `Part ${view.step[0]} of ${view.step[1]}` : view.title);
  const titles = /** @type {Record<string, string>} */ ({ waiting: "You are in", over: "Thank you for taking part" });
  const isPlayed = isOn && view.activity.kind === "simulation";
  write(part("title"), titles[view.state] || (isPlayed ? titleOf(view) : view.activity.title));
  const words = /** @type {Record<string, string>} */ ({
    waiting: "<p>The facilitator begins soon. You can put your phone down; it finds its way back.</p>",
    over: "<p>This workshop has ended. You can close this page.</p>",
  });
  const paused = view.state === "paused" ? "<p><strong>A short pause.</strong> What you send is still kept.</p>" : "";
  const text = isPlayed && view.phase.id !== "brief" ? "" : view.html || "";
  showText(part("text"), words[view.state] || paused + text, isOn ? view.list : []);
  part("leave").closest("p")?.toggleAttribute("hidden", view.state === "over");
  part("park").closest("details")?.toggleAttribute("hidden", view.state === "over");
  if (isPlayed) showStage();
  else {
    stage = null;
    showWork(isOn);
  }
  showPicture(part("picture"), view.picture);
}

/** Shows a simulation. After a decision the new scene's title is what comes next. */
function showStage() {
  const place = part("work");
  const wasInside = place.contains(document.activeElement);
  if (!stage) {
    built = "";
    write(part("sent"), "");
    stage = new Stage(place, (propose, step) => {
      said = "Sending …";
      outbox.post("acts", { activity: view.activity.id, act: { propose, step } });
      showRoom();
    });
  }
  if (stage.show(view, mine.proposed || "", said) && wasInside) part("title").focus();
}

/** @param {boolean} isOn */
function showWork(isOn) {
  const place = part("work");
  const key = isOn && view.items.length ? `${view.activity.id}/${view.phase.id}` : "";
  if (key !== built) {
    built = key;
    at = 0;
    write(part("sent"), "");
    if (!key) {
      player = null;
      place.replaceChildren();
      return;
    }
    const next = view.items.findIndex((/** @type {any} */ one) => givenAnswer(one.id, view.phase.round) === undefined);
    if (view.phase.round) at = Math.max(0, next);
    showItem();
  } else if (key) {
    showMark();
  }
}

function showItem() {
  const { html, id } = view.items[at];
  const round = view.phase.round;
  const parsed = new DOMParser().parseFromString(html, "text/html").querySelector("quiz-player");
  if (!parsed) return;
  const place = part("work");
  const top = makeText("p", "training-eyebrow", "");
  const of = view.items.length;
  write(top, of > 1 ? `${view.phase.title}: ${at + 1} of ${of}` : view.phase.title);
  player = document.importNode(parsed, true);
  place.replaceChildren(top, player);
  customElements.upgrade(player);
  player.querySelector(".training-eyebrow")?.remove();
  player.grader = (/** @type {unknown} */ answer) => sendAnswer(id, round, answer);
  player.check.textContent = "Send my answer";
  const given = givenAnswer(id, round || lastRound(id));
  if (given !== undefined) player.write(given);
  const sure = mine.sures[`${id}#${round || lastRound(id)}`];
  for (const one of player.querySelectorAll(".training-certainty input")) one.checked = one.value === sure;
  if (!round) close(given);
  else if (given !== undefined) write(part("sent"), "You have answered this. You can change it until the room goes on.");
  else write(part("sent"), "");
  if (of > 1 && round) place.append(makeSteps(of));
  showMark();
}

/** @param {number} of @returns {HTMLElement} */
function makeSteps(of) {
  const row = makeText("p", "training-buttons", "");
  for (const [words, by] of /** @type {[string, number][]} */ ([["Back", -1], ["Next question", 1]])) {
    const button = makeButton(words, "training-button training-button--second", "button");
    button.hidden = at + by < 0 || at + by >= of;
    button.addEventListener("click", () => {
      at += by;
      showItem();
      part("title").focus();
    });
    row.append(button);
  }
  return row;
}

/** Closes the question: nothing to send now. @param {any} given */
function close(given) {
  for (const input of player.inputs()) input.disabled = true;
  player.check.closest("p").hidden = true;
  const words = given === undefined ? "You did not answer this one." : "This is what you sent.";
  write(part("sent"), view.activity.kind === "peer" && view.phase.id === "discuss" ? `${words} Now talk with a neighbour.` : words);
}

/** Shows this seat's own mark once the room was shown the answer. */
function showMark() {
  if (!player || view.phase.round) return;
  const item = view.items[at].id;
  const round = lastRound(item);
  const mark = mine.marks[`${item}#${round}`];
  if (!mark && player.dataset.state) showItem(); // the answer was hidden again
  if (!mark || player.dataset.state) return;
  player.key = { remarks: mark.remarks, critical: mark.harms };
  player.show(mark, givenAnswer(item, round), null, false);
  player.key = null;
  player.more.hidden = true;
  player.querySelector(".training-wayback")?.remove();
}

/** The player's grader: here it only sends. The mark comes when the room is shown it.
 * @param {string} item @param {number} round @param {unknown} answer @returns {Promise<never>} */
function sendAnswer(item, round, answer) {
  const sure = valuesOf(player, ".training-certainty input:checked")[0] || "";
  write(part("sent"), "Sending …");
  outbox.post("answers", { activity: view.activity.id, round, item, answer, sure });
  return new Promise(() => {});
}

/** @param {Record<string, any>} body @returns {boolean} whether this question is on the page */
function isHere(body) {
  return view?.activity?.id === body.activity && view.items[at]?.id === body.item;
}

outbox.onKept = ({ path, body }) => {
  const words = "No connection. It is kept on this phone and sent as soon as there is one.";
  if (path === "answers" && isHere(body)) write(part("sent"), words);
  if (path === "acts") {
    said = words;
    showRoom();
  }
  if (path === "questions") write(part("parked"), words);
};

outbox.onSettled = ({ path, body }, refusal, isLate) => {
  if (path === "answers") {
    if (!refusal && !isLate) {
      mine.answers[`${body.item}#${body.round}`] = body.answer;
      mine.sures[`${body.item}#${body.round}`] = body.sure;
    }
    const more = view?.items?.length > at + 1 ? " Go on with the next question." : " You can change it until the room goes on.";
    const late = "Sent, but not counted: the room has already seen the answers to this one.";
    if (isHere(body)) write(part("sent"), refusal ? `Not counted. ${told(refusal)}` : isLate ? late : `Sent and kept.${more}`);
  }
  if (path === "acts") {
    said = refusal ? `Not sent. ${told(refusal)}` : "";
    if (!refusal) mine.proposed = body.act.propose;
    showRoom();
  }
  if (path === "questions") write(part("parked"), refusal ? told(refusal) : "Parked. The facilitator comes back to it.");
};

/** Shows the room once it is known what is in it, so that nothing moves under a finger.
 * @param {any} data @param {boolean} isNew */
function enter(data, isNew) {
  part("join").hidden = true;
  mine = { ...mine, ...data.mine, name: data.seat.name };
  listen("live", {
    view: (next) => { view = next; },
    mine: (next) => {
      mine = next;
      showRoom();
      if (part("room").hidden) {
        part("room").hidden = false;
        if (isNew) part("title").focus();
      }
    },
    left: setTimer,
  });
  outbox.flush();
}

/** @param {import("./live.js").Refusal} refusal */
function explain(refusal) {
  write(part("net"), told(refusal));
}

part("join").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  const { data, refusal } = await outbox.join(String(form.get("name") || ""), String(form.get("track") || ""));
  if (refusal) {
    explain(refusal);
    return;
  }
  write(part("net"), "");
  enter(data, true);
});

part("park").addEventListener("submit", (event) => {
  event.preventDefault();
  const box = /** @type {HTMLTextAreaElement} */ (part("question"));
  write(part("parked"), "Sending …");
  outbox.post("questions", { text: box.value });
  box.value = "";
});

part("leave").addEventListener("click", async () => {
  await outbox.post("leave", {});
  outbox.forget();
  location.assign("/");
});

async function begin() {
  runTimer();
  const { data, refusal } = outbox.kept.left ? { data: null, refusal: null } : await outbox.resume();
  if (data?.seat) enter(data, false);
  else if (!refusal) part("join").hidden = false;
  else {
    explain(refusal);
    if (refusal.status !== 404) setTimeout(begin, 3_000);
  }
}
begin();
