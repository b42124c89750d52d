// @ts-check
// What a learner did, kept on this device alone. Answers are what count; the points
// beside them are a cache that a later version of the course may work out anew.

/** @typedef {"law-enforcement" | "social-work" | "both"} Track */
/** @typedef {"system" | "light" | "dark"} Theme */
/** @typedef {{answer: unknown, certainty: string | null, at: string}} Attempt */
/** @typedef {{answers: Attempt[], points: number, of: number, critical: boolean, hints: number}} ItemProgress */
/** @typedef {{points: number, of: number, critical: boolean}} KeptMark */
/** @typedef {{track: Track | null, theme: Theme}} Settings */
/** @typedef {{form: string, started: string, finished: string | null, answers: Record<string, unknown>, right: number, of: number}} KeptTest */
/**
 * @typedef {object} Kept
 * @property {1} format
 * @property {"people-on-the-move"} course
 * @property {string} version
 * @property {number} seed
 * @property {Settings} settings
 * @property {string | null} place
 * @property {Record<string, string>} pages
 * @property {Record<string, ItemProgress>} items
 * @property {Record<string, KeptTest>} [tests] a test of the course by its name
 */
/** @typedef {{ok: true} | {ok: false, reason: "too-big" | "not-json" | "foreign" | "newer" | "damaged"}} Loaded */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Store */
/** @typedef {Record<number, (data: any) => any>} Migrations */

export const progressKey = "training.progress";
// Answers nobody but the learner sees: never in a saved file, and erased with the rest.
export const privateKey = "training.private";
const progressFormat = 1;
const mostText = 4_000_000;
const mostEntries = 5000;
const mostAttempts = 50;
const mostAnswer = 4000;
const itemId = /^[a-z0-9][a-z0-9-]{0,79}\/[a-z0-9][a-z0-9-]{0,79}$/;
const testName = /^(before|after|later-90|later-180)$/;
const pageId = /^[a-z0-9][a-z0-9-]{0,79}(\/[a-z0-9][a-z0-9-]{0,79}){0,4}$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

// From the format number in a file to the function that lifts it by one.
/** @type {Migrations} */
const progressMigrations = {};

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value @param {string[]} names @returns {value is Record<string, unknown>} */
const isRecordOf = (value, names) =>
  isRecord(value) && Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));

/** @param {unknown} value @param {number} most @returns {value is number} */
const isCount = (value, most) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;

/** @param {unknown} value @returns {boolean} */
const isMoment = (value) => typeof value === "string" && moment.test(value) && !Number.isNaN(Date.parse(value));

/** @param {unknown} value @returns {boolean} */
const isAnswer = (value) => value !== undefined && JSON.stringify(value).length <= mostAnswer;

/** @param {unknown} value @returns {boolean} */
const isCertainty = (value) => value === null || (typeof value === "string" && value.length <= 20);

/** @param {unknown} value @returns {boolean} */
const isAttempt = (value) =>
  isRecordOf(value, ["answer", "certainty", "at"]) && isAnswer(value.answer) && isCertainty(value.certainty) && isMoment(value.at);

/** @param {unknown} value @returns {boolean} */
const isItem = (value) =>
  isRecordOf(value, ["answers", "points", "of", "critical", "hints"]) &&
  Array.isArray(value.answers) && value.answers.length <= mostAttempts && value.answers.every(isAttempt) &&
  isCount(value.points, 10000) && isCount(value.of, 10000) && value.points <= value.of &&
  typeof value.critical === "boolean" && isCount(value.hints, 20);

/** @param {unknown} value @returns {boolean} */
const isTest = (value) =>
  isRecordOf(value, ["form", "started", "finished", "answers", "right", "of"]) &&
  typeof value.form === "string" && value.form.length <= 80 && isMoment(value.started) &&
  (value.finished === null || isMoment(value.finished)) && isTable(value.answers, itemId, isAnswer) &&
  isCount(value.of, 1000) && isCount(value.right, value.of);

