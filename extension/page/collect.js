// From controls to questions: one question per text field, select, group of choices or widget that a person can see.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { walk, rootOf, read } = fw.dom;
  const { visible } = fw.visibility;
  const { tied, isHeading } = fw.labels;
  const { make, member, nativeChoice, ariaChoice } = fw.groups;
  const { buttonGroups } = fw.buttons;
  const { words } = fw;

  const CONTROL =
    "input, textarea, select, button, [role=button], [contenteditable]:not([contenteditable=false]), [role=textbox], " +
    "[role=combobox], [role=listbox], [role=radio], [role=checkbox], [role=switch], [aria-haspopup=listbox]";
  const SEEN = `${CONTROL}, h1, h2, h3, h4, h5, h6, [role=heading], [data-options], th[colspan], td[colspan]`;
  const INSIDE = "button, label, a, [role=radio], [role=option], [role=button]";
  const HEADINGS = 8;
  const HEADING_ROW = 80;
  const SILENT = new Set(["hidden", "submit", "button", "reset", "image"]);
  /** A text input without a name of any kind. */
  const INNER = "input:not([aria-label], [aria-labelledby], [placeholder], [type=tel], [type=email])";
  const LISTLIKE = /(^|[-_\s])(select(ion)?|dropdown|combobox)([-_\s]|$)/i;
  const TYPED = "[role=combobox]:not(button), input[aria-haspopup=listbox]";
  /** A text input in which one only searches the list of choices that it opens. */
  const PROMPT = "input[data-uxi-widget-type=selectinput], [data-automation-id=multiSelectContainer] input[type=text]";
  const OPENER = "[role=combobox], [aria-haspopup=listbox]";
  const PROXY = "[role=combobox], [aria-haspopup=listbox], [class*=select], [class*=chosen], [class*=dropdown]";

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

  /**
   * A button that opens a list and shows what was chosen, though it does not say "listbox".
   * @param {HTMLElement} control
   */
  function isListButton(control) {
    if (control.tagName !== "BUTTON" || !/^(true|menu|dialog)$/.test(control.getAttribute("aria-haspopup") ?? ""))
      return false;
    const mirror = control.parentElement?.querySelector(
      ":scope > input[aria-hidden=true], :scope > input[type=hidden]",
    );
    return Boolean(mirror) || (Boolean(read(control)) && words.placeholder.test(read(control)));
  }

  /**
   * An empty input that one cannot type in, in a box that is called a list of choices.
   * @param {HTMLElement} control
   */
  function isListInput(control) {
    const input = /** @type {HTMLInputElement} */ (control);
    if (control.tagName !== "INPUT" || !input.readOnly || input.value) return false;
    const boxes = [control, control.parentElement, control.parentElement?.parentElement];
    const named = boxes.map((box) => box?.className ?? "").join(" ");
    return LISTLIKE.test(named) && !/date|time|calendar/i.test(named);
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
   * @param {Scan} scan
   * @returns {Question | null}
   */
  function combobox(control, scan) {
    if (control.closest(words.phonePicker) && control.getAttribute("type") !== "tel") return null;
    if (control.getAttribute("type") === "tel") return visible(control) ? make("text", control) : null;
    if (control.tagName === "SELECT") return select(control, scan);
    if (isArrow(control)) return null;
    const native = /** @type {HTMLElement | null} */ (control.querySelector("select"));
    if (native && /** @type {HTMLSelectElement} */ (native).options.length > 1) {
      for (const part of control.querySelectorAll(CONTROL)) scan.claimed.add(/** @type {HTMLElement} */ (part));
      return visible(control) ? make("select", native, { proxy: control }) : null;
    }
    const input = /** @type {HTMLInputElement | null} */ (control.querySelector("input:not([type=hidden])"));
    for (const part of control.querySelectorAll(CONTROL)) scan.claimed.add(/** @type {HTMLElement} */ (part));
    const element = input && !input.readOnly && visible(input) ? input : control;
    if (!visible(element) && !(element.tagName === "INPUT" && boxShown(element))) return null;
    return make("combobox", element, { proxy: element === control ? null : control });
  }

  /**
   * Whether a button only opens the list of the combobox that one types in beside it.
   * @param {HTMLElement} control
   */
  function isArrow(control) {
    if (control.tagName === "INPUT" || control.getAttribute("role") === "combobox" || tied(control).length)
      return false;
    const { parentElement: around } = control;
    const boxes = control.tabIndex < 0 ? [around, around?.parentElement] : [around];
    return boxes.some((box) => {
      const main = box?.querySelectorAll(TYPED) ?? [];
      return main.length === 1 && !control.contains(main[0] ?? null) && visible(/** @type {HTMLElement} */ (main[0]));
    });
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
   * The native selects that a widget stands in for, before its parts are looked at: it may come first.
   * @param {Scan} scan
   * @returns {Map<HTMLElement, Question>}
   */
  function hiddenSelects(scan) {
    const found = new Map();
    for (const control of scan.controls) {
      const alone = control.tagName === "SELECT" && !scan.claimed.has(control) && !control.closest("[role=combobox]");
      const seen = alone ? select(control, scan) : null;
      if (seen?.proxy) found.set(control, seen);
    }
    return found;
  }

  /**
   * A native select, seen itself or through the widget that stands in for it.
   * @param {HTMLElement} control
   * @param {Scan} scan
   * @returns {Question | null}
   */
  function select(control, scan) {
    return fw.dom.once("select", control, () => selectSeen(control, scan));
  }

  /**
   * @param {HTMLElement} control
   * @param {Scan} scan
   * @returns {Question | null}
   */
  function selectSeen(control, scan) {
    if (control.getAttribute("aria-hidden") === "true" && fw.sheets.saysHiddenAlone(control)) return null;
    const beside = [control.nextElementSibling, control.previousElementSibling];
    const proxy = /** @type {HTMLElement | undefined} */ (
      beside.find((element) => element && isProxy(element) && visible(/** @type {HTMLElement} */ (element)))
    );
    if (visible(control) && !(proxy && isTwin(proxy))) return make("select", control);
    if (!proxy)
      return isOverlay(control) || isStoodFor(control)
        ? make("select", control, { proxy: control.parentElement })
        : null;
    for (const part of [proxy, ...proxy.querySelectorAll(CONTROL)]) scan.claimed.add(/** @type {HTMLElement} */ (part));
    return make("select", control, { proxy });
  }

  /**
   * Whether the widget beside a select that is seen is the same list again, as where a style sheet did not load.
   * @param {HTMLElement} proxy
   */
  function isTwin(proxy) {
    const own = /** @type {HTMLElement | null} */ (proxy.matches(OPENER) ? proxy : proxy.querySelector(OPENER));
    return own !== null && !tied(own).length && !own.getAttribute("name") && proxy.querySelector("label") === null;
  }

  /**
   * Whether a select lies unseen over the words that are drawn for it.
   * @param {HTMLElement} control
   */
  function isOverlay(control) {
    const around = control.parentElement;
    if (!around || fw.dom.styleOf(control).opacity !== "0" || !control.getBoundingClientRect().height) return false;
    return visible(around) && read(around) !== "";
  }

  /**
   * Whether the small box of a select that is not drawn shows its choice, or that there is none, in words alone.
   * @param {HTMLElement} control
   */
  function isStoodFor(control) {
    const around = control.parentElement;
    if (!around || around.tagName === "FORM" || !visible(around)) return false;
    if (around.querySelectorAll("input:not([type=hidden]), textarea, select, label").length !== 1) return false;
    const { options } = /** @type {HTMLSelectElement} */ (control);
    const text = read(around);
    return (
      text !== "" &&
      options.length > 1 &&
      (words.placeholder.test(text) || [...options].some((one) => one.text === text))
    );
  }

  /**
   * @param {HTMLElement} control
   * @returns {Question | null}
   */
  function upload(control) {
    const proxy = fw.uploads.fileProxy(control);
    return proxy && make("file", control, { proxy });
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
