/** From the form to its answers: scrape → ask → write, and again for the questions that the answers bring. */
import { failureOf, numbersFrom, passedRow, roundOf, show, tally, totalOf, withControl, written } from "./batch.js";
import { neverOn } from "./never.js";
import { HostError } from "./problems.js";
import { Writer } from "./writer.js";

/** How long a whole batch may take, in seconds. */
const DEADLINE_S = 600;
/** How often questions that have appeared are asked, at most. */
const MOST_ROUNDS = 6;
/** The plan of a form whose every question is passed over. */
const NOTHING = {
  total_fields: 0,
  extracted_count: 0,
  cached_count: 0,
  generate_count: 0,
  draft_count: 0,
  needs_review_count: 0,
  skipped_count: 0,
  est_cost_usd: 0,
  est_seconds: 0,
  prewarm: false,
};

/**
 * @typedef {import("./batch.js").Batch} Batch
 * @typedef {import("./batch.js").Round} Round
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {import("./port.js").Host} Host
 */

/**
 * Read the form; a question that the person never wants asked on this site is passed over.
 * @param {Pages} pages
 * @returns {Promise<Batch>}
 */
async function read(pages) {
  const form = await pages.scrape();
  if (!form.fields.length && !form.frames.length) throw new HostError("no_fields");
  const never = form.origin ? await neverOn(form.origin) : new Set();
  /** @type {Batch} */
  const batch = {
    form,
    rounds: [roundOf(numbersFrom(form))],
    planned: new Map(),
    rows: new Map(),
    passed: new Map(),
    cost: 0,
  };
  for (const [index, { label }] of form.fields.entries()) if (never.has(label)) batch.passed.set(index, "never");
  return batch;
}

/**
 * Read the form and show what filling it would do; nothing is written, and nothing is spent unless the person has opted
 * in to have the provider prepared.
 * @param {Pages} pages
 * @param {Host} host
 * @returns {Promise<Batch>}
 */