/** @param {unknown} value @returns {value is Settings} */
const isSettings = (value) =>
  isRecordOf(value, ["track", "theme"]) &&
  (value.track === null || isTrack(value.track)) && isTheme(value.theme);

/** @param {unknown} value @returns {value is Track} */
const isTrack = (value) => value === "law-enforcement" || value === "social-work" || value === "both";

/** @param {unknown} value @returns {value is Theme} */
const isTheme = (value) => value === "system" || value === "light" || value === "dark";

/** @param {unknown} value @param {RegExp} id @param {(value: unknown) => boolean} isGood */
const isTable = (value, id, isGood) =>
  isRecord(value) && Object.keys(value).length <= mostEntries &&
  Object.entries(value).every(([name, one]) => id.test(name) && isGood(one));

// Tables that came later; a file without them is as good as one in which they are empty.
/** @type {Record<string, (value: unknown) => boolean>} */
const laterTables = {
  tests: (value) => isTable(value, testName, isTest),
};

/** @param {unknown} data @returns {unknown} what is there beside the later tables, if those are sound */
const withoutLaterTables = (data) => {
  if (!isRecord(data)) return data;
  const rest = { ...data };
  for (const [name, isGood] of Object.entries(laterTables)) {
    if (!Object.hasOwn(rest, name)) continue;
    if (!isGood(rest[name])) return null;
    delete rest[name];
  }
  return rest;
};

/** @param {unknown} data @returns {data is Kept} */
const isKeptProgress = (data) => isFirstProgress(withoutLaterTables(data));

/** @param {unknown} data @returns {boolean} */
const isFirstProgress = (data) =>
  isRecordOf(data, ["format", "course", "version", "seed", "settings", "place", "pages", "items"]) &&
  data.format === progressFormat && typeof data.version === "string" && data.version.length <= 40 &&
  isCount(data.seed, 2 ** 31 - 1) && isSettings(data.settings) &&
  (data.place === null || (typeof data.place === "string" && pageId.test(data.place))) &&
  isTable(data.pages, pageId, isMoment) && isTable(data.items, itemId, isItem);

/**
 * Returns the progress in a text, or the reason why there is none that can be trusted.
 * @param {string} text @param {Migrations} migrations
 * @returns {{ok: true, kept: Kept} | Extract<Loaded, {ok: false}>}
 */
const readProgress = (text, migrations) => {
  if (text.length > mostText) return { ok: false, reason: "too-big" };
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { ok: false, reason: "not-json" };
  }
  if (!isRecord(data) || data.course !== "people-on-the-move") return { ok: false, reason: "foreign" };
  if (typeof data.format === "number" && data.format > progressFormat) return { ok: false, reason: "newer" };
  try {
    while (Object.hasOwn(migrations, Number(data.format))) data = migrations[Number(data.format)](data);
    if (isKeptProgress(data)) return { ok: true, kept: data };
  } catch {
    // a migration stumbled, or an answer is nested too deeply to be one
  }
  return { ok: false, reason: "damaged" };
};

/** @param {string} version @returns {Kept} */
const emptyProgress = (version) => ({
  format: progressFormat,
  course: "people-on-the-move",
  version,
  seed: Math.floor(Math.random() * (2 ** 31 - 1)),
  settings: { track: null, theme: "system" },
  place: null,
  pages: {},
  items: {},
});

/** The learner's progress; it works without storage, but then only as long as the page. */
class Progress {
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** @type {Store | null} */
  #storage;
  /** @type {Migrations} */
  #migrations;
  /** @type {Kept} */
  #kept;
  #isStored = false;

  /** @param {Store | null} storage @param {string} version @param {Migrations} migrations */
  constructor(storage, version, migrations) {
    this.#storage = storage;
    this.#migrations = migrations;
    this.#kept = emptyProgress(version);
    this.version = version;
    this.#read();
  }

  /** Whether what is done now is still there tomorrow. @returns {boolean} */
  get isKept() {
    return this.#storage !== null;
  }

  /** Whether anything has been answered, visited or chosen. @returns {boolean} */
  get isEmpty() {
    const { items, pages, settings, tests = {} } = this.#kept;
    return [items, pages, tests].every((table) => Object.keys(table).length === 0) && settings.track === null;
  }

