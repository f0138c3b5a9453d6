/** What the person wishes of the panel itself, in the extension's storage. */

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
