// The control in a card with which a person answers a question of the page: words, a day, one choice or several.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { make } = fw.cards;

  /** So many choices are shown one below the other; more are a list to open. */
  const MOST_SHOWN = 7;

  /** @type {Partial<Record<Control, string>>} */
  const TYPES = { date: "date", month: "month", number: "number" };

  /**
   * @param {string} key
   * @param {...(string | number)} values
   */
  const text = (key, ...values) => fw.adapter.text(key, ...values);

  /**
   * The control for a row, holding what is proposed or written; null for what only the page can take.
   * @param {Row} row
   * @returns {{ box: HTMLElement, first: HTMLElement, value: () => Wire.Answer | null } | null} `value` is null while
   *   nothing is chosen
   */
  function control(row) {
    const { control: kind, options = [] } = row;
    if (!kind) return null;
    if (kind === "tick") return boxes(row, yesOrNo(), false);
    if (kind === "choices") return boxes(row, options, true);
    if (kind === "choice") return options.length > MOST_SHOWN ? list(row, options) : boxes(row, options, false);
    return typed(row, kind);
  }

  /** @returns {Wire.Option[]} */
  function yesOrNo() {
    return [
      { value: "true", label: text("yes") },
      { value: "false", label: text("no") },
    ];
  }

  /**
   * What the row's answer names: values of options, or a text.
   * @param {Row} row
   * @returns {string[]}
   */
  function held({ response }) {
    return [response?.answer ?? []].flat().map(String);
  }

  /**
   * @param {Wire.Option} option
   * @returns {string} what the answer holds for it
   */
  const answerFor = ({ value, label }) => value || label || "";

  /**
   * Choices one below the other.
   * @param {Row} row
   * @param {Wire.Option[]} options
   * @param {boolean} several
   */
  function boxes(row, options, several) {
    const box = make("div", "choices");
    box.setAttribute("role", several ? "group" : "radiogroup");
    box.setAttribute("aria-label", row.label);
    const chosen = held(row);
    const inputs = options.map((option) => {
      const input = document.createElement("input");
      input.type = several ? "checkbox" : "radio";
      input.name = `answer-${row.index}`;
      input.value = answerFor(option);
      input.checked = chosen.includes(input.value);
      const label = make("label", "");
      const words = make("span", "", option.label || option.value);
      words.dir = "auto";
      label.append(input, words);
      box.append(label);
      return input;
    });
    const value = () => {
      const picked = inputs.filter((input) => input.checked).map((input) => input.value);
      if (!picked.length) return null;
      if (several) return picked;
      return row.control === "tick" ? picked[0] === "true" : (picked[0] ?? null);
    };
    return { box, first: inputs.find((input) => input.checked) ?? inputs[0] ?? box, value };
  }

  /**
   * Choices in a list to open.
   * @param {Row} row
   * @param {Wire.Option[]} options
   */
  function list(row, options) {
    const select = document.createElement("select");
    select.setAttribute("aria-label", row.label);
    select.dir = "auto";
    const [chosen] = held(row);
    select.append(new Option(text("choose"), ""));
    for (const option of options) select.append(new Option(option.label || option.value, answerFor(option)));
    if (chosen !== undefined && options.some((option) => answerFor(option) === chosen)) select.value = chosen;
    return { box: select, first: select, value: () => select.value || null };
  }

  /**
   * @param {Row} row
   * @param {Control} kind
   */
  function typed(row, kind) {
    const answer = held(row).join(", ");
    const box = make("div", "typed");
    const field = document.createElement(kind === "lines" ? "textarea" : "input");
    field.className = "edit-answer";
    if ("rows" in field) field.rows = Math.min(10, 2 + Math.ceil(answer.length / 45));
    else field.type = TYPES[kind] ?? "text";
    field.value = answer;
    field.setAttribute("aria-label", row.label);
    field.dir = "auto";
    box.append(field);
    if (kind === "line" || kind === "lines") box.append(counter(row, field));
    return { box, first: field, value: () => field.value.trim() || null };
  }

  /**
   * The length of what is typed, as it is typed.
   * @param {Row} row
   * @param {HTMLInputElement | HTMLTextAreaElement} field
   * @returns {HTMLElement}
   */
  function counter({ limit }, field) {
    const line = make("p", "counter");
    const count = () => {
      const { length } = field.value;
      const over = limit !== undefined && length > limit;
      line.textContent = limit === undefined ? text("characters", length) : text("characters_of", length, limit);
      line.dataset.over = String(over);
      field.setAttribute("aria-invalid", String(over));
    };
    field.addEventListener("input", count);
    count();
    return line;
  }

  fw.answering = { control };
})();
