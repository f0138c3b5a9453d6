/** One form on its way: its questions, what came back, what became of each, and the counts of that. */

/**
 * @typedef {object} Batch
 * @property {Scraped} form
 * @property {Round[]} rounds
 * @property {Map<number, Row>} planned what the plan says of each, by field index
 * @property {Map<number, Row>} rows what became of each, by field index
 * @property {Map<number, "never" | "passed">} passed questions that are not asked, by index: never on this site, or not now
 * @property {number | null} cost of all rounds, in US dollars; null where it is not known
 */

/**
 * The questions of one request.
 * @typedef {object} Round
 * @property {string} id the same for every try, so that the host answers only what it has not answered
 * @property {number[]} numbers of its questions
 */

/** @typedef {import("./pages.js").Pages} Pages */

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
 * @param {number[]} numbers
 * @returns {Round}
 */
export function roundOf(numbers) {
  return { id: crypto.randomUUID(), numbers };
}

/**
 * The numbers of a batch's questions from `first` on.
 * @param {Scraped} form
 * @param {number} [first]
 */
export function numbersFrom({ fields }, first = 0) {
  return [...fields.keys()].slice(first);
}

/**
 * The row of a question that is not asked.
 * @param {Batch} batch
 * @param {number} index
 * @returns {Row}
 */
export function passedRow(batch, index) {
  const reason = batch.passed.get(index) ?? "passed";
  return { index, label: batch.form.fields[index]?.label ?? "", outcome: { state: "left", reason } };
}

/**
 * Keep rows, and show them with what their questions allow.
 * @param {Pages} pages
 * @param {Batch} batch
 * @param {Row[]} rows
 */
export function show(pages, batch, rows) {
  for (const row of rows) batch.rows.set(row.index, withControl(batch, row));
  if (rows.length)
    pages.show({ phase: "rows", rows, tally: tally(batch), done: batch.rows.size, total: totalOf(batch) });
}

/**
 * How many questions the batch asks, or passes over.
 * @param {Batch} batch
 */
export function totalOf({ rounds, passed }) {
  return new Set([...rounds.flatMap(({ numbers }) => numbers), ...passed.keys()]).size;
}

/**
 * A row with how its question is answered in the panel.
 * @param {Batch} batch
 * @param {Row} row
 */
export function withControl({ form }, row) {
  const field = form.fields[row.index];
  const limit = field?.max_length;
  if (field) Object.assign(row, controlOf(field));
  row.company = form.job.company ?? "";
  if (typeof limit === "number") row.limit = limit;
  return row;
}

/**
 * How a question is answered in the panel, and what may be chosen there.
 * @param {Wire.Field} field
 * @returns {{ control: Control | null, options?: Wire.Option[] }}
 */
function controlOf({ type = "text", options = [], multiple }) {
  if (options.length) return { control: multiple ? "choices" : "choice", options };
  return { control: type in CONTROLS ? (CONTROLS[type] ?? null) : "line" };
}

/**
 * What was written and should still be there.
 * @param {Batch} batch
 * @returns {Written[]}
 */
export function written(batch) {
  return [...batch.rows.values()].flatMap(({ index, outcome, response }) => {
    const answer = response?.answer;
    if (outcome?.state !== "filled" || answer === null || answer === undefined) return [];
    return [{ index, answer, label: response?.answer_label ?? null }];
  });
}

/**
 * Every row is in exactly one of `filled`, `needs`, `skipped`, `failed`.
 * @param {Batch} batch
 * @returns {Tally}
 */
export function tally(batch) {
  const counts = { filled: 0, needs: 0, skipped: 0, failed: 0, empty: 0, required: 0 };
  for (const row of batch.rows.values()) {
    const field = batch.form.fields[row.index];
    const empty = row.outcome?.state !== "filled" && !isKept(row) && !holds(field);
    counts.empty += Number(empty);
    counts.required += Number(empty && field?.required === true);
    counts[countOf(row)] += 1;
  }
  return counts;
}

/** What keeps questions unanswered whatever they ask: no key, no credit, no connection. */
const COMMON = new Set([
  "missing_key",
  "invalid_key",
  "quota_exhausted",
  "rate_limited",
  "provider_unavailable",
  "provider_timeout",
  "budget_exceeded",
]);

/**
 * Why most of the unanswered questions are, where that lies at none of them; null where nothing common does.
 * @param {Batch} batch
 * @returns {Wire.ErrorInfo | null}
 */
export function failureOf(batch) {
  /** @type {Map<string, Wire.ErrorInfo[]>} */
  const found = new Map();
  for (const row of batch.rows.values()) {
    const error = countOf(row) === "failed" && row.response && "error" in row.response ? row.response.error : null;
    if (error && COMMON.has(error.code)) found.set(error.code, [...(found.get(error.code) ?? []), error]);
  }
  const [most] = [...found.values()].sort((one, other) => other.length - one.length);
  return most?.[0] ?? null;
}

/** @param {Row} row */
function countOf({ response, outcome }) {
  if (outcome?.state === "filled") return "filled";
  if (outcome?.reason === "never" || outcome?.reason === "passed" || outcome?.reason === "kept") return "skipped";
  if (response?.status === "failed") return "failed";
  return response?.status === "skipped" ? "skipped" : "needs";
}

/** @param {Row} row */
function isKept({ outcome }) {
  return outcome?.state === "left" && outcome.reason === "kept";
}

/**
 * Whether a question held something when the form was read.
 * @param {Wire.Field | undefined} field
 */
function holds(field) {
  const value = field?.value;
  return value !== undefined && value !== null && value !== false && [value].flat().join("").trim() !== "";
}
