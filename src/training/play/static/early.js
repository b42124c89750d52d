// @ts-check
// Runs before anything is painted: theme, track, fonts, and whether this tab was left.
(() => {
  const root = document.documentElement;
  root.dataset.js = "";
  try {
    if (sessionStorage.getItem("training.left")) {
      const [entry] = performance.getEntriesByType("navigation");
      // Only a link, a bookmark or a typed address opens the course again in this tab.
      if (/** @type {PerformanceNavigationTiming} */ (entry)?.type === "navigate") {
        sessionStorage.removeItem("training.left");
      } else {
        root.hidden = true;
        location.replace(`${root.dataset.content_root}notes.html`);
        return;
      }
    }
    const kept = JSON.parse(localStorage.getItem("training.progress") ?? "null");
    const settings = kept?.settings ?? {};
    if (["light", "dark"].includes(settings.theme)) root.dataset.theme = settings.theme;
    if (["law-enforcement", "social-work", "both"].includes(settings.track)) root.dataset.track = settings.track;
  } catch {
    // storage is blocked or damaged: the page works without it
  }
  // Fonts that arrive late make the text jump. A memory stick is quick, and forbids this.
  if (!location.protocol.startsWith("http")) return;
  for (const name of document.currentScript?.dataset.fonts?.split(" ").filter(Boolean) ?? []) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "" });
    link.href = `${root.dataset.content_root}_static/fonts/${name}`;
    document.head.append(link);
  }
})();
