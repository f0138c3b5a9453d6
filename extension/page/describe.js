// From a question to the Field that goes to the host: label, help, section, required, limits, options, value.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { fact, parent, closest } = fw.dom;
  const { clean, isHeading, tied, wording } = fw.labels;
  const { words } = fw;

  const LONGEST_NAME = 1000;
  const LONGEST_HELP = 5000;
  const CHARACTERS_PER_WORD = 6;
  const MANY = -1;
  const LARGE_BLOCK = 200;
  const REQUIRED_CLASS = /(^|[-_\s])(is-)?required|[a-z]Required(\s|$)/;

  const AMOUNT = "(\\d{1,2}[.,]\\d{3}|\\d{2,5})";
  /** How prose names the most that may be written, in characters and in words. */
  const LIMITS = /** @type {[string, number][]} */ ([
    [words.characters, 1],
    [words.words, CHARACTERS_PER_WORD],
  ]).map(([unit, factor]) => ({
    factor,
    named: new RegExp(`(?:${unit})(?![a-z])|(?:${unit})(?:${words.limit}|${words.atMostAfter})`, "i"),
    shapes: [
      `(?:${words.most})\\s*${AMOUNT}\\s*(?:${unit})(?![a-z])`,
      `\\d\\s*(?:${words.upTo})\\s*${AMOUNT}\\s*(?:${unit})(?![a-z])`,
      `(?:${unit})[\\s-]*(?:${words.limit})\\W{0,3}(?:of |von |de )?${AMOUNT}`,
      `${AMOUNT}[\\s-]*(?:${unit})\\s*\\(?(?:${words.atMostAfter})(?![a-z])`,
    ].map((shape) => new RegExp(shape, "i")),
  }));
  /** How a counter of characters names them: "0/500". */
  const COUNTER = new RegExp(
    `(?:^|\\s)0\\s*(?:/|of|von|sur|de|di|van)\\s*${AMOUNT}(?:\\s*(?:max )?(?:${words.characters}))?(?:\\s|$)`,
    "i",
  );

  /** @type {Record<string, string>} */
  const TYPES = {
    radio: "radio",
    ariaRadio: "radio",
    buttons: "radio",
    checkbox: "checkbox",
    checkboxes: "checkbox",
    ariaCheckbox: "checkbox",
    ariaCheckboxes: "checkbox",
    combobox: "combobox",
    select: "select",
    listbox: "select",
    editable: "textarea",
    file: "file",
    slider: "range",
  };

  /**
   * For every element around a control: the one question inside it, or MANY.
   * @param {Question[]} questions
   * @returns {Map<HTMLElement, number>}
   */
  function owners(questions) {
    const map = new Map();
    questions.forEach((question, index) => {
      for (const element of [question.element, ...question.members.map((one) => one.element), question.proxy]) {
        for (let at = element; at; at = parent(at)) {
          const owner = map.get(at);
          if (owner === MANY) break;
          map.set(at, owner === undefined || owner === index ? index : MANY);
        }
      }
    });
    return map;
  }

  /**
   * The largest element around the question that holds no other.
   * @param {Question} question
   * @param {number} index
   * @param {Map<HTMLElement, number>} owned
   * @returns {HTMLElement}
   */
  function blockOf(question, index, owned) {
    let block = question.element;
    for (let up = parent(block); up && owned.get(up) === index; up = parent(up)) block = up;
    return block;
  }

  /**
   * The most characters that may be written: the control's own limit, or one named in prose.
   * @param {HTMLElement} element
   * @param {string} prose
   * @returns {number | null}
   */
  function maxLength(element, prose) {
    const own = /** @type {HTMLInputElement} */ (element).maxLength;
    const limits = own > 0 ? [own] : [];
    if (/\d\d/.test(prose))
      for (const { named, shapes, factor } of LIMITS) {
        const all = named.test(prose) ? shapes : [];
        const found = (factor === 1 ? [...all, COUNTER] : all).map((shape) => shape.exec(prose)).find(Boolean);
        if (found?.[1]) limits.push(Number(found[1].replace(/[.,]/, "")) * factor);
      }
    return limits.length ? Math.min(...limits) : null;
  }

  /**
   * Whether the page says that an answer is needed; null where nothing is said.
   * @param {Question} question
   * @param {boolean | null} marked
   * @param {HTMLElement} block
   * @param {string} label
   * @returns {boolean | null}
   */
  function isRequired(question, marked, block, label) {
    const all = [question.element, question.proxy, ...question.members.map((one) => one.element)];
    const group = closest(question.element, "fieldset, [role=radiogroup], [role=group]");
    if (group && block.contains(group)) all.push(group);
    const native = all.some((one) => one?.hasAttribute("required") || one?.getAttribute("aria-required") === "true");
    const mirror =
      block.tagName !== "FORM" &&
      block.tagName !== "BODY" &&
      block.querySelector("input[required][tabindex='-1'], [aria-required=true]");
    if (native || mirror) return true;
    if (marked !== null) return marked;
    const ties = tied(question.element);
    if (ties.some((label) => clean(wording(label)).required || isMarkedBeside(label))) return true;
    if (isMarkedIn(block) || isMarkedAgain(block, label)) return true;
    const own = ties.flatMap((label) => (label.parentElement ? [label, label.parentElement] : [label]));
    const labels = [block, ...own, ...block.querySelectorAll("label, legend, [class*='label' i]")];
    const byClass = labels.find((label) => REQUIRED_CLASS.test(label.getAttribute("class") ?? ""));
    return byClass && block.tagName !== "FORM" && !fw.required.isEmptyClass(byClass) ? true : null;
  }

  /**
   * Whether an asterisk or a picture in the block, apart from any label, says that an answer is needed.
   * @param {HTMLElement} block
   */
  function isMarkedIn(block) {
    if (/^(FORM|BODY|MAIN)$/.test(block.tagName) || block.querySelectorAll("*").length > LARGE_BLOCK) return false;
    const images = [...block.querySelectorAll("img[alt], img[title]")];
    /** @param {string | null | undefined} text */
    const marks = (text) => Boolean(text) && clean(text ?? "").required === true && !clean(text ?? "").label;
    if (images.some((one) => marks(one.getAttribute("alt") || one.getAttribute("title")))) return true;
    return [...block.querySelectorAll("span, abbr, sup, b, strong, font, i, em")].some(
      (one) =>
        /^\s*[*✱∗＊]\s*$/.test(one.textContent ?? "") && !words.markNote.test(one.parentElement?.textContent ?? ""),
    );
  }

  /**
   * Whether words in the block that say the label once more are marked, where a control is named by ARIA alone.
   * @param {HTMLElement} block
   * @param {string} label
   */
  function isMarkedAgain(block, label) {
    if (/^(FORM|BODY|MAIN)$/.test(block.tagName) || block.querySelectorAll("*").length > LARGE_BLOCK) return false;
    return [...block.querySelectorAll("p, div, span, strong, b")].some((part) => {
      if (!part.textContent?.includes(label)) return false;
      const said = clean(wording(part));
      return said.required === true && said.label === label;
    });
  }

  /**
   * Whether a mark of what is required stands right behind a label or before it.
   * @param {HTMLElement} label
   */
  function isMarkedBeside({ nextElementSibling, previousElementSibling }) {
    return [nextElementSibling, previousElementSibling].some((one) => {
      const { label, required } = clean(one && one.childElementCount === 0 ? (one.textContent ?? "") : "");
      return !label && required === true;
    });
  }

  /** Whether a heading is that of the whole page. */
  const isTitle = fact(
    (/** @type {Element} */ heading) => heading.tagName === "H1" || heading.getAttribute("aria-level") === "1",
  );

  /**
   * The words over the part of the form in which a question stands.
   * @param {Question} question
   * @param {Set<string>} labels of all questions: what asks a question is no section
   * @returns {string}
   */
  function section(question, labels) {
    const said = textOfLegend(closest(question.element, "fieldset"));
    if (said && !labels.has(said)) return said.slice(0, LONGEST_NAME);
    if (!question.headings.length) return "";
    const form = formOf(question.element);
    const heading = question.headings.find((one) => {
      const text = isTitle(one) ? "" : textOf(one);
      const near = isHeading(one) || under(one)?.contains(question.element);
      return text && near && !labels.has(text) && [form, null].includes(formOf(one));
    });
    return heading ? textOf(heading).slice(0, LONGEST_NAME) : "";
  }

  /**
   * What the legend of a fieldset calls it; nothing where it is a sentence that tells how to answer.
   * @param {Element | null} set
   */
  function textOfLegend(set) {
    const legend = set?.querySelector("legend");
    const said = legend && closest(legend, "fieldset") === set ? textOf(legend) : "";
    return /^\P{L}*\p{L}+(\P{L}+\p{L}+){3,}\.$/u.test(said) ? "" : said;
  }

  /**
   * What a row that is a heading stands over: the table within the next row, or the rest of its own.
   * @param {Element} cell
   */
  function under(cell) {
    const next = cell.parentElement?.nextElementSibling;
    return next?.childElementCount === 1 && next.querySelector("table") ? next : closest(cell, "table");
  }

  const formOf = fact((/** @type {Element} */ element) => closest(element, "form"));
  const textOf = fact((/** @type {Element} */ part) => clean(wording(part) || (part.textContent ?? "")).label);

  /**
   * The type that an input asks for, also where the browser shows it as text.
   * @param {HTMLInputElement} input
   * @returns {string}
   */
  function typeOf(input) {
    const asked = input.getAttribute("type")?.toLowerCase() ?? "";
    return asked === "month" || asked === "week" ? asked : input.type || "text";
  }

  /**
   * What an answer in parts is; undefined for any other.
   * @param {Question} question
   */
  function segmentsType({ kind, members }) {
    if (kind !== "segments") return undefined;
    const parts = new Set(members.map(({ value }) => value));
    if (parts.has("digits")) return "tel";
    if (parts.has("hour")) return "time";
    return parts.has("day") ? "date" : "month";
  }

  /**
   * What a list of buttons in plain sight is to a person: boxes to tick, or one to choose; undefined for any other.
   * @param {Question} question
   */
  function chipsType(question) {
    const { kind, members } = question;
    if (kind !== "listbox" || !members.every(({ element }) => element.tagName === "BUTTON")) return undefined;
    return fw.values.isMultiple(question) ? "checkbox" : "radio";
  }

  /**
   * The name under which a widget's answer is sent: that of the one native control it hides.
   * @param {Question} question
   * @param {HTMLElement} block
   * @returns {string}
   */
  function innerName({ kind }, block) {
    if (kind === "text" || kind === "file" || block.tagName === "FORM" || block.tagName === "BODY") return "";
    const names = [...block.querySelectorAll("input[name], select[name]")].map((one) => one.getAttribute("name"));
    return new Set(names).size === 1 ? (names[0] ?? "") : "";
  }

  /**
   * The least or the most that a control takes.
   * @param {Question} question
   * @param {"min" | "max"} end
   */
  function boundOf({ kind, element }, end) {
    if (kind === "slider") return element.getAttribute(`aria-value${end}`);
    return kind === "text" ? /** @type {HTMLInputElement} */ (element)[end] || null : null;
  }

  /**
   * The Field of a question, without its id.
   * @param {Question} question
   * @param {number} index
   * @param {Map<HTMLElement, number>} owned
   * @returns {Wire.Field}
   */
  function describe(question, index, owned) {
    const { element, kind } = question;
    const block = blockOf(question, index, owned);
    const { label, required, help } = fw.wording.wordsAround(question, index, owned, block);
    const input = /** @type {HTMLInputElement} */ (element);
    const options = fw.values.options(question);
    const placeholder = element.getAttribute("placeholder") ?? "";
    const limit =
      kind === "text" || kind === "editable" ? maxLength(element, `${label}\n${help}\n${placeholder}`) : null;
    return compact({
      label: label.slice(0, LONGEST_NAME * 5),
      type:
        segmentsType(question) ??
        chipsType(question) ??
        TYPES[kind] ??
        (element.tagName === "TEXTAREA" ? "textarea" : typeOf(input)),
      name: (element.getAttribute("name") || innerName(question, block) || element.id).slice(0, LONGEST_NAME),
      autocomplete: filledBy(question).slice(0, LONGEST_NAME),
      placeholder: placeholder.slice(0, LONGEST_NAME),
      help: help.slice(0, LONGEST_HELP),
      required:
        isRequired(question, required, block, label) ?? (fw.required.isMarkedOver(question, label, owned) || null),
      options: options.slice(0, LONGEST_NAME),
      multiple: fw.values.isMultiple(question),
      max_length: limit,
      min: boundOf(question, "min"),
      max: boundOf(question, "max"),
      pattern: kind === "text" ? (input.pattern ?? "").slice(0, LONGEST_NAME) : "",
      value: fw.values.current(question),
    });
  }

  /**
   * `field` without what says nothing.
   * @param {Wire.Field} field
   * @returns {Wire.Field}
   */
  function compact(field) {
    /** @type {Record<string, unknown>} */
    const kept = {};
    for (const [key, value] of Object.entries(field)) {
      if (value === null || value === "" || (value === false && key !== "required")) continue;
      if (!Array.isArray(value) || value.length > 0) kept[key] = value;
    }
    return /** @type {Wire.Field} */ (/** @type {unknown} */ (kept));
  }

  /**
   * What `autocomplete` says; a list is no password, whatever it says to keep browsers from offering their own.
   * @param {Question} question
   */
  function filledBy({ element, kind }) {
    const tokens = element.getAttribute("autocomplete") ?? "";
    return kind === "combobox" && /password/.test(tokens) ? "" : tokens;
  }

  fw.describe = { describe, section, owners };
})();
