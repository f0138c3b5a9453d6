// Questions that are seen but left alone, each for a reason that can be named.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { closest, styleOf } = fw.dom;
  const { words } = fw;

  const LOGIN_FIELDS = 4;
  const TEXTLIKE =
    "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button]), textarea, select";

  /**
   * Why nothing is to be filled here, or null.
   * @param {Question} question
   * @param {string} label
   * @returns {Reason | null}
   */
  function reasonToLeave(question, label) {
    const { element } = question;
    const input = /** @type {HTMLInputElement} */ (element);
    const names = `${element.getAttribute("name") ?? ""} ${element.id} ${element.getAttribute("data-automation-id") ?? ""}`;
    const autocomplete = element.getAttribute("autocomplete") ?? "";
    const all = `${names} ${element.getAttribute("class") ?? ""} ${label}`;
    if (input.type === "password" || /password/.test(autocomplete)) return "password";
    if (autocomplete === "one-time-code" || words.code.test(`${names} ${label}`)) return "code";
    if (words.captcha.test(all) || closest(element, "[class*=captcha], [id*=captcha]")) return "captcha";
    if (/^cc-/.test(autocomplete) || words.card.test(`${names} ${label}`)) return "card";
    if (words.honeypot.test(all) || isBait(question)) return "honeypot";
    if (question.kind === "text" && isSearch(input, label)) return "search";
    if (isDisabled(question)) return "disabled";
    return reasonOfForm(element);
  }

  /**
   * A field that a person cannot reach or click, though it is drawn.
   * @param {Question} question
   */
  function isBait({ element, kind }) {
    if (kind !== "text") return false;
    const unreachable = element.getAttribute("tabindex") === "-1" && styleOf(element).pointerEvents === "none";
    return unreachable || closest(element, "[class*=honeypot], [id*=honeypot]") !== null;
  }

  /**
   * @param {HTMLInputElement} input
   * @param {string} label
   */
  function isSearch(input, label) {
    if (
      input.type === "search" ||
      input.getAttribute("role") === "searchbox" ||
      closest(input, "[role=search], search")
    )
      return true;
    if (!words.searchName.test(input.name) && !words.search.test(label)) return false;
    return !input.form || input.form.querySelectorAll(TEXTLIKE).length === 1;
  }

  /** @param {Question} question */
  function isDisabled({ element, kind }) {
    if (element.matches(":disabled") || element.getAttribute("aria-disabled") === "true") return true;
    return kind === "text" && /** @type {HTMLInputElement} */ (element).readOnly;
  }

  /**
   * A login or newsletter form around the field.
   * @param {HTMLElement} element
   * @returns {Reason | null}
   */
  function reasonOfForm(element) {
    const form = closest(element, "form, [role=form], dialog, [role=dialog]");
    if (!form) return null;
    const fields = form.querySelectorAll(TEXTLIKE);
    if (form.querySelector("input[type=password]") && fields.length <= LOGIN_FIELDS) return "login";
    if (fields.length > 2 || !form.querySelector("input[type=email], input[name*='mail' i]")) return null;
    const about = `${form.id} ${form.className} ${form.getAttribute("action") ?? ""} ${form.textContent?.slice(0, 500) ?? ""}`;
    return words.newsletter.test(about) ? "newsletter" : null;
  }

  fw.exclude = { reasonToLeave };
})();
