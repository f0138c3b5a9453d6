/** Frames from elsewhere: which of them may be read, and the way into those. */
import { PageLink } from "./page_link.js";
import { PAGE_SCRIPTS, PLACE_SCRIPTS } from "./page_scripts.js";

/**
 * The pattern of one origin; ports are not part of patterns, so the origin itself is compared as well.
 * @param {string} origin
 */
function patternOf(origin) {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/**
 * Ask the person to let these origins be read; must be called at a real press, before anything else is waited for.
 * @param {string[]} origins
 * @returns {Promise<boolean>}
 */
export function request(origins) {
  return chrome.permissions.request({ origins: [...new Set(origins.map(patternOf))] });
}

/**
 * Open a line to each of `frames` that the person has allowed and that is still what it was.
 * @param {number} tabId
 * @param {Frame[]} frames
 * @param {(message: PanelMessage, path: string) => void} hear what the frame at a path says
 * @returns {Promise<{ link: PageLink, path: string, origin: string }[]>}
 */
export async function reach(tabId, frames, hear) {
  const checked = await Promise.all(
    frames.map(({ origin }) => chrome.permissions.contains({ origins: [patternOf(origin)] })),
  );
  const allowed = frames.filter((_, place) => checked[place]);
  if (!allowed.length) return [];
  const target = { tabId, allFrames: true };
  const places = await chrome.scripting.executeScript({ target, files: PLACE_SCRIPTS });
  /** @type {{ link: PageLink, path: string, origin: string }[]} */
  const reached = [];
  for (const { path, origin } of allowed) {
    const found = places.find(({ result }) => {
      const place = /** @type {any} */ (result);
      return place?.path === path && place.origin === origin;
    });
    if (!found) continue;
    const { frameId } = found;
    await chrome.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: PAGE_SCRIPTS });
    const link = new PageLink(chrome.tabs.connect(tabId, { name: "fillwright", frameId }), (message) =>
      hear(message, path),
    );
    reached.push({ link, path, origin });
  }
  return reached;
}
