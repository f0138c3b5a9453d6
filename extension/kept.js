/**
 * Reviews that outlive the panel and the worker: in the browser's memory, until the tab or the browser is closed. A
 * review is for one document, which carries the same mark.
 */

/**
 * @typedef {import("./batch.js").Batch} Batch
 * @typedef {object} Kept
 * @property {string} mark
 * @property {import("./pages.js").PagesState} pages
 * @property {Omit<Batch, "planned" | "rows" | "passed"> & { rows: [number, Row][], passed: [number, "never" | "passed"][] }} batch
 * @property {boolean} cancelled
 */

/** @param {number} tabId */
const keyOf = (tabId) => `review:${tabId}`;

/**
 * Keep a review; one too large for the browser's memory is not kept.
 * @param {number} tabId
 * @param {string} mark
 * @param {import("./pages.js").PagesState} pages
 * @param {Batch} batch
 * @param {boolean} cancelled
 */
export async function keep(tabId, mark, pages, batch, cancelled) {
  const { form, rounds, cost, rows, passed } = batch;
  /** @type {Kept} */
  const kept = { mark, pages, batch: { form, rounds, cost, rows: [...rows], passed: [...passed] }, cancelled };
  await chrome.storage.session.set({ [keyOf(tabId)]: kept }).catch(() => forget(tabId));
}

/**
 * The review kept for a tab, or null.
 * @param {number} tabId
 * @returns {Promise<{ mark: string, pages: import("./pages.js").PagesState, batch: Batch, cancelled: boolean } | null>}
 */
export async function recall(tabId) {
  const { [keyOf(tabId)]: found } = await chrome.storage.session.get(keyOf(tabId));
  if (!found) return null;
  const { batch, ...rest } = /** @type {Kept} */ (found);
  const maps = { rows: new Map(batch.rows), passed: new Map(batch.passed) };
  return { ...rest, batch: { ...batch, planned: new Map(), ...maps } };
}

/** @param {number} tabId */
export async function forget(tabId) {
  await chrome.storage.session.remove(keyOf(tabId));
}
