// Lists of dial codes beside a phone number: what such a list shows before there is a number is nobody's answer.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { read } = fw.dom;
  const { tied } = fw.labels;
  const { words } = fw;

  /** How many controls a list and its number stand apart at most. */
  const NEAR = 2;
  const CODE = /\+\s?\d{1,4}\b/;
  /** How many options tell what a list is of. */
  const ENOUGH = 20;
  const CONTROLS = "input:not([type=hidden], [tabindex='-1']), textarea, select:not([aria-hidden=true])";

  /**
   * Whether a list only shows the dial code that the page has set, beside a number that nobody has typed.
   * A list of the page's own drawing does not say who has chosen in it; without a number its choice says nothing.
   * @param {Question} question
   * @param {string} shown what it holds
   */
  function isPreset(question, shown) {
    const { element, kind } = question;
    if (kind !== "select" && kind !== "combobox") return false;
    if (fw.touched.has(element) || fw.log.has(element)) return false;
    if (kind === "select" && element.matches(":user-valid, :user-invalid")) return false;
    if (!isDialList(question, shown)) return false;
    const number = numberBeside(question);
    return number !== null && (number.value === "" || fw.touched.has(number));
  }

  /**
   * Whether a list has dial codes to choose from, or is called so.
   * @param {Question} question
   * @param {string} shown
   */
  function isDialList({ element, kind }, shown) {
    const { options = [] } = /** @type {Partial<HTMLSelectElement>} */ (element);
    const texts = kind === "select" ? [...options].slice(0, ENOUGH).map(({ text }) => text) : [shown];
    if (texts.filter((text) => CODE.test(text)).length * 2 > texts.length) return true;
    const said = [element.getAttribute("aria-label") ?? "", ...tied(element).map((label) => read(label))];
    return said.some((text) => words.dialList.test(text));
  }

  /**
   * The phone number that a list stands before, or else behind; null where there is none near.
   * @param {Question} question
   */
  function numberBeside({ element, proxy }) {
    const own = proxy ?? element;
    const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
    const others = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(CONTROLS)]).filter(
      (one) => !own.contains(one) && !one.contains(own),
    );
    const at = others.findIndex((one) => own.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    const first = at < 0 ? others.length : at;
    const near = [...others.slice(first, first + NEAR), ...others.slice(Math.max(0, first - NEAR), first).reverse()];
    const found = near.find((one) => one.tagName === "INPUT" && fw.parts.isPhone(fw.groups.make("text", one)));
    return /** @type {HTMLInputElement | null} */ (found ?? null);
  }

  fw.dial = { isPreset };
})();
