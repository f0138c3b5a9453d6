/** How far the first run on the options page has come: the steps that the person has gone past. */

const KEY = "setup";

/**
 * The steps the person has gone past, `step` among them from now on.
 * @param {string} [step]
 * @returns {Promise<Record<string, boolean>>}
 */
export async function seen(step) {
  const known = /** @type {Record<string, boolean>} */ ((await chrome.storage.local.get(KEY))[KEY] ?? {});
  if (!step || known[step]) return known;
  const more = { ...known, [step]: true };
  await chrome.storage.local.set({ [KEY]: more });
  return more;
}

/** Whether the person has not gone past any step yet. */
export const isBefore = async () => Object.keys(await seen()).length === 0;
