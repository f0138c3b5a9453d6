// Questions that are seen but left alone, each for a reason that can be named.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { fact, closest, read, styleOf } = fw.dom;
  const { visible } = fw.visibility;
  const { words } = fw;

  const LOGIN_FIELDS = 2;
  const SEARCH_FIELDS = 4;
  const NEWSLETTER_FIELDS = 4;
  const LEVELS = 4;
  /** What a form is marked by where there is no form element. */
  const BLOCK =
    "[role=form], [role=dialog], fieldset, [class*='application' i], [class*='form-field' i], [data-field-path]";
  const SEARCHING =
    "[class*='job-search' i], [class*='jobs-search' i], [class*='search-form' i], [class*='site-search' i]";
  const CAPTCHA = "[class*=captcha], [id*=captcha]";
  const TOOLBAR = "[role=toolbar]";
  const HONEYPOT = "[class*=honeypot], [id*=honeypot]";
  const SEARCH = "[role=search], search";
  /** Boxes any of which tells on what stands in it; one look at most fields is enough. */
  const TELLTALE = [CAPTCHA, TOOLBAR, HONEYPOT, SEARCH, SEARCHING].join(", ");
  const FORMS_OWN = "textarea, input[type=file], input[type=email]";
  const FORMLIKE = `form, ${BLOCK}`;
  const TEXTLIKE =
    "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button]), textarea, select";

  /**
   * Why nothing is to be filled here, or null.
   * @param {Question} question
   * @param {Wire.Field} field
   * @returns {Reason | null}
   */
  function reasonToLeave(question, { label, required, help }) {
    const { element } = question;
    const input = /** @type {HTMLInputElement} */ (element);
    const names = `${element.getAttribute("name") ?? ""} ${element.id} ${element.getAttribute("data-automation-id") ?? ""}`;
    const autocomplete = element.getAttribute("autocomplete") ?? "";
    const all = `${names} ${element.getAttribute("class") ?? ""} ${label}`;
    const secret = /password/.test(autocomplete) && words.password.test(`${names} ${label}`);
    if (input.type === "password" || secret) return "password";
    if (/(^|\s)cc-?(name|number|exp|csc|type|given|family|additional)/.test(autocomplete)) return "card";
    if (autocomplete === "one-time-code" || words.code.test(`${names} ${label}`) || isDigit(element)) return "code";
    if (words.captcha.test(all) || stands(element, CAPTCHA)) return "captcha";
    if (isCard(element, names, label)) return "card";
    if (question.kind === "text" && words.quiz.test(label)) return "captcha";
    if (words.honeypot.test(`${all} ${help ?? ""}`) || words.trapName.test(names) || isBait(question))
      return "honeypot";
    if ((question.kind === "text" || question.kind === "combobox") && isSearch(input, label)) return "search";
    if (isDisabled(question)) return "disabled";
    if (stands(element, TOOLBAR)) return "site";
    const small = question.kind === "text" ? reasonOfBox(input, label) : null;
    return small ?? reasonOfForm(element) ?? (!required && isOfSite(question, label) ? "site" : null);
  }

  const isTold = fact((/** @type {HTMLElement} */ element) => closest(element, TELLTALE) !== null);

  /**
   * Whether an element stands in a box of one of the telltale kinds, or is one.
   * @param {HTMLElement} element
   * @param {string} kind
   */
  function stands(element, kind) {
    return isTold(element) && closest(element, kind) !== null;
  }

  /**
   * Whether a field takes data of a card: it is called so, or it is called a part of it and stands in a form with one.
   * @param {HTMLElement} element
   * @param {string} names
   * @param {string} label
   */
  function isCard(element, names, label) {
    if (words.account.test(`${names} ${label}`)) return true;
    if (words.card.test(`${names} ${label}`) || words.cardName.test(names)) return true;
    const form = words.cardPart.test(label) ? (element.closest("form, fieldset") ?? element.ownerDocument.body) : null;
    return form !== null && fw.dom.once("card", form, () => [...form.querySelectorAll(TEXTLIKE)].some(isNamedCard));
  }

  /** @param {Element} control */
  function isNamedCard(control) {
    return words.cardName.test(
      `${control.getAttribute("name") ?? ""} ${control.id} ${control.getAttribute("autocomplete") ?? ""}`,
    );
  }

  /**
   * Why a field with a button of its own is left alone: it searches, or it takes an address for news.
   * @param {HTMLInputElement} input
   * @param {string} label
   * @returns {Reason | null}
   */
  function reasonOfBox(input, label) {
    const mail = input.type === "email" || /mail/i.test(`${input.name} ${input.placeholder} ${label}`);
    const search = words.searchName.test(input.name) || words.search.test(label);
    const own = mail || search ? buttonBeside(input) : null;
    if (!own) return null;
    if (search && words.go.test(own.said)) return "search";
    const news = words.newsletter.test(
      `${own.box.id} ${own.box.className} ${own.said} ${own.box.textContent?.slice(0, 500)}`,
    );
    return mail && (news || (!input.closest("form") && words.signUp.test(own.said))) ? "newsletter" : null;
  }

  /**
   * The button in a small box with one field alone, and the box.
   * @param {HTMLElement} input
   * @returns {{ box: HTMLElement, said: string } | null}
   */
  function buttonBeside(input) {
    let box = input.parentElement;
    for (let level = 0; box && box !== box.ownerDocument.body && level < LEVELS; level++, box = box.parentElement) {
      if (box.tagName === "FORM" || box.querySelectorAll(`${TEXTLIKE}, [type=checkbox], [type=radio]`).length > 1)
        return null;
      const button = box.querySelector("button, [type=submit], [type=button], [role=button]");
      if (button) return { box, said: saidBy(button) };
    }
    return null;
  }

  /** @param {Element} button */
  function saidBy(button) {
    return (read(button) || button.getAttribute("value") || button.getAttribute("aria-label") || "").trim();
  }

  /**
   * One of several boxes side by side that take a character each.
   * @param {HTMLElement} element
   */
  function isDigit(element) {
    if (/** @type {HTMLInputElement} */ (element).maxLength !== 1) return false;
    const { parentElement: box } = element;
    return [box, box?.parentElement].some(
      (around) => (around?.querySelectorAll("input[maxlength='1']").length ?? 0) > 3,
    );
  }

  /**
   * A field that a person cannot reach or click, though it is drawn.
   * @param {Question} question
   */
  function isBait({ element, kind }) {
    if (kind !== "text") return false;
    const skipped = element.getAttribute("tabindex") === "-1";
    const silent = /^(off|nope|false|new-password)$/.test(element.getAttribute("autocomplete") ?? "");
    const unreachable = skipped && (silent || styleOf(element).pointerEvents === "none");
    return unreachable || stands(element, HONEYPOT);
  }

  /**
   * @param {HTMLInputElement} input
   * @param {string} label
   */
  function isSearch(input, label) {
    const role = input.getAttribute("role");
    if ((input.type === "search" && role !== "combobox") || role === "searchbox") return true;
    if (stands(input, SEARCH) || stands(input, SEARCHING)) return true;
    const form = input.closest("form");
    const fields = form ? fieldsIn(form) : 1;
    if (fields > SEARCH_FIELDS || form?.querySelector("textarea, [type=file], [type=email]")) return false;
    if (form && fields > 1) return isSearchForm(form);
    const named = words.searchName.test(input.name) || words.search.test(label);
    return named && (form !== null || !closest(input, BLOCK));
  }

  /**
   * How many controls of a form one could type in.
   * @param {HTMLElement} form
   */
  function fieldsIn(form) {
    return fw.dom.once("fields", form, () => form.querySelectorAll(TEXTLIKE).length);
  }

  /**
   * Whether a form only finds jobs or goods.
   * @param {HTMLFormElement} form
   */
  function isSearchForm(form) {
    const button = form.querySelector("button, [type=submit]");
    return button !== null && words.search.test(saidBy(button));
  }

  /** @param {Question} question */
  function isDisabled({ element, kind }) {
    if (element.matches(":disabled") || element.getAttribute("aria-disabled") === "true") return true;
    const input = /** @type {HTMLInputElement} */ (element);
    return kind === "text" && input.readOnly && Boolean(input.value);
  }

  /**
   * A setting of the site around the form: language, order, cookies, chat.
   * @param {Question} question
   * @param {string} label
   */
  function isOfSite({ element, kind }, label) {
    if (within(element, words.cookies) && kind !== "text") return true;
    if (within(element, words.chat)) return true;
    if (kind === "buttons") return words.site.test(label);
    if (kind !== "select" && kind !== "combobox") return false;
    if (closest(element, "nav, [role=navigation], header, footer, [role=banner]") && !closest(element, "form"))
      return true;
    return words.site.test(label) && !closest(element, FORMLIKE) && !isBesideText(element);
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
      return inputs.length === 1 && !isSearch(/** @type {HTMLInputElement} */ (inputs[0]), "");
    });
  }

  /**
   * Whether a box around the element is named so.
   * @param {HTMLElement} element
   * @param {RegExp} name
   * @returns {boolean}
   */
  function within(element, name) {
    const at = element.parentElement;
    if (!at || at === at.ownerDocument.body) return false;
    return fw.dom.once(name.source, at, () => {
      const said = `${at.id} ${at.getAttribute("class") ?? ""} ${at.getAttribute("aria-label") ?? ""}`;
      if (name.test(said)) return (at.closest("form") ?? at).querySelector(FORMS_OWN) === null;
      return within(at, name);
    });
  }

  /**
   * A login or newsletter form around the field.
   * @param {HTMLElement} element
   * @returns {Reason | null}
   */
  function reasonOfForm(element) {
    const form = closest(element, "form, [role=form], dialog, [role=dialog]");
    if (!form) return null;
    return fw.dom.once("reason", form, () => (isLogin(form) ? "login" : isNewsletter(form) ? "newsletter" : null));
  }

  /**
   * One password and hardly anything else; a form that makes an account asks more, or for a new password.
   * @param {HTMLElement} form
   */
  function isLogin(form) {
    const passwords = form.querySelectorAll("input[type=password]");
    if (passwords.length !== 1 || passwords[0]?.matches("[autocomplete=new-password]")) return false;
    const fields = /** @type {HTMLElement[]} */ ([...form.querySelectorAll(TEXTLIKE)]);
    return fields.filter(visible).length <= LOGIN_FIELDS;
  }

  /**
   * A few fields with an address, and words of a newsletter: anywhere in the smallest forms, in larger ones where the
   * form or its button is named so.
   * @param {HTMLElement} form
   */
  function isNewsletter(form) {
    const fields = fieldsIn(form);
    if (fields > NEWSLETTER_FIELDS || form.querySelector("textarea, [type=file], [type=tel], [type=password]"))
      return false;
    if (!form.querySelector("input[type=email], input[name*='mail' i]")) return false;
    const button = form.querySelector("button, [type=submit]");
    const name = `${form.id} ${form.className} ${form.getAttribute("action") ?? ""} ${button?.textContent} ${button?.getAttribute("value")}`;
    if (fields === 1 && closest(form, "footer, aside, [class*='footer' i]") && button) return true;
    return words.newsletter.test(fields > 2 ? name : `${name} ${form.textContent?.slice(0, 500)}`);
  }

  fw.exclude = { reasonToLeave };
})();
