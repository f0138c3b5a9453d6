// Writing one answer into its question: checked before, read back after, and never over what is there.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { visible, current: currentDocument } = fw.visibility;
  const { still, glancing } = fw.glance;
  const { current, held, sameText } = fw.values;

  /** After so long the page gets a rest and the person a sight of what is done, in milliseconds. */
  const SPELL = 1000;

  /**
   * Write answers one after the other; those there was no time for are left out of the outcomes.
   * @param {Write[]} writes
   * @param {string} origin where the document came from when it was read
   * @returns {Promise<Outcome[]>}
   */
  function injectAll(writes, origin) {
    const elements = writes.flatMap(({ index }) => {
      const { question } = fw.asked[index] ?? {};
      return question ? [question.element, ...question.members.map((one) => one.element)] : [];
    });
    return glancing(elements, () => inTurn(writes, origin));
  }

  /**
   * @param {Write[]} writes
   * @param {string} origin
   * @returns {Promise<Outcome[]>}
   */
  async function inTurn(writes, origin) {
    const end = performance.now() + SPELL;
    /** @type {Outcome[]} */
    const outcomes = [];
    for (const one of writes) {
      if (outcomes.length && performance.now() > end) break;
      outcomes.push(location.origin === origin ? await inject(one) : left("gone"));
    }
    await fw.pointer.tick();
    for (const [place, outcome] of outcomes.entries())
      if (outcome.state === "filled") outcomes[place] = await keep(/** @type {Write} */ (writes[place]));
    fw.dates.close(document);
    return outcomes;
  }

  /**
   * Look again whether a text stayed once the page had its turn, and write it the next way where it did not.
   * @param {Write} write
   * @returns {Promise<Outcome>}
   */
  async function keep({ index, answer }) {
    const question = fw.scrape.find(fw.asked[index])?.question;
    const text = question ? textFor(question, answer) : "";
    if (question?.kind !== "text" || fw.text.holds(question.element, "text", text)) return { state: "filled" };
    if (await fw.text.write(question, text, true)) return { state: "filled" };
    await fw.undo.restore(question.element);
    return left("refused");
  }

  /**
   * Write `answer` (visible text in `label`) into the question at `index`.
   * @param {Write} write
   * @returns {Promise<Outcome>}
   */
  async function inject({ index, answer, label, file, replace, own }) {
    const asked = fw.scrape.find(fw.asked[index]);
    if (!asked || !currentDocument(asked.question.page)) return left("gone");
    const { question } = asked;
    if (!fw.dom.remembering(() => canSee(question))) return left("hidden");
    const before = current(question);
    if (before !== null && !own && !(replace && fw.undo.isWritten(question.element)))
      return same(before, answer, label) ? { state: "filled" } : left("kept");
    const shown = before === null ? held(question) : null;
    if (shown !== null && same(shown, answer, label)) return { state: "filled" };
    const length = tooLong(question, answer);
    if (length) return left("too_long", length);
    if (question.kind === "file") return file ? fw.files.write(asked, file) : left("file");
    fw.undo.remember(asked);
    if (own && before !== null) await clearChoices(question);
    if (question.kind === "text") await fw.dial.settle(question, answer);
    const written = await write(question, answer, label);
    if (written) return { state: "filled" };
    await fw.undo.restore(question.element);
    return left(/^(text|editable|slider)$/.test(question.kind) ? "refused" : "no_option");
  }

  /**
   * The text that is written for an answer: of a number, what its list of dial codes does not say.
   * @param {Question} question
   * @param {Wire.Answer} answer
   */
  function textFor({ kind, element }, answer) {
    const text = [answer].flat().map(String).join(", ");
    return kind === "text" ? fw.dial.behind(element, text) : text;
  }

  /**
   * Take back the choices of a question that holds several, so that exactly those written stand there.
   * @param {Question} question
   */
  async function clearChoices(question) {
    if (!fw.values.isMultiple(question)) return;
    const { element, kind } = question;
    if (kind === "combobox") await fw.combobox.clear(question);
    else if (kind !== "select") await fw.choices.restore(question, []);
    else fw.choices.setSelected(/** @type {HTMLSelectElement} */ (element), () => false);
  }

  /**
   * @param {LeftReason} reason
   * @param {number} [over]
   * @returns {Outcome}
   */
  function left(reason, over) {
    return over === undefined ? { state: "left", reason } : { state: "left", reason, over };
  }

  /**
   * Whether the question, or what stands for it, can be seen right now.
   * @param {Question} question
   */
  function canSee({ element, proxy, members, kind }) {
    if (still(element) || (proxy && still(proxy))) return true;
    if (/** @type {HTMLInputElement} */ (element).type === "range") return fw.sliders.isSeen(element);
    const tied = [element, ...members.map((one) => one.element)].flatMap(fw.labels.tied);
    if (kind === "radio" || kind === "checkbox" || kind === "checkboxes")
      return tied.some(visible) || styledOver(element);
    return kind === "combobox" && visible(fw.values.shellOf({ element, proxy }));
  }

  /** @param {HTMLElement} element */
  function styledOver(element) {
    const around = element.parentElement;
    return fw.dom.styleOf(element).opacity === "0" && around !== null && visible(around);
  }

  /**
   * How many UTF-16 units the answer is over the control's own limit; 0 where it fits.
   * @param {Question} question
   * @param {Wire.Answer} answer
   */
  function tooLong({ element, kind }, answer) {
    const { maxLength } = /** @type {HTMLInputElement} */ (element);
    if (kind !== "text" || !(maxLength >= 0) || typeof answer !== "string") return 0;
    return Math.max(0, answer.length - maxLength);
  }

  /**
   * Whether what is there already is the answer.
   * @param {string | string[] | boolean} before
   * @param {Wire.Answer} answer
   * @param {string | string[] | null} label
   */
  function same(before, answer, label) {
    if (typeof before === "boolean" || typeof answer === "boolean") return String(before) === String(answer);
    const held = [before].flat();
    const wanted = [answer].flat();
    const texts = [label ?? answer].flat();
    return (
      held.length === wanted.length && held.every((one) => [...wanted, ...texts].some((other) => sameText(one, other)))
    );
  }

  /**
   * @param {Question} question
   * @param {Wire.Answer} answer
   * @param {string | string[] | null} label
   * @returns {Promise<boolean>}
   */
  function write(question, answer, label) {
    const answers = [answer].flat().map(String);
    const labels = [label ?? []].flat();
    switch (question.kind) {
      case "text":
      case "editable":
        return fw.text.write(question, textFor(question, answer));
      case "slider":
        return fw.sliders.move(question.element, Number(answer));
      case "segments":
        return fw.dates.write(question, answers.join(", "));
      case "select":
        return fw.choices.select(question, answers, labels);
      case "combobox":
        return chooseAll(question, answers, labels);
      case "checkbox":
      case "ariaCheckbox":
        return fw.choices.turn(question.element, answer === true || answer === "true");
      default:
        return fw.choices.write(question, answers, labels);
    }
  }

  /**
   * @param {Question} question
   * @param {string[]} answers
   * @param {string[]} labels
   */
  async function chooseAll(question, answers, labels) {
    for (const [place, answer] of answers.entries()) {
      if (!(await fw.combobox.choose(question, labels[place] ?? answer))) return false;
    }
    return true;
  }

  fw.inject = { injectAll, same, textFor };
})();
