// In a card: the answer in the person's own words, or asked again with a wish; keeping it is offered, never done unasked.
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
   * A button that only a real press moves.
   * @param {string} name its class
   * @param {string} words
   * @param {() => void} act
   */
  function button(name, words, act) {
    const element = make("button", name, words);
    element.type = "button";
    element.addEventListener("click", (event) => {
      if (event.isTrusted) act();
    });
    return element;
  }

  /**
   * What can be done with a row's answer once the form is filled.
   * @param {Row} row
   * @param {HTMLElement} detail where the editor takes its place
   * @returns {HTMLElement[]}
   */
  function tools(row, detail) {
    /** @type {HTMLElement[]} */
    const found = [];
    if (row.control && !isAsked(row)) {
      const edit = button("edit", text("edit"), () => open(row, detail, edit));
      found.push(edit);
    }
    found.push(...passing(row));
    if (isWritten(row)) found.push(button("ask", text("ask_again"), () => openWish(row, detail)));
    return found;
  }

  /**
   * The ways to pass a question over, now or on this site; or to have it asked after all.
   * @param {Row} row
   * @returns {HTMLElement[]}
   */
  function passing({ index, outcome }) {
    if (outcome?.state === "filled") return [];
    /** @param {"never" | "passed" | null} how */
    const way = (how) =>
      button(`pass ${how ?? "anyway"}`, text(how ? `pass_${how}` : "pass_anyway"), () =>
        fw.panel.say({ say: "pass", index, how }),
      );
    const isPassed = outcome?.reason === "passed" || outcome?.reason === "never";
    return isPassed ? [way(null)] : [way("passed"), way("never")];
  }

  /**
   * Whether an answer was composed, so that it can be composed anew.
   * @param {Row} row
   */
  function isWritten({ response, control }) {
    if (control !== "line" && control !== "lines") return false;
    return response?.source === "generated" || response?.source === "drafted" || response?.strategy === "generate";
  }

  /**
   * Whether a row waits for the person, with nothing proposed: its control then stands in the card without a press.
   * @param {Row} row
   */
  function isAsked(row) {
    const state = fw.state.stateOf(row);
    return Boolean(row.control) && (state === "needs" || state === "failed") && !fw.state.isProposed(row);
  }

  /**
   * Have the control of a row that waits for the person in its card.
   * @param {Row} row
   * @param {HTMLElement} detail
   */
  function ask(row, detail) {
    if (!isAsked(row) || detail.querySelector(".editor")) return;
    const made = fw.answering.control(row);
    if (!made) return;
    const editor = make("div", "editor asked");
    editor.append(made.box, bar(saver(row, made.value)));
    detail.insertBefore(editor, detail.querySelector(":scope > .tools"));
  }

  /**
   * @param {Row} row
   * @param {() => Wire.Answer | null} value
   */
  function saver(row, value) {
    return button("save primary", text("put_in_form"), () => {
      const answer = value();
      if (answer !== null) fw.panel.say({ say: "edit", index: row.index, answer });
    });
  }

  /**
   * The button that puts a proposal into the form as it is.
   * @param {Row} row
   */
  function put(row) {
    return button("put primary", text("put_in"), () => fw.panel.say({ say: "put", index: row.index }));
  }

  /**
   * @param {Row} row
   * @param {HTMLElement} detail
   * @param {HTMLElement} opener
   */
  function open(row, detail, opener) {
    const made = fw.answering.control(row);
    if (made) place(detail, [made.box, bar(saver(row, made.value), cancel(opener, detail))], made.first);
  }

  /**
   * @param {Row} row
   * @param {HTMLElement} detail
   */
  function openWish(row, detail) {
    const wish = document.createElement("input");
    wish.className = "wish";
    wish.placeholder = text("wish_example");
    wish.setAttribute("aria-label", text("wish"));
    wish.dir = "auto";
    const ask = () => fw.panel.say({ say: "ask", index: row.index, wish: wish.value.trim() || text("wish_other") });
    wish.addEventListener("keydown", (event) => {
      if (event.isTrusted && event.key === "Enter") ask();
    });
    const shorter = button("shorter", text("wish_shorter"), () =>
      fw.panel.say({ say: "ask", index: row.index, wish: text("wish_shorter") }),
    );
    place(detail, [wish, bar(button("send primary", text("ask_again"), ask), shorter, cancel(null, detail))], wish);
  }

  /**
   * @param {HTMLElement | null} opener
   * @param {HTMLElement} detail
   */
  function cancel(opener, detail) {
    return button("leave", text("cancel"), () => {
      shut(detail);
      (opener ?? summaryAround(detail))?.focus();
    });
  }

  /**
   * Take an editor away that was opened in a card, without a word to anybody.
   * @param {Element} detail
   */
  function shut(detail) {
    detail.querySelector(".editor")?.remove();
    for (const part of /** @type {Iterable<HTMLElement>} */ (detail.children)) part.hidden = false;
  }

  /** @param {Element} element */
  const summaryAround = (element) => element.closest("details")?.querySelector("summary");

  /**
   * Leave the control in which the person is, for what folds it away; an editor that was opened is taken away with it.
   * @param {Element | null} control
   * @returns {boolean} whether there was any to leave
   */
  function leave(control) {
    const fold = control?.matches("input, select, textarea") ? summaryAround(control) : null;
    if (!control || !fold) return false;
    if (control.closest(".editor:not(.asked)")) shut(/** @type {Element} */ (control.closest(".detail")));
    fold.focus();
    return true;
  }

  /**
   * @param {HTMLElement} detail
   * @param {HTMLElement[]} parts
   * @param {HTMLElement} first
   */
  function place(detail, parts, first) {
    detail.querySelector(".editor")?.remove();
    for (const part of /** @type {Iterable<HTMLElement>} */ (detail.children))
      part.hidden = part.matches(".tools, .answer, .proposal, .offer");
    const editor = make("div", "editor");
    editor.append(...parts);
    detail.append(editor);
    first.focus({ preventScroll: true });
  }

  /** @param {HTMLElement[]} buttons */
  function bar(...buttons) {
    const element = make("div", "tools");
    element.append(...buttons);
    return element;
  }

  /**
   * The offer to keep an answer of the person's own; null where there is none to keep.
   * @param {Row} row
   * @returns {HTMLElement | null}
   */
  function offer(row) {
    if (!row.edited) return null;
    const box = make("div", "offer");
    box.setAttribute("role", "status");
    if (row.remembered) {
      box.append(make("p", "kept", text("remembered")));
      return box;
    }
    /** @param {boolean} company */
    const keep = (company) => fw.panel.say({ say: "remember", index: row.index, company });
    const buttons = [button("remember", text("remember_all"), () => keep(false))];
    if (row.company) buttons.push(button("remember-company", text("remember_company", row.company), () => keep(true)));
    box.append(make("p", "", text("remember_title")), bar(...buttons));
    return box;
  }

  /**
   * The offer to have a wish hold for every answer, where it has been made often; null where there is none.
   * @param {Row} row
   * @returns {HTMLElement | null}
   */
  function offerWish({ index, wish, wished }) {
    if (!wish && !wished) return null;
    const box = make("div", "offer");
    box.setAttribute("role", "status");
    if (wished) box.append(make("p", "kept", text("wish_kept", wished)));
    else if (wish) {
      const keep = button("always", text("wish_always"), () => fw.panel.say({ say: "always", index }));
      box.append(make("p", "", text("wish_often", wish)), bar(keep));
    }
    return box;
  }

  fw.editor = { tools, ask, leave, put, offer, offerWish, isWritten, button };
})();
