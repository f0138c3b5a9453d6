// What a card folds away: the answer, where it came from and how sure that is, what to know of it, what can be done.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { make } = fw.cards;

  /**
   * @param {string} key
   * @param {...(string | number)} values
   */
  const text = (key, ...values) => fw.adapter.text(key, ...values);

  /**
   * @param {Row} row
   * @param {HTMLElement} detail where they stand
   * @returns {HTMLElement[]}
   */
  function contents(row, detail) {
    const answer = fw.state.answerOf(row);
    const shown = fw.state.isProposed(row) ? proposal(row, answer) : answer ? make("p", "answer", answer) : null;
    const source = sourceOf(row);
    const reason = reasonOf(row);
    return [
      shown,
      source ? make("p", "source", source) : null,
      ...(row.warnings ?? []).map((words, at) => make("p", "warning", fw.telling.sentence(row.codes?.[at], words))),
      reason ? make("p", "reason", reason) : null,
      fw.editor.offer(row),
      fw.editor.offerWish(row),
      tools(row, detail),
    ].filter((part) => part !== null);
  }

  /**
   * Where an answer comes from, and how sure it is where that is a matter of reading the question rightly.
   * @param {Row} row
   */
  function sourceOf(row) {
    const { response, edited } = row;
    const source = response?.source;
    if (edited) return text("source_edited");
    if (!source || !fw.state.answerOf(row)) return "";
    const model = "model" in response ? (response.model ?? response.provider ?? "AI") : "AI";
    const words = text(`source_${source}`, model);
    const origins = fw.telling.origins(response);
    const told = origins ? text("source_from", words, origins) : words;
    const sure = fw.state.howSure(row);
    return sure ? text(`confidence_${sure}`, told) : told;
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
    const show = fw.editor.button("show", text("show_on_page"), () => fw.panel.say({ say: "show", index: row.index }));
    const answer = fw.state.answerOf(row);
    bar.append(show, ...fw.editor.tools(row, detail));
    if (answer && fw.state.stateOf(row) !== "filled") bar.append(copier(answer));
    return bar;
  }

  /** @param {string} answer */
  function copier(answer) {
    const button = fw.editor.button("copy", text("copy"), async () => {
      button.textContent = text((await copy(answer)) ? "copied" : "copy_failed");
    });
    return button;
  }

  /**
   * Put a text on the clipboard, also where the page is no secure one or keeps scripts from it.
   * @param {string} words
   * @returns {Promise<boolean>} whether it is there
   */
  async function copy(words) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      return copyAsSelected(words);
    }
  }

  /**
   * @param {string} words
   * @returns {boolean}
   */
  function copyAsSelected(words) {
    const put = (/** @type {ClipboardEvent} */ event) => {
      event.clipboardData?.setData("text/plain", words);
      event.preventDefault();
      event.stopImmediatePropagation(); // the page must not put something else there
    };
    addEventListener("copy", put, true);
    try {
      return document.execCommand("copy");
    } finally {
      removeEventListener("copy", put, true);
    }
  }

  fw.detail = { contents };
})();
