// Groups of choices: radios, checkboxes and their ARIA kin.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { named, read } = fw.dom;
  const { visible, shown } = fw.visibility;
  const { tied, optionText } = fw.labels;
  const { siblings, boxOf } = fw.sets;
  const { words } = fw;

  /** What stands for a choice that is transparent itself: a drawing, or words behind it that are tied to nothing. */
  const DRAWN = ":scope > :not(input, label), :scope > input + label:not([for])";

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

  fw.groups = { make, member, nativeChoice, ariaChoice };
})();
