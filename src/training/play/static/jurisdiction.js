// @ts-check
// Shows the rules of the country that the reader chose. The choice stays on the device.
import { inputsOf } from "./parts.js";
import { say } from "./words.js";

export const countryKey = "training.country";

/** @returns {string} */
const chosenCountry = () => {
  try {
    return globalThis.localStorage.getItem(countryKey) ?? "";
  } catch {
    return "";
  }
};

/**
 * Shows, in every local part, the words of one pack; a pack that is gone counts as none.
 * @param {ParentNode} root @param {string} country
 */
export const showCountry = (root, country) => {
  for (const part of root.querySelectorAll("[data-training-local]")) {
    const packs = [...part.children].filter((one) => one instanceof HTMLElement && "pack" in one.dataset);
    const known = packs.some((one) => one.getAttribute("data-pack") === country);
    for (const one of packs) one.toggleAttribute("hidden", one.getAttribute("data-pack") !== (known ? country : ""));
  }
};

/** @param {HTMLFormElement} form */
const startChoice = (form) => {
  const said = form.querySelector("[data-training-chosen]");
  for (const input of inputsOf(form, "input")) {
    input.checked = input.value === chosenCountry();
    input.addEventListener("change", () => {
      let kept = true;
      try {
        globalThis.localStorage.setItem(countryKey, input.value);
      } catch {
        kept = false;
      }
      showCountry(document, input.value);
      const title = input.labels?.[0]?.querySelector("b")?.textContent ?? "";
      if (said) said.textContent = kept ? say("Chosen: {title}.", { title }) : say("This browser does not let pages keep anything, so the choice is lost when you leave.");
    });
  }
};

export const startCountries = () => {
  showCountry(document, chosenCountry());
  for (const form of document.querySelectorAll("form[data-training-countries]")) startChoice(/** @type {HTMLFormElement} */ (form));
};

if (typeof document !== "undefined") startCountries();
