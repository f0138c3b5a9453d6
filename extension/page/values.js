// What a question holds now, and the choices it shows.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { once, read, plain, tidy, rootOf, named, parent } = fw.dom;
  const { words } = fw;

  const QUIET =
    "[aria-live], [role=log], [role=status], [role=listbox], [role=option], [class*='placeholder' i], [id*='placeholder' i], label";
  const WIDGET = /control|select|combobox|autocomplete|typeahead|container/i;
  const SHELL = 5;
  /** The most characters of a choice. */
  const LONGEST = 1000;
  const WORDED = /[\p{L}\p{N}]/u;
  /** Where in a list an entry may ask for a choice; further down only an empty one is none. */
  const LEADING = 3;

  /**
   * Whether an option stands for no choice: "Select…", an empty value in first place.
   * @param {HTMLOptionElement} option
   * @param {number} [index] its place, which an option itself finds by counting
   * @returns {boolean}
   */
  function isPlaceholder(option, index = option.index) {
    const { text } = option;
    if (index >= LEADING && option.value !== "") return !WORDED.test(text);
    if (index === 0 && /^\s*[-–—]+\s*[^-–—]{1,40}?\s*[-–—]+\s*$/.test(text)) return true;
    if (words.placeholder.test(text.trim()) || (index === 0 && words.placeholder.test(option.value || "x")))
      return true;
    return option.value === "" && (option.disabled || option.hidden === true || index === 0 || !text.trim());
  }

  /**
   * The choices a person can see, with the value each submits.
   * @param {Question} question
   * @returns {Wire.Option[]}
   */
  function options(question) {
    const { element, kind, members } = question;
    if (kind === "segments") return [];
    if (kind === "text") return suggested(/** @type {HTMLInputElement} */ (element));
    if (kind === "select") return ofSelect(/** @type {HTMLSelectElement} */ (element));
    const mirror = element.parentElement?.querySelector(":scope > select[aria-hidden=true]");
    const mirrored = kind === "combobox" && mirror ? ofSelect(/** @type {HTMLSelectElement} */ (mirror)) : [];
    if (mirrored.length) return mirrored;
    const shown = kind === "combobox" ? listOf(question).map(fw.groups.member) : members;
    const useful = kind === "combobox" ? shown.filter((one) => one.label && !words.placeholder.test(one.label)) : shown;
    if (kind === "combobox" && !useful.length) return fw.declared.options(question);
    const heads = kind === "combobox" ? [] : fw.grid.choiceHeads(useful.map((one) => one.element));
    const alike = useful.length > 1 && new Set(useful.map((one) => one.label)).size === 1;
    // the choices of a grid are read out with their row: "Good, response for Speed"
    const rowed = useful.every(({ value, label }) => value && label.startsWith(`${value},`));
    return useful.map(({ value, label }, at) => ({
      value: value.slice(0, LONGEST),
      label: (heads[at] ?? (alike ? value || String(at + 1) : rowed ? value : label)).slice(0, LONGEST),
    }));
  }

  /**
   * What a text field suggests in a list of the page.
   * @param {HTMLInputElement} input
   * @returns {Wire.Option[]}
   */
  function suggested(input) {
    const texts = [...(input.list?.options ?? [])].map((one) => ({ value: one.value, label: one.label || one.value }));
    if (!texts.length && input.tagName === "INPUT") return fw.declared.of(input);
    return texts.filter(({ label }) => label && !words.placeholder.test(label));
  }

  /**
   * @param {HTMLSelectElement} select
   * @returns {Wire.Option[]}
   */
  function ofSelect(select) {
    return once("options", select.innerHTML, () => choicesIn(select)); // forms ask by the same list again and again
  }

  /**
   * @param {HTMLSelectElement} select
   * @returns {Wire.Option[]}
   */
  function choicesIn(select) {
    const disabled = new Set(select.querySelectorAll("option[disabled]"));
    /** @type {Wire.Option[]} */
    const found = [];
    let index = 0;
    for (const option of select.options) {
      const at = index++;
      if (disabled.size > 0 && disabled.has(option)) continue;
      const { text, value } = option;
      const chosen = at < LEADING || value === "" ? !isPlaceholder(option, at) : WORDED.test(text);
      if (chosen) found.push({ value: value.slice(0, LONGEST), label: tidy(text).slice(0, LONGEST) });
    }
    return found;
  }

  /**
   * The options of the list that a combobox names, open or closed; a list that is not there has none.
   * @param {Question} question
   * @returns {HTMLElement[]}
   */
  function listOf(question) {
    const { element, proxy } = question;
    const lists = [element, proxy].flatMap((one) =>
      one ? [...named(one, "aria-controls"), ...named(one, "aria-owns")] : [],
    );
    if (proxy) lists.push(.../** @type {HTMLElement[]} */ ([...proxy.querySelectorAll("[role=listbox]")]));
    const options = new Set(lists.flatMap((list) => [...list.querySelectorAll("[role=option]")]));
    return /** @type {HTMLElement[]} */ ([...options]);
  }

  /**
   * Whether several choices may be made.
   * @param {Question} question
   * @returns {boolean}
   */
  function isMultiple({ element, kind }) {
    if (kind === "checkboxes" || kind === "ariaCheckboxes") return true;
    const lists = kind === "combobox" ? named(element, "aria-controls") : [];
    if ([element, ...lists].some((one) => one.getAttribute("aria-multiselectable") === "true")) return true;
    return (kind === "select" || kind === "file") && /** @type {HTMLSelectElement} */ (element).multiple;
  }

  /**
   * What the question holds of anybody's choice: as `held`, but null for what a list of dial codes shows by itself.
   * @param {Question} question
   * @returns {string | string[] | boolean | null}
   */
  function current(question) {
    const value = held(question);
    return typeof value === "string" && fw.dial.isPreset(question, value) ? null : value;
  }

  /**
   * What the question holds: text, a choice's value (its label if it has none), a list, true, or null for nothing.
   * @param {Question} question
   * @returns {string | string[] | boolean | null}
   */
  function held(question) {
    const { element, kind, members } = question;
    if (kind === "text")
      return isAsShown(/** @type {any} */ (element)) ? null : fw.dial.whole(element, textIn(element)) || null;
    if (kind === "slider") return fw.touched.has(element) ? String(fw.sliders.placeOf(element)) : null;
    if (kind === "editable") return read(element) || null;
    if (kind === "segments") return heldIn(members);
    if (kind === "select") return selected(/** @type {HTMLSelectElement} */ (element));
    if (kind === "combobox") return displayed(question) || null;
    if (kind === "file") return fileNames(/** @type {HTMLInputElement} */ (element));
    if (kind === "checkbox" || kind === "ariaCheckbox") return isOn(element) || null;
    const on = members.filter((one) => isOn(one.element)).map((one) => one.value || one.label);
    if (isMultiple(question)) return on.length ? on : null;
    return on[0] ?? null;
  }

  /** @param {HTMLElement} element */
  const textIn = (element) => /** @type {HTMLInputElement} */ (element).value;

  /**
   * Whether a control that cannot be empty shows what the browser or the page has set it to, and nobody else.
   * @param {HTMLInputElement} input
   */
  function isAsShown(input) {
    if (input.type !== "range" && input.type !== "color") return false;
    const set = !input.hasAttribute("value") || input.value === input.defaultValue;
    return set && !fw.touched.has(input) && !input.matches(":user-valid, :user-invalid");
  }

  /**
   * What the parts of an answer show: a date, a time, or the digits of a number; null while one is empty.
   * @param {Member[]} members
   * @returns {string | null}
   */
  function heldIn(members) {
    const [first] = members;
    if (first?.value !== "digits" && first?.value !== "hour") return dateIn(members);
    const held = members.map(({ element }) => shownIn(element));
    return held.every(Boolean) ? held.join(first.value === "hour" ? ":" : "") : null;
  }

  /**
   * The date that its parts show, as ISO where they are numbers; null while one is empty.
   * @param {Member[]} members
   * @returns {string | null}
   */
  function dateIn(members) {
    const parts = ["year", "month", "day"].map((part) => members.find((one) => one.value === part));
    const held = parts.flatMap((one) => (one ? [shownIn(one.element)] : []));
    return held.every(Boolean) ? held.map((text) => text?.padStart(2, "0")).join("-") : null;
  }

  /**
   * @param {HTMLElement} element
   * @returns {string | null} what a part of a date shows
   */
  function shownIn(element) {
    if (element.tagName === "SELECT") return [selected(/** @type {HTMLSelectElement} */ (element))].flat()[0] ?? null;
    return /** @type {HTMLInputElement} */ (element).value || null;
  }

  /**
   * @param {HTMLInputElement} input
   * @returns {string | null}
   */
  function fileNames(input) {
    const names = [...(input.files ?? [])].map((file) => file.name);
    return names.join(", ") || null;
  }

  /**
   * Whether a radio, checkbox, option or pressed button is on.
   * @param {HTMLElement} element
   * @returns {boolean}
   */
  function isOn(element) {
    const input = /** @type {HTMLInputElement} */ (element);
    if (element.tagName === "INPUT") return input.checked;
    if (fw.pressed.has(element) || innerOf(element)?.checked) return true;
    const states = ["aria-checked", "aria-selected", "aria-pressed"].map((name) => element.getAttribute(name));
    if (states.some((state) => state !== null)) return states.includes("true");
    return (
      /(^|[-_\s])(active|selected|checked|pressed|is-on)([-_\s]|$)/i.test(element.className) ||
      element.dataset.state === "checked"
    );
  }

  /**
   * The native control that a choice of the page's own drawing holds and is sent by.
   * @param {HTMLElement} element
   * @returns {HTMLInputElement | null}
   */
  function innerOf(element) {
    if (!/^(radio|checkbox|switch)$/.test(element.getAttribute("role") ?? "")) return null;
    const inside = element.querySelectorAll("input");
    const [inner] = inside;
    return inside.length === 1 && inner && /^(radio|checkbox)$/.test(inner.type) ? inner : null;
  }

  /**
   * The chosen values of a select; what the browser shows first without anybody's choice counts as nothing.
   * @param {HTMLSelectElement} select
   * @returns {string | string[] | null}
   */
  function selected(select) {
    const chosen = [...select.selectedOptions].filter((option) => !isPlaceholder(option));
    if (select.multiple) return chosen.length ? chosen.map((option) => option.value) : null;
    const [first] = chosen;
    if (!first) return null;
    const byItself = first.index === 0 && !first.defaultSelected && !fw.touched.has(select);
    return byItself && !select.matches(":user-valid, :user-invalid") ? null : first.value || tidy(first.text);
  }

  /**
   * The choice a combobox shows: its text input's value, else the text of the box around it.
   * @param {Question} question
   * @returns {string}
   */
  function displayed(question) {
    const { element } = question;
    const value = element.tagName === "INPUT" ? /** @type {HTMLInputElement} */ (element).value : "";
    if (value) return words.placeholder.test(value) ? "" : tidy(value);
    const text = chosen(question).join(", ");
    return words.placeholder.test(text) ? "" : text;
  }

  /**
   * The texts shown in the box of a combobox, one for each part of it.
   * @param {Question} question
   * @returns {string[]}
   */
  function chosen(question) {
    const shell = shellOf(question);
    const text = read(
      shell,
      (part) => part.matches(QUIET) || part.getAttribute("aria-hidden") === "true" || fw.declared.isPart(part),
    );
    return text.split("\n").filter((line) => line && !words.placeholder.test(line));
  }

  /**
   * The box that shows a combobox's choice: its button, or the narrow surroundings of its input.
   * @param {Question} question
   * @returns {HTMLElement}
   */
  function shellOf({ element, proxy }) {
    if (element.tagName !== "INPUT") return element;
    let shell = element;
    const label = element.id ? rootOf(element).querySelector(`label[for="${CSS.escape(element.id)}"]`) : null;
    for (let level = 0; level < SHELL; level++) {
      const up = parent(shell);
      if (!up || up.tagName === "LABEL" || up.tagName === "FORM" || up.querySelector("label, legend, p")) break;
      if ((label && up.contains(label)) || fw.owned?.get(up) === -1 || (level > 1 && !WIDGET.test(up.className))) break;
      shell = up;
    }
    return proxy?.contains(shell) ? proxy : shell;
  }

  /**
   * Whether two texts are the same choice to a reader.
   * @param {string} one
   * @param {string} other
   * @returns {boolean}
   */
  function sameText(one, other) {
    return plain(one) === plain(other);
  }

  fw.values = { options, isMultiple, current, held, isOn, innerOf, displayed, chosen, shellOf, sameText };
})();
