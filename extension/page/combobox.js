// ARIA comboboxes and list buttons: open, read the list they name, click the exact option, read the choice back.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { plain } = fw.dom;
  const { press, until, tick, pause, leave, watch, pressOutside } = fw.pointer;
  const { displayed, chosen, shellOf } = fw.values;
  const { MOST_OPTIONS, openOptions, visibleLists, labelOf, pick, further, leaf } = fw.listing;

  const OPENING = 600;
  /** A control whose press has changed nothing in the page for so long does not open. */
  const STARTING_TO_OPEN = 150;
  const SEARCHING = 3000;
  /** A list that has changed nothing in the page for so long after typing does not search. */
  const STARTING = 900;
  const SETTLING = 600;
  const CLEARING = 100;
  const LEAVING = 80;
  const FADING = 600;
  const CLEAR =
    "[aria-label*='clear' i], [title*='clear' i], [class*=clear-indicator], [class*=clearIndicator], [class*=clear-button], [class$='-clear'], [class*='-clear ']";
  const KEYS = { Backspace: 8, Delete: 46, Escape: 27, ArrowLeft: 37, ArrowRight: 39 };

  /**
   * Open the list and return how to read its options.
   * @param {Question} question
   * @returns {Promise<() => HTMLElement[]>}
   */
  async function open(question) {
    const before = new Set(visibleLists());
    const options = () => openOptions(question, before);
    for (const part of [question.element, question.proxy ?? shellOf(question)]) {
      const page = watch(question.element);
      press(part);
      const shown = () => options().length > 0;
      if (await until(() => shown() || page.changed(), STARTING_TO_OPEN)) await until(shown, OPENING / 2);
      page.stop();
      if (shown() || question.element.getAttribute("aria-expanded") === "true") break;
    }
    return options;
  }

  /**
   * Close the list without choosing, leaving no typed text behind.
   * @param {Question} question
   * @param {() => HTMLElement[]} options
   */
  async function close(question, options) {
    const { element } = question;
    const closed = () => !options().length;
    const closing = () => closed() || element.getAttribute("aria-expanded") === "false";
    const ways = [
      () => leave(element),
      () => pressOutside(element),
      () => pressEscape(options()),
      () => press(element),
    ];
    for (const way of closing() ? [] : ways) {
      way();
      if (await until(closing, LEAVING)) break;
    }
    await until(closed, FADING); // while a list fades, some pages hide all else
    leave(element);
  }

  /**
   * Press Escape in an open list, as those that cover the page want it.
   * @param {HTMLElement[]} options
   */
  function pressEscape([option]) {
    const list = option?.closest("[role=listbox]");
    if (list) key(/** @type {HTMLElement} */ (list), "Escape");
  }

  /**
   * The options of a closed combobox, by opening it for a moment, and whether several may be chosen; no options for
   * a list that only searches.
   * @param {Question} question
   * @returns {Promise<Choices>}
   */
  async function readOptions(question) {
    const options = await open(question);
    const shown = options();
    const multiple = shown.some(
      (option) => option.closest("[role=listbox]")?.getAttribute("aria-multiselectable") === "true",
    );
    /** @type {Map<string, Wire.Option>} by visible text */
    const found = new Map();
    const whole = await leaf(options, (now) => {
      for (const { value, label } of now.map(fw.groups.member))
        if (label && !found.has(label)) found.set(label, { value, label });
      return false;
    });
    if (!found.size)
      for (const { value, label } of shown.map(fw.groups.member)) if (label) found.set(label, { value, label });
    await close(question, options);
    return { multiple, options: whole ? [...found.values()].slice(0, MOST_OPTIONS) : [] };
  }

  /**
   * Choose `wanted` (its visible text) and return whether the page shows it.
   * @param {Question} question
   * @param {string} wanted
   * @returns {Promise<boolean>}
   */
  async function choose(question, wanted) {
    const options = await open(question);
    const option =
      pick(options(), wanted) ?? (await further(options, wanted)) ?? (await search(question, wanted, options));
    if (!option) {
      await discard(question, options);
      return false;
    }
    const label = labelOf(option);
    press(option);
    const stuck = await until(() => shows(question, label), SETTLING);
    if (options().length) await close(question, options);
    else leave(question.element);
    await tick();
    if (stuck && shows(question, label)) return true;
    await discard(question, options);
    return false;
  }

  /**
   * Type into a list that searches, wait for its answer, and take the one option that fits.
   * @param {Question} question
   * @param {string} wanted
   * @param {() => HTMLElement[]} options
   * @returns {Promise<HTMLElement | null>}
   */
  async function search(question, wanted, options) {
    const input = /** @type {HTMLInputElement} */ (question.element);
    if (input.tagName !== "INPUT" || input.readOnly) return null;
    const before = options().map(labelOf).join("\n");
    fw.text.type(input, wanted);
    const fits = () =>
      options().length > 0 && options().map(labelOf).join("\n") !== before && Boolean(fitting(options(), wanted));
    const watched = watch(input);
    if (!(await until(() => fits() || watched.changed(), STARTING)) || !(await until(fits, SEARCHING))) {
      watched.stop();
      return fitting(options(), wanted);
    }
    watched.stop();
    await pause(60);
    return fitting(options(), wanted);
  }

  /**
   * The exact option, else the only one that begins with `wanted`.
   * @param {HTMLElement[]} options
   * @param {string} wanted
   * @returns {HTMLElement | null}
   */
  function fitting(options, wanted) {
    const exact = pick(options, wanted);
    if (exact) return exact;
    const longer = options.filter((option) => plain(labelOf(option)).startsWith(`${plain(wanted)},`));
    return longer.length === 1 ? (longer[0] ?? null) : null;
  }

  /**
   * Whether the combobox shows `label`, or its first words, as its choice.
   * @param {Question} question
   * @param {string} label
   * @returns {boolean}
   */
  function shows(question, label) {
    const texts = [displayed(question), ...chosen(question)].map(plain).filter(Boolean);
    return texts.some((text) => text === plain(label) || plain(label).startsWith(`${text} `));
  }

  /**
   * Take back typed text and close the list.
   * @param {Question} question
   * @param {() => HTMLElement[]} options
   */
  async function discard(question, options) {
    const input = /** @type {HTMLInputElement} */ (question.element);
    if (input.tagName === "INPUT" && input.value) fw.text.type(input, "");
    if (options().length) await close(question, options);
    else leave(question.element);
  }

  /**
   * Empty a combobox as a person can: its clear button, the Backspace and Delete keys, its first choice if that is none.
   * @param {Question} question
   * @returns {Promise<boolean>}
   */
  async function clear(question) {
    const { element } = question;
    if (element.tagName === "INPUT" && /** @type {HTMLInputElement} */ (element).value)
      fw.text.type(/** @type {HTMLInputElement} */ (element), "");
    const ways = [
      () => pressClear(question),
      ...chosen(question).map(() => () => key(element, "Backspace")),
      () => key(element, "Delete"),
      () => chooseNone(question),
    ];
    for (const way of ways) {
      if (!displayed(question)) return true;
      await way();
      await tick();
      leave(element); // while it has the focus, some show help where the choice stands
      if (await until(() => !displayed(question), CLEARING)) return true;
    }
    return false;
  }

  /** @param {Question} question */
  function pressClear(question) {
    const box = question.proxy ?? shellOf(question);
    const button = /** @type {HTMLElement | null} */ (box.querySelector(CLEAR));
    if (button?.getClientRects().length) press(button); // some are drawn only under the pointer
  }

  /**
   * @param {HTMLElement} element
   * @param {keyof typeof KEYS} name
   */
  function key(element, name) {
    const { KeyboardEvent } = /** @type {any} */ (element.ownerDocument.defaultView ?? window);
    const event = { key: name, code: name, keyCode: KEYS[name], bubbles: true, cancelable: true, composed: true };
    element.focus({ preventScroll: true });
    element.dispatchEvent(new KeyboardEvent("keydown", event));
    element.dispatchEvent(new KeyboardEvent("keyup", event));
  }

  /**
   * Choose the entry that stands for no choice ("Select One"), where the list has one.
   * @param {Question} question
   */
  async function chooseNone(question) {
    const options = await open(question);
    const none = options().find((option) => fw.words.placeholder.test(labelOf(option)));
    if (none) press(none);
    await tick();
    if (options().length) await close(question, options);
  }

  fw.combobox = { readOptions, choose, clear, key };
})();
