// One card of the panel's list: a line with the question and what became of it; what it folds away is made when the
// card is opened, so that a long form costs a line each.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /**
   * An element with text; never markup.
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} tag
   * @param {string} name its class
   * @param {string} [words]
   * @returns {HTMLElementTagNameMap[K]}
   */
  function make(tag, name, words = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (name === "question" || name === "answer") element.dir = "auto"; // in whatever language the page speaks
    element.textContent = words;
    return element;
  }

  /** Answers of so many letters are shown whole beside the question. */
  const SHORT = 16;

  /** @type {WeakMap<HTMLElement, Row>} what each card shows */
  const shown = new WeakMap();
  /** @type {WeakMap<HTMLElement, string>} what is written so far, of answers that still come */
  const drafts = new WeakMap();
  /** @type {WeakSet<HTMLElement>} cards whose folded part is that of their row */
  const made = new WeakSet();

  /** @param {HTMLElement} card */
  const detailsOf = (card) => /** @type {HTMLDetailsElement} */ (card.firstElementChild);

  /** @param {HTMLElement} card */
  const detailOf = (card) => /** @type {HTMLElement} */ (detailsOf(card).lastElementChild);

  /** @param {HTMLElement} card */
  const summaryOf = (card) => /** @type {HTMLElement} */ (detailsOf(card).firstElementChild);

  /**
   * Put what is known of a row into its card.
   * @param {HTMLElement} card
   * @param {Row} row
   */
  function update(card, row) {
    const state = fw.state.stateOf(row);
    const name = fw.state.nameOf(row, state);
    Object.assign(card.dataset, { state, count: fw.state.countOf(row), check: String(name === "check") });
    summaryOf(card).replaceChildren(make("span", "question", row.label), ...told(row, name));
    shown.set(card, row);
    drafts.delete(card);
    made.delete(card);
    if (detailsOf(card).open) return unfold(card);
    detailOf(card).replaceChildren();
  }

  /**
   * What stands beside the question: the answer where one is there, and a word where there is more to say.
   * @param {Row} row
   * @param {string} name
   * @returns {HTMLElement[]}
   */
  function told(row, name) {
    const answer = name === "ready" || name === "filled" ? fw.state.answerOf(row) : "";
    const glance = make("span", answer.length > SHORT ? "glance" : "glance whole", answer);
    glance.dir = "auto";
    return name === "ready" && answer ? [glance] : [...(answer ? [glance] : []), word(name)];
  }

  /** @param {string} name */
  function word(name) {
    const element = make("span", "state", fw.adapter.text(`state_${name}`));
    element.dataset.state = name;
    return element;
  }

  /**
   * Make what the card folds away, unless it is there.
   * @param {HTMLElement} card
   */
  function unfold(card) {
    const row = shown.get(card);
    if (!row || made.has(card)) return;
    made.add(card);
    const detail = detailOf(card);
    const root = /** @type {ShadowRoot | Document} */ (card.getRootNode());
    const held = detail.contains(root.activeElement ?? null);
    const draft = drafts.get(card);
    detail.replaceChildren(...(draft ? [make("p", "answer draft", draft)] : []), ...fw.detail.contents(row, detail));
    fw.editor.ask(row, detail);
    if (held) summaryOf(card).focus({ preventScroll: true }); // what held the focus has given way
  }

  /**
   * Open a card.
   * @param {HTMLElement} card
   */
  function open(card) {
    unfold(card);
    detailsOf(card).open = true;
  }

  /**
   * Show a piece of an answer that is still being written.
   * @param {HTMLElement} card
   * @param {string} piece
   */
  function grow(card, piece) {
    const before = drafts.get(card);
    drafts.set(card, (before ?? "") + piece);
    if (before === undefined) summaryOf(card).querySelector(".state")?.replaceWith(word("writing"));
    if (!made.has(card)) return;
    const known = detailOf(card).querySelector(".draft");
    if (known) known.append(piece);
    else detailOf(card).prepend(make("p", "answer draft", drafts.get(card)));
  }

  /**
   * Say in a card that its question is being asked again.
   * @param {HTMLElement} card
   */
  function wait(card) {
    const waiting = make("p", "waiting", fw.adapter.text("asking"));
    waiting.setAttribute("role", "status");
    made.add(card);
    detailOf(card).replaceChildren(waiting);
    summaryOf(card).focus({ preventScroll: true });
  }

  /**
   * A new card.
   * @param {Row} row
   * @returns {HTMLElement}
   */
  function card(row) {
    const item = make("li", "card");
    item.dataset.index = String(row.index);
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    details.append(summary, make("div", "detail"));
    item.append(details);
    summary.addEventListener("click", () => unfold(item)); // before it opens, so that it opens at its full height
    details.addEventListener("toggle", () => details.open && unfold(item));
    update(item, row);
    return item;
  }

  fw.cards = { card, update, unfold, open, grow, wait, make };
})();
