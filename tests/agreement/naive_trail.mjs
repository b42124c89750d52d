// The twin as one would write it without thinking: a clock that is stopped ticks all the
// same, and a counter starts from zero. The walks must catch it, or they are blind.
export * from "../../src/training/play/static/trail.js";
import { playTrail as careful } from "../../src/training/play/static/trail.js";

export function playTrail(form, picks) {
  const clocks = form.key.clocks.map((clock) => ({ ...clock, running: true }));
  return careful({ ...form, key: { ...form.key, clocks } }, picks);
}
