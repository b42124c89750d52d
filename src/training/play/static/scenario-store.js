// @ts-check
// The game that is still going on, one for each case, kept on this device alone.
// What cannot be read is never written over: it is put aside.

/** @typedef {any} Json */

const gamesKey = "training.games"; // also erased by `progress.js`
const gameMostText = 100_000;

/** @returns {Record<string, Json>} */
const readGames = () => {
  try {
    const found = JSON.parse(localStorage.getItem(gamesKey) ?? "{}");
    if (found !== null && typeof found === "object" && !Array.isArray(found)) return found;
    return { aside: found };
  } catch {
    try {
      const text = localStorage.getItem(gamesKey);
      return text === null ? {} : { aside: text };
    } catch {
      return {};
    }
  }
};

/** @param {Record<string, Json>} games */
const writeGames = (games) => {
  try {
    localStorage.setItem(gamesKey, JSON.stringify(games));
  } catch {
    // full or blocked: the game lives as long as the page
  }
};

/** The kept game of a case, or null. @param {string} id @returns {Json} */
export const keptGame = (id) => {
  const games = readGames();
  return Object.hasOwn(games, id) ? games[id] : null;
};

/** @param {string} id @param {Json} game */
export const keepGame = (id, game) => writeGames({ ...readGames(), [id]: game });

/** Makes room for a new game; the one that could not be read is put aside. @param {string} id */
export const putGameAside = (id) => {
  const games = readGames();
  if (!Object.hasOwn(games, id)) return;
  games[`${id}.aside`] = games[id];
  delete games[id];
  writeGames(games);
};

/** Offers a game as a file. @param {Json} game */
export const saveGameFile = (game) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(game, null, 1)}\n`], { type: "application/json" }));
  link.download = `${game.scenario}-game.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

/** What a file holds: anything, `undefined` if it is too big; text that is no JSON is null.
 * @param {File} file @returns {Promise<Json>} */
export const readGameFile = async (file) => {
  if (file.size > gameMostText) return undefined;
  try {
    return JSON.parse(await file.text());
  } catch {
    return null;
  }
};
