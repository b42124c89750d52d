// @ts-check
// Keeps the whole book, so that it opens without a network. The line above this one is
// written at build time: the version of the book, what its pages add to the addresses of
// scripts and styles, and every file. Pages come from the network while it answers
// quickly, so that nobody reads yesterday's law; everything else comes from the store.

/** @type {{version: string, query: string, files: string[]}} */
const book = /** @type {any} */ (globalThis).trainingBook;
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));
const patience = 2500;
// Several books may live on one host: each keeps to its own folder.
const family = `training ${new URL("./", worker.location.href).pathname} `;
const storeName = family + book.version;

/** @param {string} name @returns {string} */
const addressOf = (name) => new URL(name, worker.location.href).href;

const fill = async () => {
  const store = await caches.open(storeName);
  const requests = book.files.map((name) => new Request(addressOf(name), { cache: "no-cache" }));
  await store.addAll(requests);
  await worker.skipWaiting();
};

const tidy = async () => {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(family) && name !== storeName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
};

/** @param {Request} request @returns {Promise<Response | undefined>} */
const fromStore = async (request) => {
  const store = await caches.open(storeName);
  const url = new URL(request.url);
  if (url.pathname.endsWith("/")) return store.match(new URL("index.html", url).href);
  return store.match(request, { ignoreSearch: true });
};

/** @param {Request} request @returns {Promise<Response>} */
const page = async (request) => {
  const kept = fromStore(request);
  const fresh = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  try {
    const first = await Promise.race([fresh, late]);
    if (first instanceof Response) return first;
  } catch {
    // no network: the store has it
  }
  return (await kept) ?? fresh;
};

/** @param {Request} request @returns {Promise<Response>} */
const asset = async (request) => {
  const query = new URL(request.url).search;
  const kept = await fromStore(request);
  if (kept && (query === "" || query === book.query)) return kept;
  return fetch(request).catch(() => kept ?? Response.error());
};

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(tidy()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(addressOf("./"))) return;
  if (request.url.startsWith(addressOf("lab/"))) return; // the labs are too large to keep
  event.respondWith(request.mode === "navigate" ? page(request) : asset(request));
});
