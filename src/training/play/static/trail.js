// @ts-check
// Where a list of picks leads in a scenario; twin of `../trail.py`, rule by rule.
// Pure: no DOM, no storage, no clock, no dice. A step works in this order: clocks tick,
// the choice takes effect, a clock that has run out leads the way, otherwise the choice.

/** @typedef {any} Json */

export const trailFormat = 1;
const trailMostPicks = 2000;

/**
 * The state after the picks, or at the first one that cannot be made.
 * @param {Json} form @param {Json} picks @returns {Json}
 */
export function playTrail(form, picks) {
  if (form.format !== trailFormat) {
    throw new Error(`scenario form ${form.format} is not format ${trailFormat}`);
  }
  const key = form.key;
  const state = trailStart(key);
  for (const [step, pick] of picks.entries()) {
    const why = trailWhyNot(key, state, pick);
    if (why) {
      state.refused = { step, why };
      break;
    }
    trailTake(key, state, pick);
  }
  return trailSeen(key, state);
}

/**
 * A saved game: the picks and the version they were made in.
 * @param {Json} form @param {string[]} picks @returns {Json}
 */
export function saveTrail(form, picks) {
  const fingerprint = form.key.fingerprint;
  return { format: trailFormat, scenario: form.id, fingerprint, picks: [...picks] };
}

/**
 * How a saved game goes on: `same`, `renewed` or `refused` (with why), and its state.
 * @param {Json} form @param {Json} saved @returns {Json}
 */
export function resumeTrail(form, saved) {
  const refuse = (/** @type {string} */ why) => ({
    how: "refused",
    why,
    state: playTrail(form, []),
  });
  const record = saved !== null && typeof saved === "object" && !Array.isArray(saved);
  if (!record || !Array.isArray(saved.picks)) return refuse("damaged");
  const picks = saved.picks;
  const words = picks.every((/** @type {Json} */ one) => typeof one === "string");
  if (picks.length > trailMostPicks || !words) return refuse("damaged");
  if (saved.format !== trailFormat) return refuse("format");
  if (saved.scenario !== form.id) return refuse("foreign");
  const state = playTrail(form, picks);
  const same = saved.fingerprint === form.key.fingerprint;
  if (state.refused) return { ...refuse(same ? "damaged" : "changed"), state };
  return { how: same ? "same" : "renewed", why: "", state };
}

/**
 * The choice another role makes by script, or null if it is this role's turn.
 * @param {Json} state @param {string} role @returns {string | null}
 */
export function scriptedPick(state, role) {
  const open = state.choices.filter((/** @type {Json} */ one) => one.closed === "");
  const mine = (/** @type {Json} */ one) => !one.roles.length || one.roles.includes(role);
  if (!open.length || open.some(mine)) return null;
  const marked = open.filter((/** @type {Json} */ one) => one.scripted);
  return (marked.length ? marked : open)[0].id;
}

/** @param {Json} key @returns {Json} */
function trailStart(key) {
  /** @type {Json} */
  const state = { scene: key.start, counters: {}, flags: {}, clocks: {} };
  for (const one of key.counters) state.counters[one.id] = one.start;
  for (const name of key.flags) state.flags[name] = false;
  for (const one of key.clocks) {
    state.clocks[one.id] = { left: one.start, running: one.running };
  }
  return Object.assign(state, { used: [], critical: [], steps: [], refused: null });
}

/** @param {Json} records @param {Json} name @returns {Json} */
function trailFind(records, name) {
  return records.find((/** @type {Json} */ one) => one.id === name) ?? null;
}

/**
 * Whether a condition holds; an empty one always does.
 * @param {Json} state @param {Json} test @returns {boolean}
 */
