// The lists that comboboxes open: which options belong to one, also where only those in view are drawn.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { walk, read, named } = fw.dom;
  const { visible } = fw.visibility;
  const { until } = fw.pointer;
  const { sameText } = fw.values;

  const MOST_OPTIONS = 1000;
  const DRAWING = 400;
  /** How far a list that draws only what is in view is leafed through, in heights of its box. */
  const LEAVES = 80;
  /** Options without the role, of a list whose roles stand apart from what is drawn. */
  const DRAWN = "[class*='item-option'], [class*='select-option'], [class*='option-item']";

  /**
   * The options that are open now and belong to this combobox.
   * @param {Question} question
   * @param {Set<HTMLElement>} before lists that were visible before it was opened
   * @returns {HTMLElement[]}
   */
  function openOptions({ element, proxy }, before) {
    const own = [element, proxy].flatMap((one) =>
      one ? [...named(one, "aria-controls"), ...named(one, "aria-owns")] : [],
    );
    const lists = own.flatMap(drawn);
    if (!lists.length) lists.push(...visibleLists().filter((list) => !before.has(list)));
    const options = [...new Set(lists.flatMap(optionsIn))];
    return options.filter((option) => option.getAttribute("aria-disabled") !== "true").slice(0, MOST_OPTIONS);
  }

  /**
   * A list, or the popup around one that is there for readers alone, beside the list that is drawn.
   * @param {HTMLElement} list
   * @returns {HTMLElement[]}
   */
  function drawn(list) {
    if (visible(list)) return [list];
    const popup = [list.parentElement, list.parentElement?.parentElement].find((box) => box && visible(box));
    return popup && list.getAttribute("role") === "listbox" && optionsIn(popup).length ? [popup] : [];
  }

  /**
   * @param {HTMLElement} list
   * @returns {HTMLElement[]}
   */
  function optionsIn(list) {
    const named = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=option]")]);
    if (named.length && !named.every(apart)) return named;
    const boxes = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(DRAWN)]);
    return boxes.filter((box) => !box.parentElement?.closest(DRAWN) && visible(box));
  }

  /**
   * Whether an option is there for readers alone, in a list that takes no room.
   * @param {HTMLElement} option
   */
  function apart(option) {
    const list = /** @type {HTMLElement | null} */ (option.closest("[role=listbox]"));
    return list !== null && !visible(list);
  }

  /** @returns {HTMLElement[]} */
  function visibleLists() {
    /** @type {HTMLElement[]} */
    const lists = [];
    walk(document, (element) => {
      if (element.getAttribute("role") === "listbox" && visible(element)) lists.push(element);
    });
    return lists;
  }

  /** @param {HTMLElement} option */
  const labelOf = (option) => read(option).replace(/\n/g, " ") || option.getAttribute("aria-label") || "";

  /**
   * The one option that reads as `wanted`; none where two do.
   * @param {HTMLElement[]} options
   * @param {string} wanted
   * @returns {HTMLElement | null}
   */
  function pick(options, wanted) {
    const exact = options.filter(
      (option) => option.getAttribute("data-value") === wanted || sameText(labelOf(option), wanted),
    );
    return exact.length === 1 ? (exact[0] ?? null) : null;
  }

  /**
   * The option that reads as `wanted`, further down in a list that draws only what is in view.
   * @param {() => HTMLElement[]} options
   * @param {string} wanted
   */
  async function further(options, wanted) {
    await leaf(options, (shown) => pick(shown, wanted) !== null);
    return pick(options(), wanted);
  }

  /**
   * The box of a list that draws only what is in view, or null.
   * @param {HTMLElement[]} options
   * @returns {HTMLElement | null}
   */
  function virtualBox(options) {
    const [first] = options;
    const box = first ? scrollerOf(first) : null;
    const drawnHeight = options.reduce((sum, one) => sum + one.getBoundingClientRect().height, 0);
    return box && drawnHeight < box.scrollHeight * 0.9 ? box : null;
  }

  /**
   * @param {HTMLElement} box
   * @param {number} to
   * @param {() => HTMLElement[]} options
   */
  async function scroll(box, to, options) {
    const before = options().map(labelOf).join("\n");
    box.scrollTop = to;
    box.dispatchEvent(new Event("scroll"));
    await until(() => options().map(labelOf).join("\n") !== before, DRAWING);
  }

  /**
   * Scroll through such a list from its top, until `enough` holds; false where it has not come to the end.
   * @param {() => HTMLElement[]} options
   * @param {(shown: HTMLElement[]) => boolean} enough
   * @returns {Promise<boolean>}
   */
  async function leaf(options, enough) {
    const box = virtualBox(options());
    if (!box) return true;
    if (box.scrollTop) await scroll(box, 0, options);
    if (enough(options())) return true;
    let last = -1;
    for (let leaves = 0; box.scrollTop > last; leaves++) {
      if (leaves === LEAVES) return false;
      last = box.scrollTop;
      await scroll(box, last + box.clientHeight * 0.95, options);
      if (enough(options())) return true;
    }
    return true;
  }

  /**
   * @param {HTMLElement} element
   * @returns {HTMLElement | null} the box in which it is scrolled
   */
  function scrollerOf(element) {
    for (let box = element.parentElement; box && box !== element.ownerDocument.body; box = box.parentElement)
      if (box.scrollHeight > box.clientHeight + 8 && fw.dom.styleOf(box).overflowY !== "visible") return box;
    return null;
  }

  fw.listing = { MOST_OPTIONS, openOptions, visibleLists, labelOf, pick, further, leaf };
})();
