/** From the form to its answers: scrape → ask → write, and again for the questions that the answers bring. */
import { HostError } from "./problems.js";
import { Writer } from "./writer.js";

/** How long a whole batch may take, in seconds. */
const DEADLINE_S = 600;
/** How often questions that have appeared are asked, at most. */
const MOST_ROUNDS = 6;

/**
 * One form on its way: what was scraped, what came back, what became of it.
 * @typedef {object} Batch
 * @property {Scraped} form
 * @property {Round[]} rounds
 * @property {Map<number, Row>} rows by field index
 * @property {number | null} cost of all rounds, in US dollars; null where it is not known
 */

/**
 * The questions of one request.
 * @typedef {object} Round
 * @property {string} id the same for every try, so that the host answers only what it has not answered
 * @property {number} first
 * @property {number} end
 */

/**
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {import("./port.js").Host} Host
 */

/**
 * Read the form and ask what filling it would do; nothing is written, and nothing is spent unless the person has opted
 * in to have the provider prepared.
 * @param {Pages} pages
 * @param {Host} host
 * @returns {Promise<Batch>}
 */
export async function plan(pages, host) {
  const form = await pages.scrape();
  const foreign = [...new Set(form.frames.map(({ origin }) => new URL(origin).host))];
  if (!form.fields.length && !foreign.length) throw new HostError("no_fields");
  const round = roundOf(0, form.fields.length);
  /** @type {Batch} */
  const batch = { form, rounds: [round], rows: new Map(), cost: 0 };
  if (!form.fields.length) pages.show({ phase: "foreign", foreign });
  else {
    const request = requestOf(batch, round);
    const reply = await host.call("POST", "/api/plan-batch", request);
    if (reply.prewarm) host.call("POST", "/api/prewarm", request).catch(() => {}); // what fails here costs a second
    pages.show({ phase: "plan", plan: reply, job: form.job, left: form.left, foreign });
  }
  return batch;
}

/**
 * Ask for the answers and write them as they arrive, then the same for the questions that have appeared; at last read
 * all of them back.
 * @param {Pages} pages
 * @param {Host} host
 * @param {Batch} batch
 * @param {AbortSignal} signal
 */
export async function fill(pages, host, batch, signal) {
  const { form, rounds } = batch;
  pages.show({ phase: "filling", total: form.fields.length });
  batch.cost = 0;
  for (let number = 0; ; number++) {
    const round = rounds[number];
    if (round) await answerRound(pages, host, batch, round, signal);
    if (number + 1 < rounds.length) continue;
    const first = form.fields.length;
    if (rounds.length < MOST_ROUNDS) form.fields.push(...(await pages.more()));
    if (form.fields.length === first) break;
    rounds.push(roundOf(first, form.fields.length));
  }
  await finish(pages, batch, false);
}

/**
 * @param {number} first
 * @param {number} end
 * @returns {Round}
 */
function roundOf(first, end) {
  return { id: crypto.randomUUID(), first, end };
}

/**
 * @param {Pages} pages
 * @param {Host} host
 * @param {Batch} batch
 * @param {Round} round
 * @param {AbortSignal} signal
 */
async function answerRound(pages, host, batch, round, signal) {
  for (const [number, choices] of await pages.readOptions(round.first))
    Object.assign(batch.form.fields[number] ?? {}, choices);
  const writer = new Writer(pages, host, (rows) => show(pages, batch, rows));
  try {
    for await (const event of host.stream("/api/generate-batch", requestOf(batch, round), { signal })) {
      const number = round.first + (event.index ?? 0);
      if (event.event === "reconnected")
        pages.show({ phase: "filling", total: batch.form.fields.length, note: "reconnected" });
      if (event.event === "delta") pages.show({ phase: "delta", index: number, text: event.text });
      if (event.event === "field") answered(batch, number, event.response, writer);
      if (event.event === "warning") warned(pages, batch, number, event.warning, writer);
      if (event.event === "summary") addCost(batch, event.summary);
    }
    await writer.last();
  } finally {
    await writer.idle();
  }
}

/**
 * Show how the batch ended, after a last look at every field that was written.
 * @param {Pages} pages
 * @param {Batch} batch
 * @param {boolean} cancelled
 */
