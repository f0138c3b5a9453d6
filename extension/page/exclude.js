// Questions that are seen but left alone, each for a reason that can be named.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { fact, closest, read, styleOf } = fw.dom;
  const { visible } = fw.visibility;
  const { tied } = fw.labels;
  const { isSearch, fieldsIn, saidBy } = fw.search;
  const { isOfSite } = fw.site;
  const { words } = fw;

  const LOGIN_FIELDS = 2;
  const NEWSLETTER_FIELDS = 4;
  const LEVELS = 4;
  const CAPTCHA = "[class*=captcha], [id*=captcha]";
  const TOOLBAR = "[role=toolbar]";
  const HONEYPOT = "[class*=honeypot], [id*=honeypot], .gform_validation_container";
  /** Boxes any of which tells on what stands in it; one look at most fields is enough. */
  const TELLTALE = [CAPTCHA, TOOLBAR, HONEYPOT].join(", ");
  const FOOT = "footer, aside, [role=contentinfo], [class*='footer' i], [id*='footer' i]";
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
    const trap = words.trapName.test(names) && !words.anyPhone.test(label);
    if (words.honeypot.test(`${all} ${help ?? ""}`) || trap || isBait(question)) return "honeypot";
    if (isSearch(question, label)) return "search";
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
    if (!words.cardPart.test(label)) return false;
    const form = /** @type {HTMLElement} */ (element.closest("form, fieldset") ?? element.ownerDocument.body);
    const controls = () => /** @type {HTMLElement[]} */ ([...form.querySelectorAll(TEXTLIKE)]);
    return fw.dom.once("card", form, () => controls().some(isNamedCard) || words.card.test(form.textContent ?? ""));
  }

  /**
   * Whether a control takes a card's number by its name, or by the label that is its own.
   * @param {HTMLElement} control
   */
  function isNamedCard(control) {
    const said = ["name", "id", "autocomplete"].map((name) => control.getAttribute(name) ?? "").join(" ");
    const labels = [...tied(control).map((label) => read(label)), control.getAttribute("placeholder") ?? ""];
    return words.cardName.test(said) || labels.some((text) => words.card.test(text));
  }

  /**
   * Why a field with a button of its own is left alone: it searches, or it takes an address for news.
   * @param {HTMLInputElement} input
   * @param {string} label
   * @returns {Reason | null}
   */
  function reasonOfBox(input, label) {
    const mail = input.type === "email" || /mail/i.test(`${input.name} ${input.placeholder} ${label}`);
    const search = words.searchName.test(fw.codename.human(input)) || words.search.test(label);
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
    return unreachable || stands(element, HONEYPOT) || fw.sheets.isTrap(element);
  }

  /** @param {Question} question */
  function isDisabled({ element, kind }) {
    if (element.matches(":disabled") || element.getAttribute("aria-disabled") === "true") return true;
    const input = /** @type {HTMLInputElement} */ (element);
    return kind === "text" && input.readOnly && Boolean(input.value);
  }

  /**
   * A login or newsletter form around the field.
   * @param {HTMLElement} element
   * @returns {Reason | null}
   */
  function reasonOfForm(element) {
    const form = closest(element, "form, [role=form], dialog, [role=dialog]");
    if (!form) return null;
    if (isInLoginBox(element, form)) return "login";
    return fw.dom.once("reason", form, () => (isLogin(form) ? "login" : isNewsletter(form) ? "newsletter" : null));
  }

  /**
   * Whether a field stands with a password in a box for those who have an account, within a form that asks more.
   * @param {HTMLElement} element
   * @param {HTMLElement} form
   */
  function isInLoginBox(element, form) {
    if (!/^(text|email|tel)$/.test(/** @type {HTMLInputElement} */ (element).type) || !asksSecret(form)) return false;
    let box = element.parentElement;
    for (let level = 0; box && box !== form && level < LEVELS; level++, box = box.parentElement)
      if (box.querySelector("input[type=password]")) return fw.dom.once("login", box, isLoginBox);
    return false;
  }

  const asksSecret = fact((/** @type {HTMLElement} */ form) => form.querySelector("input[type=password]") !== null);

  /** @param {HTMLElement} box */
  function isLoginBox(box) {
    if (!isLogin(box)) return false;
    const heads = [...box.querySelectorAll("legend, h1, h2, h3, h4, h5, h6")].map((one) => read(one));
    const buttons = [...box.querySelectorAll("button, [type=submit], [type=image]")].map(saidBy);
    const said = [box.id, box.className, ...heads, ...buttons];
    return words.login.test(said.join(" ")) || box.querySelector("[autocomplete=current-password]") !== null;
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
    const fields = seenIn(form);
    if (fields > NEWSLETTER_FIELDS || form.querySelector("textarea, [type=file], [type=tel], [type=password]"))
      return false;
    if (!form.querySelector("input[type=email], input[name*='mail' i]")) return false;
    const button = form.querySelector("button, [type=submit]");
    const name = `${form.id} ${form.className} ${form.getAttribute("action") ?? ""} ${button?.textContent} ${button?.getAttribute("value")}`;
    if (fields === 1 && closest(form, FOOT) && button) return true;
    return words.newsletter.test(fields > 2 ? name : `${name} ${form.textContent?.slice(0, 500)}`);
  }

  /**
   * How many controls of a form one could type in that are seen.
   * @param {HTMLElement} form
   */
  function seenIn(form) {
    if (fieldsIn(form) > NEWSLETTER_FIELDS * 2) return fieldsIn(form);
    return /** @type {HTMLElement[]} */ ([...form.querySelectorAll(TEXTLIKE)]).filter(visible).length;
  }

  fw.exclude = { reasonToLeave };
})();
