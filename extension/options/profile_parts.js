/** The controls for single values of the profile: each shows one, and gives it back as it would be kept. */
import { offerCountries } from "./countries.js";
import { make, option, text } from "./dom.js";
import { PERIODS, UNITS } from "./profile_table.js";

/**
 * `read` gives the value now, undefined where nothing is told.
 * @typedef {{ element: HTMLElement, read: () => unknown }} Control
 * @typedef {import("./profile_table.js").Entry} Entry
 * @typedef {Record<string, any>} Tree
 */

/** @returns {[unknown, string][]} */
export const truths = () => [
  [true, text("yes")],
  [false, text("no")],
];

/**
 * A label over its control.
 * @param {string} label
 * @param {HTMLElement} control
 */
export const labelled = (label, control) =>
  make("div", { className: "field" }, make("label", { htmlFor: control.id, textContent: label }), control);

/**
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @param {Pick<Entry, "kind" | "complete">} entry
 * @returns {Control}
 */
export function line(id, label, value, { kind, complete }) {
  const input = make("input", { id, type: kind === "date" ? "text" : kind, value: value ?? "" });
  if (complete) input.autocomplete = complete;
  if (kind === "date") {
    input.pattern = "\\d{4}(-\\d{2}){0,2}";
    input.placeholder = text("date_form");
    input.title = text("date_form");
  }
  return { element: labelled(label, input), read: () => input.value.trim() || undefined };
}

/**
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @param {AutoFill} [complete]
 * @returns {Control}
 */
export function area(id, label, value, complete) {
  const input = make("textarea", { id, rows: complete ? 2 : 5, value: value ?? "" });
  if (complete) input.autocomplete = complete;
  return { element: labelled(label, input), read: () => input.value.trim() || undefined };
}

/**
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @param {number} [max]
 * @returns {Control}
 */
export function number(id, label, value, max) {
  const input = amount(id, value);
  if (max) input.max = String(max);
  return { element: labelled(label, input), read: () => amountIn(input) };
}

/**
 * @param {string} id
 * @param {any} value
 */
const amount = (id, value) => make("input", { id, type: "number", min: "0", step: "any", value: value ?? "" });

/** @param {HTMLInputElement} input */
const amountIn = (input) => (input.value === "" ? undefined : input.valueAsNumber);

/**
 * @param {string} id
 * @param {string} label
 * @param {[unknown, string][]} offered
 * @param {unknown} value
 * @returns {Control}
 */
export function select(id, label, offered, value) {
  const element = make("select", { id }, option("", text("not_told")));
  element.append(...offered.map(([each, words]) => option(JSON.stringify(each), words)));
  element.value = value === undefined || value === null ? "" : JSON.stringify(value);
  return { element: labelled(label, element), read: () => (element.value ? JSON.parse(element.value) : undefined) };
}

/**
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @returns {Control}
 */
export function flag(id, label, value) {
  const input = make("input", { id, type: "checkbox", checked: value === true });
  const element = make("label", { className: "tick" }, input, make("span", { textContent: label }));
  return { element, read: () => input.checked || (typeof value === "boolean" ? false : undefined) };
}

/**
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @param {AutoFill} [complete]
 * @returns {Control}
 */
export function country(id, label, value, complete) {
  const element = make("select", { id });
  if (complete) element.autocomplete = complete;
  offerCountries(element, value ?? "");
  return { element: labelled(label, element), read: () => element.value || undefined };
}

/**
 * Several controls under one legend.
 * @param {string} id
 * @param {string} legend
 * @param {...HTMLElement} parts
 */
const together = (id, legend, ...parts) =>
  make(
    "fieldset",
    { id, className: "together" },
    make("legend", { textContent: legend }),
    make("div", { className: "row" }, ...parts),
  );

/**
 * @param {string} id
 * @param {readonly string[]} values
 * @param {string} chosen
 */
function oneOf(id, values, chosen) {
  const all = values.includes(chosen) || !chosen ? values : [...values, chosen];
  const element = make("select", { id }, ...all.map((each) => option(each, text(`unit_${each}`) || each)));
  element.value = chosen || (all[0] ?? "");
  return element;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @returns {Control}
 */
export function salary(id, label, value) {
  const [min, max] = [amount(`${id}.min`, value?.min), amount(`${id}.max`, value?.max)];
  const currency = make("input", { id: `${id}.currency`, value: value?.currency ?? "", maxLength: 3, size: 4 });
  currency.setAttribute("list", "currencies");
  currency.addEventListener("change", () => {
    currency.value = currency.value.trim().toUpperCase();
  });
  const period = oneOf(`${id}.period`, PERIODS, value?.period ?? "");
  const element = together(
    id,
    label,
    labelled(text("salary_min"), min),
    labelled(text("salary_max"), max),
    labelled(text("salary_currency"), currency),
    labelled(text("salary_period"), period),
  );
  const read = () => {
    if (min.value === "" && max.value === "") return undefined;
    const told = { min: amountIn(min), max: amountIn(max), currency: currency.value.trim(), period: period.value };
    return merged(value, told);
  };
  return { element, read };
}

/**
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @returns {Control}
 */
export function notice(id, label, value) {
  const [much, unit] = [amount(`${id}.value`, value?.value), oneOf(`${id}.unit`, UNITS, value?.unit ?? "")];
  const element = together(id, label, labelled(text("notice_value"), much), labelled(text("notice_unit"), unit));
  const read = () => (much.value === "" ? undefined : merged(value, { value: amountIn(much), unit: unit.value }));
  return { element, read };
}

/**
 * What was there with what is told now; what is no longer told goes.
 * @param {Tree | undefined} old
 * @param {Tree} told
 * @returns {Tree}
 */
export function merged(old, told) {
  const all = Object.entries({ ...old, ...told });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined && value !== ""));
}
