/**
 * Whether the extension's files have changed under the running background: an old one injects the old list of scripts,
 * and what is new in the page then misses its parts.
 */
import { carry } from "./kept.js";
import { PAGE_SCRIPTS, PLACE_SCRIPTS } from "./page_scripts.js";

/** After this long a background that is still stale may be started anew once more, in milliseconds. */
const AGAIN_MS = 60_000;
const SCRIPT = /"((?:page|panel)\/\w+\.js)"/g;

/** @param {string} path */
async function fileAt(path) {
  return (await fetch(chrome.runtime.getURL(path), { cache: "no-store" })).text();
}

/**
 * @returns {Promise<boolean>}
 */
export async function isStale() {
  const [manifest, list] = await Promise.all([fileAt("manifest.json"), fileAt("page_scripts.js")]);
  if (JSON.parse(manifest).version !== chrome.runtime.getManifest().version) return true;
  const named = [...list.matchAll(SCRIPT)].map(([, path]) => path);
  return named.join() !== [...PLACE_SCRIPTS, ...PAGE_SCRIPTS].join();
}

/**
 * Start the extension anew from its files, unless that was just done; the tab is remembered for `pressed`.
 * @param {number} tabId where the person asked for the panel
 * @returns {Promise<boolean>} whether it was
 */
export async function startAnew(tabId) {
  const { restarted } = await chrome.storage.local.get("restarted");
  if (Date.now() - Number(/** @type {any} */ (restarted)?.at ?? 0) < AGAIN_MS) return false;
  await chrome.storage.local.set({ restarted: { at: Date.now(), tabId } });
  await carry().catch(() => {}); // a review too large for that is lost, the restart is not
  chrome.runtime.reload();
  return true;
}

/**
 * The tab in which the person asked for the panel before the extension was started anew; once.
 * @returns {Promise<number | null>}
 */
export async function pressed() {
  const { restarted } = await chrome.storage.local.get("restarted");
  const { at = 0, tabId = null } = /** @type {any} */ (restarted ?? {});
  if (tabId === null) return null;
  await chrome.storage.local.set({ restarted: { at } });
  return Date.now() - at < AGAIN_MS ? tabId : null;
}
