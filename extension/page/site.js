// What belongs to the site around a form: its language, its cookie notice, its chat, the number of goods in a cart.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { closest, fact, once } = fw.dom;
  const { words } = fw;

  const MOST_IN_CHAT = 4;
  const LONGEST_NOTICE = 6000;
  const FORMLIKE =
    "form, [role=form], [role=dialog], fieldset, [class*='application' i], [class*='form-field' i], [data-field-path]";
  const FORMS_OWN = "textarea, input[type=file], input[type=email]";
  const AROUND = "nav, [role=navigation], header, footer, [role=banner], [role=contentinfo]";
  const TEXTLIKE =
    "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button]), textarea, select";
  /** Boxes in which a site asks to be allowed its cookies. */
  const NOTICE =
    "dialog, [role=dialog], [role=alertdialog], [role=region], aside, [class*='banner' i], [class*='consent' i], [class*='notice' i], [class*='modal' i], [class*='popup' i], [class*='overlay' i]";

  /**
   * Whether a question is a setting of the site around the form: its language, an order, cookies, a chat.
   * @param {Question} question
   * @param {string} label
   */
  function isOfSite(question, label) {
    const { element, kind } = question;
    if (kind !== "text" && (within(element, words.cookies) || isInNotice(element.parentElement ?? element)))
      return true;
    if (within(element, words.chat) || inChat(element)) return true;
    if (kind === "text") return isQuantity(element, label);
    if (kind === "buttons") return words.site.test(label);
    if (kind !== "select" && kind !== "combobox") return false;
    if (closest(element, AROUND) && isAlone(element)) return true;
    return words.site.test(label) && !closest(element, FORMLIKE) && !isBesideText(element);
  }

  /**
   * Whether a list stands in no form, or in one of its own.
   * @param {HTMLElement} element
   */
  function isAlone(element) {
    const form = closest(element, "form");
    return !form || form.querySelectorAll(TEXTLIKE).length === 1;
  }

  /** Whether an element stands in a notice on cookies, in which nobody writes. */
  const isInNotice = fact((/** @type {HTMLElement} */ element) => {
    for (let box = closest(element, NOTICE); box; box = box.parentElement && closest(box.parentElement, NOTICE))
      if (once("cookies", box, isNotice)) return true;
    return false;
  });

  /** @param {HTMLElement} box */
  function isNotice(box) {
    const text = box.textContent ?? "";
    return text.length < LONGEST_NOTICE && /cookie/i.test(text) && box.querySelector(TEXTLIKE) === null;
  }

  /**
   * Whether a control stands in the window of a chat: a few fields at most, and no upload.
   * @param {HTMLElement} element
   * @returns {boolean}
   */
  function inChat(element) {
    const at = element.parentElement;
    if (!at || at === at.ownerDocument.body) return false;
    return once("chat", at, () => {
      const named = words.chatWindow.test(`${at.id} ${at.getAttribute("class") ?? ""}`);
      if (!named) return inChat(at);
      return at.querySelectorAll(TEXTLIKE).length <= MOST_IN_CHAT && at.querySelector("input[type=file], h1") === null;
    });
  }

  /**
   * Whether a number that is there already says how many of a thing to buy.
   * @param {HTMLElement} element
   * @param {string} label
   */
  function isQuantity(element, label) {
    const { value } = /** @type {HTMLInputElement} */ (element);
    return /^\d{1,3}$/.test(value) && words.quantity.test(label);
  }

  /**
   * Whether a list stands in one small box with a text that is written, as a currency with an amount.
   * @param {HTMLElement} element
   */
  function isBesideText(element) {
    const box = element.parentElement;
    return [box, box?.parentElement].some((around) => {
      const inputs =
        around?.querySelectorAll("input:not([type]), input[type=text], input[type=number], textarea") ?? [];
      return inputs.length === 1 && !fw.search.isBox(/** @type {HTMLInputElement} */ (inputs[0]), "");
    });
  }

  /**
   * Whether a box around the element is named so, in a form that asks for nothing written.
   * @param {HTMLElement} element
   * @param {RegExp} name
   * @returns {boolean}
   */
  function within(element, name) {
    const at = element.parentElement;
    if (!at || at === at.ownerDocument.body) return false;
    return once(name.source, at, () => {
      const said = `${at.id} ${at.getAttribute("class") ?? ""} ${at.getAttribute("aria-label") ?? ""}`;
      if (name.test(said)) return (at.closest("form") ?? at).querySelector(FORMS_OWN) === null;
      return within(at, name);
    });
  }

  fw.site = { isOfSite };
})();
