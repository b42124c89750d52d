// @ts-check
// The line to the server: live views in, JSON out. Phones sleep and Wi-Fi fails, so a
// silent line is made anew, and the first thing that comes over it is everything.

const SILENT = 40_000; // ms; the server gives a sign every 25 s
const WORDS = document.getElementById("join")
  ? "No connection. Your answers are kept on this device and sent later."
  : "No connection to the server. This page may be out of date; it finds its way back by itself.";

/** @typedef {{code: string, message: string, fix: string, status: number}} Refusal */

/** @returns {string} */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} id @returns {HTMLElement} */
export function part(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return found;
}

/** A refusal as sentences. @param {Refusal} refusal @returns {string} */
export function told({ message, fix }) {
  return [message, fix].filter(Boolean)
    .map((words) => words[0].toUpperCase() + words.slice(1) + (words.endsWith(".") ? "" : "."))
    .join(" ");
}

/** @returns {string} */
export function roomCode() {
  return part("main").dataset.code || "";
}

/** Writes the words only if they changed, so that nothing is announced twice.
 * @param {HTMLElement} node @param {string} words */
export function write(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

/** Sends JSON; the refusal has status 0 if the server was not reached.
 * @param {string} path @param {object} [body] @param {string} [token]
 * @returns {Promise<{data: any, refusal: Refusal | null}>} */
export async function send(path, body, token = "") {
  const headers = { "Content-Type": "application/json", "X-Training-Token": token };
  const options = body ? { method: "POST", headers, body: JSON.stringify(body) } : {};
  try {
    const answer = await fetch(`/api/${roomCode()}/${path}`, options);
    const data = await answer.json();
    return { data, refusal: answer.ok ? null : { ...data.error, status: answer.status } };
  } catch {
    return { data: null, refusal: { code: "away", message: WORDS, fix: "", status: 0 } };
  }
}

/** Listens until the function returned is called. @param {string} path
 * @param {Record<string, (data: any) => void>} handlers @returns {() => void} */
export function listen(path, handlers) {
  /** @type {EventSource | null} */
  let source = null;
  let heard = performance.now();
  const open = () => {
    source?.close();
    heard = performance.now();
    const line = new EventSource(`/api/${roomCode()}/${path}`);
    source = line;
    line.onopen = () => { heard = performance.now(); write(part("net"), ""); };
    line.onerror = () => write(part("net"), WORDS);
    for (const [name, handler] of Object.entries(handlers)) {
      line.addEventListener(name, (event) => {
        heard = performance.now();
        handler(JSON.parse(event.data));
      });
    }
    line.addEventListener("gone", () => {
      line.close();
      source = null;
      write(part("net"), "This workshop was erased. Nothing of it is kept.");
    });
    line.addEventListener("beat", () => { heard = performance.now(); });
  };
  const check = () => {
    if (!source) return;
    const silent = performance.now() - heard > SILENT;
    if (source.readyState === EventSource.CLOSED || silent) open();
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) check(); });
  window.addEventListener("online", check);
  const watch = setInterval(check, 5_000);
  open();
  return () => {
    clearInterval(watch);
    source?.close();
    source = null;
  };
}

let ends = 0;
let isTimed = false;

/** Shows the seconds that are left, counted here between two messages. @param {number | null} seconds */
export function setTimer(seconds) {
  isTimed = seconds !== null;
  ends = performance.now() + (seconds || 0) * 1000;
  showTimer();
}

function showTimer() {
  const left = Math.max(0, Math.round((ends - performance.now()) / 1000));
  const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  write(part("left"), isTimed ? (left ? `${words} left` : "Time is up. Take the time you need.") : "");
}

export function runTimer() {
  setInterval(showTimer, 1_000);
}
