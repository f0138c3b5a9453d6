// Questions in the cells of a table: named by the head of their row and of their column.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { once, read } = fw.dom;
  const { clean, wording } = fw.labels;

  const CONTROL = "input:not([type=hidden]), select, textarea, [role=radio], [role=checkbox]";

  const LEVELS = 3;

  /**
   * @param {Element} element
   * @returns {HTMLTableCellElement | null}
   */
  const cellOf = (element) => /** @type {HTMLTableCellElement | null} */ (element.closest("td, th"));

  /**
   * The texts over the columns of a table, from its first row of words alone that has several cells.
   * @param {HTMLTableElement} table
   * @returns {string[]}
   */
  function heads(table) {
    return once("heads", table, () => {
      const row = [...table.rows].find((one) => one.cells.length > 1);
      if (!row || row.querySelector(CONTROL)) return [];
      return [...row.cells].flatMap((cell) => [read(cell), ...Array(Math.max(0, cell.colSpan - 1)).fill("")]);
    });
  }

  /**
   * Whether rows of words and rows of controls take turns in a table.
   * @param {HTMLTableElement} table
   */
  function isStacked(table) {
    return once(
      "stacked",
      table,
      () => [...table.rows].filter((one) => !one.querySelector(CONTROL) && read(one)).length > 1,
    );
  }

  /**
   * The texts of the nearest row of words alone over a row, with as many cells; of several heads in a table each is for
   * the rows under it.
   * @param {HTMLTableCellElement} cell
   * @returns {string}
   */
  function headOver(cell) {
    const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
    const table = row.closest("table");
    const above = [...(table?.rows ?? [])].slice(0, row.rowIndex).reverse();
    const words = above.filter((one) => !one.querySelector(CONTROL) && read(one));
    const [heads] = words.filter((one) => one.cells.length === row.cells.length);
    return words.length > 1 && heads ? read(/** @type {HTMLElement} */ (heads.cells[cell.cellIndex])) : "";
  }

  /**
   * The head of the column in which `element` stands, or nothing.
   * @param {Element} element
   * @returns {string}
   */
  function columnHead(element) {
    const cell = cellOf(element);
    const table = cell?.closest("table");
    if (!cell || !table) return "";
    const first = heads(table)[cell.cellIndex] ?? "";
    if (!first) return "";
    const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
    return row.cells.length > 1 ? headOver(cell) || first : isStacked(table) ? "" : first;
  }

  /**
   * The name of a control in a table with heads: its column's, after its row's where the row has several controls.
   * @param {Element} element
   * @returns {string}
   */
  function nameOf(element) {
    const head = columnHead(element);
    const row = element.closest("tr");
    if (!head || !row) return "";
    const [first] = row.cells;
    const name = first && !first.querySelector(CONTROL) ? wording(first) : "";
    if (!clean(name).label) return head;
    const several = [...row.cells].filter((cell) => cell.querySelector(CONTROL)).length > 1;
    return several ? `${clean(name).label} – ${head}` : name;
  }

  /**
   * The heads over choices that stand in cells of one row; nothing where one has none.
   * @param {HTMLElement[]} choices
   * @returns {string[]}
   */
  function choiceHeads(choices) {
    const rows = new Set(choices.map((one) => one.closest("tr")));
    if (rows.size !== 1 || rows.has(null)) return [];
    const found = choices.map(columnHead);
    return found.every(Boolean) && new Set(found).size === found.length ? found : [];
  }

  /**
   * The head of the row in whose cells choices stand under heads; nothing where they don't.
   * @param {HTMLElement[]} choices
   * @returns {string}
   */
  function rowName(choices) {
    const [first] = choiceHeads(choices).length > 1 ? (choices[0]?.closest("tr")?.cells ?? []) : [];
    return first && !first.querySelector(CONTROL) ? wording(first) : "";
  }

  /**
   * What each of some choices is read out with behind its own words: ", response for Speed"; nothing where they differ.
   * @param {string[]} texts
   * @returns {string}
   */
  function sharedTail(texts) {
    const [first = ""] = texts;
    const tail = first.slice(first.indexOf(","));
    const shared = texts.length > 1 && first.includes(",") && fw.words.rowOf.test(tail);
    return shared && texts.every((text) => text.endsWith(tail) && text.length > tail.length) ? tail : "";
  }

  /**
   * What stands over a control in a row of as many boxes of words alone, as columns are named without a table.
   * @param {HTMLElement} element
   * @returns {string}
   */
  function above(element) {
    let cell = element;
    for (let level = 0; level < LEVELS && cell.parentElement; level++, cell = cell.parentElement) {
      const row = cell.parentElement;
      const heads = row.previousElementSibling;
      if (row.childElementCount < 2) continue;
      if (!heads || heads.childElementCount !== row.childElementCount || heads.querySelector(CONTROL)) return "";
      const [head] = [heads.children[[...row.children].indexOf(cell)]];
      return head ? wording(head) : "";
    }
    return "";
  }

  fw.grid = { nameOf, rowName, above, choiceHeads, sharedTail };
})();
