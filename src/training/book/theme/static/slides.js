// @ts-check
// Starts the show. N hides and shows the notes of a slide; a second window follows the first,
// so that the projector has the slides and the laptop has the notes.

const slidesNotes = document.createElement("section");
slidesNotes.className = "slides-notes";
slidesNotes.setAttribute("aria-label", document.body.dataset.notes ?? "");
slidesNotes.tabIndex = 0;
slidesNotes.hidden = true;
document.body.append(slidesNotes);

/** @type {any} */
const slidesShow = /** @type {any} */ (globalThis).Reveal;
const slidesChannel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`training-slides ${location.pathname}`) : null;
let slidesAreTold = false;

const showNotes = () => {
  const notes = slidesShow.getCurrentSlide()?.querySelector("aside.notes");
  slidesNotes.replaceChildren(...(notes ? [...notes.cloneNode(true).childNodes] : []));
};

const startSlides = () => {
  slidesShow.initialize({
    width: 1280, height: 720, margin: 0.04, minScale: 0.2, maxScale: 4, scrollActivationWidth: null,
    hash: true, slideNumber: "c/t", transition: "none", backgroundTransition: "none", controlsTutorial: false, center: false,
    keyboard: { 78: () => { slidesNotes.hidden = !slidesNotes.hidden; } },
  });
  slidesShow.on("ready", showNotes);
  slidesShow.on("slidechanged", () => {
    showNotes();
    if (!slidesAreTold) slidesChannel?.postMessage(slidesShow.getIndices());
  });
  slidesChannel?.addEventListener("message", ({ data }) => {
    slidesAreTold = true;
    slidesShow.slide(data.h, data.v);
    slidesAreTold = false;
  });
};

// On a phone a slide would be too small to read: there the deck is a page to scroll.
const slidesAreNarrow = matchMedia("(max-width: 40em)");
slidesAreNarrow.addEventListener("change", () => location.reload());
if (slidesAreNarrow.matches) {
  for (const link of document.querySelectorAll('link[href*="reveal.css"]')) /** @type {HTMLLinkElement} */ (link).disabled = true;
} else startSlides();
