// The search page marks no words on other pages and keeps nobody's search words.
var SPHINX_HIGHLIGHT_ENABLED = false;

// A strict policy forbids sending forms, so the words go into the address by hand.
document.querySelector(".training-search")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("q");
  location.search = `?q=${encodeURIComponent(String(words))}`;
});
