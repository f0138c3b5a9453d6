/** The controls for the lists of a résumé (positions, education, skills …), and for values that are lists of words. */
import { make, text } from "./dom.js";
import { area, labelled, line, merged } from "./profile_parts.js";
import { rows } from "./rows.js";

/** @typedef {import("./profile_parts.js").Control} Control */
/** @typedef {import("./profile_table.js").Part} Part */

/** @param {string} words */
const split = (words) =>
  words
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter(Boolean);

/**
 * Entries of one list of the résumé; what an entry holds beside its parts stays.
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @param {readonly Part[]} parts
 * @returns {Control}
 */
export function records(id, label, value, parts) {
  const list = id.split(".").at(-1);
  return rows(id, label, [value ?? []].flat(), text("add_entry", label), (row, /** @type {any} */ entry) => {
    const controls = parts.map(([key, kind]) => {
      const words = text(`rec_${list}_${key}`) || text(`rec_${key}`);
      return { key, ...partOf(`${row}.${key}`, words, kind, entry?.[key]) };
    });
    const told = () => Object.fromEntries(controls.map(({ key, read }) => [key, read()]));
    const empty = () => Object.values(told()).every((each) => each === undefined);
    return {
      elements: controls.map(({ element }) => element),
      read: () => (empty() && !entry ? undefined : merged(entry, told())),
    };
  });
}

/**
 * @param {string} id
 * @param {string} label
 * @param {Part[1]} kind
 * @param {any} value
 * @returns {Control}
 */
function partOf(id, label, kind, value) {
  if (kind === "words") return words(id, label, value);
  if (kind !== "area" && kind !== "lines") return line(id, label, value, { kind });
  const control = kind === "lines" ? lines(id, label, value) : area(id, label, value);
  control.element.classList.add("whole");
  return control;
}

/**
 * One text a line.
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @returns {Control}
 */
function lines(id, label, value) {
  const given = [value ?? []].flat();
  const input = make("textarea", { id, rows: 4, value: given.join("\n") });
  const told = () =>
    input.value
      .split("\n")
      .map((each) => each.trim())
      .filter(Boolean);
  return { element: labelled(label, input), read: () => (told().length ? told() : undefined) };
}

/**
 * Words between commas.
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @returns {Control}
 */
export function words(id, label, value) {
  const input = make("input", { id, value: [value ?? []].flat().join(", ") });
  const read = () => {
    const told = split(input.value);
    return told.length ? told : undefined;
  };
  return { element: labelled(label, input), read };
}

/**
 * Words between commas, or the statement that there are none.
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @returns {Control}
 */
export function wordsOrNone(id, label, value) {
  const some = words(id, label, value);
  const none = make("input", { id: `${id}.none`, type: "checkbox", checked: Array.isArray(value) && !value.length });
  const tick = make("label", { className: "tick" }, none, make("span", { textContent: text("none_of_them") }));
  some.element.append(tick);
  return { element: some.element, read: () => some.read() ?? (none.checked ? [] : undefined) };
}

/**
 * Yes, no, or one's own words.
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @returns {Control}
 */
export function answer(id, label, value) {
  const input = make("input", {
    id,
    value: value === true ? text("yes") : value === false ? text("no") : (value ?? ""),
  });
  input.setAttribute("list", "truths");
  const read = () => {
    const told = input.value.trim();
    if (told.toLowerCase() === text("yes").toLowerCase()) return true;
    if (told.toLowerCase() === text("no").toLowerCase()) return false;
    return told || undefined;
  };
  return { element: labelled(label, input), read };
}

/**
 * Years by skill.
 * @param {string} id
 * @param {string} label
 * @param {any} value
 * @returns {Control}
 */
export function years(id, label, value) {
  const list = Object.entries(value ?? {});
  const control = rows(id, label, list, text("add_skill"), (row, /** @type {any} */ [skill, much] = ["", ""]) => {
    const name = make("input", { id: `${row}.skill`, value: skill });
    const number = make("input", { id: `${row}.years`, type: "number", min: "0", step: "any", value: String(much) });
    return {
      elements: [labelled(text("skill"), name), labelled(text("years"), number)],
      read: () => (name.value.trim() && number.value ? [name.value.trim(), number.valueAsNumber] : undefined),
    };
  });
  const read = () => {
    const told = control.read();
    return told && Object.fromEntries(/** @type {[string, number][]} */ (told));
  };
  return { element: control.element, read };
}
