// Groups of choices: radios, checkboxes, their ARIA kin, and yes and no as two buttons.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { rootOf, read, plain } = fw.dom;
  const { visible } = fw.visibility;
  const { tied, optionText } = fw.labels;
  const { words } = fw;

  const GROUP = "fieldset, [role=radiogroup], [role=group]";
  /** A choice with a longer text is a statement to agree to, and a question of its own. */
  const STATEMENT = 100;

  /**
   * @param {Question["kind"]} kind
   * @param {HTMLElement} element
   * @param {Partial<Question>} [more]
   * @returns {Question}
   */
  function make(kind, element, more = {}) {
    return { kind, element, members: [], proxy: null, page: element.ownerDocument, heading: null, ...more };
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
   * The controls that answer one question together with `control`.
   * @param {HTMLInputElement} control
   * @param {"radio" | "checkbox"} type
   * @param {Scan} scan
   * @returns {HTMLElement[]}
   */
  function siblings(control, type, scan) {
    const root = rootOf(control);
    const same = scan.controls.filter((other) => {
      const input = /** @type {HTMLInputElement} */ (other);
      return input.type === type && rootOf(input) === root && input.form === control.form && !scan.claimed.has(input);
    });
    const named = same.filter((other) => control.name && other.getAttribute("name") === control.name);
    if (named.length > 1) return named;
    const box = boxOf(control, type === "radio" && !control.name ? "ul, ol, div" : "", scan);
    const inside = box ? same.filter((other) => box.contains(other)) : [];
    if (type === "radio") return control.name ? [control] : inside;
    return inside.length > 1 && inside.every((other) => optionText(other).length < STATEMENT) ? inside : [control];
  }

  /**
   * The box of a group of choices: what the page names a group, or a list of nothing but such choices.
   * @param {HTMLElement} control
   * @param {string} more
   * @param {Scan} scan
   * @returns {Element | null}
   */
  function boxOf(control, more, scan) {
    const group = control.closest(more ? `${GROUP}, ${more}` : GROUP);
    const list = control.closest("ul, ol, [role=list]");
    if (!list || (group && list.contains(group))) return group;
    /** @param {HTMLElement} other */
    const alike = (other) => kindOf(other) === kindOf(control);
    return scan.controls.filter((other) => list.contains(other)).every(alike) ? list : group;
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
    const drawn = around?.querySelector(":scope > :not(input):not(label)");
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
    if (control.querySelector("input[type=radio], input[type=checkbox]")) return null;
    const box = boxOf(control, "", scan) ?? control.parentElement;
    const inside = scan.controls.filter((other) => other.getAttribute("role") === role && box?.contains(other));
    const grouped = role === "radio" || (role === "checkbox" && inside.length > 1);
    const all = grouped ? inside : [control];
    for (const one of all) scan.claimed.add(one);
    const seen = all.filter(visible);
    if (!seen[0]) return null;
    if (!grouped) return make("ariaCheckbox", seen[0]);
    return make(role === "radio" ? "ariaRadio" : "ariaCheckboxes", seen[0], { members: seen.map(member) });
  }

  /**
   * Yes and no as two plain buttons in one box.
   * @param {Scan} scan
   * @returns {Map<HTMLElement, Question>} by first button
   */
  function buttonGroups(scan) {
    const groups = new Map();
    for (const control of scan.controls) {
      if (!isPlainButton(control) || scan.claimed.has(control) || !isYesOrNo(control)) continue;
      const box = control.parentElement;
      const buttons = scan.controls.filter((other) => other.parentElement === box && isPlainButton(other));
      if (buttons.length !== 2 || !buttons.every((button) => isYesOrNo(button) && visible(button))) continue;
      for (const part of scan.controls.filter((other) => box?.contains(other))) scan.claimed.add(part);
      groups.set(control, make("buttons", control, { members: buttons.map(member) }));
    }
    return groups;
  }

  /** @param {HTMLElement} control */
  function isPlainButton(control) {
    const button = control.tagName === "BUTTON" || control.getAttribute("role") === "button";
    return button && !control.hasAttribute("aria-haspopup");
  }

  /** @param {HTMLElement} control */
  function isYesOrNo(control) {
    const text = plain(read(control));
    return words.yes.includes(text) || words.no.includes(text);
  }

  fw.groups = { make, member, nativeChoice, ariaChoice, buttonGroups };
})();
