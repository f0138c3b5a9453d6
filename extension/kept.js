/**
 * Reviews that outlive the panel and the worker: in the browser's memory, until the tab or the browser is closed. A
 * review is for one document, which carries the same mark.
 */

/**
 * @typedef {import("./batch.js").Batch} Batch
 * @typedef {object} Kept
 * @property {string} mark
 * @property {string} birth which document it is, also to scripts that are new in it
 * @property {import("./pages.js").PagesState} pages
 * @property {Omit<Batch, "planned" | "rows" | "passed"> & { rows: [number, Row][], passed: [number, "never" | "passed"][] }} batch
 * @property {boolean} cancelled
 * @property {Before[]} before what the questions held before they were written to, by number
 */

/** Reviews on their way over a restart of the extension, which empties the browser's memory of them. */
const CARRIED = "carried";
/** A restart takes no longer, in milliseconds. */
const RESTART_MS = 60_000;
const REVIEW = /^review:/;

/** Settles when nothing is on its way any more. */
let taken = Promise.resolve();

/** @param {number} tabId */
const keyOf = (tabId) => `review:${tabId}`;

/**
 * Keep a review; one too large for the browser's memory is not kept.
 * @param {number} tabId
 * @param {{ mark: string, birth: string }} document
 * @param {import("./pages.js").PagesState} pages
 * @param {Batch} batch
 * @param {boolean} cancelled
 * @param {Before[]} before
 */
export async function keep(tabId, document, pages, batch, cancelled, before) {
  const { form, rounds, cost, rows, passed } = batch;
  /** @type {Kept} */
  const kept = {
    ...document,
    pages,
    batch: { form, rounds, cost, rows: [...rows], passed: [...passed] },
    cancelled,
    before,
  };
  await chrome.storage.session.set({ [keyOf(tabId)]: kept }).catch(() => forget(tabId));
}

/**
 * The review kept for a tab, or null.
 * @param {number} tabId
 * @returns {Promise<{ mark: string, birth: string, pages: import("./pages.js").PagesState, batch: Batch, cancelled: boolean, before: Before[] } | null>}
 */
export async function recall(tabId) {
  await taken;
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

/** Put all reviews where a restart of the extension leaves them: on disk, until it has started. */
export async function carry() {
  const all = Object.entries(await chrome.storage.session.get(null)).filter(([key]) => REVIEW.test(key));
  if (all.length) await chrome.storage.local.set({ [CARRIED]: { at: Date.now(), reviews: Object.fromEntries(all) } });
}

/** Take up the reviews that a restart has left on disk; those of a restart that never ended are deleted. */
export function takeUp() {
  taken = putBack().catch(() => {});
}

async function putBack() {
  const { [CARRIED]: found } = await chrome.storage.local.get(CARRIED);
  if (!found) return;
  await chrome.storage.local.remove(CARRIED);
  const { at, reviews } = /** @type {{ at: number, reviews: Record<string, Kept> }} */ (found);
  if (Date.now() - at < RESTART_MS) await chrome.storage.session.set(reviews);
}
