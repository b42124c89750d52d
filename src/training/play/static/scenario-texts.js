// @ts-check
// Takes scenes, outcomes and remarks out of the gamebook that Python rendered, so that
// every text stands in the page once. It knows markup, not rules.

/** @typedef {any} Json */

export class SceneTexts {
  /** @param {Element} root */
  constructor(root) {
    this.root = root;
  }

  /** @param {string} kind @param {string | number} value @param {ParentNode} [within] @returns {HTMLElement | null} */
  find(kind, value, within = this.root) {
    return within.querySelector(`[data-${kind}="${CSS.escape(String(value))}"]`);
  }

  /** A scene or an ending. @param {string} id @returns {HTMLElement} */
  place(id) {
    const found = this.find("scene", id) ?? this.find("ending", id);
    if (!found) throw new Error(`scenario-player: no scene "${id}" in the page`);
    return found;
  }

  /** @param {string} id @returns {string} */
  title(id) {
    return this.place(id).querySelector("h4")?.textContent ?? "";
  }

  /** Where and when a scene plays. @param {string} id @returns {string} */
  where(id) {
    return this.place(id).querySelector("[data-place]")?.textContent ?? "";
  }

  /** What a role sees and hears in a scene; the empty role hears everything.
   * @param {string} id @param {number[]} also @param {string} role @returns {HTMLElement[]} */
  body(id, also, role) {
    const place = this.place(id);
    const found = /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-text], [data-for], [data-also], .training-turn"));
    return [...found].filter((part) => {
      const { for: reader, also: number, roles } = part.dataset;
      if (reader && role && reader !== role) return false;
      if (number !== undefined && !also.includes(Number(number))) return false;
      return !role || !roles || roles.split(" ").includes(role);
    }).map((part) => {
      const copy = copied(part);
      if (part.dataset.for && role) copy.querySelector(".training-who")?.remove();
      return copy;
    });
  }

  /** @param {string} scene @param {string} choice @returns {HTMLElement | null} */
  choice(scene, choice) {
    return this.find("choice", choice, this.place(scene));
  }

  /** A choice's words, with their markup. @param {string} scene @param {string} choice @returns {HTMLElement} */
  label(scene, choice) {
    const found = this.choice(scene, choice)?.querySelector("[data-label]");
    return found instanceof HTMLElement ? copied(found) : document.createElement("span");
  }

  /** @param {string} scene @param {string} choice @returns {string} */
  labelText(scene, choice) {
    return this.label(scene, choice).textContent ?? "";
  }

  /** Why a choice is closed; empty if it is then not shown. @param {string} scene @param {string} choice @returns {string} */
  closed(scene, choice) {
    return this.choice(scene, choice)?.querySelector("[data-closed]")?.textContent ?? "";
  }

  /** What is said at once after a choice. @param {string} path @returns {HTMLElement | null} */
  says(path) {
    return copyOf(this.find("outcome", path), "[data-says]");
  }

  /** @param {string} path @returns {{rule: string, better: HTMLElement | null, sources: string}} */
  critical(path) {
    const box = this.find("critical", path);
    return { rule: textOf(box, "[data-rule]"), better: copyOf(box, "[data-better]"), sources: textOf(box, "[data-sources]") };
  }

  /** What an experienced colleague weighs in a scene, or null.
   * @param {string} scene @returns {{text: HTMLElement | null, would: string, choose: string[], sources: string} | null} */
  weighed(scene) {
    const box = this.find("weighed", scene);
    if (!box) return null;
    const choose = (box.dataset.choose ?? "").split(" ").filter(Boolean);
    return { text: copyOf(box, "[data-text]"), would: textOf(box, "[data-would]"), choose, sources: textOf(box, "[data-sources]") };
  }

  /** Why the expert made this step. @param {number} at @returns {HTMLElement | null} */
  why(at) {
    return copyOf(this.find("expert", at), "[data-why]");
  }
}

/** A copy without ids and without what only paper needs. @param {HTMLElement} part @returns {HTMLElement} */
const copied = (part) => {
  const copy = /** @type {HTMLElement} */ (part.cloneNode(true));
  for (const paper of copy.querySelectorAll(".training-paper")) paper.remove();
  return copy;
};

/** @param {Element | null} box @param {string} query @returns {HTMLElement | null} */
const copyOf = (box, query) => {
  const found = box?.querySelector(query);
  return found instanceof HTMLElement ? copied(found) : null;
};

/** @param {Element | null} box @param {string} query @returns {string} */
const textOf = (box, query) => box?.querySelector(query)?.textContent ?? "";
