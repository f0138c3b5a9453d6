// From controls to questions: one question per text field, select, group of choices or widget that a person can see.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { walk, rootOf, read, plain } = fw.dom;
  const { visible } = fw.visibility;
  const { tied, optionText, isHeading } = fw.labels;
  const { words } = fw;

  const CONTROL =
    "input, textarea, select, button, [role=button], [contenteditable]:not([contenteditable=false]), [role=textbox], " +
    "[role=combobox], [role=listbox], [role=radio], [role=checkbox], [role=switch], [aria-haspopup=listbox]";
  const GROUP = "fieldset, [role=radiogroup], [role=group]";
  const SILENT = new Set(["hidden", "submit", "button", "reset", "image"]);
  const PROXY = "[role=combobox], [aria-haspopup=listbox], [class*=select], [class*=chosen], [class*=dropdown]";
  const STATEMENT = 100;

  /**
   * Every question of the page in its order; what cannot be seen is left out.
   * @returns {Question[]}
   */
  function collect() {
    /** @type {HTMLElement[]} */
    const controls = [];
    /** @type {Map<HTMLElement, HTMLElement | null>} */
    const headings = new Map();
    /** @type {HTMLElement | null} */
    let heading = null;
    walk(document, (element) => {
      if (isHeading(element)) heading = element;
      if (!element.matches(CONTROL)) return;
      controls.push(element);
      headings.set(element, heading);
    });
    const scan = { controls, claimed: /** @type {Set<HTMLElement>} */ (new Set()) };
    const groups = buttonGroups(scan);
    const questions = controls.map((control) => groups.get(control) ?? question(control, scan));
    for (const found of questions) if (found) found.heading = headings.get(found.element) ?? null;
    return questions.filter((found) => found !== null);
  }

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
   * The question that begins at `control`, or null: already part of another, not fillable, not visible.
   * @param {HTMLElement} control
   * @param {Scan} scan
   * @returns {Question | null}
   */
  function question(control, scan) {
    if (scan.claimed.has(control)) return null;
    const role = control.getAttribute("role") ?? "";
    const tag = control.tagName;
    const type = tag === "INPUT" ? /** @type {HTMLInputElement} */ (control).type : "";
    if (SILENT.has(type)) return null;
    if (role === "combobox" || control.getAttribute("aria-haspopup") === "listbox") return combobox(control, scan);
    if (type === "radio" || type === "checkbox") return nativeChoice(control, type, scan);
    if (role === "radio" || role === "checkbox" || role === "switch") return ariaChoice(control, role, scan);
    if (role === "listbox") return listbox(control);
    if (type === "file") return fileProxy(control) ? make("file", control, { proxy: fileProxy(control) }) : null;
    if (tag === "SELECT") return select(control, scan);
    if (tag === "BUTTON" || role === "button") return null;
    if (!visible(control) || isOpaque(control)) return null;
    if (tag === "INPUT" || tag === "TEXTAREA") return make("text", control);
    return isEditable(control.parentElement) ? null : make("editable", control);
  }

  /** @param {Element | null} element */
  function isEditable(element) {
    return Boolean(element?.closest("[contenteditable]:not([contenteditable=false])"));
  }

  /**
   * A text input that only holds a list button's inner value.
   * @param {HTMLElement} control
   */
  function isOpaque(control) {
    const button = control.parentElement?.querySelector(":scope > button[aria-haspopup=listbox]");
    return Boolean(button) && control.tagName === "INPUT" && !tied(control).length;
  }

  /**
   * @param {HTMLElement} control
   * @param {Scan} scan
   * @returns {Question | null}
   */
  function combobox(control, scan) {
    if (control.closest(words.phonePicker) && control.getAttribute("type") !== "tel") return null;
    if (control.getAttribute("type") === "tel") return visible(control) ? make("text", control) : null;
    if (control.tagName === "SELECT") return select(control, scan);
    const input = /** @type {HTMLInputElement | null} */ (control.querySelector("input:not([type=hidden])"));
    for (const part of control.querySelectorAll(CONTROL)) scan.claimed.add(/** @type {HTMLElement} */ (part));
    const element = input && !input.readOnly && visible(input) ? input : control;
    if (!visible(element) && !(element.tagName === "INPUT" && boxShown(element))) return null;
    return make("combobox", element, { proxy: element === control ? null : control });
  }

  /**
   * Whether the small box around an input that is too narrow to count is seen, as in lists that search by typing.
   * @param {HTMLElement} input
   */
  function boxShown(input) {
    if (input.getAttribute("aria-hidden") === "true" || input.getAttribute("tabindex") === "-1") return false;
    const around = [
      input.parentElement,
      input.parentElement?.parentElement,
      input.parentElement?.parentElement?.parentElement,
    ];
    return around.some((box) => box && visible(box));
  }

  /**
   * A native select, seen itself or through the widget that stands in for it.
   * @param {HTMLElement} control
   * @param {Scan} scan
   * @returns {Question | null}
   */
  function select(control, scan) {
    if (visible(control)) return make("select", control);
    if (control.getAttribute("aria-hidden") === "true" && !control.className) return null;
    const beside = [control.nextElementSibling, control.previousElementSibling];
    const proxy = /** @type {HTMLElement | undefined} */ (
      beside.find((element) => element && isProxy(element) && visible(/** @type {HTMLElement} */ (element)))
    );
    if (!proxy) return null;
    for (const part of [proxy, ...proxy.querySelectorAll(CONTROL)]) scan.claimed.add(/** @type {HTMLElement} */ (part));
    return make("select", control, { proxy });
  }

  /** @param {Element} element */
  function isProxy(element) {
    return (element.matches(PROXY) || element.querySelector(PROXY) !== null) && !element.querySelector("select");
  }

  /**
   * @param {HTMLElement} control
   * @returns {Question | null}
   */
  function listbox(control) {
    const options = /** @type {HTMLElement[]} */ ([...control.querySelectorAll("[role=option]")]);
    if (!options.length || !visible(control) || isPopup(control)) return null;
    return make("listbox", control, { members: options.map(member) });
  }

  /**
   * Whether a list belongs to a control that opens it.
   * @param {HTMLElement} list
   */
  function isPopup(list) {
    if (!list.id) return false;
    const id = CSS.escape(list.id);
    return rootOf(list).querySelector(`[aria-controls~="${id}"], [aria-owns~="${id}"]`) !== null;
  }

  /**
   * @param {HTMLElement} element
   * @returns {Member}
   */
  function member(element) {
    const label = optionText(element);
    const value = element.getAttribute("value") ?? element.getAttribute("data-value") ?? "";
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
    const box = control.closest(type === "radio" && !control.name ? `${GROUP}, ul, ol, div` : GROUP);
    const inside = box ? same.filter((other) => box.contains(other)) : [];
    if (type === "radio") return control.name ? [control] : inside;
    return inside.length > 1 && inside.every((other) => optionText(other).length < STATEMENT) ? inside : [control];
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
   * @param {HTMLElement} control
   * @returns {HTMLElement | null} what a person sees in place of a file input, or itself
   */
  function fileProxy(control) {
    if (visible(control)) return control;
    const label = tied(control).find(visible);
    if (label) return label;
    let around = control.parentElement;
    for (let level = 0; around && level < 3; level++, around = around.parentElement) {
      const button = [...around.querySelectorAll("button, label, [role=button], a")].find((part) =>
        visible(/** @type {HTMLElement} */ (part)),
      );
      if (button) return /** @type {HTMLElement} */ (button);
    }
    return null;
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
    const box =
      control.closest(role === "radio" ? "[role=radiogroup], [role=group], fieldset" : GROUP) ?? control.parentElement;
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
      for (const part of box?.querySelectorAll(CONTROL) ?? []) scan.claimed.add(/** @type {HTMLElement} */ (part));
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

  fw.collect = { collect, member };
})();
