// The list of cards: in the form's order while answers come, then what needs the person first; filtered at a press.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /**
   * @param {HTMLElement} list
   * @returns {HTMLElement[]}
   */
  const cardsOf = (list) => /** @type {HTMLElement[]} */ ([...list.children]);

  /** @param {HTMLElement} card */
  const indexOf = (card) => Number(card.dataset.index);

  /**
   * Show a row in its card, which keeps its place; a new one stands where the form has it.
   * @param {HTMLElement} list
   * @param {Row} row
   */
  function show(list, row) {
    const known = /** @type {HTMLElement | null} */ (list.querySelector(`[data-index="${row.index}"]`));
    if (known) return fw.cards.update(known, row);
    const after = cardsOf(list).find((card) => indexOf(card) > row.index);
    list.insertBefore(fw.cards.card(row), after ?? null);
  }

  /** @param {HTMLElement} card */
  function rank({ dataset }) {
    if (dataset.state === "needs" || dataset.state === "failed") return 0;
    return dataset.check === "true" ? 1 : 2;
  }

  /**
   * Put what needs the person first, then what is to be looked at, and the rest in the form's order.
   * @param {HTMLElement} list
   */
  function arrange(list) {
    const before = cardsOf(list);
    const sorted = [...before].sort((one, other) => rank(one) - rank(other) || indexOf(one) - indexOf(other));
    if (sorted.some((card, place) => card !== before[place])) list.append(...sorted);
  }

  /**
   * Whether a card belongs to what a tile counts.
   * @param {HTMLElement} card
   * @param {string} name
   */
  function belongs({ dataset }, name) {
    if (name === "check") return dataset.check === "true";
    return dataset.state === name || dataset.count === name;
  }

  /**
   * Show only what the tile `name` counts; with "", everything.
   * @param {HTMLElement} list
   * @param {string} name
   */
  function filter(list, name) {
    for (const card of cardsOf(list)) card.hidden = name !== "" && !belongs(card, name);
  }

  /**
   * How many answers in the form are to be looked at.
   * @param {HTMLElement} list
   */
  function checked(list) {
    return cardsOf(list).filter((card) => belongs(card, "check")).length;
  }

  fw.rows = { show, arrange, filter, checked };
})();
