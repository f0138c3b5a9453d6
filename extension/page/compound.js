// Controls that take one answer in parts under one label: feet and inches, an amount and its currency, a day and a time.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { parent, read, tidy } = fw.dom;
  const { clean, tied, wording, textAfter } = fw.labels;
  const { words } = fw;

  const LEVELS = 4;
  const MOST = 4;
  const SHORT = 24;
  const PLAIN =
    "input:not([type=hidden], [type=radio], [type=checkbox], [type=file], [type=submit], [type=button]), select";
  const CONTROL = "input:not([type=hidden]), select, textarea, button, [role], [contenteditable]";
  const MOST_CHOICES = 200;

  /**
   * The label of a control that takes a part of an answer: the words of all, and what the part is. Nothing for any
   * other control, and for the part that the words of all name alone, such as the amount beside a currency.
   * @param {HTMLElement} element
   * @param {Map<HTMLElement, number>} owned
   * @returns {string}
   */
  function nameOf(element, owned) {
    const shared = boxAround(element, owned);
    if (!shared) return "";
    const parts = shared.members.map((one) => partOf(one, shared.members));
    const own = parts[shared.members.indexOf(element)];
    const whole = own && parts.filter((part) => !part).length < 2 ? leadOf(shared, parts, owned) : "";
    const { label, required } = clean(whole);
    if (!label || words.unit.test(label)) return "";
    return `${label}: ${own}${required ? "\n*" : required === false ? "\n(optional)" : ""}`;
  }

  /**
   * The smallest box around `element` with a few plain controls and no others.
   * @param {HTMLElement} element
   * @param {Map<HTMLElement, number>} owned
   * @returns {Shared | null}
   */
  function boxAround(element, owned) {
    let box = parent(element);
    for (let level = 0; box && level < LEVELS; level++, box = parent(box)) {
      const members = controlsIn(box, owned);
      if (members.length < 2) continue;
      return members.length <= MOST && members.every((one) => one.matches(PLAIN)) ? { box, members } : null;
    }
    return null;
  }

  /**
   * The controls in a box that are questions, in the page's order.
   * @param {HTMLElement} box
   * @param {Map<HTMLElement, number>} owned
   */
  function controlsIn(box, owned) {
    const all = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(CONTROL)]);
    return all.filter((one) => owned.has(one) && !all.some((other) => other !== one && one.contains(other)));
  }

  /**
   * What a control takes of the answer: its unit, the currency, the period, or the time beside a day.
   * @param {HTMLElement} element
   * @param {HTMLElement[]} members
   * @returns {string}
   */
  function partOf(element, members) {
    const said = [
      ...tied(element).map((label) => wording(label)),
      element.getAttribute("aria-label"),
      element.title,
      element.getAttribute("placeholder"),
      textAfter(element),
    ];
    const unit = said
      .map((text) => clean(text ?? "").label)
      .find((text) => text.length <= SHORT && words.unit.test(text));
    if (unit) return unit;
    const end = tied(element).length || element.hasAttribute("aria-label") ? "" : textAhead(element);
    if (words.spanEnd.test(end) && areAlike(members)) return clean(end).label;
    if (isNamed(element, members)) return "";
    const names = partNames(element.ownerDocument);
    if (element.tagName === "SELECT") return listed(/** @type {HTMLSelectElement} */ (element), names);
    const { type } = /** @type {HTMLInputElement} */ (element);
    const beside = members.some((one) => /^(date|month)$/.test(/** @type {HTMLInputElement} */ (one).type));
    return type === "time" && beside && members.length === 2 ? names.time : "";
  }

  /**
   * The text right before a control that no other control stands between.
   * @param {HTMLElement} element
   */
  function textAhead(element) {
    let at = element;
    for (let level = 0; level < LEVELS; level++) {
      for (let node = at.previousSibling; node; node = node.previousSibling) {
        const part = node.nodeType === 1 ? /** @type {HTMLElement} */ (node) : null;
        if (part && (part.matches(CONTROL) || part.querySelector(CONTROL))) return "";
        const text = part ? read(part) : tidy(node.nodeType === 3 ? (node.textContent ?? "") : "");
        if (text) return text;
      }
      if (!at.parentElement) break;
      at = at.parentElement;
    }
    return "";
  }

  /**
   * Whether all of some controls are of one type, as the ends of a span are.
   * @param {HTMLElement[]} members
   */
  function areAlike(members) {
    return members.length === 2 && new Set(members.map((one) => /** @type {HTMLInputElement} */ (one).type)).size === 1;
  }

  /**
   * Whether a control has words of its own, and not only the one label of all.
   * @param {HTMLElement} element
   * @param {HTMLElement[]} members
   */
  function isNamed(element, members) {
    if (element.hasAttribute("aria-label") || element.title) return true;
    return tied(element).length > 0 && members.some((one) => one !== element && tied(one).length > 0);
  }

  /**
   * What a list chooses beside an amount.
   * @param {HTMLSelectElement} select
   * @param {{ currency: string, period: string }} names
   */
  function listed({ options, labels }, { currency, period }) {
    if (options.length > MOST_CHOICES || labels.length) return "";
    const texts = [...options].map((one) => one.text.trim()).filter((text) => text && !words.placeholder.test(text));
    if (!texts.length) return "";
    if (texts.every((text) => words.currency.test(text))) return currency;
    return texts.every((text) => words.period.test(text)) ? period : "";
  }

  /**
   * The names of parts in a page's language.
   * @param {Document} page
   */
  function partNames(page) {
    const language = page.documentElement.lang.slice(0, 2).toLowerCase();
    return /** @type {{ time: string, currency: string, period: string }} */ (
      words.partNames[language] ?? words.partNames.en
    );
  }

  /**
   * The words for all parts: the one label that is tied to any of them, else what stands before the first.
   * @param {Shared} shared
   * @param {string[]} parts
   * @param {Map<HTMLElement, number>} owned
   * @returns {string}
   */
  function leadOf({ box, members }, parts, owned) {
    const labels = members.flatMap((one, at) => tied(one).filter((label) => clean(wording(label)).label !== parts[at]));
    if (labels.length > 1) return "";
    if (labels[0]) return wording(labels[0]);
    const [first] = members;
    let block = box;
    for (let up = parent(block); up && controlsIn(up, owned).length === members.length; up = parent(up)) block = up;
    /** @param {HTMLElement} part */
    const foreign = (part) => owned.has(part);
    const looking = { foreign, headings: true, leads: false, file: false, box, options: [] };
    const group = first?.closest("fieldset, [role=group]");
    const legend = group && block.contains(group) ? group.querySelector("legend") : null;
    const spoken = group && block.contains(group) ? group.getAttribute("aria-label") : "";
    if (legend || spoken) return legend ? wording(legend) : (spoken ?? "");
    return first ? (fw.nearby.nearby(startOf(first, box, parts), block, looking)?.text ?? "") : "";
  }

  /**
   * Where to look for the words from: the control, or the label that only names its unit.
   * @param {HTMLElement} first
   * @param {HTMLElement} box
   * @param {string[]} parts
   */
  function startOf(first, box, parts) {
    const [label] = tied(first).filter((one) => clean(wording(one)).label === parts[0] && box.contains(one));
    return label && fw.dom.before(label, first) ? label : first;
  }

  fw.compound = { nameOf };
})();
