/** From the form to its answers: scrape → ask → inject. */
import { HostError } from "./problems.js";

/** How long a whole batch may take, in seconds. */
const DEADLINE_S = 600;

/**
 * One form on its way: what was scraped, what came back, what became of it.
 * @typedef {object} Batch
 * @property {string} id the same for every try, so that the host answers only what it has not answered
 * @property {Scraped} form
 * @property {Map<number, Row>} rows by field index
 */

/**
 * Read the form and ask what filling it would do; nothing is spent and nothing is written.
 * @param {import("./page_link.js").PageLink} page
 * @param {import("./port.js").Host} host
 * @returns {Promise<Batch>}
 */
export async function plan(page, host) {
  const form = await page.call("scrape");
  if (!form.fields.length) throw new HostError("no_fields");
  const batch = { id: crypto.randomUUID(), form, rows: new Map() };
  const reply = await host.call("POST", "/api/plan-batch", requestOf(batch));
  page.show({ phase: "plan", plan: reply, job: form.job, left: form.left });
  return batch;
}

/**
 * Ask for the answers and write each as it arrives; then read all of them back.
 * @param {import("./page_link.js").PageLink} page
 * @param {import("./port.js").Host} host
 * @param {Batch} batch
 * @param {AbortSignal} signal
 */
export async function fill(page, host, batch, signal) {
  page.show({ phase: "filling", total: batch.form.fields.length });
  await readOptions(page, batch);
  let summary = null;
  for await (const event of host.stream("/api/generate-batch", requestOf(batch), { signal })) {
    if (event.event === "reconnected")
      page.show({ phase: "filling", total: batch.form.fields.length, note: "reconnected" });
    if (event.event === "field") await answered(page, batch, event.index, event.response);
    if (event.event === "warning") warned(page, batch, event.index, event.warning);
    if (event.event === "summary") summary = event.summary;
  }
  await finish(page, batch, summary, false);
}

/**
 * Show how the batch ended, after a last look at every field that was written.
 * @param {import("./page_link.js").PageLink} page
 * @param {Batch} batch
 * @param {Wire.BatchSummary | null} summary
 * @param {boolean} cancelled
 */
export async function finish(page, batch, summary, cancelled) {
  for (const index of await page.call("verify", written(batch))) {
    const row = batch.rows.get(index);
    if (row) show(page, batch, { ...row, outcome: { state: "left", reason: "reset" } });
  }
  const stopped = await page.call("stopped");
  page.show({ phase: "done", tally: tally(batch), summary, cancelled, stopped });
}

/**
 * @param {Batch} batch
 * @returns {Wire.BatchRequest}
 */
function requestOf({ id, form }) {
  return { batch_id: id, fields: form.fields, job_context: form.job, deadline_s: DEADLINE_S };
}

/**
 * Let closed lists show their choices, so that the host chooses among those.
 * @param {import("./page_link.js").PageLink} page
 * @param {Batch} batch
 */
async function readOptions(page, batch) {
  for (const [index, choices] of Object.entries(await page.call("readOptions"))) {
    const field = batch.form.fields[Number(index)];
    if (field) Object.assign(field, choices);
  }
}

/**
 * Write one answer into its field, unless an earlier try has done so.
 * @param {import("./page_link.js").PageLink} page
 * @param {Batch} batch
 * @param {number} index
 * @param {Wire.FieldResponse} response
 */
async function answered(page, batch, index, response) {
  const before = batch.rows.get(index);
  const row = { index, label: response.label, response, warnings: response.warnings ?? [] };
  if (before?.outcome?.state === "filled") return show(page, batch, { ...row, outcome: before.outcome });
  const { status, answer } = response;
  if (status !== "answered" || answer === null || answer === undefined) return show(page, batch, row);
  const outcome = await page.call("inject", index, answer, response.answer_label ?? null);
  show(page, batch, { ...row, outcome });
}

/**
 * @param {import("./page_link.js").PageLink} page
 * @param {Batch} batch
 * @param {number} index
 * @param {string} warning
 */
function warned(page, batch, index, warning) {
  const row = batch.rows.get(index);
  if (row) show(page, batch, { ...row, warnings: [...(row.warnings ?? []), warning] });
}

/**
 * @param {import("./page_link.js").PageLink} page
 * @param {Batch} batch
 * @param {Row} row
 */
function show(page, batch, row) {
  batch.rows.set(row.index, row);
  page.show({ phase: "row", row, tally: tally(batch), done: batch.rows.size });
}

/**
 * What was written and should still be there.
 * @param {Batch} batch
 * @returns {Written[]}
 */
function written(batch) {
  return [...batch.rows.values()].flatMap(({ index, outcome, response }) => {
    const answer = response?.answer;
    if (outcome?.state !== "filled" || answer === null || answer === undefined) return [];
    return [{ index, answer, label: response?.answer_label ?? null }];
  });
}

/**
 * Every row is in exactly one count.
 * @param {Batch} batch
 * @returns {Tally}
 */
function tally(batch) {
  const counts = { filled: 0, needs: 0, skipped: 0, failed: 0 };
  for (const { response, outcome } of batch.rows.values()) {
    if (outcome?.state === "filled") counts.filled += 1;
    else if (response?.status === "failed") counts.failed += 1;
    else if (response?.status === "skipped" || outcome?.reason === "kept") counts.skipped += 1;
    else counts.needs += 1;
  }
  return counts;
}
