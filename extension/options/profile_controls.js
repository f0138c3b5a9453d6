/** Which control shows which entry of the profile. */
import { make, option, text } from "./dom.js";
import { area, country, flag, line, notice, number, salary, select, truths } from "./profile_parts.js";
import { authorization, citizenships, links, stories } from "./profile_rows.js";
import { BASES, CURRENCIES, NETWORKS } from "./profile_table.js";
import { answer, records, words, wordsOrNone, years } from "./records.js";

/**
 * @typedef {import("./profile_parts.js").Control} Control
 * @typedef {import("./profile_table.js").Entry} Entry
 */

/**
 * The control for an entry, showing `value`; its id is the path, behind `prefix` where a second one is shown.
 * @param {Entry} entry
 * @param {any} value
 * @param {string} [prefix]
 * @returns {Control}
 */
export function controlFor(entry, value, prefix = "") {
  const id = `${prefix}${entry.path.join(".")}`;
  const label = text(`field_${entry.path.join("_")}`);
  switch (entry.kind) {
    case "truth":
      return select(id, label, truths(), value);
    case "choice":
      return select(id, label, choices(entry, value), value);
    case "flag":
      return flag(id, label, value);
    case "country":
      return country(id, label, value, entry.complete);
    case "area":
      return area(id, label, value, entry.complete);
    case "number":
      return number(id, label, value, entry.max);
    case "salary":
      return salary(id, label, value);
    case "notice":
      return notice(id, label, value);
    case "links":
      return links(id, label, value);
    case "countries":
      return citizenships(id, label, value);
    case "authorization":
      return authorization(id, label, value);
    case "stories":
      return stories(id, label, value);
    case "records":
      return records(id, label, value, entry.parts ?? []);
    case "words":
      return words(id, label, value);
    case "words-or-none":
      return wordsOrNone(id, label, value);
    case "answer":
      return answer(id, label, value);
    case "years":
      return years(id, label, value);
    default:
      return line(id, label, value, entry);
  }
}

/**
 * What can be chosen; a value written by hand stays one of them.
 * @param {Entry} entry
 * @param {unknown} value
 * @returns {[unknown, string][]}
 */
function choices({ path, values = [] }, value) {
  /** @type {[unknown, string][]} */
  const offered = values.map((each) => [each, text(`choice_${path.at(-1)}_${each}`)]);
  const odd = value !== undefined && value !== null && value !== "" && !values.includes(String(value));
  const words = value === true ? text("yes") : value === false ? text("no") : String(value);
  return odd ? [...offered, [value, words]] : offered;
}

/**
 * The control for a path, or for the nearest part of it that has one.
 * @param {string} path such as `application.salary.min`, behind the prefix that its control was made with
 * @returns {HTMLElement | null}
 */
export function controlAt(path) {
  const [, list, place, rest] = /^(.*)\[(\d+)\](.*)$/.exec(path) ?? [];
  const row = list && document.getElementById(list)?.querySelector(`[data-place="${place}"]`);
  if (row) return row.querySelector(`[id$="${CSS.escape(rest ?? "")}"]`) ?? row.querySelector("input, select");
  const known = document.getElementById(path);
  if (known) return known;
  const shorter = path.replace(/(\.[^.[\]]+|\[\d+\])$/, "");
  return shorter === path ? null : controlAt(shorter);
}

/** Words offered while typing, for the inputs that name these lists. */
export const offers = () =>
  Object.entries({
    networks: NETWORKS,
    bases: BASES,
    currencies: CURRENCIES,
    truths: [text("yes"), text("no")],
  }).map(([id, words]) => make("datalist", { id }, ...words.map((word) => option(word, ""))));
