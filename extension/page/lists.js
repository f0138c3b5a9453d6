// Lists of choices: native selects, comboboxes, and the widgets that stand in for selects that are not seen.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { read } = fw.dom;
  const { visible } = fw.visibility;
  const { tied } = fw.labels;
  const { make } = fw.groups;
  const { words } = fw;

  const CONTROL =
    "input, textarea, select, button, [role=button], [contenteditable]:not([contenteditable=false]), [role=textbox], " +
    "[role=combobox], [role=listbox], [role=radio], [role=checkbox], [role=switch], [role=slider], [aria-haspopup=listbox]";
  const LISTLIKE = /(^|[-_\s])(select(ion)?|dropdown|combobox)([-_\s]|$)/i;
  const TYPED = "[role=combobox]:not(button), input[aria-haspopup=listbox]";
  const OPENER = "[role=combobox], [aria-haspopup=listbox]";
  const PROXY = "[role=combobox], [aria-haspopup=listbox], [class*=select], [class*=chosen], [class*=dropdown]";

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
    const stand = isEmpty(control) ? standIn(control, proxy, scan) : make("select", control, { proxy });
    for (const part of stand ? [proxy, ...proxy.querySelectorAll(CONTROL)] : [])
      scan.claimed.add(/** @type {HTMLElement} */ (part));
    return stand;
  }

  /**
   * Whether a select offers nothing to choose: the list that stands for it has choices of its own.
   * @param {HTMLElement} control
   */
  function isEmpty(control) {
    return fw.values.options(make("select", control)).length === 0;
  }

  /**
   * The list that a person opens in place of a select without choices; a label tied to the select is the list's.
   * @param {HTMLElement} control
   * @param {HTMLElement} proxy
   * @param {Scan} scan
   * @returns {Question | null}
   */
  function standIn(control, proxy, scan) {
    const openers = /** @type {HTMLElement[]} */ ([...proxy.querySelectorAll(OPENER)]);
    const [opener = proxy] = proxy.matches(OPENER) ? [proxy] : openers.length === 1 ? openers : [];
    const question = opener.matches(OPENER) ? combobox(opener, scan) : make("combobox", opener);
    return question && tied(control).length ? { ...question, proxy: question.proxy ?? control } : question;
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

  /** @param {Element} element */
  function isProxy(element) {
    return (element.matches(PROXY) || element.querySelector(PROXY) !== null) && !element.querySelector("select");
  }

  fw.lists = { CONTROL, combobox, select, hiddenSelects, boxShown, isListButton, isListInput };
})();