export async function finish(pages, batch, cancelled) {
  const lost = await pages.verify(written(batch));
  const rows = lost.flatMap((index) => batch.rows.get(index) ?? []);
  show(
    pages,
    batch,
    rows.map((row) => ({ ...row, outcome: { state: "left", reason: "reset" } })),
  );
  const stopped = await pages.stopped();
  pages.show({ phase: "done", tally: tally(batch), cost: batch.cost, cancelled, stopped });
}

/**
 * @param {Batch} batch
 * @param {Round} round
 * @returns {Wire.BatchRequest}
 */
function requestOf({ form }, { id, first, end }) {
  return { batch_id: id, fields: form.fields.slice(first, end), job_context: form.job, deadline_s: DEADLINE_S };
}

/**
 * @param {Batch} batch
 * @param {Wire.BatchSummary} summary
 */
function addCost(batch, { total_cost_usd, cost_known }) {
  batch.cost = cost_known === false || batch.cost === null ? null : batch.cost + total_cost_usd;
}

/**
 * Give one answer to the writer, unless an earlier try has written it.
 * @param {Batch} batch
 * @param {number} index
 * @param {Wire.FieldResponse} response
 * @param {Writer} writer
 */
function answered(batch, index, response, writer) {
  const before = batch.rows.get(index);
  const upload = batch.form.fields[index]?.type === "file";
  const row = { index, label: response.label, response, warnings: response.warnings ?? [], upload };
  if (before?.outcome?.state === "filled") writer.add({ ...row, outcome: before.outcome });
  else writer.add(row);
}

/**
 * Add a warning to an answer, which may still wait to be written.
 * @param {Pages} pages
 * @param {Batch} batch
 * @param {number} index
 * @param {string} warning
 * @param {Writer} writer
 */
function warned(pages, batch, index, warning, writer) {
  const waiting = writer.pending(index);
  const row = waiting ?? batch.rows.get(index);
  if (!row) return;
  row.warnings = [...(row.warnings ?? []), warning];
  if (!waiting) show(pages, batch, [row]);
}

/**
 * Keep rows, and show them with what their questions allow.
 * @param {Pages} pages
 * @param {Batch} batch
 * @param {Row[]} rows
 */
export function show(pages, batch, rows) {
  for (const row of rows) {
    const field = batch.form.fields[row.index];
    const limit = field?.max_length;
    if (field) Object.assign(row, controlOf(field));
    row.company = batch.form.job.company ?? "";
    if (typeof limit === "number") row.limit = limit;
    batch.rows.set(row.index, row);
  }
  if (rows.length)
    pages.show({ phase: "rows", rows, tally: tally(batch), done: batch.rows.size, total: batch.form.fields.length });
}

/** The controls of types that have one of their own; all others take a line of text. */
const CONTROLS = /** @type {Record<string, Control | null>} */ ({
  textarea: "lines",
  number: "number",
  date: "date",
  month: "month",
  checkbox: "tick",
  file: null,
  radio: null,
});

/**
 * How a question is answered in the panel, and what may be chosen there.
 * @param {Wire.Field} field
 * @returns {{ control: Control | null, options?: Wire.Option[] }}
 */
export function controlOf({ type = "text", options = [], multiple }) {
  if (options.length) return { control: multiple ? "choices" : "choice", options };
  return { control: type in CONTROLS ? (CONTROLS[type] ?? null) : "line" };
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
  const counts = { filled: 0, needs: 0, skipped: 0, failed: 0, empty: 0, required: 0 };
  for (const { index, response, outcome } of batch.rows.values()) {
    const field = batch.form.fields[index];
    const empty = outcome?.state !== "filled" && outcome?.reason !== "kept" && !holds(field);
    counts.empty += Number(empty);
    counts.required += Number(empty && field?.required === true);
    if (outcome?.state === "filled") counts.filled += 1;
    else if (response?.status === "failed") counts.failed += 1;
    else if (response?.status === "skipped" || outcome?.reason === "kept") counts.skipped += 1;
    else counts.needs += 1;
  }
  return counts;
}

/**
 * Whether a question held something when the form was read.
 * @param {Wire.Field | undefined} field
 */
function holds(field) {
  const value = field?.value;
  return value !== undefined && value !== null && value !== false && [value].flat().join("").trim() !== "";
}
