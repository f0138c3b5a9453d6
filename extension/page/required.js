// Whether an answer is needed where a control does not say so itself: marks over several parts, and what a form says once.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { closest, fact, flowOf, isUnread, once, parent, plain, read } = fw.dom;
  const { clean, tied, wording } = fw.labels;
  const { words } = fw;

  const LEVELS = 4;
  const [FEWEST, MOST] = [2, 3];
  const LONGEST = 60;
  const LONGEST_LIST = 300;
  /** How many of the things a sentence lists have to be questions. */
  const MOST_OF = 0.6;
  const CONTROL = "input:not([type=hidden]), select, textarea, button, [role=radio], [role=checkbox]";
  const PLAIN =
    "input:not([type=hidden], [type=radio], [type=checkbox], [type=file], [type=submit], [type=button]), select";
  const SAID = "[required], [aria-required=true]";
  const STAR = /[*✱∗＊]/;
  const CHOICE = new Set(["checkbox", "ariaCheckbox", "checkboxes", "ariaCheckboxes"]);
  /** Forms that mark only what need not be answered. */
  const strict = new WeakSet();

  /**
   * Whether the words over two or three parts of one answer are marked: "Name *" over first and last name.
   * @param {Question} question
   * @param {string} label
   * @param {Map<HTMLElement, number>} owned
   */
  function isMarkedOver({ element }, label, owned) {
    if (!element.matches(PLAIN) || words.sparePart.test(label)) return false;
    let box = parent(element);
    for (let level = 0; box && level < LEVELS && box.tagName !== "FORM"; level++, box = parent(box)) {
      const members = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(CONTROL)]).filter((one) => owned.has(one));
      if (members.length < FEWEST) continue;
      if (members.length > MOST || !members.every((one) => one.matches(PLAIN))) return false;
      return box.querySelector(SAID) === null && isMarkedLead(box);
    }
    return false;
  }

  /** Whether the only words over the controls of a box are marked as required. */
  const isMarkedLead = fact((/** @type {HTMLElement} */ box) => {
    const own = [...box.children].filter(isWords);
    const ahead = box.previousElementSibling;
    const leads = own.length ? own : ahead && isWords(ahead) ? [ahead] : [];
    const [lead] = /** @type {HTMLElement[]} */ (leads);
    if (!lead || leads.length > 1 || isOfOne(lead)) return false;
    const { label, required } = clean(wording(lead));
    return label !== "" && label.length < LONGEST && required === true && !words.markNote.test(lead.textContent ?? "");
  });

  /** @param {Element} part */
  function isWords(part) {
    return !part.matches(CONTROL) && !part.querySelector(CONTROL) && /\p{L}{2}/u.test(part.textContent ?? "");
  }

  /**
   * Whether words are the only label of one control.
   * @param {HTMLElement} lead
   */
  function isOfOne(lead) {
    const control = /** @type {HTMLLabelElement} */ (lead).control;
    return Boolean(control && tied(control).length < 2);
  }

  /**
   * Whether a class that says "required" is on labels with a star and on others without: then the star tells.
   * @param {Element} label
   */
  function isEmptyClass(label) {
    const form = closest(label, "form") ?? label.ownerDocument.body;
    const name = label.getAttribute("class") ?? "";
    if (!name || STAR.test(label.textContent ?? "")) return false;
    return once(`starred ${label.tagName}.${name}`, form, () =>
      [...form.querySelectorAll(label.tagName)].some(
        (other) => other.getAttribute("class") === name && STAR.test(other.textContent ?? ""),
      ),
    );
  }

  /** @param {Question} question */
  const formOf = ({ element }) => closest(element, "form") ?? element.ownerDocument;

  /**
   * A text for comparison with others that name the same thing: "E-mail" as "Email", "Résumé" as "Resume".
   * @param {string} text
   */
  const same = (text) =>
    plain(
      text
        .normalize("NFD")
        .replace(/\p{M}/gu, "")
        .replace(/[-‐‑_'’"“”]/g, "")
        .replace(/\s*\/\s*/g, " "),
    ).replace(/\s*\([^)]*\)$/, "");

  /**
   * The sentences in and right over a form that say that something is required, without any control among their words.
   * @param {Element} form
   * @returns {string[]}
   */
  function sentencesOf(form) {
    const above = [form.previousElementSibling, form.parentElement?.previousElementSibling];
    const parts = [form, ...above.filter((one) => one && !one.querySelector(CONTROL))];
    /** @type {Set<HTMLElement>} */
    const blocks = new Set();
    for (const part of /** @type {Element[]} */ (parts)) {
      const walker = part.ownerDocument.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        let block = words.areRequired.test(node.textContent ?? "") ? node.parentElement : null;
        while (block && block !== part && flowOf(block) === "inline") block = block.parentElement;
        if (block && !block.querySelector(CONTROL) && !isUnread(block)) blocks.add(block);
      }
    }
    return [...blocks].flatMap((block) => read(block).split(/(?<=[.!?])\s+|\n/)).filter(isOfSeveral);
  }

  /**
   * Whether a sentence says of several things, without exception or choice, that they are required.
   * @param {string} text
   */
  function isOfSeveral(text) {
    return (
      text.length < LONGEST_LIST &&
      words.areRequired.test(text) &&
      words.listed.test(text) &&
      !words.onlySome.test(text)
    );
  }

  /**
   * The questions that a sentence names; none where it speaks of other things as well.
   * @param {string} sentence
   * @param {Asked[]} asked
   * @returns {Asked[]}
   */
  function namedIn(sentence, asked) {
    const [head = "", ...rest] = sentence.split(":");
    const list = rest.length && words.areRequired.test(head) ? rest.join(":") : sentence;
    const items = list
      .split(words.listed)
      .map((item) => same(item).replace(words.listLead, ""))
      .filter(Boolean);
    const named = items.flatMap((item) => theOne(item, asked) ?? []);
    return named.length >= FEWEST && named.length >= items.length * MOST_OF ? named : [];
  }

  /**
   * The one question that an item of a list names: by its whole label, else by its first words.
   * @param {string} item
   * @param {Asked[]} asked
   */
  function theOne(item, asked) {
    const labels = asked.map((one) => /** @type {const} */ ([same(one.field.label), one]));
    const whole = labels.filter(([label]) => label === item);
    const some = whole.length
      ? whole
      : labels.filter(([label]) => label.startsWith(`${item} `) || item.startsWith(`${label} `));
    return some.length === 1 ? some[0]?.[1] : undefined;
  }

  /**
   * Mark the questions that a form says in a sentence to be required: "Fields Name, E-mail and Résumé are required".
   * @param {Asked[]} all
   */
  function heed(all) {
    for (const form of new Set(all.map(({ question }) => formOf(question)))) {
      if (form.nodeType !== Node.ELEMENT_NODE) continue;
      const own = all.filter(({ question }) => formOf(question) === form);
      const named = sentencesOf(/** @type {Element} */ (form)).flatMap((sentence) => namedIn(sentence, own));
      for (const { field } of named) field.required ??= true;
    }
  }

  /**
   * Where a form marks what is required, what is unmarked is optional; where it marks only what is optional, or says
   * that it needs all, what is unmarked is required. A slider is never left empty: unmarked, it does not say.
   * @param {Asked[]} all
   */
  function settle(all) {
    heed(all);
    const marking = new Set(all.flatMap(({ question, field }) => (field.required ? [formOf(question)] : [])));
    const sparing = new Set(all.flatMap(({ question, field }) => (field.required === false ? [formOf(question)] : [])));
    for (const { question, field } of all) {
      const form = formOf(question);
      if (!marking.has(form) && (sparing.has(form) || saysAll(form))) strict.add(form);
      const asked = strict.has(form)
        ? !CHOICE.has(question.kind) && !words.voucher.test(field.label)
        : marking.has(form);
      if (asked && (strict.has(form) || field.type !== "range")) field.required ??= strict.has(form);
    }
  }

  /** Whether a form says that all of its questions are to be answered. */
  const saysAll = fact(
    (/** @type {Node} */ form) => form.nodeType === 1 && words.allRequired.test(form.textContent ?? ""),
  );

  fw.required = { isMarkedOver, isEmptyClass, settle };
})();
