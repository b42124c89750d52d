// The twin as one would write it without thinking. The fuzz must catch it, or it is blind.
export * from "../../src/training/play/static/grading.js";
import { grade as careful } from "../../src/training/play/static/grading.js";

export function grade(key, answer) {
  if (key.type === "number" && typeof answer === "object") {
    const value = Number(String(answer?.number ?? "").trim().replace(",", "."));
    const target = key.targets[answer?.unit];
    if (!target || Number.isNaN(value)) return careful(key, null);
    return careful(key, { number: String(value), unit: answer.unit });
  }
  if (key.type === "text" && typeof answer === "string" && key.fold) {
    const right = key.accept.some((one) => one.trim().toLowerCase() === answer.trim().toLowerCase());
    return { points: right ? key.of : 0, of: key.of, critical: false, right: right ? ["right"] : [], notes: [right ? "right" : "other"] };
  }
  if (key.type === "match" && typeof answer === "object" && answer && key.slots.every((slot) => slot.id in answer)) {
    const right = Object.keys(answer).filter((id) => key.slots.find((slot) => slot.id === id)?.right.includes(answer[id]));
    return { ...careful(key, answer), right };
  }
  return careful(key, answer);
}
