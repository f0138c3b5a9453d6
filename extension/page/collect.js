// From controls to questions: one question per text field, select, group of choices or widget that a person can see.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { walk, rootOf, read } = fw.dom;
  const { visible } = fw.visibility;
  const { tied, isHeading } = fw.labels;
  const { make, member, nativeChoice, ariaChoice } = fw.groups;
  const { buttonGroups } = fw.buttons;
  const { CONTROL, combobox, select, hiddenSelects, boxShown, isListButton, isListInput } = fw.lists;
  const { words } = fw;

  const SEEN = `${CONTROL}, h1, h2, h3, h4, h5, h6, [role=heading], [data-options], th[colspan], td[colspan]`;
  const INSIDE = "button, label, a, [role=radio], [role=option], [role=button]";
  const HEADINGS = 8;
  const HEADING_ROW = 80;
  const SILENT = new Set(["hidden", "submit", "button", "reset", "image"]);
  /** A text input without a name of any kind. */
  const INNER = "input:not([aria-label], [aria-labelledby], [placeholder], [type=tel], [type=email])";
  /** A text input in which one only searches the list of choices that it opens. */
  const PROMPT = "input[data-uxi-widget-type=selectinput], [data-automation-id=multiSelectContainer] input[type=text]";

  /**
   * Every question of the page in its order; what cannot be seen is left out.
   * @returns {Question[]}
   */
  function collect() {
    /** @type {HTMLElement[]} */
    const controls = [];
    /** @type {Map<HTMLElement, HTMLElement[]>} */
    const headings = new Map();
    /** @type {HTMLElement[]} */
    let above = [];
    walk(document, (element) => {
      if (!element.matches(SEEN) && !element.localName.includes("-")) return;
      const list = fw.declared.isList(element);
      const heads = isHeading(element) || isHeadingRow(element);
      if (heads && !element.closest(INSIDE)) above = [element, ...above].slice(0, HEADINGS);
      if (!list && !element.matches(CONTROL)) return;
      controls.push(element);
      headings.set(element, above);
    });
    const places = new Map(controls.map((control, place) => [control, place]));
    const scan = { controls, places, claimed: /** @type {Set<HTMLElement>} */ (new Set()) };
    const ready = new Map([...buttonGroups(scan), ...hiddenSelects(scan)]);
    const found = controls.map((control) => ready.get(control) ?? question(control, scan));
    const questions = fw.parts.join(found.filter((one) => one !== null));
    for (const one of questions) one.headings = headings.get(one.element) ?? [];
    return questions;
  }

  /**
   * The one cell of a table's row, which says what the rows below it are about.
   * @param {Element} element
   */
  function isHeadingRow(element) {
    if (!element.matches("th, td") || element.parentElement?.childElementCount !== 1) return false;
    return !element.querySelector(`${CONTROL}, a`) && read(element).length <= HEADING_ROW;
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
    if (fw.declared.isList(control)) return visible(control) || isUndrawn(control) ? make("combobox", control) : null;
    if (role === "combobox" || control.getAttribute("aria-haspopup") === "listbox" || isListButton(control))
      return combobox(control, scan);
    if (type === "radio" || type === "checkbox") return nativeChoice(control, type, scan);
    if (role === "radio" || role === "checkbox" || role === "switch") return ariaChoice(control, role, scan);
    if (role === "listbox") return listbox(control);
    if (type === "range") return fw.sliders.isSeen(control) ? make("text", control) : null;
    if (role === "slider") return visible(control) && fw.sliders.isDrawn(control) ? make("slider", control) : null;
    if (type === "file") return upload(control);
    if (tag === "SELECT") return select(control, scan);
    if (tag === "INPUT" && role === "button" && control.hasAttribute("aria-haspopup"))
      return boxShown(control) ? make("combobox", control) : null;
    if (tag === "BUTTON" || role === "button") return null;
    const empty = !visible(control) && isEditable(control) && boxShown(control);
    if ((!visible(control) && !empty) || isOpaque(control)) return null;
    if (isListInput(control) || control.matches(PROMPT)) return make("combobox", control);
    if (tag === "INPUT" || tag === "TEXTAREA") return make("text", control);
    return isEditable(control.parentElement) ? null : make("editable", control);
  }

  /**
   * Whether an element of the page's own making is not drawn only because the page lacks its style sheets.
   * @param {HTMLElement} element
   */
  function isUndrawn(element) {
    return fw.sheets.areMissing(element.ownerDocument) && fw.visibility.shown(element);
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
    return Boolean(button) && control.matches(INNER) && !tied(control).length;
  }

  /**
   * @param {HTMLElement} control
   * @returns {Question | null}
   */
  function upload(control) {
    const proxy = fw.uploads.fileProxy(control);
    return proxy && make("file", control, { proxy });
  }

  /**
   * @param {HTMLElement} control
   * @returns {Question | null}
   */
  function listbox(control) {
    const options = /** @type {HTMLElement[]} */ ([...control.querySelectorAll("[role=option]")]);
    if (control.closest(words.phonePicker)) return null;
    if (!options.length || !visible(control) || isPopup(control) || isChosenList(control)) return null;
    const choices = options.map(member).filter((one) => one.label && !words.placeholder.test(one.label));
    return choices.length ? make("listbox", control, { members: choices }) : null;
  }

  /**
   * Whether a list only shows what was chosen in the combobox beside it.
   * @param {HTMLElement} list
   */
  function isChosenList(list) {
    if (list.querySelector("[role=option][aria-selected=false]")) return false;
    let around = list.parentElement;
    for (let level = 0; around && level < 3; level++, around = around.parentElement) {
      if (around.querySelector("input[role=combobox], input[aria-haspopup=listbox]")) return true;
      if (around.querySelector("label, legend")) return false;
    }
    return false;
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

  fw.collect = { collect };
})();
