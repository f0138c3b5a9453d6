// Controls that only look for something: a site's search box, the bar that finds a room, the filters of a list.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { closest, fact, read, once } = fw.dom;
  const { tied } = fw.labels;
  const { words } = fw;

  const FEW = 4;
  const LEVELS = 6;
  /** What a form is marked by where there is no form element. */
  const BLOCK =
    "[role=form], [role=dialog], fieldset, [class*='application' i], [class*='form-field' i], [data-field-path]";
  const SEARCHING =
    "[role=search], search, [class*='job-search' i], [class*='jobs-search' i], [class*='search-form' i], [class*='site-search' i]";
  const TEXTLIKE =
    "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button]), textarea, select";
  const ASKING = "textarea, [type=file], [type=email], [type=tel]";
  const BOX = "[type=search], [role=searchbox]";
  const FILTERLIKE = /(^|[-_\s])(filters?|facets?|facet-?list|refine(ments?)?)([-_\s]|$)/i;
  /** A choice with the number of what it would leave in a list: "London (12)". */
  const COUNTED = /\S ?\(\d[\d.,]*\)$/;

  /**
   * Whether a field only finds something.
   * @param {Question} question
   * @param {string} label
   */
  function isSearch(question, label) {
    const typed = question.kind === "text" || question.kind === "combobox";
    return (typed && isBox(/** @type {HTMLInputElement} */ (question.element), label)) || isFilter(question, label);
  }

  /**
   * @param {HTMLInputElement} input
   * @param {string} label
   */
  function isBox(input, label) {
    const role = input.getAttribute("role");
    if ((input.type === "search" && role !== "combobox") || role === "searchbox") return true;
    if (isInSearch(input)) return true;
    const form = input.closest("form");
    const fields = form ? fieldsIn(form) : 1;
    if (fields > FEW || form?.querySelector("textarea, [type=file], [type=email]")) return false;
    if (form && fields > 1) return isSearchForm(form);
    const named = words.searchName.test(input.name) || words.search.test(label);
    if (named) return form !== null || !closest(input, BLOCK);
    return form !== null && isBeside(form) && startsSearch(form);
  }

  const isInSearch = fact((/** @type {HTMLElement} */ element) => closest(element, SEARCHING) !== null);

  /**
   * How many controls of a form one could type in.
   * @param {HTMLElement} form
   */
  function fieldsIn(form) {
    return once("fields", form, () => form.querySelectorAll(TEXTLIKE).length);
  }

  /**
   * Whether a form only finds jobs, rooms or goods.
   * @param {HTMLFormElement} form
   */
  function isSearchForm(form) {
    return once("search form", form, () => {
      const button = form.querySelector("button, [type=submit]");
      if (button && words.search.test(saidBy(button))) return true;
      const fields = /** @type {HTMLElement[]} */ ([...form.querySelectorAll(TEXTLIKE)]);
      return !form.querySelector(ASKING) && isBeside(form) && fields.every((one) => words.finding.test(nameOf(one)));
    });
  }

  /**
   * Whether a form's button says that it finds something, or nothing: a lens, an arrow.
   * @param {HTMLFormElement} form
   */
  function startsSearch(form) {
    const button = form.querySelector("button, [type=submit], [type=image]");
    return button !== null && !form.querySelector(ASKING) && words.go.test(saidBy(button));
  }

  /**
   * Whether a form stands on a page beside another that asks more.
   * @param {HTMLFormElement} form
   */
  function isBeside(form) {
    return [...form.ownerDocument.forms].some((other) => other !== form && fieldsIn(other) > FEW);
  }

  /** @param {Element} button */
  function saidBy(button) {
    return (read(button) || button.getAttribute("value") || button.getAttribute("aria-label") || "").trim();
  }

  /**
   * What a control is called, without looking further than its own labels.
   * @param {HTMLElement} element
   */
  function nameOf(element) {
    const [label] = tied(element);
    return (label && read(label)) || element.getAttribute("aria-label") || element.getAttribute("placeholder") || "";
  }

  /**
   * Whether a choice or a text narrows a list: it stands with a search box among filters, or its choices are counted.
   * @param {Question} question
   * @param {string} label
   */
  function isFilter({ element, members }, label) {
    if (isAmongFilters(element)) return true;
    if (element.getAttribute("type") !== "checkbox") return false;
    const form = closest(element, "form");
    if (form?.querySelector("textarea, [type=file], [type=email]")) return false;
    return members.length ? members.every((one) => COUNTED.test(one.label)) : COUNTED.test(label);
  }

  /**
   * @param {HTMLElement} element
   * @returns {boolean}
   */
  function isAmongFilters(element) {
    let box = element.parentElement;
    for (let level = 0; box && level < LEVELS && box !== box.ownerDocument.body; level++, box = box.parentElement)
      if (isFilterBox(box)) return true;
    return false;
  }

  /** Whether a box is called one of filters, holds a search box with others, and asks for nobody's data. */
  const isFilterBox = fact((/** @type {HTMLElement} */ box) => {
    if (!FILTERLIKE.test(`${box.id} ${box.className}`) || box.querySelector(ASKING)) return false;
    return [...box.querySelectorAll(BOX)].some((one) => one.getAttribute("role") !== "combobox");
  });

  fw.search = { isSearch, isBox, fieldsIn, saidBy };
})();
