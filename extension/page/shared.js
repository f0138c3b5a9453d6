// Controls that share one label: a cell "City, State, Zip" with three of them, a currency beside an amount.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { parent, flowOf, isUnread } = fw.dom;
  const { clean, tied, wording, textAfter } = fw.labels;
  const { nearby } = fw.nearby;

  const CONTROL = "input:not([type=hidden]), select, textarea, button, [role], [contenteditable]";
  const PLAIN =
    "input:not([type=hidden], [type=radio], [type=checkbox], [type=file], [type=submit], [type=button]), select";
  const MOST = 4;
  const LEVELS = 4;
  /** What stands between the names of parts: "City, State, Zip", "Adults / children". */
  const BETWEEN = /\s*(?:[,;/|&–—]|\s[-+]\s|\s(?:and|or|und|oder|et|ou|y|e|en)\s)\s*/i;
  /** What a list of forms of address is called in the page's own code. */
  const ADDRESS = /title|titel|titolo|titre|salut|anrede|civil|tratam|aanhef|prefix|honorific/i;
  /** Names that tell a person's own data, whatever stands over the controls. */
  const TELLING =
    /name|mail|phone|mobile|city|town|state|zip|post|street|country|region|company|birth|^(fn|ln|title)$|ort\b|plz|stra(ss|ß)e|ville|ciudad|citt/i;

  /**
   * The part of a shared label that names one control, where it names as many as there are: "City, State, Zip".
   * @param {HTMLElement} element
   * @param {Map<HTMLElement, number>} owned
   * @param {string} [said] the label, where it is known
   * @returns {string}
   */
  function partOf(element, owned, said) {
    const shared = boxAround(element, owned);
    const text = said ?? (shared ? leadOf(shared, owned) : "");
    const { label, required } = clean(text);
    const parts = label.split(BETWEEN).filter((part) => clean(part).label);
    if (parts.length !== shared?.members.length) return "";
    const mark = required ? "\n*" : required === false ? "\n(optional)" : "";
    return `${parts[shared.members.indexOf(element)] ?? ""}${mark}`;
  }

  /**
   * The whole label that a control shares with those beside it, unless their own names tell more.
   * @param {HTMLElement} element
   * @param {Map<HTMLElement, number>} owned
   * @returns {string}
   */
  function nameOf(element, owned) {
    const shared = boxAround(element, owned) ?? boxWithWords(element, owned);
    if (!shared || tied(/** @type {HTMLElement} */ (shared.members[0])).length) return "";
    const told = shared.members.every(isTelling) && !areAlike(shared.members) && !isAddressed(shared.members);
    return told ? "" : leadOf(shared, owned);
  }

  /**
   * The smallest box around `element`, the first of a few plain controls with a word before each that follows, as in
   * "Phone [ ] ext. [ ]": then what stands before all is for the first alone.
   * @param {HTMLElement} element
   * @param {Map<HTMLElement, number>} owned
   * @returns {Shared | null}
   */
  function boxWithWords(element, owned) {
    let box = parent(element);
    for (let level = 0; box && level < LEVELS; level++, box = parent(box)) {
      const members = controlsIn(box, owned);
      if (members.length < 2) continue;
      const led = members[0] === element && members.length <= MOST && members.every((one) => one.matches(PLAIN));
      return led && members.slice(0, -1).every((one) => textAfter(one)) ? { box, members } : null;
    }
    return null;
  }

  /**
   * Whether a few controls take a form of address and the name behind it.
   * @param {HTMLElement[]} members
   */
  function isAddressed([first, ...others]) {
    const title = first?.tagName === "SELECT" && ADDRESS.test(first.getAttribute("name") || first.id);
    return title && others.length === 1;
  }

  /**
   * Whether a text may name several things.
   * @param {string} text
   */
  function isList(text) {
    return BETWEEN.test(clean(text).label);
  }

  /**
   * The smallest box around `element` with more plain controls than it, and nothing but them; null where there is none.
   * @param {HTMLElement} element
   * @param {Map<HTMLElement, number>} owned
   * @returns {Shared | null}
   */
  function boxAround(element, owned) {
    let box = parent(element);
    for (let level = 0; box && level < LEVELS; level++, box = parent(box)) {
      const members = controlsIn(box, owned);
      if (members.length < 2) continue;
      const plain = members.length <= MOST && members.every((one) => one.matches(PLAIN));
      return plain && !hasWords(box, members) ? { box, members } : null;
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
   * Whether words stand between or behind the controls, or one but the first has a label: then these name them.
   * @param {HTMLElement} box
   * @param {HTMLElement[]} members
   */
  function hasWords(box, members) {
    const [first, ...others] = members;
    if (!first || others.some((one) => tied(one).length > 0 || one.hasAttribute("aria-label"))) return true;
    const walker = box.ownerDocument.createTreeWalker(box, 4);
    walker.currentNode = first;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = /** @type {HTMLElement} */ (node.parentElement);
      const own = members.some((one) => one.contains(node)) || isUnread(around) || flowOf(around) === "none";
      if (!own && /\p{L}{2}/u.test(node.textContent ?? "")) return true;
    }
    return false;
  }

  /**
   * The words before the controls of a box, no further away than they are alone.
   * @param {Shared} shared
   * @param {Map<HTMLElement, number>} owned
   */
  function leadOf({ box, members }, owned) {
    let block = box;
    for (let up = parent(block); up && controlsIn(up, owned).length === members.length; up = parent(up)) block = up;
    const [first] = members;
    const [label] = first ? tied(first) : [];
    if (!first || label) return label ? wording(label) : "";
    /** @param {HTMLElement} part */
    const foreign = (part) => owned.has(part);
    const looking = { foreign, headings: true, leads: false, file: false, box, options: [] };
    return nearby(first, block, looking)?.text ?? "";
  }

  /**
   * Whether controls are called the same but for a number: "zip1", "zip2".
   * @param {HTMLElement[]} members
   */
  function areAlike(members) {
    const names = members.map((one) => (one.getAttribute("name") || one.id).replace(/\d+/g, "#"));
    return new Set(names).size === 1 && /#/.test(names[0] ?? "");
  }

  /** @param {HTMLElement} element */
  function isTelling(element) {
    return TELLING.test(element.getAttribute("name") || element.id);
  }

  fw.shared = { partOf, nameOf, isList };
})();
