// Lists of dial codes beside a phone number: what such a list shows before there is a number is nobody's answer. One
// without a name of its own is a part of the number, and set with it.
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

  /** How an option or a list writes a code: "+49", "Germany (+49)", "+1 242". */
  const WRITTEN = /\+\s?(\d[\d ()-]{0,6})/;
  /** Whose code it is in the first place, where several countries share one. */
  const FIRST = new Map(Object.entries({ 1: "US", 7: "RU", 39: "IT", 44: "GB", 47: "NO", 61: "AU", 358: "FI" }));

  /** The list that belongs to a number, by the number's control. @type {WeakMap<HTMLElement, Question>} */
  const lists = new WeakMap();

  /**
   * Make a list a part of a number.
   * @param {HTMLElement} number
   * @param {Question} list
   */
  function give(number, list) {
    lists.set(number, list);
  }

  /**
   * The digits of the dial code that a text names, "" where it names none.
   * @param {string} text
   */
  const codeIn = (text) => (WRITTEN.exec(text)?.[1] ?? "").replace(/\D/g, "");

  /** @param {Wire.Option} option */
  const codeOf = ({ value = "", label = "" }) =>
    codeIn(label) || codeIn(value) || (/^\d{1,4}$/.test(value) ? value : "");

  /**
   * The dial code at which the list of a number stands, "" where it has none.
   * @param {HTMLElement} number
   */
  function shownBeside(number) {
    const list = lists.get(number);
    if (!list?.element.isConnected) return "";
    const { options = [] } = /** @type {Partial<HTMLSelectElement>} */ (list.element);
    const chosen = [...options].find((one) => one.selected);
    if (list.kind === "select") return chosen ? codeOf({ value: chosen.value, label: chosen.text }) : "";
    return codeIn(fw.values.displayed(list) || read(list.proxy ?? list.element));
  }

  /**
   * The option at whose code a number (its digits) is dialled: the longest code; of several alike the country's that
   * had it first.
   * @param {Wire.Option[]} options
   * @param {string} digits
   */
  function optionFor(options, digits) {
    const fitting = options.filter((one) => codeOf(one) && digits.startsWith(codeOf(one)));
    const longest = Math.max(...fitting.map((one) => codeOf(one).length));
    const best = fitting.filter((one) => codeOf(one).length === longest);
    const [only] = best;
    if (!only || best.length === 1) return only;
    const region = FIRST.get(codeOf(only));
    const name = region ? new Intl.DisplayNames(["en"], { type: "region" }).of(region) : undefined;
    return best.find(({ value = "", label = "" }) => value.toUpperCase() === region || (name && label.includes(name)));
  }

  /**
   * The choices of a list, opened for a moment where it shows none while it is closed.
   * @param {Question} list
   */
  async function optionsOf(list) {
    const known = fw.values.options(list);
    return known.length || list.kind === "select" ? known : (await fw.combobox.readOptions(list)).options;
  }

  /**
   * Set the list of a number to the code of `answer`, where nobody has chosen in it.
   * @param {Question} question
   * @param {Wire.Answer} answer
   */
  async function settle({ element }, answer) {
    const list = lists.get(element);
    if (!list?.element.isConnected || typeof answer !== "string" || !/^\+\d/.test(answer)) return;
    const digits = answer.replace(/\D/g, "");
    const now = shownBeside(element);
    const shown = fw.values.held(list);
    if (shown !== null && !isPreset(list, String(shown))) return;
    if (now && digits.startsWith(now) && list.kind !== "select") return;
    const option = optionFor(await optionsOf(list), digits);
    if (!option || codeOf(option) === now) return;
    const { value = "", label = "" } = option;
    if (list.kind === "select") await fw.choices.select(list, [value], [label]);
    else await fw.combobox.choose(list, label);
  }

  /**
   * What of a number is written behind its list: what follows the code at which that stands.
   * @param {HTMLElement} number
   * @param {string} text
   */
  function behind(number, text) {
    const code = /^\+\d/.test(text) ? shownBeside(number) : "";
    if (!code) return text;
    const rest = text.replace(new RegExp(`^\\+${[...code].join("[\\s()-]*")}[\\s()-]*`), "");
    return /^\d/.test(rest) ? rest : text;
  }

  /**
   * A number as it stands with its list.
   * @param {HTMLElement} number
   * @param {string} text
   */
  function whole(number, text) {
    const code = /^[\d(]/.test(text) && !text.startsWith("00") ? shownBeside(number) : "";
    return code ? `+${code} ${text}` : text;
  }

  /**
   * What the list of a number holds; null where it has none.
   * @param {HTMLElement} number
   * @returns {DialState | null}
   */
  function stateOf(number) {
    const list = lists.get(number);
    const { options = [] } = /** @type {Partial<HTMLSelectElement>} */ (list?.element ?? {});
    return list ? { selected: [...options].map((one) => one.selected), value: fw.values.held(list) } : null;
  }

  /**
   * Put the list of a number back to what it held.
   * @param {HTMLElement} number
   * @param {DialState | null} before
   * @returns {Promise<boolean>}
   */
  async function restore(number, before) {
    const list = lists.get(number);
    if (!list?.element.isConnected || !before) return true;
    fw.touched.delete(list.element);
    if (list.kind === "select") return fw.choices.restoreSelect(list, before.selected);
    if (fw.values.held(list) === before.value) return true;
    if (before.value === null) return fw.combobox.clear(list);
    const held = String(before.value);
    const option = codeIn(held) ? optionFor(await optionsOf(list), codeIn(held)) : undefined;
    const chosen = await fw.combobox.choose(list, option?.label ?? held);
    return chosen || (codeIn(held) !== "" && shownBeside(number) === codeIn(held)); // some show the code of it alone
  }

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
    const texts =
      kind === "select" ? [...options].slice(0, ENOUGH).map(({ text, value }) => `${text} ${value}`) : [shown];
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

  fw.dial = { isPreset, give, settle, behind, whole, stateOf, restore };
})();
