// @ts-check
// Small makers and readers of page parts, and the renderer that lets no foreign markup in.

const SAFE_TAGS = ["P", "STRONG", "EM", "UL", "OL", "LI", "BR", "CODE", "SMALL", "BLOCKQUOTE"];
const SVG = "http://www.w3.org/2000/svg";

/** @template T @param {T | null | undefined} value @returns {T} */
export function must(value) {
  if (value === null || value === undefined) throw new Error("quiz-player: a part of the question is missing");
  return value;
}

/** @param {Element} root @param {string} query @returns {HTMLInputElement[]} */
export function inputsOf(root, query) {
  return /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll(query)]);
}

/** @param {Element} root @param {string} query @returns {string[]} */
export function valuesOf(root, query) {
  return inputsOf(root, query).map((input) => input.value);
}

/** @param {Element} root @param {string} query @returns {string} */
export function valueOf(root, query) {
  return inputsOf(root, query)[0]?.value || "";
}

/** @param {string} tag @param {string} name @param {string} words @returns {HTMLElement} */
export function makeText(tag, name, words) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  node.textContent = words;
  return node;
}

/** @param {string} words @param {string} name @param {"button" | "submit"} type @returns {HTMLButtonElement} */
export function makeButton(words, name, type) {
  const button = /** @type {HTMLButtonElement} */ (makeText("button", name, words));
  button.type = type;
  return button;
}

/** @param {string} name @returns {SVGSVGElement} */
export function makeIcon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "training-icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#training-${name}`);
  svg.append(use);
  return svg;
}

/**
 * Our sanitising renderer: keeps the few tags our Markdown makes, without attributes.
 * @param {string} html @returns {Node[]}
 */
export function safeNodes(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  /** @param {Node} node @returns {Node[]} */
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent || "")];
    if (!(node instanceof Element)) return [];
    const inside = [...node.childNodes].flatMap(copy);
    if (!SAFE_TAGS.includes(node.tagName)) return inside;
    const fresh = document.createElement(node.tagName);
    fresh.append(...inside);
    return [fresh];
  };
  return [...parsed.body.childNodes].flatMap(copy);
}
