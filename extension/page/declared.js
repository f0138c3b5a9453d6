// Choices that stand in attributes, as JSON for the page's own code, or as parts of an element of the page's own making.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { once, read, tidy } = fw.dom;
  const { words } = fw;

  /** Attributes that are a list of choices, and those that hold one among other things. */
  const LISTS =
    /^(?:data-|v-bind:|:)?(?:[a-z]+-){0,2}(?:options|choices|items|values|source|list|enum)(?:-json|-value)?$/;
  const HOLDERS = /^(?:data-|:)?(?:[a-z]+-){0,2}(?:props|config|settings|schema|field)(?:-json|-value)?$/;
  const KEYS = ["options", "choices", "items", "values", "enum"];
  const LABELS = ["label", "text", "name", "title", "displayName", "caption"];
  const VALUES = ["value", "id", "key", "code", "slug"];
  const DEEP = 3;
  const LEVELS = 4;
  const CONTROL = "input:not([type=hidden]), textarea, select, button, [role=combobox], [contenteditable]";

  /**
   * What an attribute's text says: JSON, or a list as scripts spell it.
   * @param {string} text
   * @returns {unknown}
   */
  function parse(text) {
    if (!/^\s*[[{]/.test(text)) return null;
    const spelt = text.replace(/'/g, '"').replace(/([{,]\s*)([a-z_]\w*)\s*:/gi, '$1"$2":');
    for (const one of [text, spelt]) {
      try {
        return JSON.parse(one);
      } catch {
        // the next spelling
      }
    }
    return null;
  }

  /**
   * @param {unknown} found
   * @returns {string | null}
   */
  const plainText = (found) => (typeof found === "string" || typeof found === "number" ? tidy(String(found)) : null);

  /**
   * One choice of a list: a text, a pair, or an object with a label; null for anything else.
   * @param {unknown} item
   * @returns {Wire.Option | null}
   */
  function optionOf(item) {
    const text = plainText(item);
    if (text !== null) return { value: text, label: text };
    if (Array.isArray(item)) {
      const [value, label] = item.map(plainText);
      return item.length === 2 && value && label ? { value, label } : null;
    }
    if (!item || typeof item !== "object") return null;
    /** @param {string[]} names */
    const first = (names) =>
      names.map((name) => plainText(/** @type {any} */ (item)[name])).find((one) => one !== null);
    const label = first(LABELS) ?? first(VALUES);
    return label === undefined ? null : { value: first(VALUES) ?? label ?? "", label: label ?? "" };
  }

  /**
   * The choices of a list, or none where one part of it is no choice.
   * @param {unknown} list
   * @returns {Wire.Option[]}
   */
  function optionsOf(list) {
    if (!Array.isArray(list)) return [];
    const found = list.map(optionOf);
    if (found.includes(null)) return [];
    return /** @type {Wire.Option[]} */ (found).filter(({ label }) => label && !words.placeholder.test(label));
  }

  /**
   * The first list of choices inside what a component is given.
   * @param {unknown} held
   * @param {number} [level]
   * @returns {Wire.Option[]}
   */
  function listIn(held, level = 0) {
    if (!held || typeof held !== "object" || Array.isArray(held) || level === DEEP) return [];
    const { [KEYS.find((key) => key in held) ?? ""]: list, ...others } = /** @type {Record<string, unknown>} */ (held);
    const found = optionsOf(list);
    if (found.length > 1) return found;
    return (
      Object.values(others)
        .map((one) => listIn(one, level + 1))
        .find((one) => one.length > 1) ?? []
    );
  }

  /**
   * The choices that an element declares for itself.
   * @param {Element} element
   * @returns {Wire.Option[]}
   */
  function of(element) {
    return once("declared", element, () => {
      for (const { name, value } of element.attributes) {
        const list = LISTS.test(name);
        if (!list && !HOLDERS.test(name)) continue;
        const told = name === "data-list" && element.tagName === "INPUT" ? value.split(",") : parse(value);
        const found = list ? optionsOf(told) : listIn(told);
        if (found.length > 1) return found;
      }
      return partsOf(element).map((part) => {
        const label = tidy(read(part) || part.getAttribute("label") || "");
        return { value: part.getAttribute("value") ?? "", label };
      });
    });
  }

  /**
   * The choices that stand as elements of the page's own making in a list of its own making.
   * @param {Element} list
   * @returns {Element[]}
   */
  function partsOf(list) {
    if (!list.localName.includes("-")) return [];
    return [...list.querySelectorAll("[value]")].filter(isPart);
  }

  /** @param {Element} part */
  const isPart = ({ localName }) => /-.*(option|item)$/.test(localName);

  /**
   * Whether an element is a list of choices of the page's own making, with nothing in it that one could type in.
   * @param {Element} element
   */
  function isList(element) {
    const own = element.localName.includes("-");
    if (!own && !element.hasAttribute("data-options")) return false;
    if (element.querySelector(CONTROL) || element.matches(CONTROL)) return false;
    if (own && fw.adapter.shadowRoot(element)?.querySelector(CONTROL)) return false;
    return of(element).length > 1;
  }

  /**
   * The choices declared by a control or a box around it that holds no other question.
   * @param {Question} question
   * @returns {Wire.Option[]}
   */
  function options({ element, proxy }) {
    let box = /** @type {HTMLElement | null} */ (proxy?.contains(element) ? proxy : element);
    for (let level = 0; box && level < LEVELS && fw.owned?.get(box) !== -1; level++, box = fw.dom.parent(box)) {
      const found = of(box);
      if (found.length > 1) return found;
    }
    return [];
  }

  fw.declared = { of, options, isList, isPart };
})();
