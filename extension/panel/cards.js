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

  /**
   * The word beside the question.
   * @param {Row} row
   * @returns {"filled" | "needs" | "skipped" | "failed" | "ready" | "write"}
   */
  function stateOf({ response, outcome }) {
    if (outcome?.state === "filled") return "filled";
    if (outcome?.reason === "kept" || response?.status === "skipped") return "skipped";
    if (response?.status === "failed") return "failed";
    if (outcome || response?.status === "needs_review") return "needs";
    return response?.status ? "ready" : "write";
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
    const evidence = response.evidence?.length ? ` (${response.evidence.join(", ")})` : "";
    return text(`source_${source}`, model) + evidence;
  }

  /**
   * Why the field was left, in words.
   * @param {Row} row
   * @returns {string}
   */
  function reasonOf({ response, outcome }) {
    if (outcome?.state === "left") return text(`outcome_${outcome.reason}`, outcome.over ?? 0);
    const error = response && "error" in response ? response.error : null;
    return (error && (text(`error_${error.code}`) || error.message)) || response?.reason || "";
  }

  /**
   * Put what is known of a row into its card.
   * @param {HTMLElement} card
   * @param {Row} row
   */
  function update(card, row) {
    const state = stateOf(row);
    card.dataset.state = state;
    const details = /** @type {HTMLDetailsElement} */ (card.firstElementChild);
    const word = make("span", "state", text(`state_${state}`));
    word.dataset.state = state;
    details.querySelector("summary")?.replaceChildren(make("span", "question", row.label), word);
    const answer = answerOf(row);
    const proposed = answer && (row.response?.status === "failed" || row.response?.status === "needs_review");
    /** @type {[string, string][]} */
    const lines = [
      ["answer", answer],
      ["source", [proposed ? text("proposal") : "", sourceOf(row)].filter(Boolean).join(" · ")],
      ...(row.warnings ?? []).map((warning) => /** @type {[string, string]} */ (["warning", warning])),
      ["reason", reasonOf(row)],
    ];
    const shown = lines.filter(([, words]) => words).map(([name, words]) => make("p", name, words));
    const detail = /** @type {HTMLElement} */ (details.querySelector(".detail"));
    const offer = fw.editor.offer(row);
    detail.replaceChildren(...shown, ...(offer ? [offer] : []), tools(row, answer, detail));
  }

  /**
   * @param {Row} row
   * @param {string} answer
   * @param {HTMLElement} detail
   * @returns {HTMLElement}
   */
  function tools(row, answer, detail) {
    const bar = make("div", "tools");
    const show = make("button", "show", text("show_on_page"));
    show.type = "button";
    show.addEventListener("click", () => fw.panel.say({ say: "show", index: row.index }));
    bar.append(show, ...fw.editor.tools(row, answer, detail));
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

  fw.cards = { card, update, grow, make };
})();
