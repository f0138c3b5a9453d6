// In a card: the answer in the person's own words, or asked again with a wish; keeping it is offered, never done unasked.
"use strict";
(() => {
  const fw = globalThis.fillwright;

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
    const element = fw.cards.make("button", name, words);
    element.type = "button";
    element.addEventListener("click", (event) => {
      if (event.isTrusted) act();
    });
    return element;
  }

  /**
   * What can be done with a row's answer once the form is filled.
   * @param {Row} row
   * @param {string} answer
   * @param {HTMLElement} detail where the editor takes its place
   * @returns {HTMLElement[]}
   */
  function tools(row, answer, detail) {
    if (!row.editable) return [];
    const edit = button("edit", text("edit"), () => open(row, answer, detail, edit));
    if (!fw.editor.isWritten(row)) return [edit];
    return [edit, button("ask", text("ask_again"), () => openWish(row, detail))];
  }

  /**
   * Whether an answer was composed, so that it can be composed anew.
   * @param {Row} row
   */
  function isWritten({ response }) {
    return response?.source === "generated" || response?.source === "drafted" || response?.strategy === "generate";
  }

  /**
   * @param {Row} row
   * @param {string} answer
   * @param {HTMLElement} detail
   * @param {HTMLElement} opener
   */
  function open(row, answer, detail, opener) {
    const area = document.createElement("textarea");
    area.className = "edit-answer";
    area.value = answer;
    area.rows = Math.min(10, 2 + Math.ceil(answer.length / 45));
    area.setAttribute("aria-label", row.label);
    area.dir = "auto";
    const counter = fw.cards.make("p", "counter");
    const count = () => {
      const over = row.limit !== undefined && area.value.length > row.limit;
      counter.textContent =
        row.limit === undefined
          ? text("characters", area.value.length)
          : text("characters_of", area.value.length, row.limit);
      counter.dataset.over = String(over);
      area.setAttribute("aria-invalid", String(over));
    };
    area.addEventListener("input", count);
    count();
    const save = () => fw.panel.say({ say: "edit", index: row.index, answer: area.value });
    place(
      detail,
      [area, counter, bar(button("save primary", text("put_in_form"), save), cancel(opener, detail))],
      area,
    );
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
      detail.querySelector(".editor")?.remove();
      for (const part of /** @type {Iterable<HTMLElement>} */ (detail.children)) part.hidden = false;
      (opener ?? detail.closest("details")?.querySelector("summary"))?.focus();
    });
  }

  /**
   * @param {HTMLElement} detail
   * @param {HTMLElement[]} parts
   * @param {HTMLElement} first
   */
  function place(detail, parts, first) {
    detail.querySelector(".editor")?.remove();
    for (const part of /** @type {Iterable<HTMLElement>} */ (detail.children))
      part.hidden = part.matches(".tools, .answer, .offer");
    const editor = fw.cards.make("div", "editor");
    editor.append(...parts);
    detail.append(editor);
    first.focus({ preventScroll: true });
  }

  /** @param {HTMLElement[]} buttons */
  function bar(...buttons) {
    const element = fw.cards.make("div", "tools");
    element.append(...buttons);
    return element;
  }

  /**
   * The offer to keep an answer that the person has put into words; null where there is none to keep.
   * @param {Row} row
   * @returns {HTMLElement | null}
   */
  function offer(row) {
    if (!row.edited) return null;
    const box = fw.cards.make("div", "offer");
    box.setAttribute("role", "status");
    if (row.remembered) {
      box.append(fw.cards.make("p", "kept", text("remembered")));
      return box;
    }
    /** @param {boolean} company */
    const keep = (company) => fw.panel.say({ say: "remember", index: row.index, company });
    const buttons = [button("remember", text("remember_all"), () => keep(false))];
    if (row.company) buttons.push(button("remember-company", text("remember_company", row.company), () => keep(true)));
    box.append(fw.cards.make("p", "", text("remember_title")), bar(...buttons));
    return box;
  }

  fw.editor = { tools, offer, isWritten };
})();
