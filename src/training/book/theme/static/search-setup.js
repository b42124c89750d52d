// The search page marks no words on other pages and keeps nobody's search words.
var SPHINX_HIGHLIGHT_ENABLED = false;

// A strict policy forbids sending forms, so the words go into the address by hand.
document.querySelector(".training-search")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("q");
  location.search = `?q=${encodeURIComponent(String(words))}`;
});

// A result's few lines come from what a page says, not from the buttons around it.
document.addEventListener("DOMContentLoaded", () => {
  const textOf = Search.htmlToText;
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const around = "h1, nav, form, details, dialog, .training-eyebrow, .training-note, .training-aidpage__bar";
    page.querySelectorAll(around).forEach((part) => part.remove());
    return textOf(page.documentElement.outerHTML, anchor);
  };
});