export async function plan(pages, host) {
  const batch = await read(pages);
  const { form, rounds } = batch;
  const foreign = [...new Set(form.frames.map(({ origin }) => new URL(origin).host))];
  if (!form.fields.length) pages.show({ phase: "foreign", foreign });
  else {
    const { numbers, request } = requestOf(batch, /** @type {Round} */ (rounds[0]));
    const reply = request.fields.length ? await host.call("POST", "/api/plan-batch", request) : NOTHING;
    if (reply.prewarm) host.call("POST", "/api/prewarm", request).catch(() => {}); // what fails here costs a second
    /** @type {Row[]} */
    const rows = (reply.fields ?? []).map((/** @type {Wire.PlanRow} */ response, /** @type {number} */ place) => {
      const { label, warnings, warning_codes: codes } = response;
      return { index: numbers[place], label, response, warnings, codes };
    });
    rows.push(...[...batch.passed.keys()].map((index) => passedRow(batch, index)));
    for (const row of rows) batch.planned.set(row.index, withControl(batch, row));
    pages.show({ phase: "plan", plan: reply, rows, job: form.job, left: form.left, foreign });
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
 * @param {number} [from] the first round to ask
 */
export async function fill(pages, host, batch, signal, from = 0) {
  const { rounds } = batch;
  pages.show({ phase: "filling", total: totalOf(batch) });
  if (!from) batch.cost = 0;
  show(
    pages,
    batch,
    [...batch.passed.keys()].map((index) => passedRow(batch, index)),
  );
  for (let number = from; ; number++) {
    const round = rounds[number];
    if (round) await answerRound(pages, host, batch, round, signal);
    if (number + 1 < rounds.length) continue;
    const numbers = rounds.length < from + MOST_ROUNDS ? await further(pages, batch) : [];
    if (!numbers.length) break;
    rounds.push(roundOf(numbers));
  }
  await finish(pages, batch, false);
}

/**
 * The numbers of what is to be asked next: questions that have appeared, and asked ones that offer other choices by now.
 * @param {Pages} pages
 * @param {Batch} batch
 * @returns {Promise<number[]>}
 */
async function further(pages, { form, rounds, rows }) {
  const asked = new Set(rounds.flatMap(({ numbers }) => numbers));
  const first = form.fields.length;
  const { fields, again } = await pages.more();
  form.fields.push(...fields);
  const renewed = [...again.keys()].filter(
    (number) => asked.has(number) && rows.get(number)?.outcome?.state !== "filled",
  );
  for (const number of renewed) form.fields[number] = /** @type {Wire.Field} */ (again.get(number));
  return [...renewed, ...numbersFrom(form, first)];
}

/**
 * @param {Pages} pages
 * @param {Host} host
 * @param {Batch} batch
 * @param {Round} round
 * @param {AbortSignal} signal
 */
async function answerRound(pages, host, batch, round, signal) {
  for (const [number, choices] of await pages.readOptions(round.numbers[0] ?? 0))
    Object.assign(batch.form.fields[number] ?? {}, choices);
  const { numbers, request } = requestOf(batch, round);
  if (!numbers.length) return;
  const writer = new Writer(pages, host, (rows) => show(pages, batch, rows));
  try {
    for await (const event of host.stream("/api/generate-batch", request, { signal })) {
      const number = numbers[event.index ?? 0] ?? 0;
      if (event.event === "reconnected") pages.show({ phase: "filling", total: totalOf(batch), note: "reconnected" });
      if (event.event === "delta") pages.show({ phase: "delta", index: number, text: event.text });
      if (event.event === "field") answered(batch, number, event.response, writer);
      if (event.event === "warning") warned(pages, batch, number, event, writer);
      if (event.event === "summary") addCost(batch, event.summary);
    }
    await writer.last();
  } finally {
    await writer.idle();
  }
}

/**
 * Ask anew for what holds nothing by now, and for nothing else.
 * @param {Pages} pages
 * @param {Host} host
 * @param {Batch} batch
 * @param {AbortSignal} signal
 */
export async function refill(pages, host, batch, signal) {
  const { form, rounds, rows, passed } = batch;
  const held = await pages.current(numbersFrom(form));
  const empty = numbersFrom(form).filter((number) => held.get(number) === null && !passed.has(number));
  for (const number of empty) {
    const { value: _, ...field } = /** @type {Wire.Field} */ (form.fields[number]);
    form.fields[number] = field;
    rows.delete(number);
  }
  rounds.push(roundOf(empty));
  await fill(pages, host, batch, signal, rounds.length - 1);
}

/**
 * Read the form for the one question in which the person is.
 * @param {Pages} pages
 * @returns {Promise<Batch>}
 */
export async function readOne(pages) {
  const batch = await read(pages);
  const number = await pages.focused();
  if (number === null) throw new HostError("no_field");
  batch.passed.clear();
  batch.rounds = [roundOf([number])];
  return batch;
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
  showDone(pages, batch, cancelled, stopped);
}

/**
 * @param {Pages} pages
 * @param {Batch} batch
 * @param {boolean} cancelled
 * @param {number} stopped how many tries to submit were stopped
 * @param {boolean} [reopened] whether the review was kept while the panel was closed
 */
export function showDone(pages, batch, cancelled, stopped, reopened = false) {
  const { form, cost } = batch;
  const failure = failureOf(batch);
  pages.show({ phase: "done", tally: tally(batch), job: form.job, cost, cancelled, stopped, reopened, failure });
}

/**
 * What a round asks for, without what is passed over, and the numbers of those questions.
 * @param {Batch} batch
 * @param {Round} round
 * @returns {{ numbers: number[], request: Wire.BatchRequest }}
 */
function requestOf({ form, passed }, round) {
  const numbers = round.numbers.filter((number) => !passed.has(number));
  const fields = numbers.flatMap((number) => form.fields[number] ?? []);
  return {
    numbers,
    request: { batch_id: round.id, fields, job_context: form.job, deadline_s: DEADLINE_S },
  };
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
  const row = {
    index,
    label: response.label,
    response,
    warnings: response.warnings ?? [],
    codes: response.warning_codes ?? [],
    upload,
  };
  if (before?.outcome?.state === "filled") writer.add({ ...row, outcome: before.outcome });
  else writer.add(row);
}

/**
 * Add a warning to an answer, which may still wait to be written.
 * @param {Pages} pages
 * @param {Batch} batch
 * @param {number} index
 * @param {{ warning: string, code?: string | null, values?: string[] }} event
 * @param {Writer} writer
 */
function warned(pages, batch, index, { warning, code, values }, writer) {
  const waiting = writer.pending(index);
  const row = waiting ?? batch.rows.get(index);
  if (!row) return;
  row.warnings = [...(row.warnings ?? []), warning];
  row.codes = [...(row.codes ?? []), { code: code ?? null, values: values ?? [] }];
  if (!waiting) show(pages, batch, [row]);
}
