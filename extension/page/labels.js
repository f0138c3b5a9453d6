// What a person reads as a question's label: the words beside the control, whatever ties them to it.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { parent, rootOf, named, read, tidy, before } = fw.dom;
  const { words } = fw;

  const MARKS = new RegExp(`^[\\s(\\[]*(?:[*✱∗＊•]+|(?:${words.required.join("|")}))[\\s)\\]:]*$`, "i");
  const OPTIONAL = new RegExp(`^[\\s(\\[–-]*(?:${words.optional.join("|")})[\\s)\\]:]*$`, "i");
  const MARK_AT_END = new RegExp(
    `\\s*(?:[*✱∗＊]+|[(\\[]\\s*(?:${words.required.join("|")})\\s*[)\\]])\\s*:?\\s*$`,
    "i",
  );
  const MARK_AT_START = /^\s*[*✱∗＊]+\s*/;
  const OPTIONAL_AT_END = new RegExp(`\\s*[(\\[–-]\\s*(?:${words.optional.join("|")})\\s*[)\\]]?\\s*:?\\s*$`, "i");

  const LABELLIKE = /(^|[-_\s])(label|question|legend|prompt)|(label|question|title|prompt)$/i;
  const HELPLIKE =
    /help|hint|desc(ription)?\b|note\b|caption|subtext|sublabel|instruction|tooltip|counter|char-?count/i;
  const ERRORLIKE = /error|invalid|warning|alert/i;
  const HEADING = /^(H[1-6])$/;
  const UNHEARD = /^(status|log|alert|tooltip|listbox|option|button|tab|menu)$/;

  /** @param {Element} element */
  const classes = (element) => `${element.getAttribute("class") ?? ""} ${element.id}`;
  /** @param {Element} element */
  const isHelp = (element) => HELPLIKE.test(classes(element)) || element.tagName === "SMALL";
  /** @param {Element} element */
  const isError = (element) => ERRORLIKE.test(classes(element)) && !/required/i.test(classes(element));
  /** @param {Element} element */
  const isHeading = (element) => HEADING.test(element.tagName) || element.getAttribute("role") === "heading";
  /** @param {Element} element */
  const isUnheard = (element) => UNHEARD.test(element.getAttribute("role") ?? "") || element.hasAttribute("aria-live");
  /** @param {Element} element */
  const isLabel = (element) =>
    element.tagName === "LABEL" || element.tagName === "LEGEND" || LABELLIKE.test(classes(element));

  /**
   * `text` without the marks that say "required" or "optional", and what they said.
   * @param {string} text
   * @returns {{ label: string, required: boolean | null }}
   */
  function clean(text) {
    /** @type {boolean | null} */
    let required = null;
    const lines = text.split("\n").filter((line) => {
      if (MARKS.test(line)) required = true;
      else if (OPTIONAL.test(line)) required ??= false;
      else return true;
      return false;
    });
    let label = tidy(lines.join(" "));
    if (MARK_AT_END.test(label) || MARK_AT_START.test(label)) required = true;
    label = label.replace(MARK_AT_END, "").replace(MARK_AT_START, "");
    if (OPTIONAL_AT_END.test(label)) required ??= false;
    label = label.replace(OPTIONAL_AT_END, "").replace(/\s*:$/, "");
    return { label: tidy(label), required };
  }

  /**
   * The text of `element` with marks such as a hidden "Required" on lines of their own, without help, errors and `skip`.
   * @param {Node} element
   * @param {(element: HTMLElement) => boolean} [skip]
   * @returns {string}
   */
  function wording(element, skip = () => false) {
    /** @type {string[]} */
    const marks = [];
    const text = read(element, (part) => {
      if (skip(part) || isUnheard(part) || isError(part) || isHelp(part)) return true;
      if (part.childElementCount) return false;
      const own = part.textContent ?? "";
      const marked = own.length < 40 && (MARKS.test(own) || OPTIONAL.test(own));
      if (marked) marks.push(own.trim());
      return marked;
    });
    return [text, ...marks].join("\n");
  }

  /**
   * The labels tied to a control by `for` or by standing around it.
   * @param {HTMLElement} element
   * @returns {HTMLElement[]}
   */
  function tied(element) {
    const native = /** @type {HTMLInputElement} */ (element).labels;
    if (native?.length) return [...native];
    const pointing = element.id ? rootOf(element).querySelectorAll(`label[for="${CSS.escape(element.id)}"]`) : [];
    const around = element.closest("label");
    return /** @type {HTMLElement[]} */ (around ? [...pointing, around] : [...pointing]);
  }

  /**
   * The text of a label around a control: what stands before the control, else what stands after it.
   * @param {HTMLElement} label
   * @param {HTMLElement} control
   * @param {boolean} whole
   * @returns {string}
   */
  function labelText(label, control, whole) {
    if (whole || !label.contains(control)) return wording(label);
    /** @param {HTMLElement} part */
    const follows = (part) => !part.contains(control) && before(control, part);
    const first = wording(label, (part) => follows(part) || part === control);
    return clean(first).label ? first : wording(label);
  }

  /**
   * The text that names one choice of a group.
   * @param {HTMLElement} element
   * @returns {string}
   */
  function optionText(element) {
    const [label] = tied(element);
    const text = label ? read(label, isError) : "";
    return (
      text ||
      read(element) ||
      named(element, "aria-labelledby")
        .map((part) => read(part))
        .join(" ") ||
      element.getAttribute("aria-label") ||
      textAfter(element) ||
      element.getAttribute("data-value") ||
      element.getAttribute("value") ||
      ""
    ).replace(/\n/g, " ");
  }

  /**
   * The text right behind a control, up to the next element that holds a control.
   * @param {HTMLElement} element
   * @returns {string}
   */
  function textAfter(element) {
    for (let node = element.nextSibling; node; node = node.nextSibling) {
      const holds = node.nodeType === 1 && /** @type {Element} */ (node).matches("input, select, textarea, br");
      if (holds) return "";
      const text = node.nodeType === 3 ? tidy(node.textContent ?? "") : node.nodeType === 1 ? read(node) : "";
      if (text) return text;
    }
    return "";
  }

  /**
   * The pieces of text before `at` among its siblings, nearest first, up to a sibling that holds another question.
   * @param {HTMLElement} at
   * @param {(element: HTMLElement) => boolean} foreign
   * @returns {{ text: string, element: HTMLElement | null }[]}
   */
  function textsBefore(at, foreign) {
    const found = [];
    for (let node = at.previousSibling; node; node = node.previousSibling) {
      if (node.nodeType === 3) {
        const text = tidy(node.textContent ?? "");
        if (text) found.push({ text, element: null });
      }
      if (node.nodeType !== 1) continue;
      const element = /** @type {HTMLElement} */ (node);
      if (foreign(element) || element.tagName === "HR") break;
      if (isUnheard(element) || isError(element)) continue;
      const text = wording(element);
      if (clean(text).label) found.push({ text, element });
    }
    return found;
  }

  /**
   * The question text nearest before `start`, climbing no further than `block`; what else stands there is help.
   * @param {HTMLElement} start
   * @param {HTMLElement} block
   * @param {(element: HTMLElement) => boolean} foreign
   * @param {boolean} headings whether a heading outside the block may be the question
   * @returns {{ text: string, help: string[] } | null}
   */
  function nearby(start, block, foreign, headings) {
    for (let at = /** @type {HTMLElement | null} */ (start); at; at = parent(at)) {
      const outside = at === block;
      const texts = textsBefore(at, foreign).filter(
        ({ element }) => !outside || headings || !element || !isHeading(element),
      );
      const best =
        texts.find(({ element }) => element && isLabel(element) && !isHelp(element)) ??
        texts.find(({ element }) => !element || !isHelp(element));
      if (best) {
        const help = texts.filter((text) => text !== best && text.element && isHelp(text.element));
        return { text: best.text, help: help.map(({ text }) => text) };
      }
      if (outside) return null;
    }
    return null;
  }

  fw.labels = { clean, wording, tied, labelText, optionText, nearby, isHelp, isHeading };
})();
