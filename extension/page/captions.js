// Labels that stand in a row of words under the controls they name, as forms on paper have them.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { once, read } = fw.dom;
  const { clean, wording } = fw.labels;

  const CONTROL =
    "input:not([type=hidden], [type=submit], [type=button], [type=image], [type=reset]), select, textarea, [role=radio], [role=checkbox], [role=combobox]";
  const LEVELS = 3;
  const LONGEST = 60;
  const SENTENCE = /^.{40,}[.!]$/;
  const WORD = /\p{L}{2}/u;

  /**
   * @typedef {{ start: number, element: HTMLElement }} Cell where it begins, in columns
   * @typedef {{ rows: Element[], cellsOf: (row: Element) => Cell[] }} Grid
   */

  /** @param {Element} row */
  const tableCells = (row) => {
    let start = 0;
    return [.../** @type {HTMLTableRowElement} */ (row).cells].map((element) => {
      const cell = { start, element };
      start += element.colSpan;
      return cell;
    });
  };

  /** @param {Element} row */
  const boxCells = (row) =>
    [...row.children].map((element, start) => ({ start, element: /** @type {any} */ (element) }));

  /** @param {Element} part */
  const holdsControl = (part) => part.matches(CONTROL) || part.querySelector(CONTROL) !== null;

  /**
   * Whether a row has controls and no words that name them.
   * @param {Element} row
   */
  const isBare = (row) => row.querySelector(CONTROL) !== null && !WORD.test(read(row));

  /**
   * The short words in another row's cells, by the cell of controls that they stand over or under; nothing where one
   * has none.
   * @param {Grid} grid
   * @param {Element} row
   * @param {Element | undefined} other
   * @returns {Map<HTMLElement, HTMLElement> | null}
   */
  function facing({ cellsOf }, row, other) {
    if (!other || other.querySelector(CONTROL)) return null;
    const texts = cellsOf(other);
    const found = new Map();
    for (const { start, element } of cellsOf(row).filter((one) => holdsControl(one.element))) {
      const caption = texts.find((one) => one.start === start)?.element;
      const text = caption ? read(caption) : "";
      if (!caption || !WORD.test(text) || text.length > LONGEST || SENTENCE.test(text)) return null;
      found.set(element, caption);
    }
    return found.size ? found : null;
  }

  /**
   * The captions of a grid whose rows of controls have their words below, more often than above.
   * @param {Grid} grid
   * @returns {Map<HTMLElement, HTMLElement>}
   */
  function captionsOf(grid) {
    const bare = grid.rows.filter(isBare);
    const at = (/** @type {Element} */ row, /** @type {number} */ way) => grid.rows[grid.rows.indexOf(row) + way];
    const below = bare.map((row) => facing(grid, row, at(row, 1))).filter((one) => one !== null);
    const above = bare.filter((row) => facing(grid, row, at(row, -1)));
    const several = below.length > 1 || below.some((one) => one.size > 1);
    return several && below.length > above.length ? new Map(below.flatMap((one) => [...one])) : new Map();
  }

  /**
   * The words under the cell in which a control stands, nothing where its form does not have them there.
   * @param {HTMLElement} element
   * @returns {string}
   */
  function under(element) {
    const cell = /** @type {HTMLElement | null} */ (element.closest("td, th"));
    const table = cell?.closest("table");
    if (cell && table) {
      const grid = { rows: [...table.rows], cellsOf: tableCells };
      return textOf(once("captions", table, () => captionsOf(grid)).get(cell));
    }
    let box = element;
    for (let level = 0; level < LEVELS && box.parentElement?.parentElement; level++, box = box.parentElement) {
      if (box.parentElement.childElementCount < 2) continue;
      const block = box.parentElement.parentElement;
      const grid = { rows: [...block.children], cellsOf: boxCells };
      return textOf(once("captions", block, () => captionsOf(grid)).get(box));
    }
    return "";
  }

  /** @param {HTMLElement | undefined} caption */
  const textOf = (caption) => (caption && clean(wording(caption)).label ? wording(caption) : "");

  fw.captions = { under };
})();
