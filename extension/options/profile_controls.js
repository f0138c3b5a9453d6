/** Which control shows which entry of the profile. */
import { make, option, text } from "./dom.js";
import { area, country, flag, line, notice, number, salary, select, truths } from "./profile_parts.js";
import { authorization, citizenships, links, stories } from "./profile_rows.js";
import { BASES, CURRENCIES, NETWORKS } from "./profile_table.js";

/**
 * @typedef {import("./profile_parts.js").Control} Control
 * @typedef {import("./profile_table.js").Entry} Entry
 */

/**
 * The control for an entry, showing `value`.
 * @param {Entry} entry
 * @param {any} value
 * @returns {Control}
 */
export function controlFor(entry, value) {
  const id = entry.path.join(".");
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

/** Words offered while typing, for the inputs that name these lists. */
export const offers = () =>
  Object.entries({ networks: NETWORKS, bases: BASES, currencies: CURRENCIES }).map(([id, words]) =>
    make("datalist", { id }, ...words.map((word) => option(word, ""))),
  );
