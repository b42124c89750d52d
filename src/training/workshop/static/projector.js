// @ts-check
// The view on the wall: the question, the picture, the code. Nothing to press.

import { listen, part, runTimer, setTimer, write } from "./live.js";
import { showPicture, showText } from "./picture.js";
import { showBoard } from "./simulation-wall.js";

/** @param {any} view */
function showWall(view) {
  const isOn = view.state === "running" || view.state === "paused";
  write(part("name"), view.title);
  document.body.classList.toggle("workshop-blank", Boolean(view.blank));
  document.body.classList.toggle("workshop-waits", view.state === "waiting");
  document.body.classList.toggle("workshop-over", view.state === "over");
  document.body.classList.toggle("workshop-asks", Boolean(isOn && view.phase.item));
  write(part("where"), isOn ? `Part ${view.step[0]} of ${view.step[1]}` : "");
  const answered = isOn && (view.phase.round || view.phase.item) ? ` · ${view.answered} answered` : "";
  write(part("counts"), `${view.joined} here${answered}`);
  const titles = /** @type {Record<string, string>} */ ({ waiting: "Welcome", over: "Thank you", paused: "A short pause" });
  const isPlayed = isOn && view.activity.kind === "simulation" && view.phase.id !== "brief";
  document.body.classList.toggle("workshop-plays", isPlayed && !view.blank);
  const title = titles[view.state] || (view.prompt || isPlayed ? view.phase.title : view.activity.title);
  write(part("title"), view.blank ? "Please look at each other" : title);
  const hidden = view.blank || !isOn;
  const waiting = view.state === "waiting" ? "<p>Take your phone, open the address or point the camera at the square.</p>" : "";
  showText(part("text"), hidden ? (view.blank ? "" : waiting) : view.prompt || (isPlayed ? "" : view.html), hidden || view.prompt ? [] : view.list);
  showPicture(part("picture"), hidden ? null : view.picture);
  showBoard(part("board"), hidden || view.activity.kind !== "simulation" ? null : view);
  fit();
}

/** Makes the words smaller, as far as needed and no further than a back row can read, so
 * that nothing has to be scrolled. */
function fit() {
  const { documentElement: page } = document;
  for (let size = 100; size >= 60; size -= 4) {
    document.body.style.setProperty("--fit", String(size / 100));
    if (page.scrollHeight <= page.clientHeight) return;
  }
}

runTimer();
window.addEventListener("resize", fit);
listen("projector/live", { view: showWall, left: setTimer });
