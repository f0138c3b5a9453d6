// Groups of choices: radios, checkboxes and their ARIA kin.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { rootOf, named, read } = fw.dom;
  const { visible, shown } = fw.visibility;
  const { tied, optionText } = fw.labels;
  const { words } = fw;

  const GROUP = "fieldset, [role=radiogroup], [role=group]";
  /** What libraries call the box of their choices, without a role. */
  const GROUPLIKE = /(^|[-_\s])(check-?box(es)?|radio|choice|option)s?[-_]?(group|list|set)s?([-_\s]|$)/i;
  /** A choice with a longer text is a statement to agree to, and a question of its own. */
  const STATEMENT = 100;
  /** What stands for a choice that is transparent itself: a drawing, or words behind it that are tied to nothing. */
  const DRAWN = ":scope > :not(input, label), :scope > input + label:not([for])";
  const LEVELS = 4;
  /** As many short choices make a set, even under words that ask nothing. */
  const SET = 3;
  const SHORT = 40;
  const CHOICES = "input[type=radio], input[type=checkbox], [role=radio], [role=checkbox]";
  const WRITTEN = "input:not([type=radio], [type=checkbox], [type=file]), textarea, [contenteditable=true]";
  const CHOICE = /^(radio|checkbox)$/;
  /** A question with a sentence or two behind it that tell how to answer. */
  const ASKED = /\?\s[^?]{1,120}$/;
  const ASKS = /[?:*✱][\s*✱]*$|[?:].{0,3}\([^)]*\)\W*$/;

  /**
   * @param {Question["kind"]} kind
   * @param {HTMLElement} element
   * @param {Partial<Question>} [more]
   * @returns {Question}
   */
  function make(kind, element, more = {}) {
    return { kind, element, members: [], proxy: null, page: element.ownerDocument, headings: [], row: "", ...more };
  }

  /**
   * @param {HTMLElement} element
   * @returns {Member}
   */
  function member(element) {
    const label = optionText(element);
    const named = ["value", "data-value", "data-answer-value"].map((name) => element.getAttribute(name));
    const value = named.find((one) => one !== null) ?? "";
    return { element, label, value: value === "on" ? "" : value };
  }

  /**
   * A group of native radios or checkboxes, or a single checkbox.
   * @param {HTMLElement} control
   * @param {"radio" | "checkbox"} type
   * @param {Scan} scan
   * @returns {Question | null}
   */
  function nativeChoice(control, type, scan) {
    const all = siblings(/** @type {HTMLInputElement} */ (control), type, scan);
    for (const one of all) scan.claimed.add(one);
    const seen = all.filter((one) => !isMirror(one) && choiceSeen(one));
    const [first] = seen;
    if (!first) return null;
    if (type === "checkbox" && all.length === 1) return make("checkbox", first);
    return make(type === "radio" ? "radio" : "checkboxes", first, { members: seen.map(member) });
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
    const alike = same.filter((other) => template(other) === template(control));
    return template(control) && areChoices(alike) && standAlone(alike, scan) ? alike : [control];
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
    const lead = leadOf(box, choices);
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

  /**
   * A native control that only mirrors an ARIA widget beside it.
   * @param {HTMLElement} control
   */
  function isMirror(control) {
    if (control.getAttribute("aria-hidden") !== "true" && control.getAttribute("tabindex") !== "-1") return false;
    return Boolean(control.parentElement?.querySelector("[role=radio], [role=checkbox], [role=switch]"));
  }

  /**
   * A styled choice is seen by its label, or by the drawing under its transparent self.
   * @param {HTMLElement} control
   */
  function choiceSeen(control) {
    if (visible(control) || tied(control).some(visible)) return true;
    const around = control.parentElement;
    const drawn = around?.querySelector(DRAWN);
    return fw.dom.styleOf(control).opacity === "0" && Boolean(drawn) && visible(/** @type {HTMLElement} */ (around));
  }

  /**
   * A group of ARIA radios or checkboxes, or a single ARIA checkbox or switch.
   * @param {HTMLElement} control
   * @param {string} role
   * @param {Scan} scan
   * @returns {Question | null}
   */
  function ariaChoice(control, role, scan) {
    const inner = mirrorIn(control);
    if (inner === "real") return null;
    const box = boxOf(control, "", scan) ?? control.parentElement;
    const inside = scan.controls.filter((other) => other.getAttribute("role") === role && box?.contains(other));
    const grouped = role === "radio" || (role === "checkbox" && inside.length > 1);
    const all = grouped ? inside : [control];
    for (const one of all) claimAll(one, scan);
    const seen = all.filter(ariaSeen);
    if (!seen[0] || (role === "radio" && seen.length === 1)) return null;
    if (!grouped) return make("ariaCheckbox", seen[0]);
    return make(role === "radio" ? "ariaRadio" : "ariaCheckboxes", seen[0], inRow(seen.map(member)));
  }

  /**
   * Choices without the row of a grid that each is read out with, and that row.
   * @param {Member[]} members
   */
  function inRow(members) {
    const tail = fw.grid.sharedTail(members.map(({ label }) => label));
    if (!tail) return { members };
    const alone = members.map((one) => ({ ...one, label: one.label.slice(0, -tail.length) }));
    return { members: alone, row: tail.replace(words.rowOf, "").trim() };
  }

  /**
   * Whether an ARIA choice holds a native one: none, one that only mirrors it, or the one that a person uses.
   * @param {HTMLElement} control
   * @returns {"none" | "mirror" | "real"}
   */
  function mirrorIn(control) {
    const native = control.querySelector("input[type=radio], input[type=checkbox]");
    if (!native) return "none";
    return native.getAttribute("aria-hidden") === "true" || native.getAttribute("tabindex") === "-1"
      ? "mirror"
      : "real";
  }

  /**
   * @param {HTMLElement} choice
   * @param {Scan} scan
   */
  function claimAll(choice, scan) {
    scan.claimed.add(choice);
    for (const part of choice.querySelectorAll("input")) scan.claimed.add(part);
  }

  /**
   * An ARIA choice is drawn by style sheets alone: without them its words are what is seen.
   * @param {HTMLElement} control
   */
  function ariaSeen(control) {
    if (visible(control)) return true;
    const around = control.parentElement;
    const worded = [
      ...tied(control),
      ...named(control, "aria-labelledby"),
      ...(around && read(around) ? [around] : []),
    ];
    return shown(control) && (worded.some(visible) || Boolean(control.getAttribute("aria-label")));
  }

  fw.groups = { make, member, among, leadsTo, nativeChoice, ariaChoice };
})();
