// Parts of one answer that no word of theirs names: day, month and year by their choices, a number's groups of digits.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { fact, parent, read } = fw.dom;
  const { tied } = fw.labels;
  const { words } = fw;

  const LEVELS = 6;
  const MOST = 4;
  const [FEWEST_DIGITS, MOST_DIGITS] = [7, 12];
  const YEAR = /^(19|20)\d\d$/;
  const MONTHS = 12;
  /** How many characters around a control may say what is asked. */
  const NEAR_TEXT = 120;
  const DAYS = 31;

  /** @type {Record<string, RegExp>} */
  const NAMES = {
    day: /^(d|dd|days?|t|tt|tag|jour|d[ií]a|giorno|g|gg|dag)$/i,
    month: /^(m|mm|mo|mon|months?|monat|mois|mes|mese|m[eê]s|maand)$/i,
  };
  const TIME = {
    hour: /^\W*(hours?|hrs?|hh?|std|stunden?|heures?|horas?|ore|ora|uu?r)\b/i,
    minute: /^\W*(min(ute[ns]?|utos?|uti|uten)?|mm)\b/i,
  };

  /**
   * The parts of one answer that begin at `at`, or none: each takes what its `value` says.
   * @param {Question[]} questions
   * @param {number} at
   * @returns {Member[]}
   */
  function partsAt(questions, at) {
    for (const { count, fits, split } of SPLITS) {
      const some = questions.slice(at, at + count);
      if (some.length < count || !some.every(fits)) continue;
      const box = boxAround(some.map(({ element }) => element));
      if (!box || !holdsAlone(box, questions, at, count)) continue;
      const values = split(some, box);
      if (values) return some.map(({ element }, place) => member(element, values[place] ?? ""));
    }
    return [];
  }

  /**
   * Whether a box holds `count` questions and no others; those beside them are asked first, as they nearly always tell.
   * @param {HTMLElement} box
   * @param {Question[]} questions
   * @param {number} at
   * @param {number} count
   */
  function holdsAlone(box, questions, at, count) {
    const beside = [questions[at - 1], questions[at + count]];
    if (beside.some((one) => one && box.contains(one.element))) return false;
    return questions.filter(({ element }) => box.contains(element)).length === count;
  }

  /**
   * @param {HTMLElement} element
   * @param {string} value
   * @returns {Member}
   */
  function member(element, value) {
    return { element, value, label: value };
  }

  /**
   * The smallest box around all of some controls, no further than a few levels.
   * @param {HTMLElement[]} elements
   */
  function boxAround(elements) {
    let box = elements[0] ? parent(elements[0]) : null;
    for (let level = 0; box && level < LEVELS; level++, box = parent(box))
      if (elements.every((one) => box?.contains(one))) return box;
    return null;
  }

  /**
   * Day, month and year in lists of numbers without words: the year by its numbers, the others by name or count.
   * @param {Question[]} questions
   * @returns {string[] | null}
   */
  function dateOf(questions) {
    if (!questions.every(({ element }) => isBare(element))) return null;
    const choices = questions.map(({ element }) => numbersIn(/** @type {HTMLSelectElement} */ (element)));
    const names = stems(questions.map(({ element }) => element.getAttribute("name") || element.id));
    const found = choices.map((texts, place) => {
      if (texts.length > 0 && texts.every((text) => YEAR.test(text))) return "year";
      if (!texts.length || !texts.every((text) => Number(text) >= 1 && Number(text) <= DAYS)) return "";
      const named = Object.keys(NAMES).find((part) => NAMES[part]?.test(names[place] ?? ""));
      return named ?? (texts.length === MONTHS ? "month" : texts.length > MONTHS ? "day" : "");
    });
    return ["day", "month", "year"].every((part) => found.includes(part)) ? found : null;
  }

  /**
   * Whether a control has no words of its own, as its parts share one label.
   * @param {HTMLElement} element
   */
  function isBare(element) {
    return !tied(element).length && !element.hasAttribute("aria-label") && !element.hasAttribute("title");
  }

  /** @param {HTMLSelectElement} select */
  function numbersIn(select) {
    return [...select.options].map((one) => one.text.trim()).filter((text) => text && !words.placeholder.test(text));
  }

  /**
   * Names without what they begin with together: "dm", "dd", "dy" → "m", "d", "y".
   * @param {string[]} names
   */
  function stems(names) {
    let shared = 0;
    const [first = ""] = names;
    while (shared < first.length && names.every((name) => name.length > shared + 1 && name[shared] === first[shared]))
      shared++;
    return names.map((name) => name.slice(shared).replace(/^[^a-z]+|[^a-z]+$/gi, ""));
  }

  /**
   * Hour and minute, each called so; hours and minutes are how long something takes, unless a time of day is asked for.
   * @param {Question[]} questions
   * @param {HTMLElement} box
   * @returns {string[] | null}
   */
  function timeOf(questions, box) {
    const [hour = "", minute = ""] = questions.map(({ element }) => callsOf(element));
    const around = () => [box, parent(box)].map((one) => (one ? read(one).slice(0, NEAR_TEXT) : "")).join("\n");
    if (words.lasting.test(hour) && words.lasting.test(minute) && !words.timeOfDay.test(around())) return null;
    return TIME.hour.test(hour) && TIME.minute.test(minute) ? ["hour", "minute"] : null;
  }

  /** @param {HTMLElement} element */
  function saidOf(element) {
    const [label] = tied(element);
    const said = ["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name)).find(Boolean);
    return said ?? (label ? read(label) : "");
  }

  const callsOf = fact(saidOf);

  /** @param {Question} question */
  const sizeOf = ({ element }) => /** @type {HTMLInputElement} */ (element).maxLength ?? 0;
  /** @param {Question} question */
  const isList = ({ kind }) => kind === "select";
  /** @param {Question} question */
  const isTimed = ({ kind, element }) =>
    (kind === "text" || kind === "select") && (TIME.hour.test(callsOf(element)) || TIME.minute.test(callsOf(element)));
  /** @param {Question} question */
  const isShort = (question) => question.kind === "text" && sizeOf(question) >= 2 && sizeOf(question) <= MOST;

  /**
   * Groups of digits under words that ask for a phone number.
   * @param {Question[]} questions
   * @param {HTMLElement} box
   * @returns {string[] | null}
   */
  function digitsOf(questions, box) {
    const sizes = questions.map(sizeOf);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    if (all < FEWEST_DIGITS || all > MOST_DIGITS || questions.slice(1).some(({ element }) => tied(element).length))
      return null;
    return words.anyPhone.test(leadOf(box)) ? sizes.map(() => "digits") : null;
  }

  /**
   * The nearest words around a box, up to a cell or two further out.
   * @param {HTMLElement} box
   */
  function leadOf(box) {
    let at = /** @type {HTMLElement | null} */ (box);
    for (let level = 0; at && level < LEVELS; level++, at = parent(at)) {
      const text = read(at);
      if (/\p{L}{2}/u.test(text)) return text.slice(0, 60);
    }
    return "";
  }

  /** @type {{ count: number, fits: (one: Question) => boolean, split: (questions: Question[], box: HTMLElement) => string[] | null }[]} */
  const SPLITS = [
    { count: 3, fits: isList, split: dateOf },
    { count: 2, fits: isTimed, split: timeOf },
    { count: 3, fits: isShort, split: digitsOf },
    { count: 2, fits: isShort, split: digitsOf },
  ];

  fw.shapes = { partsAt };
})();