function trailHolds(state, test) {
  if (!test.length) return true;
  const [kind, ...rest] = test;
  const holds = (/** @type {Json} */ one) => trailHolds(state, one);
  if (kind === "all") return rest.every(holds);
  if (kind === "any") return rest.some(holds);
  if (kind === "not") return !holds(rest[0]);
  if (kind === "flag") return state.flags[rest[0]];
  if (kind === "critical") return state.critical.length > 0;
  if (kind === "running") return state.clocks[rest[0]].running;
  const counted = kind === "counter";
  const value = counted ? state.counters[rest[0]] : state.clocks[rest[0]].left;
  if (rest[1] === ">=") return value >= rest[2];
  if (rest[1] === "<=") return value <= rest[2];
  return value === rest[2];
}

/** @param {Json} state @param {Json} choice @returns {string} */
function trailClosed(state, choice) {
  if (choice.once && state.used.includes(`${state.scene}/${choice.id}`)) return "once";
  return trailHolds(state, choice.when) ? "" : "when";
}

/** @param {Json} key @param {Json} state @param {Json} pick @returns {string} */
function trailWhyNot(key, state, pick) {
  const scene = trailFind(key.scenes, state.scene);
  if (!scene) return "ended";
  const choice = trailFind(scene.choices, pick);
  if (!choice) return "unknown";
  return trailClosed(state, choice) ? "closed" : "";
}

/** @param {Json} key @param {Json} state @param {string} pick */
function trailTake(key, state, pick) {
  const choice = trailFind(trailFind(key.scenes, state.scene).choices, pick);
  const scene = state.scene;
  /** @type {Json} */
  const before = {};
  for (const clock of key.clocks) before[clock.id] = state.clocks[clock.id].left;
  if (choice.once) state.used.push(`${scene}/${pick}`);
  const step = state.steps.length;
  if (choice.critical) state.critical.push({ step, scene, choice: pick });
  for (const clock of key.clocks) trailAdvance(state.clocks[clock.id], clock.tick);
  for (const operation of choice.ops) trailChange(key, state, operation);
  let ways = choice.ways;
  let by = "";
  for (const clock of key.clocks) {
    const now = state.clocks[clock.id];
    if (!now.running || now.left !== 0) continue;
    now.running = false;
    if (clock.then.length && by === "" && before[clock.id] > 0) {
      ways = clock.then;
      by = clock.id;
    }
  }
  const to = ways.find((/** @type {Json} */ way) => trailHolds(state, way[0]))[1];
  state.steps.push({ scene, choice: pick, to, by, counters: { ...state.counters } });
  state.scene = to;
}

/** @param {Json} clock @param {number} amount */
function trailAdvance(clock, amount) {
  if (clock.running) clock.left = Math.max(0, clock.left - amount);
}

/** @param {Json} key @param {Json} state @param {Json} operation */
function trailChange(key, state, [kind, name, amount]) {
  if (kind === "set") state.counters[name] = amount;
  else if (kind === "add") {
    const { low, high } = trailFind(key.counters, name);
    state.counters[name] = Math.min(high, Math.max(low, state.counters[name] + amount));
  } else if (kind === "flag" || kind === "unflag") state.flags[name] = kind === "flag";
  else if (kind === "advance") trailAdvance(state.clocks[name], amount);
  else if (kind === "fill") {
    state.clocks[name].left = trailFind(key.clocks, name).start;
  } else state.clocks[name].running = kind === "run";
}

/** @param {Json} key @param {Json} state @returns {Json} */
function trailSeen(key, state) {
  const ending = trailFind(key.endings, state.scene);
  const scene = ending ?? trailFind(key.scenes, state.scene);
  state.also = [...scene.also.keys()].filter((index) =>
    trailHolds(state, scene.also[index]),
  );
  state.choices = (ending ? [] : scene.choices).map((/** @type {Json} */ choice) => ({
    id: choice.id,
    roles: choice.roles,
    scripted: choice.scripted,
    closed: trailClosed(state, choice),
  }));
  state.ending = ending ? state.scene : null;
  state.grade = ending ? ending.grade : null;
  if (ending && state.critical.length) state.grade = "failed";
  return state;
}
