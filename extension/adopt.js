/** A review after the extension was started anew: the document is the same, its scripts and their numbers are new. */
import { numbersFrom, roundOf } from "./batch.js";

/**
 * Read the document again and give the rows of a kept review the numbers their questions have now; null where none is
 * left. Questions that were not in the review stand beside it, unasked.
 * @param {import("./pages.js").Pages} pages
 * @param {import("./batch.js").Batch} batch
 * @param {Before[]} before what its questions held, so that they can be put back
 * @returns {Promise<import("./batch.js").Batch | null>}
 */
export async function adopt(pages, batch, before) {
  const form = await pages.scrape();
  const places = placesIn(form.fields);
  /** @type {Map<number, number>} new numbers by old */
  const moved = new Map();
  for (const [number, field] of batch.form.fields.entries()) {
    const now = places.get(nameOf(field))?.shift();
    if (now === undefined) continue;
    moved.set(number, now);
    const { value: _, ...rest } = /** @type {Wire.Field} */ (form.fields[now]);
    form.fields[now] = field.value === undefined ? rest : { ...rest, value: field.value };
  }
  await pages.takeOver(before.map((state) => ({ ...state, index: moved.get(state.index) ?? -1 })));
  const rows = new Map();
  for (const [number, row] of batch.rows) {
    const index = moved.get(number);
    if (index !== undefined) rows.set(index, { ...row, index });
  }
  const passed = new Map([...batch.passed].flatMap(([number, how]) => numberedAnew(moved, number, how)));
  form.job = batch.form.job;
  return rows.size ? { ...batch, form, rows, passed, rounds: [roundOf(numbersFrom(form))] } : null;
}

/**
 * @template T
 * @param {Map<number, number>} moved
 * @param {number} number
 * @param {T} value
 * @returns {[number, T][]}
 */
function numberedAnew(moved, number, value) {
  const now = moved.get(number);
  return now === undefined ? [] : [[now, value]];
}

/**
 * @param {Wire.Field[]} fields
 * @returns {Map<string, number[]>} by what they ask, in order
 */
function placesIn(fields) {
  const places = new Map();
  for (const [number, field] of fields.entries()) {
    const name = nameOf(field);
    places.set(name, [...(places.get(name) ?? []), number]);
  }
  return places;
}

/** @param {Wire.Field} field */
const nameOf = ({ label, type, name, section }) => JSON.stringify([label, type, name, section]);
