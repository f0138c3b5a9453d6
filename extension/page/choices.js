// Ticking: radios, checkboxes, buttons, list options and native selects, by click as a person would.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { tidy } = fw.dom;
  const { visible } = fw.visibility;
  const { press, settle, within, until } = fw.pointer;
  const { isOn, innerOf, sameText } = fw.values;

  const SETTLING = 150;
  const LEVELS = 4;

  /**
   * The members that the answer names: by value, else by visible text; null where one is not there or is there twice.
   * @param {Member[]} members
   * @param {string[]} answers
   * @param {string[]} labels
   * @returns {Member[] | null}
   */
  function matching(members, answers, labels) {
    const found = answers.map((answer, place) => {
      const byText = members.filter(
        (one) => sameText(one.label, labels[place] ?? answer) || sameText(one.label, answer),
      );
      const byValue = members.filter((one) => one.value && one.value === answer);
      const both = byValue.filter((one) => byText.includes(one));
      return [both, byValue, byText].find((list) => list.length === 1)?.[0] ?? null;
    });
    return found.includes(null) ? null : /** @type {Member[]} */ (found);
  }

  /**
   * Make a choice on or off; returns whether it is so afterwards.
   * @param {HTMLElement} element
   * @param {boolean} on
   * @returns {Promise<boolean>}
   */
  async function turn(element, on) {
    if (isOn(element) === on) return true;
    if (element.tagName === "BUTTON" && !element.getAttribute("role")) return pressButton(element, on);
    const [label] = fw.labels.tied(element).filter(visible);
    const inner = innerOf(element);
    const ways = [
      () => press(visible(element) || !label ? element : label, false),
      () => element.click(),
      () => label?.click(),
      () => inner?.click(),
    ];
    for (const way of ways) {
      way();
      if (await until(() => isOn(element) === on, SETTLING)) {
        await settle();
        if (isOn(element) === on) return true;
      }
    }
    return false;
  }

  /**
   * Press a plain button once; one that names no state is on when it looks different afterwards.
   * @param {HTMLElement} button
   * @param {boolean} on
   * @returns {Promise<boolean>}
   */
  async function pressButton(button, on) {
    const { pressed } = fw;
    const before = look(button);
    pressed.delete(button);
    press(button);
    await until(() => isOn(button) === on && look(button) !== before, SETTLING);
    if (on && !isOn(button) && look(button) !== before) pressed.add(button);
    return isOn(button) === on;
  }

  /** @param {HTMLElement} element */
  function look(element) {
    const style = fw.dom.styleOf(element);
    return [element.className, style.backgroundColor, style.borderColor, style.color, style.fontWeight].join("|");
  }

  /**
   * Turn on exactly the members that the answer names.
   * @param {Question} question
   * @param {string[]} answers
   * @param {string[]} labels
   * @returns {Promise<boolean>}
   */
  async function write(question, answers, labels) {
    const wanted = matching(question.members, answers, labels);
    if (!wanted) return false;
    let all = true;
    for (const one of wanted) all = (await turn(one.element, true)) && all;
    return all;
  }

  /**
   * Choose in a native select by value and text.
   * @param {Question} question
   * @param {string[]} answers
   * @param {string[]} labels
   * @returns {Promise<boolean>}
   */
  async function select(question, answers, labels) {
    const control = /** @type {HTMLSelectElement} */ (question.element);
    const members = [...control.options].map((option) => ({
      element: option,
      value: option.value,
      label: tidy(option.text),
    }));
    const wanted = matching(/** @type {any} */ (members), answers, labels);
    if (!wanted) return false;
    const before = [...control.options].map((option) => option.selected);
    setSelected(
      control,
      (option) =>
        wanted.some((one) => one.element === /** @type {HTMLElement} */ (option)) ||
        (control.multiple && option.selected),
    );
    await settle();
    if (wanted.every((one) => /** @type {any} */ (one.element).selected)) {
      fw.touched.add(control);
      return true;
    }
    setSelected(control, (_, place) => before[place] ?? false);
    return false;
  }

  /**
   * @param {HTMLSelectElement} control
   * @param {(option: HTMLOptionElement, place: number) => boolean} chosen
   */
  function setSelected(control, chosen) {
    const states = [...control.options].map(chosen);
    within(control, () => {
      if (control.multiple)
        for (const [place, option] of [...control.options].entries()) option.selected = states[place] ?? false;
      else control.selectedIndex = states.indexOf(true);
      fw.text.announce(control, "input");
      fw.text.announce(control, "change");
    });
  }

  /**
   * Put a group back to the members that were on; a native radio group may also go back to none.
   * @param {Question} question
   * @param {HTMLElement[]} on
   * @returns {Promise<boolean>}
   */
  async function restore(question, on) {
    let all = true;
    for (const { element } of question.members) {
      const wanted = on.includes(element);
      const native = question.kind === "radio" ? /** @type {HTMLInputElement} */ (element) : innerOf(element);
      const radio = native?.type === "radio" ? native : null;
      if (isOn(element) === wanted || (radio && !wanted && on.length)) continue;
      all = (radio && !wanted ? uncheck(radio) : await turn(element, wanted)) && all;
    }
    return all || (!on.length && clear(question));
  }

  /**
   * Take a choice back by the button that some groups show for it.
   * @param {Question} question
   * @returns {Promise<boolean>}
   */
  async function clear({ members }) {
    const elements = members.map((one) => one.element);
    const none = () => !elements.some(isOn);
    let box = elements[0]?.parentElement ?? null;
    for (let level = 0; box && level < LEVELS; level++, box = box.parentElement) {
      if (box.querySelector("input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select")) break;
      if (!elements.every((one) => box?.contains(one))) continue;
      const buttons = /** @type {HTMLElement[]} */ ([...box.querySelectorAll("button, [role=button]")]);
      const button = buttons.find((one) => visible(one) && fw.words.clearChoice.test(fw.dom.read(one)));
      if (!button) continue;
      press(button);
      return until(none, SETTLING);
    }
    return none();
  }

  /**
   * A radio cannot be clicked off. While the page hears of it the radio is a text field without text: code that takes
   * the value of whatever has changed gets none, and React looks at fields by their type.
   * @param {HTMLInputElement} radio
   * @returns {boolean}
   */
  function uncheck(radio) {
    const view = /** @type {any} */ (radio.ownerDocument.defaultView ?? window);
    const { set } = Object.getOwnPropertyDescriptor(view.HTMLInputElement.prototype, "checked") ?? {};
    const value = radio.getAttribute("value");
    set?.call(radio, false);
    radio.type = "text";
    fw.text.setNative(radio, "");
    fw.text.announce(radio, "input");
    fw.text.announce(radio, "change");
    radio.type = "radio";
    if (value === null) radio.removeAttribute("value");
    else radio.setAttribute("value", value);
    return !radio.checked;
  }

  fw.choices = { write, select, setSelected, turn, restore };
})();
