/** After the form is filled: answers in the person's own words, asked again, kept for the next form. */
import { passedRow, show } from "./batch.js";
import { setNever } from "./never.js";
import { countWish, isShortened, wishAlways } from "./wishes.js";

/**
 * @typedef {import("./batch.js").Batch} Batch
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {import("./port.js").Host} Host
 */

/**
 * Put the person's own answer into the form, in place of what stands there.
 * @param {Pages} pages
 * @param {Batch} batch
 * @param {number} index
 * @param {Wire.Answer} answer
 */
export async function edit(pages, batch, index, answer) {
  const row = batch.rows.get(index);
  if (!row) return;
  const { source, answer: before } = row.response ?? {};
  const shorter = source === "generated" && isShortened(before, answer) ? chrome.i18n.getMessage("wish_shorter") : "";
  const wish = shorter && (await countWish(shorter)) ? shorter : "";
  await write(pages, batch, { ...ownRow(batch, row, answer), wish }, true);
}

/**
 * Take over what the person has put into the page, so that it can be kept for the next form.
 * @param {Pages} pages
 * @param {Batch} batch
 * @param {number} index
 * @param {Wire.Answer} answer
 */
export function changed(pages, batch, index, answer) {
  const row = batch.rows.get(index);
  if (!row || JSON.stringify(row.response?.answer) === JSON.stringify(answer)) return;
  show(pages, batch, [{ ...ownRow(batch, row, answer), outcome: { state: "filled" } }]);
}

/**
 * A row with an answer of the person's own.
 * @param {Batch} batch
 * @param {Row} row
 * @param {Wire.Answer} answer
 * @returns {Row}
 */
function ownRow(batch, row, answer) {
  const response = /** @type {Wire.FieldResponse} */ ({
    ...(row.response ?? { id: String(row.index), label: row.label, source: null, strategy: "pinned" }),
    status: "answered",
    answer,
    answer_label: labelOf(batch.form.fields[row.index], answer),
  });
  return { ...row, response, warnings: [], codes: [], edited: true, remembered: false };
}

/**
 * Put what was only proposed into the form, in place of what stands there.
 * @param {Pages} pages
 * @param {Batch} batch
 * @param {number} index
 */
export async function put(pages, batch, index) {
  const row = batch.rows.get(index);
  const { answer } = row?.response ?? {};
  if (!row?.response || answer === null || answer === undefined) return;
  const response = /** @type {Wire.FieldResponse} */ ({ ...row.response, status: "answered" });
  await write(pages, batch, { ...row, response }, true);
}

/**
 * What a person reads of the options that `answer` names; null where there are none.
 * @param {Wire.Field | undefined} field
 * @param {Wire.Answer} answer
 * @returns {string | string[] | null}
 */
function labelOf(field, answer) {
  const options = field?.options ?? [];
  if (!options.length || typeof answer === "boolean") return null;
  const texts = [answer].flat().map((one) => {
    const option = options.find(({ value, label }) => (value || label) === one);
    return option?.label || one;
  });
  return Array.isArray(answer) ? texts : (texts[0] ?? null);
}

/**
 * Ask one question again, with a wish of the person, and write the new answer in place of the old one.
 * @param {Pages} pages
 * @param {Host} host
 * @param {Batch} batch
 * @param {number} index
 * @param {string} wish
 */
export async function ask(pages, host, batch, index, wish) {
  const field = batch.form.fields[index];
  if (!field) return;
  const request = {
    batch_id: crypto.randomUUID(),
    fields: [field],
    job_context: batch.form.job,
    refresh: true,
    wish: { [String(field.id)]: wish },
  };
  pages.show({ phase: "asking", index });
  const often = await countWish(wish);
  for await (const event of host.stream("/api/generate-batch", request)) {
    if (event.event === "delta") pages.show({ phase: "delta", index, text: event.text });
    if (event.event !== "field") continue;
    const { response } = event;
    await write(pages, batch, { index, label: field.label, response, ...toldOf(response), wish: often ? wish : "" });
  }
}

/**
 * Have the wish that a card offers hold for every answer.
 * @param {Pages} pages
 * @param {Host} host
 * @param {Batch} batch
 * @param {number} index
 */
export async function always(pages, host, batch, index) {
  const row = batch.rows.get(index);
  if (!row?.wish) return;
  await wishAlways(host, row.wish);
  show(pages, batch, [{ ...row, wish: "", wished: row.wish }]);
}

/** @param {Wire.FieldResponse} response */
const toldOf = ({ warnings, warning_codes: codes }) => ({ warnings: warnings ?? [], codes: codes ?? [] });

/**
 * Keep the person's wording for this question: for one company, or for all.
 * @param {Pages} pages
 * @param {Host} host
 * @param {Batch} batch
 * @param {number} index
 * @param {boolean} forCompany
 */
export async function remember(pages, host, batch, index, forCompany) {
  const row = batch.rows.get(index);
  const { answer, answer_label } = row?.response ?? {};
  if (!row || answer === null || answer === undefined) return;
  const asker = batch.form.job.company ?? "";
  const whose = forCompany ? { company: asker || null } : { company: null, asked_by: asker };
  await host.call("PUT", "/api/answers", { question: row.label, answer, answer_label: answer_label ?? null, ...whose });
  show(pages, batch, [{ ...row, remembered: true }]);
}

/**
 * @param {Pages} pages
 * @param {Batch} batch
 * @param {Row} row
 * @param {boolean} [own] whether the person has said so
 */
async function write(pages, batch, row, own = false) {
  const { index, response } = row;
  const answer = response?.answer;
  const ready = response?.status === "answered" && answer !== null && answer !== undefined;
  const label = response?.answer_label ?? null;
  const outcomes = ready ? await pages.inject([{ index, answer, label, replace: true, own }]) : new Map();
  show(pages, batch, [{ ...row, outcome: outcomes.get(index) }]);
}

/**
 * Pass a question over, now or on every page of this site, or ask it after all.
 * @param {Pages} pages
 * @param {Batch} batch
 * @param {number} index
 * @param {"never" | "passed" | null} how
 */
export async function pass(pages, batch, index, how) {
  const label = batch.form.fields[index]?.label ?? "";
  if (how === "never" || batch.passed.get(index) === "never") await setNever(batch.form.origin, label, how === "never");
  if (how) batch.passed.set(index, how);
  else batch.passed.delete(index);
  const known = batch.rows.get(index);
  const before = known?.response ? known : (batch.planned.get(index) ?? known);
  const row = { ...before, index, label, outcome: how ? passedRow(batch, index).outcome : undefined };
  if (batch.rows.size) show(pages, batch, [row]);
  else pages.show({ phase: "passed", row });
}
