/** A list of like rows, each of which can be taken out, with a button that adds one. */
import { button, make, text } from "./dom.js";

/**
 * @typedef {{ elements: HTMLElement[], read: () => unknown }} Row what a row shows, and its value (undefined: nothing)
 */

/**
 * `read` gives the rows that tell something, and notes at each its place among them in `data-place`.
 * @param {string} id
 * @param {string} label
 * @param {readonly unknown[]} values
 * @param {string} addWords
 * @param {(id: string, value?: unknown) => Row} makeRow
 * @returns {{ element: HTMLElement, read: () => unknown[] | undefined }}
 */
export function rows(id, label, values, addWords, makeRow) {
  const list = make("div", { className: "rows" });
  /** @type {Map<HTMLElement, Row>} */
  const shown = new Map();
  let last = 0;

  /** @param {...unknown} value */
  function add(...value) {
    const row = makeRow(`${id}[${last}]`, ...value);
    last += 1;
    const box = make("div", { className: "row", role: "group", "aria-label": `${label} ${last}` }, ...row.elements);
    box.append(
      button(text("remove"), () => remove(box), { className: "plain", "aria-label": text("remove_row", label, last) }),
    );
    shown.set(box, row);
    list.append(box);
    return box;
  }

  /** @param {HTMLElement} box */
  function remove(box) {
    shown.delete(box);
    box.remove();
    more.focus();
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const more = button(addWords, () => {
    /** @type {HTMLElement | null} */ (add().querySelector("select, input"))?.focus();
  });
  for (const value of values) add(value);
  const element = make(
    "fieldset",
    { id, className: "together", tabIndex: -1 },
    make("legend", { textContent: label }),
    list,
    more,
  );
  const read = () => {
    /** @type {unknown[]} */
    const told = [];
    for (const [box, row] of shown) {
      const value = row.read();
      box.dataset.place = value === undefined ? "" : String(told.length);
      if (value !== undefined) told.push(value);
    }
    return told.length ? told : undefined;
  };
  return { element, read };
}
