// The list of cards: in the form's order while answers come, then what needs the person first; filtered at a press.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /** So many cards are made without a rest. */
  const AT_ONCE = 10;
  /** So many cards that need the person are opened unasked; of more, the first. */
  const MOST_OPEN = 3;

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
    const known = cardAt(list, row.index);
    if (known) return fw.cards.update(known, row);
    const after = cardsOf(list).find((card) => indexOf(card) > row.index);
    list.insertBefore(fw.cards.card(row), after ?? null);
  }

  /**
   * Show rows a few at a time, so that neither the page nor a press waits for a long form.
   * @param {HTMLElement} list
   * @param {Row[]} rows
   * @param {() => boolean} wanted whether they still are
   */
  async function showAll(list, rows, wanted) {
    for (const [place, row] of rows.entries()) {
      if (place && place % AT_ONCE === 0) await fw.pointer.tick();
      if (!wanted()) return;
      show(list, row);
    }
  }

  /**
   * @param {HTMLElement} list
   * @param {number} index
   */
  const cardAt = (list, index) => /** @type {HTMLElement | null} */ (list.querySelector(`[data-index="${index}"]`));

  /**
   * Say in a card that its question is being asked again.
   * @param {HTMLElement} list
   * @param {number} index
   */
  function wait(list, index) {
    const card = cardAt(list, index);
    const waiting = fw.cards.make("p", "waiting", fw.adapter.text("asking"));
    waiting.setAttribute("role", "status");
    card?.querySelector(".detail")?.replaceChildren(waiting);
    card?.querySelector("summary")?.focus({ preventScroll: true });
  }

  /**
   * Show a piece of an answer that is still being written.
   * @param {HTMLElement} list
   * @param {number} index
   * @param {string} piece
   */
  function grow(list, index, piece) {
    const card = cardAt(list, index);
    if (card) fw.cards.grow(card, piece);
  }

  /** @param {HTMLElement} card */
  function rank({ dataset }) {
    if (dataset.state === "needs" || dataset.state === "failed") return 0;
    return dataset.check === "true" ? 1 : 2;
  }

  /**
   * Put what needs the person first, open where it is little, then what is to be looked at, and the rest in the form's
   * order.
   * @param {HTMLElement} list
   */
  function arrange(list) {
    const before = cardsOf(list);
    const sorted = [...before].sort((one, other) => rank(one) - rank(other) || indexOf(one) - indexOf(other));
    if (sorted.some((card, place) => card !== before[place])) list.append(...sorted);
    const needing = /** @type {NodeListOf<HTMLDetailsElement>} */ (
      list.querySelectorAll(":is([data-state=needs], [data-state=failed]) details")
    );
    const open = needing.length <= MOST_OPEN ? needing.length : 1;
    for (const details of [...needing].slice(0, open)) details.open = true;
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

  fw.rows = { show, showAll, wait, grow, arrange, filter, checked };
})();
