// The form as it was: every question's state before the first write, and the way back.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { held, isOn } = fw.values;

  /** @type {Map<HTMLElement, Entry>} by the element that was written to first */
  const log = fw.log;
  /** The labels of questions that earlier scripts have written to and that are gone. @type {string[]} */
  let lost = [];

  /**
   * Keep the state of a question that is about to be written for the first time.
   * @param {Asked} asked
   * @param {Upload | null} [upload] the file it is about to get
   */
  function remember(asked, upload = null) {
    const { question } = asked;
    if (log.has(question.element)) return;
    const { element, kind, members } = question;
    log.set(element, {
      asked,
      upload,
      text: textOf(question),
      parts: kind === "segments" ? fw.dates.read(question) : [],
      country: kind === "text" ? fw.phone.countryOf(element) : "",
      dial: kind === "text" ? fw.dial.stateOf(element) : null,
      value: held(question),
      on: (members.length ? members.map((one) => one.element) : [element]).map((one) => isOn(one)),
      selected:
        kind === "select" ? [.../** @type {HTMLSelectElement} */ (element).options].map((one) => one.selected) : [],
    });
  }

  /**
   * The text that a question holds, or the place of a slider.
   * @param {Question} question
   */
  function textOf({ element, kind }) {
    if (kind === "text") return /** @type {HTMLInputElement} */ (element).value;
    if (kind === "slider") return String(fw.sliders.placeOf(element));
    return kind === "editable" ? fw.dom.read(element) : "";
  }

  /**
   * Put a question back to what it was; true if it is.
   * @param {HTMLElement} element
   * @returns {Promise<boolean>}
   */
  async function restore(element) {
    const entry = log.get(element);
    if (!entry) return true;
    const done = await (entry.upload ? fw.files.clear(element, entry.upload) : restoreAnswer(entry));
    if (done) log.delete(element);
    return done;
  }

  /**
   * @param {Entry} entry
   * @returns {Promise<boolean>}
   */
  async function restoreAnswer(entry) {
    const found = fw.scrape.find(entry.asked);
    return found !== null && (await putBack(found.question, entry));
  }

  /**
   * @param {Question} question
   * @param {Entry} before
   * @returns {Promise<boolean>}
   */
  async function putBack(question, before) {
    const { element, kind, members } = question;
    switch (kind) {
      case "text":
      case "editable":
        if (!(await fw.phone.choose(element, before.country))) return false;
        if (!fw.text.holds(element, kind, before.text) && !(await fw.text.write(question, before.text))) return false;
        fw.touched.delete(element);
        return fw.dial.restore(element, before.dial);
      case "slider": {
        const done = await fw.sliders.move(element, Number(before.text));
        fw.touched.delete(element);
        return done;
      }
      case "segments":
        return fw.dates.restore(question, before.parts);
      case "select":
        fw.touched.delete(/** @type {HTMLSelectElement} */ (element));
        return fw.choices.restoreSelect(question, before.selected);
      case "combobox":
        if (before.value === null) return fw.combobox.clear(question);
        return fw.combobox.choose(question, String(before.value));
      case "checkbox":
      case "ariaCheckbox":
        return fw.choices.turn(element, before.on[0] ?? false);
      default: {
        const on = members.filter((_, place) => before.on[place]).map((one) => one.element);
        return fw.choices.restore(question, on);
      }
    }
  }

  /**
   * Undo every write, last first, and look again whether it stayed; the labels of questions that could not be put back.
   * @returns {Promise<string[]>}
   */
  async function undoAll() {
    const entries = [...log].reverse();
    const stuck = new Set();
    for (const [element, entry] of entries) if (!(await restore(element))) stuck.add(entry);
    await fw.pointer.tick();
    for (const [, entry] of entries) if (!stuck.has(entry) && !isAsBefore(entry)) stuck.add(entry);
    const inOrder = entries.reverse().flatMap(([, entry]) => (stuck.has(entry) ? [entry] : []));
    const gone = lost;
    lost = [];
    return [...gone, ...inOrder.map(({ asked }) => asked.field.label)];
  }

  /**
   * Whether a question that is still there holds what it held before.
   * @param {Entry} entry
   */
  function isAsBefore({ asked, upload, value, text }) {
    const question = upload ? null : fw.scrape.find(asked)?.question;
    if (question?.kind === "text") return /** @type {HTMLInputElement} */ (question.element).value === text;
    return !question || JSON.stringify(held(question)) === JSON.stringify(value);
  }

  /**
   * The states that are kept here, for scripts that will know nothing of them.
   * @returns {Before[]}
   */
  function tell() {
    const places = new Map(fw.asked.map(({ question }, index) => [question.element, index]));
    return [...log].map(([element, { asked, upload, selected, ...rest }]) => ({
      ...rest,
      index: places.get(element) ?? -1,
      label: asked.field.label,
      upload: upload?.name ?? null,
      selected: selected.flatMap((one, place) => (one ? [place] : [])),
    }));
  }

  /**
   * Take over the states that earlier scripts have kept of this document's questions, as they are numbered now; those
   * that are not among them any more can't be put back.
   * @param {Before[]} states
   */
  function takeOver(states) {
    lost = states.filter(({ index }) => !fw.asked[index]).map(({ label }) => label);
    for (const { index, label: _, upload, selected, ...rest } of states) {
      const asked = fw.asked[index];
      if (!asked || log.has(asked.question.element)) continue;
      const { element, kind } = asked.question;
      const options = kind === "select" ? [.../** @type {HTMLSelectElement} */ (element).options] : [];
      log.set(element, {
        ...rest,
        asked,
        upload: upload === null ? null : { name: upload, boxes: fw.uploads.boxesOf(element) },
        selected: options.map((_option, place) => selected.includes(place)),
      });
    }
  }

  /** How many questions can be put back. */
  const size = () => log.size;

  /**
   * The file that a question was given.
   * @param {HTMLElement} element
   */
  const uploadOf = (element) => log.get(element)?.upload ?? null;

  /**
   * Whether a question was written to and not put back: what stands there then may be replaced at the person's wish.
   * @param {HTMLElement} element
   */
  const isWritten = (element) => log.has(element);

  fw.undo = { remember, restore, undoAll, tell, takeOver, size, uploadOf, isWritten };
})();
