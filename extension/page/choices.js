// Ticking: radios, checkboxes, buttons, list options and native selects, by click as a person would.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { tidy } = fw.dom;
  const { visible } = fw.visibility;
  const { still } = fw.glance;
  const { press, settle, within, until } = fw.pointer;
  const { isOn, innerOf, sameText } = fw.values;

  const SETTLING = 150;
  const LEVELS = 4;
  const SHOWN = "[role=option], [data-value][data-selectable]";

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
    if (isPlainButton(element)) return pressButton(element, on);
    const label = () => fw.labels.tied(element).find(visible);
    const inner = innerOf(element);
    const ways = [
      () => press(still(element) ? element : (label() ?? element), false),
      () => element.click(),
      () => label()?.click(),
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

  /** @param {HTMLElement} element */
  function isPlainButton(element) {
    const role = element.getAttribute("role");
    return role === "button" || (element.tagName === "BUTTON" && !role);
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
    const stand = standOf(question);
    const before = [...control.options].map((option) => option.selected);
    setSelected(
      control,
      (option) =>
        wanted.some((one) => one.element === /** @type {HTMLElement} */ (option)) ||
        (control.multiple && option.selected),
    );
    await settle();
    const holds = () => wanted.every((one) => /** @type {any} */ (one.element).selected);
    if (holds()) {
      fw.touched.add(control);
      for (const { label } of wanted) await show(stand, label);
      if (holds()) return true;
    }
    setSelected(control, (_, place) => before[place] ?? false);
    return false;
  }

  /**
   * The box that stands for a hidden select; null where a person sees the select itself.
   * @param {Question} question
   * @returns {HTMLElement | null}
   */
  function standOf({ element, proxy }) {
    if (still(element)) return null;
    return proxy && !proxy.contains(element) ? proxy : standIn(element);
  }

  /**
   * Choose `label` once more in the list that stands for a hidden select, where that has not followed it.
   * @param {HTMLElement | null} stand
   * @param {string} label
   */
  async function show(stand, label) {
    if (!stand || says(stand, label)) return;
    press(heart(stand));
    const options = () => /** @type {HTMLElement[]} */ ([...stand.ownerDocument.querySelectorAll(SHOWN)]);
    const option = () => options().find((one) => visible(one) && sameText(fw.dom.read(one), label));
    await until(() => option() !== undefined, SETTLING * 2);
    const found = option();
    if (found) press(found);
    fw.pointer.leave(stand);
  }

  /**
   * @param {HTMLElement} box
   * @param {string} label
   */
  const says = (box, label) => fw.dom.plain(fw.dom.read(box)).includes(fw.dom.plain(label));

  /**
   * Put a select back to the options that were selected, and what stands for it.
   * @param {Question} question
   * @param {boolean[]} selected by place
   * @returns {Promise<boolean>}
   */
  async function restoreSelect(question, selected) {
    const control = /** @type {HTMLSelectElement} */ (question.element);
    const taken = [...control.options].filter((one, place) => one.selected && !selected[place]).map(({ text }) => text);
    const stand = standOf(question);
    const input = stand?.querySelector("input");
    if (stand && input)
      for (const _ of taken.filter((label) => says(stand, label))) fw.combobox.key(input, "Backspace");
    if ([...control.options].some((one, place) => one.selected !== selected[place]))
      setSelected(control, (_, place) => selected[place] ?? false);
    for (const option of control.selectedOptions) await show(stand, option.text);
    return [...control.options].every((one, place) => one.selected === selected[place]);
  }

  /**
   * What a person touches who presses a box in its middle.
   * @param {HTMLElement} box
   * @returns {HTMLElement}
   */
  function heart(box) {
    box.scrollIntoView?.({ block: "nearest" });
    const { x, y, width, height } = box.getBoundingClientRect();
    const touched = /** @type {HTMLElement | null} */ (
      box.ownerDocument.elementFromPoint(x + width / 2, y + height / 2)
    );
    return touched && box.contains(touched) ? touched : box;
  }

  /**
   * The one visible box beside a hidden select, which a library has drawn in its place.
   * @param {HTMLElement} select
   * @returns {HTMLElement | null}
   */
  function standIn(select) {
    for (let place = select, level = 0; level < 2; level++) {
      const next = /** @type {HTMLElement | null} */ (place.nextElementSibling);
      if (next && visible(next)) return next;
      if (!place.parentElement) return null;
      place = place.parentElement;
    }
    return null;
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
   * Whether Angular keeps what a radio was: it only hears of radios that are chosen, and no event takes that back.
   * @param {HTMLInputElement} radio
   */
  function isKept(radio) {
    return /(^|\s)ng-(valid|invalid|dirty|pristine|touched|untouched)(\s|$)/.test(radio.className);
  }

  /**
   * A radio cannot be clicked off; what the page's own model keeps stays in sight. While the page hears of it the radio is a text field without text: code that takes
   * the value of whatever has changed gets none, and React looks at fields by their type.
   * @param {HTMLInputElement} radio
   * @returns {boolean}
   */
  function uncheck(radio) {
    if (isKept(radio)) return false;
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

  fw.choices = { write, select, restoreSelect, setSelected, turn, restore };
})();
