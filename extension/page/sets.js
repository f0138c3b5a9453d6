// Which choices answer one question together: by name, by the box around them, by the words that lead them.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { rootOf, read } = fw.dom;
  const { visible } = fw.visibility;
  const { tied, optionText } = fw.labels;
  const { words } = fw;

  const GROUP = "fieldset, [role=radiogroup], [role=group]";
  /** What libraries call the box of their choices, without a role. */
  const GROUPLIKE = /(^|[-_\s])(check-?box(es)?|radio|choice|option)s?[-_]?(group|list|set)s?([-_\s]|$)/i;
  /** A choice with a longer text is a statement to agree to, and a question of its own. */
  const STATEMENT = 100;
  const LEVELS = 4;
  /** As many short choices make a set, even under words that ask nothing. */
  const SET = 3;
  const SHORT = 40;
  const CHOICES = "input[type=radio], input[type=checkbox], [role=radio], [role=checkbox]";
  const WRITTEN = "input:not([type=radio], [type=checkbox], [type=file]), textarea, [contenteditable=true]";
  const HELD = "input:not([type=hidden]), select, textarea, button";
  const CHOICE = /^(radio|checkbox)$/;
  /** A question with a sentence or two behind it that tell how to answer. */
  const ASKED = /\?\s[^?]{1,120}$/;
  const ASKS = /[?:*✱][\s*✱]*$|[?:].{0,3}\([^)]*\)\W*$/;

  /**
   * The controls that answer one question together with `control`.
   * @param {HTMLInputElement} control
   * @param {"radio" | "checkbox"} type
   * @param {Scan} scan
   * @returns {HTMLElement[]}
   */
  function siblings(control, type, scan) {
    const scope = scopeOf(control);
    const same = choicesOf(scan).filter((other) => {
      const input = /** @type {HTMLInputElement} */ (other);
      return !scan.claimed.has(input) && input.type === type && input.form === control.form && scopeOf(input) === scope;
    });
    const named = same.filter((other) => control.name && other.getAttribute("name") === control.name);
    if (named.length > 1 && type === "radio") return named;
    if (named.length > 1 && new Set(named.map(optionText)).size > 1) return listed(control, named, scan);
    const box = boxOf(control, type === "radio" && !control.name ? "ul, ol, div" : "", scan);
    const inside = box ? same.filter((other) => box.contains(other)) : [];
    if (type === "radio") return control.name ? [control] : inside;
    if (areChoices(inside)) return inside;
    const row = rowAround(control).filter((other) => same.includes(other));
    if (row.length > 1) return row;
    const alike = same.filter((other) => template(other) === template(control));
    return template(control) && areChoices(alike) && standAlone(alike, scan) ? alike : [control];
  }

  /**
   * The native choices among the controls.
   * @param {Scan} scan
   */
  function choicesOf({ controls }) {
    return fw.dom.once("choices", document, () =>
      controls.filter((one) => one.tagName === "INPUT" && CHOICE.test(/** @type {HTMLInputElement} */ (one).type)),
    );
  }

  /**
   * Checkboxes of one name, with those of other names in the same list of nothing but choices.
   * @param {HTMLElement} control
   * @param {HTMLElement[]} named
   * @param {Scan} scan
   * @returns {HTMLElement[]}
   */
  function listed(control, named, scan) {
    const list = control.closest("ul, ol, [role=list]");
    const inside = list ? choicesIn(control, list, scan).filter((one) => !scan.claimed.has(one)) : [];
    const whole = inside.every((one) => kindOf(one) === kindOf(control)) && named.every((one) => inside.includes(one));
    return whole && areChoices(inside) ? inside : named;
  }

  /**
   * The tree in which a name groups: a shadow root, or the one around it where each choice has a root of its own.
   * @param {Element} control
   * @returns {Node}
   */
  function scopeOf(control) {
    const root = rootOf(control);
    const { host } = /** @type {ShadowRoot} */ (root);
    return host && root.querySelectorAll("input").length === 1 ? (host.parentElement ?? root) : root;
  }

  /**
   * Whether checkboxes are choices of one question, and not each a statement or a question of its own.
   * @param {HTMLElement[]} boxes
   */
  function areChoices(boxes) {
    const texts = boxes.map((one) => optionText(one));
    return (
      boxes.length > 1 &&
      texts.every((text) => text.length < STATEMENT) &&
      !texts.every((text) => words.statement.test(text) || words.agreement.test(text))
    );
  }

  /**
   * The checkboxes in a row of items, one in each, right behind words that ask; none where `control` is in no such row.
   * @param {HTMLElement} control
   * @returns {HTMLElement[]}
   */
  function rowAround(control) {
    let item = control;
    for (let level = 0; item.parentElement && level < LEVELS; level++, item = item.parentElement) {
      const [ahead, behind] = [rowFrom(item, "previousElementSibling"), rowFrom(item, "nextElementSibling")];
      const row = [...ahead.choices.reverse(), control, ...behind.choices];
      if (row.length > 1) return isRow(row, ahead.end) ? row : [];
      if (item.parentElement.querySelectorAll(HELD).length > 1) return [];
    }
    return [];
  }

  /**
   * The choices in the items beside an item, nearest first, and the element at which they end.
   * @param {Element} item
   * @param {"previousElementSibling" | "nextElementSibling"} way
   */
  function rowFrom(item, way) {
    /** @type {HTMLElement[]} */
    const choices = [];
    let at = item[way];
    for (; at; at = at[way]) {
      const held = at.matches(HELD) ? [at] : [...at.querySelectorAll(HELD)];
      const [choice] = held;
      if (held.length === 1 && choice?.matches("[type=checkbox]")) choices.push(/** @type {HTMLElement} */ (choice));
      else if (held.length || !(at.tagName === "BR" || isOfChoice(at))) break;
    }
    return { choices, end: at };
  }

  /** @param {Element} part */
  const isOfChoice = (part) => /** @type {HTMLLabelElement} */ (part).control?.matches("[type=checkbox]") ?? false;

  /**
   * Whether checkboxes that stand in a row are choices, none of them to be ticked for itself, of what `lead` asks.
   * @param {HTMLElement[]} row
   * @param {Element | null} lead
   */
  function isRow(row, lead) {
    if (!lead || lead.querySelector(HELD) || lead.matches(HELD) || !isAsking(lead)) return false;
    const alone = (/** @type {HTMLElement} */ one) =>
      one.hasAttribute("required") || words.statement.test(optionText(one)) || words.agreement.test(optionText(one));
    return areChoices(row) && !row.some(alone);
  }

  /**
   * A control's name, or else its id, without the numbers in it; nothing for one without any.
   * @param {Element} control
   */
  function template(control) {
    const name = control.getAttribute("name") || control.id;
    return /\d/.test(name) ? `${name.replace(/\d+(?=\D*$)/, "#").replace(/\[\d+\](?=\[[a-z_]+\]$)/i, "[#]")}` : "";
  }

  /**
   * Whether no other control stands among these.
   * @param {HTMLElement[]} some
   * @param {Scan} scan
   */
  function standAlone(some, scan) {
    const places = some.map((one) => scan.places.get(one) ?? 0);
    return Math.max(...places) - Math.min(...places) === some.length - 1;
  }

  /**
   * The box of a group of choices: what the page names a group, or a list of nothing but such choices.
   * @param {HTMLElement} control
   * @param {string} more
   * @param {Scan} scan
   * @returns {Element | null}
   */
  function boxOf(control, more, scan) {
    const group = groupAround(control, scan) ?? control.closest(more ? `${GROUP}, ${more}` : GROUP);
    const list = control.closest("ul, ol, [role=list]");
    if (!list || (group && list.contains(group))) return group;
    /** @param {HTMLElement} other */
    const alike = (other) => kindOf(other) === kindOf(control);
    return choicesIn(control, list, scan).every(alike) ? list : group;
  }

  /**
   * The box of nothing but such choices that is called a group, or that a question leads.
   * @param {HTMLElement} control
   * @param {Scan} scan
   * @returns {Element | null}
   */
  function groupAround(control, scan) {
    for (let box = control.parentElement, level = 0; box && level < LEVELS; box = box.parentElement, level++) {
      if (box.matches(GROUP)) return null;
      const inside = among(control, box, scan);
      if (inside.length < 2) continue;
      if (!inside.every((other) => kindOf(other) === kindOf(control))) return null;
      if (GROUPLIKE.test(box.className) || leadsTo(box, inside) || isSmallSet(box, inside)) return box;
    }
    return null;
  }

  /**
   * The controls in a box around `control`: they stand side by side in the page's order.
   * @param {HTMLElement} control
   * @param {Element} box
   * @param {Scan} scan
   * @returns {HTMLElement[]}
   */
  function among(control, box, { controls, places }) {
    const place = places.get(control) ?? 0;
    let [from, to] = [place, place + 1];
    while (from > 0 && box.contains(controls[from - 1] ?? null)) from--;
    while (to < controls.length && box.contains(controls[to] ?? null)) to++;
    return controls.slice(from, to);
  }

  /**
   * Whether words that ask stand before the first of some choices in their box, or are tied to the box.
   * @param {HTMLElement} box
   * @param {HTMLElement[]} choices
   */
  function leadsTo(box, choices) {
    if (tied(box).some((label) => !label.contains(box))) return true;
    return isAsking(leadOf(box, choices));
  }

  /**
   * Whether the words of an element ask for an answer.
   * @param {Element | null} lead
   */
  function isAsking(lead) {
    const text = lead ? read(lead).trim() : "";
    return ASKS.test(text) || ASKED.test(text) || (text.length < STATEMENT && words.asking.test(text));
  }

  /**
   * The element of words before the first of some choices: in their box, or right before it.
   * @param {HTMLElement} box
   * @param {HTMLElement[]} choices
   * @returns {Element | null}
   */
  function leadOf(box, choices) {
    const ties = new Set(choices.flatMap(tied));
    const fits = (/** @type {Element | null} */ one) =>
      one !== null && !choices.some((choice) => one.contains(choice)) && !ties.has(/** @type {HTMLElement} */ (one));
    return [box.firstElementChild, box.previousElementSibling].find(fits) ?? null;
  }

  /**
   * The controls in a list but for those that take the words for the one choice beside them, and those not seen.
   * @param {HTMLElement} control
   * @param {Element} list
   * @param {Scan} scan
   */
  function choicesIn(control, list, scan) {
    const all = among(control, list, scan);
    return all.filter((one) => one === control || kindOf(one) === kindOf(control) || !isWordsOf(one, list));
  }

  /**
   * Whether a text field stands with one choice of a list alone, or is not seen.
   * @param {HTMLElement} field
   * @param {Element} list
   */
  function isWordsOf(field, list) {
    if (!field.matches(WRITTEN)) return false;
    if (!visible(field)) return true;
    let box = field.parentElement;
    while (box && box !== list && !box.querySelector(CHOICES)) box = box.parentElement;
    return box !== null && box !== list && list.contains(box) && box.querySelectorAll(CHOICES).length === 1;
  }

  /**
   * Whether checkboxes are some short words each, under a few words of their own.
   * @param {HTMLElement} box
   * @param {HTMLElement[]} choices
   */
  function isSmallSet(box, choices) {
    const texts = choices.map(optionText);
    if (choices.length < SET || !choices.every((one) => one.matches("[type=checkbox]:not([required])"))) return false;
    if (texts.some((text) => !text || text.length > SHORT || /[?.!:*✱]\s*$/.test(text) || words.agreement.test(text)))
      return false;
    const lead = leadOf(box, choices);
    const text = lead ? read(lead).trim() : "";
    return (
      text !== "" &&
      (words.howTo.test(text) || (text.length <= SHORT && !/[.!]$/.test(text) && !words.agreement.test(text)))
    );
  }

  /** @param {HTMLElement} control */
  function kindOf(control) {
    return `${control.tagName} ${control.getAttribute("role") ?? ""} ${control.getAttribute("type") ?? ""}`;
  }

  fw.sets = { siblings, boxOf, among, leadsTo };
})();
