// One long-lived process that plays scenarios as the browser does: a line of JSON in,
// one out. A batch is [[call, form number or form, ...]]; forms are sent once.
import { createInterface } from "node:readline";

const trail = await import(process.argv[2]);
const { playTrail, resumeTrail, saveTrail, scriptedPick } = trail;
/** @type {any[]} */
let forms = [];
const calls = {
  load: (sent) => (forms = sent).length,
  play: (form, picks) => playTrail(forms[form], picks),
  resume: (form, saved) => resumeTrail(forms[form], saved),
  save: (form, picks) => saveTrail(forms[form], picks),
  scripted: (form, picks, role) => scriptedPick(playTrail(forms[form], picks), role),
};

for await (const line of createInterface({ input: process.stdin })) {
  const answers = JSON.parse(line).map(([name, ...rest]) => calls[name](...rest));
  process.stdout.write(`${JSON.stringify(answers)}\n`);
}
