/** The questions that the person never wants asked on a site: `never` in the extension's storage, `{host: [label]}`. */

const KEY = "never";

/**
 * All of them.
 * @returns {Promise<Record<string, string[]>>}
 */
export async function allNever() {
  const { [KEY]: kept } = await chrome.storage.local.get(KEY);
  return /** @type {Record<string, string[]>} */ (kept ?? {});
}

/**
 * The labels that are never asked on the site of `origin`.
 * @param {string} origin
 * @returns {Promise<Set<string>>}
 */
export async function neverOn(origin) {
  return new Set((await allNever())[hostOf(origin)] ?? []);
}

/**
 * Never ask `label` again on the site of `origin`, or do so again.
 * @param {string} origin
 * @param {string} label
 * @param {boolean} never
 */
export async function setNever(origin, label, never) {
  const all = await allNever();
  const host = hostOf(origin);
  const labels = new Set(all[host]);
  if (never) labels.add(label);
  else labels.delete(label);
  all[host] = [...labels];
  if (!labels.size) delete all[host];
  await chrome.storage.local.set({ [KEY]: all });
}

/** @param {string} origin */
function hostOf(origin) {
  return new URL(origin).host;
}