  /** The number from which this learner's orders are shuffled. @returns {number} */
  get seed() {
    return this.#kept.seed;
  }

  /** @returns {Track | null} */
  get track() {
    return this.#kept.settings.track;
  }

  set track(track) {
    if (track !== null && !isTrack(track)) return;
    this.#change((kept) => { kept.settings.track = track; });
  }

  /** @returns {Theme} */
  get theme() {
    return this.#kept.settings.theme;
  }

  set theme(theme) {
    if (!isTheme(theme)) return;
    this.#change((kept) => { kept.settings.theme = theme; });
  }

  /** The page last visited on the way, or null. @returns {string | null} */
  get place() {
    return this.#kept.place;
  }

  /** @param {string} page @returns {boolean} */
  hasSeen(page) {
    return Object.hasOwn(this.#kept.pages, page);
  }

  /** Notes that a page of the way is open. @param {string} page */
  visit(page) {
    if (!pageId.test(page)) return;
    this.#change((kept) => {
      kept.place = page;
      if (Object.hasOwn(kept.pages, page)) return;
      kept.pages[page] = new Date().toISOString();
    });
  }

  /** Returns what is kept of a question, or null. @param {string} id @returns {ItemProgress | null} */
  item(id) {
    return Object.hasOwn(this.#kept.items, id) ? structuredClone(this.#kept.items[id]) : null;
  }

  /** The ids of every question that was answered or given a hint. @returns {string[]} */
  get itemIds() {
    return Object.keys(this.#kept.items);
  }

  /** Returns a test of the course as it stands, or null if it was not begun.
   * @param {string} name @returns {KeptTest | null} */
  testOf(name) {
    const { tests = {} } = this.#kept;
    return Object.hasOwn(tests, name) ? structuredClone(tests[name]) : null;
  }

  /** Begins a test. @param {string} name @param {string} form */
  beginTest(name, form) {
    this.#changeTest(name, form, () => {});
  }

  /** Keeps an answer of a test that is not finished; it is not marked before the end.
   * @param {string} name @param {string} form @param {string} id @param {unknown} answer */
  recordTest(name, form, id, answer) {
    if (!itemId.test(id) || !isAnswer(answer)) throw new TypeError(`"${id}" is no answer to a question`);
    this.#changeTest(name, form, (test) => { test.answers[id] = answer; });
  }

  /** Ends a test; nothing in it changes after that.
   * @param {string} name @param {string} form @param {{right: number, of: number}} marks */
  finishTest(name, form, { right, of }) {
    this.#changeTest(name, form, (test) => Object.assign(test, { right, of, finished: new Date().toISOString() }));
  }

  /** Forgets one test, so that it can be taken anew. @param {string} name */
  forgetTest(name) {
    this.#change((kept) => { delete kept.tests?.[name]; });
  }

  /**
   * Keeps an answer and its mark. Points never fall; `critical` is that of this answer.
   * @param {string} id
   * @param {{answer: unknown, certainty?: string | null}} attempt
   * @param {KeptMark} mark
   */
  record(id, { answer, certainty = null }, { points, of, critical }) {
    const attempt = { answer, certainty, at: new Date().toISOString() };
    this.#changeItem(id, (item) => {
      item.answers.push(attempt);
      if (item.answers.length > mostAttempts) item.answers.splice(1, 1); // the first try stays
      const before = item.of > 0 ? Math.floor((item.points * of) / item.of) : 0;
      Object.assign(item, { points: Math.min(of, Math.max(points, before)), of, critical });
    });
  }

  /** Notes how many hints of a question were opened. @param {string} id @param {number} count */
  recordHints(id, count) {
    this.#changeItem(id, (item) => { item.hints = Math.max(item.hints, count); });
  }

  /** Calls `listener` after each change, also one made in another tab.
   * @param {() => void} listener @returns {() => void} a function that ends it */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes up what another tab wrote. */
  refresh() {
    this.#read();
    this.#tell();
  }

  /** Returns everything as the text of a file. @returns {string} */
  exportText() {
    this.#read();
    return `${JSON.stringify(this.#kept, null, 1)}\n`;
  }

  /** Takes a file in whole, or refuses it whole. @param {string} text @returns {Loaded} */
  importText(text) {
    const found = readProgress(text, this.#migrations);
    if (!found.ok) return found;
    this.#kept = { ...found.kept, version: this.version || found.kept.version };
    this.#write();
    this.#tell();
    return { ok: true };
  }

  /** Forgets everything on this device. */
  erase() {
    this.#kept = emptyProgress(this.version);
    this.#isStored = false;
    try {
      this.#storage?.removeItem(progressKey);
      this.#storage?.removeItem(`${progressKey}.damaged`);
      this.#storage?.removeItem("training.games"); // of `scenario-store.js`
      this.#storage?.removeItem(privateKey);
    } catch {
      this.#storage = null;
    }
    this.#tell();
  }

  /** @param {string} id @param {(item: ItemProgress) => void} change */
  #changeItem(id, change) {
    if (!itemId.test(id)) throw new TypeError(`"${id}" is not the id of a question`);
    this.#change((kept) => {
      const fresh = { answers: [], points: 0, of: 0, critical: false, hints: 0 };
      const item = Object.hasOwn(kept.items, id) ? kept.items[id] : fresh;
      change(item);
      kept.items[id] = item;
    });
  }

  /** @param {string} name @param {string} form @param {(test: KeptTest) => void} change */
  #changeTest(name, form, change) {
    if (!testName.test(name)) throw new TypeError(`"${name}" is not a test of the course`);
    this.#change((kept) => {
      const tests = (kept.tests ??= {});
      const fresh = { form, started: new Date().toISOString(), finished: null, answers: {}, right: 0, of: 0 };
      const test = Object.hasOwn(tests, name) ? tests[name] : fresh;
      if (test.finished !== null) return;
      change(test);
      tests[name] = test;
    });
  }

  /** Reads again before each change, since another tab may have answered meanwhile.
   * @param {(kept: Kept) => void} change */
  #change(change) {
    this.#read();
    change(this.#kept);
    this.#kept.version = this.version || this.#kept.version;
    this.#write();
    this.#tell();
  }

  #read() {
    let text = null;
    try {
      text = this.#storage?.getItem(progressKey) ?? null;
    } catch {
      this.#storage = null;
    }
    if (text === null) {
      if (this.#isStored) this.#kept = emptyProgress(this.version); // erased in another tab
      this.#isStored = false;
      return;
    }
    const found = readProgress(text, this.#migrations);
    this.#isStored = found.ok;
    if (found.ok) this.#kept = found.kept;
    else this.#setAside(text, found.reason);
  }

  /** Never writes over what it cannot read. @param {string} text @param {string} reason */
  #setAside(text, reason) {
    try {
      if (reason === "newer") this.#storage = null;
      else this.#storage?.setItem(`${progressKey}.damaged`, text);
      this.#storage?.removeItem(progressKey);
    } catch {
      this.#storage = null;
    }
  }

  #write() {
    try {
      this.#storage?.setItem(progressKey, JSON.stringify(this.#kept));
      this.#isStored = this.#storage !== null;
    } catch {
      this.#storage = null; // full or blocked: go on without
    }
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

/**
 * @param {Store | null} storage null where the browser keeps nothing
 * @param {string} [version] of the course
 * @param {Migrations} [migrations]
 */
export const createProgress = (storage, version = "", migrations = progressMigrations) =>
  new Progress(storage, version, migrations);

/** Returns the browser's storage if it really keeps things. @returns {Storage | null} */
const openStorage = () => {
  try {
    const found = globalThis.localStorage;
    found.setItem("training.probe", "1");
    found.removeItem("training.probe");
    return found;
  } catch {
    return null;
  }
};

/** @returns {string} */
const courseVersion = () => /** @type {any} */ (globalThis).trainingCourse?.version ?? "";

export const progress = createProgress(openStorage(), courseVersion());
