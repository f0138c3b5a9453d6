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
    if (card) fw.cards.wait(card);
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
  const isWaiting = ({ dataset }) => dataset.state === "needs" || dataset.state === "failed";

  /** @param {HTMLElement} card */
  function rank(card) {
    if (isWaiting(card)) return 0;
    return card.dataset.check === "true" ? 1 : 2;
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
    const waiting = sorted.filter(isWaiting);
    for (const card of waiting.slice(0, waiting.length <= MOST_OPEN ? waiting.length : 1)) fw.cards.open(card);
  }

  /** @type {WeakSet<EventTarget>} what was scrolled since the panel was opened */
  const scrolled = new WeakSet();

  /**
   * What puts the card that a person reads, who has scrolled to it, back to where it stands now.
   * @param {HTMLElement} list
   * @returns {() => void}
   */
  function hold(list) {
    const body = /** @type {HTMLElement} */ (list.parentElement);
    if (!scrolled.has(body)) return () => {}; // to ask where it stands would have the whole page laid out
    body.style.overflowAnchor = "none"; // the browser's own holding on would be added to this
    const edge = body.getBoundingClientRect().top;
    const read = cardsOf(list).find((card) => card.getBoundingClientRect().top >= edge);
    const top = read?.getBoundingClientRect().top ?? 0;
    return () => {
      if (read) body.scrollTop += read.getBoundingClientRect().top - top;
      requestAnimationFrame(() => body.style.removeProperty("overflow-anchor"));
    };
  }

  /**
   * Open the first card that waits for the person, unless one is open: the one before it was just answered.
   * @param {HTMLElement} list
   */
  function openNext(list) {
    const waiting = cardsOf(list).filter((card) => isWaiting(card) && !card.hidden);
    const isOpen = waiting.some((card) => card.querySelector("details[open]"));
    if (!isOpen && waiting[0]) fw.cards.open(waiting[0]);
  }

  /**
   * Whether a card belongs to what a tile counts.
   * @param {HTMLElement} card
   * @param {string} name
   */
  function belongs(card, name) {
    const { state, count, check } = card.dataset;
    if (name === "check") return check === "true";
    return name === "needs" ? isWaiting(card) : state === name || count === name;
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

  fw.rows = { show, showAll, wait, grow, hold, scrolled, arrange, openNext, filter, checked };
})();
