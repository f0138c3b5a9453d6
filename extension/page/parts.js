// Controls that are parts of one question: a phone's country, the text beside "Other", the parts of a date.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { parent, read, says } = fw.dom;
  const { tied } = fw.labels;
  const { make } = fw.groups;
  const { words } = fw;

  const CHOICES = new Set(["radio", "checkboxes", "ariaRadio", "ariaCheckboxes"]);
  const NEAR = 6;
  /** Types that take no part of a date. */
  const UNDATED = /^(email|url|date|password|search|textarea|file|color|range)$/;
  const ANY_PART = new RegExp(
    Object.values(words.datePart)
      .map(({ source }) => source)
      .join("|"),
    "i",
  );

  /**
   * `questions` with those joined that are one to a person.
   * @param {Question[]} questions
   * @returns {Question[]}
   */
  function join(questions) {
    const alone = questions.filter(
      (one, at) => !isOtherText(one, questions[at - 1]) && !isDialCode(one, at, questions),
    );
    return joinDates(alone);
  }

  /**
   * Whether a text field only takes the words for the choice beside it.
   * @param {Question} question
   * @param {Question | undefined} group the question before it
   */
  function isOtherText({ kind, element }, group) {
    if (kind !== "text" || !group || !CHOICES.has(group.kind)) return false;
    const ahead = element.previousElementSibling;
    const own = group.members.find((one) => ahead === one.element || ahead?.contains(one.element));
    if (own && group.members.length > 1 && words.other.test(own.label)) return true;
    const around = near(element, (box) => group.members.some((one) => box.contains(one.element)));
    const inside = around ? group.members.filter((one) => around.contains(one.element)) : [];
    const last = group.members.at(-1);
    if (inside.length !== 1 || group.members.length < 2) return false;
    return words.other.test(inside[0]?.label ?? "") || inside[0] === last;
  }

  /**
   * The nearest box around `element` that `fits`, no further than a few levels.
   * @param {HTMLElement} element
   * @param {(box: HTMLElement) => boolean} fits
   * @returns {HTMLElement | null}
   */
  function near(element, fits) {
    let box = parent(element);
    for (let level = 0; box && level < NEAR; level++, box = parent(box)) if (fits(box)) return box;
    return null;
  }

  /**
   * Whether a list beside a phone number chooses its country and has no label of its own; then it is the number's.
   * @param {Question} question
   * @param {number} at
   * @param {Question[]} questions
   */
  function isDialCode(question, at, questions) {
    const { kind, element, proxy } = question;
    if (kind !== "combobox" && kind !== "select") return false;
    const labels = tied(element);
    if (labels.length && !labels.every((label) => words.phone.test(read(label)))) return false;
    const phone = [questions[at + 1], questions[at - 1]].find((one) => one && isPhone(one));
    if (!phone || (labels.length && tied(phone.element).length)) return false;
    /** @param {HTMLElement} box */
    const holds = (box) => box.contains(element) || [...hosts(element)].some((host) => box.contains(host));
    const around = near(phone.element, holds);
    const others = questions.filter((one) => one.element !== element && one !== phone && around?.contains(one.element));
    if (!around || others.length) return false;
    const said = ["aria-label", "title", "name"].map((name) => element.getAttribute(name) ?? "").join(" ");
    const shown = kind === "combobox" ? read(proxy ?? element) || besides(element) : optionTexts(element);
    if (!words.dialCode.test(`${said} ${shown}`)) return false;
    fw.dial.give(phone.element, question);
    return true;
  }

  /**
   * The hosts of the shadow roots around `element`.
   * @param {Element} element
   * @returns {Element[]}
   */
  function hosts(element) {
    const { host } = /** @type {ShadowRoot} */ (element.getRootNode());
    return host ? [host, ...hosts(host)] : [];
  }

  /**
   * What a combobox that one types in shows as chosen, beside its input.
   * @param {HTMLElement} element
   */
  function besides(element) {
    const box = near(element, says);
    const text = box ? read(box) : "";
    return /^\+\d{1,4}$/.test(text) ? text : "";
  }

  /** @param {HTMLElement} select */
  function optionTexts(select) {
    return [.../** @type {HTMLSelectElement} */ (select).options]
      .map((option) => option.text)
      .join(" ")
      .slice(0, 2000);
  }

  /** @param {Question} question */
  function isPhone({ kind, element }) {
    if (kind !== "text") return false;
    if (element.getAttribute("type") === "tel" || /phone|\btel\b/i.test(element.getAttribute("name") ?? ""))
      return true;
    return tied(element).some((label) => words.phone.test(read(label)));
  }

  /**
   * @param {Question[]} questions
   * @returns {Question[]}
   */
  function joinDates(questions) {
    /** @type {Question[]} */
    const joined = [];
    for (let at = 0; at < questions.length; ) {
      const date = dateAt(questions, at) ?? inShapes(questions, at);
      joined.push(date ?? /** @type {Question} */ (questions[at]));
      at += date?.members.length ?? 1;
    }
    return joined;
  }

  /**
   * The date whose parts begin at `at`: two or three controls in one small box that holds nothing else.
   * @param {Question[]} questions
   * @param {number} at
   * @returns {Question | null}
   */
  function dateAt(questions, at) {
    /** @type {Member[]} */
    const members = [];
    for (const question of questions.slice(at, at + 3)) {
      const part = datePart(question);
      if (!part || members.some((one) => one.value === part)) break;
      members.push({ element: question.element, value: part, label: part });
    }
    const [first] = members;
    if (!first || members.length < 2 || !members.some((one) => one.value !== "month")) return null;
    const box = near(first.element, (one) => members.every((other) => one.contains(other.element)));
    const inside = questions.filter((one) => box?.contains(one.element));
    if (!box || inside.length !== members.length) return null;
    return make("segments", first.element, { members });
  }

  /**
   * The answer in parts that no words name, and that begins at `at`.
   * @param {Question[]} questions
   * @param {number} at
   * @returns {Question | null}
   */
  function inShapes(questions, at) {
    const members = fw.shapes.partsAt(questions, at);
    return members[0] ? make("segments", members[0].element, { members }) : null;
  }

  /**
   * Which part of a date a control takes, or none.
   * @param {Question} question
   * @returns {string | undefined}
   */
  function datePart({ kind, element }) {
    if (kind !== "text" && kind !== "select") return undefined;
    if (UNDATED.test(/** @type {HTMLInputElement} */ (element).type)) return undefined;
    const first = kind === "select" ? /** @type {HTMLSelectElement} */ (element).options[0]?.text : "";
    const label = tied(element)
      .map((one) => read(one))
      .join(" ");
    const texts = [
      element.getAttribute("aria-label"),
      element.title,
      label,
      element.getAttribute("placeholder"),
      first,
    ];
    const said = /** @type {string[]} */ (texts.filter((text) => text && text.length < 30));
    if (!said.some((text) => ANY_PART.test(text)) || said.some((text) => words.duration.test(text) && text !== first))
      return undefined;
    return Object.keys(words.datePart).find((part) =>
      said.some((text) => words.datePart[/** @type {"day"} */ (part)].test(text)),
    );
  }

  fw.parts = { join, isPhone };
})();
