// One card of the panel's list: a question, what became of it, its answer, where that came from.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /**
   * @param {string} key
   * @param {...(string | number)} values
   */
  const text = (key, ...values) => fw.adapter.text(key, ...values);

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

  /** Reasons for which nothing is to be done about a question. */
  const PASSED = new Set(["kept", "passed", "never"]);

  /**
   * What became of a question.
   * @param {Row} row
   * @returns {CardState}
   */
  function stateOf({ response, outcome }) {
    if (outcome?.state === "filled") return "filled";
    if (outcome && PASSED.has(outcome.reason)) return "skipped";
    if (response?.status === "skipped" && !outcome) return "skipped";
    if (response?.status === "failed") return "failed";
    if (outcome || response?.status === "needs_review") return "needs";
    return response?.status ? "ready" : "write";
  }

  /**
   * Whether an answer is only proposed: it stands here and not in the form.
   * @param {Row} row
   */
  function isProposed(row) {
    const waits = row.response?.status === "failed" || row.response?.status === "needs_review";
    return waits && row.outcome?.state !== "filled" && answerOf(row) !== "";
  }

  /**
   * Whether an answer stands in the form that the person should look at: a draft, or one with a warning.
   * @param {Row} row
   */
  function isToCheck(row) {
    if (stateOf(row) !== "filled" || row.edited) return false;
    return row.response?.source === "drafted" || Boolean(row.warnings?.length);
  }

  /**
   * The word beside the question.
   * @param {Row} row
   * @param {CardState} state
   */
  function nameOf(row, state) {
    if (isProposed(row)) return "proposed";
    if (isToCheck(row)) return "check";
    return state === "filled" && row.edited && !row.remembered ? "changed" : state;
  }

  /**
   * What the plan counts a row as.
   * @param {Row} row
   */
  function countOf({ response }) {
    const { status, source } = response ?? {};
    if (status === "skipped") return "skipped";
    if (status === "needs_review") return "review";
    if (!status) return source === "drafted" ? "draft" : "generate";
    return source === "extracted" ? "extracted" : "cached";
  }

  /**
   * @param {Row} row
   * @returns {string} the answer as a person reads it
   */
  function answerOf({ response }) {
    const shown = response?.answer_label ?? response?.answer;
    if (shown === true) return text("yes");
    if (shown === false) return text("no");
    return [shown ?? ""].flat().join(", ");
  }

  /** @param {Row} row */
  function sourceOf({ response, edited }) {
    const source = response?.source;
    if (edited) return text("source_edited");
    if (!source || !answerOf({ index: 0, label: "", response })) return "";
    const model = "model" in response ? (response.model ?? response.provider ?? "AI") : "AI";
    const words = text(`source_${source}`, model);
    const origins = fw.telling.origins(response);
    return origins ? text("source_from", words, origins) : words;
  }

  /**
   * Why the field was left, in words.
   * @param {Row} row
   * @returns {string}
   */
  function reasonOf({ response, outcome }) {
    if (outcome?.state === "left") return text(`outcome_${outcome.reason}`, outcome.over ?? 0);
    const error = response && "error" in response ? response.error : null;
    if (error) return text(`error_${error.code}`) || error.message;
    return response ? fw.telling.reason(response) : "";
  }

  /**
   * Put what is known of a row into its card.
   * @param {HTMLElement} card
   * @param {Row} row
   */
  function update(card, row) {
    const state = stateOf(row);
    const name = nameOf(row, state);
    Object.assign(card.dataset, { state, count: countOf(row), check: String(name === "check") });
    const details = /** @type {HTMLDetailsElement} */ (card.firstElementChild);
    const word = make("span", "state", text(`state_${name}`));
    word.dataset.state = name;
    const summary = details.querySelector("summary");
    summary?.replaceChildren(make("span", "question", row.label), word);
    const root = /** @type {ShadowRoot | Document} */ (card.getRootNode());
    const held = details.contains(root.activeElement ?? null);
    const detail = /** @type {HTMLElement} */ (details.querySelector(".detail"));
    detail.replaceChildren(...contents(row), tools(row, detail));
    details.ontoggle = () => details.open && fw.editor.ask(row, detail);
    if (details.open) fw.editor.ask(row, detail);
    if (held) summary?.focus({ preventScroll: true }); // what held the focus has given way
  }

  /**
   * @param {Row} row
   * @returns {HTMLElement[]}
   */
  function contents(row) {
    const answer = answerOf(row);
    const shown = isProposed(row) ? proposal(row, answer) : answer ? make("p", "answer", answer) : null;
    const source = sourceOf(row);
    const reason = reasonOf(row);
    return [
      shown,
      source ? sourceLine(source, row) : null,
      ...(row.warnings ?? []).map((words, at) => make("p", "warning", fw.telling.sentence(row.codes?.[at], words))),
      reason ? make("p", "reason", reason) : null,
      fw.editor.offer(row),
      fw.editor.offerWish(row),
    ].filter((part) => part !== null);
  }

  /**
   * @param {string} source
   * @param {Row} row
   */
  function sourceLine(source, { response }) {
    const line = make("p", "source", source);
    if (response?.evidence?.length) line.title = response.evidence.join(", ");
    return line;
  }

  /**
   * An answer that is not in the form, marked as that, with the button that puts it there.
   * @param {Row} row
   * @param {string} answer
   */
  function proposal(row, answer) {
    const box = make("div", "proposal");
    box.append(make("p", "proposed", text("proposal")), make("p", "answer", answer), fw.editor.put(row));
    return box;
  }

  /**
   * @param {Row} row
   * @param {HTMLElement} detail
   * @returns {HTMLElement}
   */
  function tools(row, detail) {
    const bar = make("div", "tools");
    const show = make("button", "show", text("show_on_page"));
    show.type = "button";
    show.addEventListener("click", (event) => {
      if (event.isTrusted) fw.panel.say({ say: "show", index: row.index });
    });
    const answer = answerOf(row);
    bar.append(show, ...fw.editor.tools(row, detail));
    if (answer && stateOf(row) !== "filled") bar.append(copier(answer));
    return bar;
  }

  /** @param {string} answer */
  function copier(answer) {
    const button = make("button", "copy", text("copy"));
    button.type = "button";
    button.addEventListener("click", async (event) => {
      if (!event.isTrusted) return;
      await navigator.clipboard.writeText(answer);
      button.textContent = text("copied");
    });
    return button;
  }

  /**
   * Show a piece of an answer that is still being written.
   * @param {HTMLElement} card
   * @param {string} piece
   */
  function grow(card, piece) {
    const detail = card.querySelector(".detail");
    const known = detail?.querySelector(".draft");
    if (known) known.append(piece);
    else detail?.prepend(make("p", "answer draft", piece));
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
    details.append(document.createElement("summary"), make("div", "detail"));
    item.append(details);
    update(item, row);
    return item;
  }

  fw.cards = { card, update, grow, make, stateOf, isProposed };
})();
