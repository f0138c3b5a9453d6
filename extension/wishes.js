/** What the person wishes of the panel, in the extension's storage, and of all answers, in the host's settings. */

/** A wish made so often is offered to hold for every answer. */
const OFTEN = 3;
/** More wishes than the host takes are not offered. */
const MOST = 10;
/** An answer that the person cuts to this part of its length was wished shorter. */
const SHORTER = 0.75;

/**
 * Whether a form is filled as soon as its plan stands, without a press.
 * @returns {Promise<boolean>}
 */
export async function isAtOnce() {
  return (await chrome.storage.local.get("at_once")).at_once === true;
}

/** @param {boolean} on */
export async function setAtOnce(on) {
  await chrome.storage.local.set({ at_once: on });
}

/**
 * Count a wish that the person has made of one answer.
 * @param {string} wish
 * @returns {Promise<boolean>} whether it has been made often enough to hold for all
 */
export async function countWish(wish) {
  const { wished = {} } = /** @type {{ wished?: Record<string, number> }} */ (await chrome.storage.local.get("wished"));
  const count = (wished[wish] ?? 0) + 1;
  await chrome.storage.local.set({ wished: { ...wished, [wish]: count } });
  return count >= OFTEN;
}

/**
 * Whether the person has cut a text so much that it was too long.
 * @param {unknown} before
 * @param {unknown} after
 */
export function isShortened(before, after) {
  return typeof before === "string" && typeof after === "string" && after.length < before.length * SHORTER;
}

/**
 * Have a wish hold for every written answer from now on; the host keeps it.
 * @param {import("./port.js").Host} host
 * @param {string} wish
 */
export async function wishAlways(host, wish) {
  const { wishes = [] } = await host.call("GET", "/api/settings");
  if (!wishes.includes(wish)) await host.call("PUT", "/api/settings", { wishes: [...wishes, wish].slice(-MOST) });
  const { wished } = await chrome.storage.local.get("wished");
  const { [wish]: _, .../** @type {Record<string, number>} */ rest } = /** @type {any} */ (wished ?? {});
  await chrome.storage.local.set({ wished: rest });
}
