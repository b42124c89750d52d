// One long-lived process that marks as the browser does: a line of JSON in, one out.
import { createInterface } from "node:readline";

const { grade, score, shuffle, solution } = await import(process.argv[2]);
const calls = { grade, score, shuffle, solution };

for await (const line of createInterface({ input: process.stdin })) {
  const batch = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(batch.map(([name, ...args]) => calls[name](...args)))}\n`);
}
