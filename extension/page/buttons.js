// Choices as plain buttons: yes and no as two, several that say whether they are pressed, or three and more that answer
// the question before them.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { read, says, plain } = fw.dom;
  const { visible } = fw.visibility;
  const { make, member } = fw.groups;
  const { among, leadsTo } = fw.sets;
  const { words } = fw;

  const FEWEST = 2;
  const MOST = 12;
  const LONGEST = 60;
  /** Where buttons do things, and answer nothing. */
  const BAR =
    "[role=toolbar], [role=tablist], [role=menu], [role=menubar], [role=navigation], nav, header, footer, [class*='toolbar' i], [class*='pagination' i], [class*='share' i], [class*='social' i], [class*='carousel' i], [class*='slider' i], [class*='tab-list' i], [class*='tablist' i], [class*='actions' i]";
  const FORMLIKE = "form, fieldset, [role=form], [role=group], [role=radiogroup], [data-field-path]";
  /** What says that a button opens, shows or sends something. */
  const ACTS =
    "[aria-expanded], [aria-controls], [aria-haspopup], [type=submit], [type=reset], [formaction], [popovertarget], [data-toggle], [data-bs-toggle]";

  /**
   * Choices as plain buttons in one box: yes and no, buttons that say whether they are pressed, or several of one kind
   * that a question leads.
   * @param {Scan} scan
   * @returns {Map<HTMLElement, Question>} by first button
   */
  function buttonGroups(scan) {
    const groups = new Map();
    for (const control of scan.controls) {
      if (!isPlainButton(control) || scan.claimed.has(control)) continue;
      const { box, buttons } = row(control, scan);
      if (!areAnswers(buttons) && !(box && isChoice(box, buttons, scan))) continue;
      if (box?.closest("[role=toolbar]")) continue;
      for (const part of box ? among(control, box, scan) : []) scan.claimed.add(part);
      groups.set(control, make("buttons", control, { members: buttons.map(member) }));
    }
    return groups;
  }

  /**
   * The buttons beside a button, and their box: each may stand in an item of its own.
   * @param {HTMLElement} control
   * @param {Scan} scan
   * @returns {{ box: HTMLElement | null, buttons: HTMLElement[] }}
   */
  function row(control, scan) {
    const own = control.parentElement;
    const alone = own?.parentElement && among(control, own, scan).length === 1 && !says(own);
    const box = alone ? own.parentElement : own;
    /** @param {HTMLElement} other */
    const beside = (other) => (alone ? other.parentElement?.parentElement : other.parentElement) === box;
    const buttons = among(control, box ?? control, scan).filter((other) => beside(other) && isPlainButton(other));
    return { box, buttons };
  }

  /**
   * Whether several buttons of one kind answer the question that leads them: nothing but them stands in their box, none
   * is called what a button does, and they are part of a form.
   * @param {HTMLElement} box
   * @param {HTMLElement[]} buttons
   * @param {Scan} scan
   */
  function isChoice(box, buttons, scan) {
    const [first] = buttons;
    if (!first || buttons.length < FEWEST || buttons.length > MOST || box.matches("form, body")) return false;
    if (box.parentElement?.querySelector("input[type=file]")) return false;
    const others = among(first, box, scan).filter((other) => !buttons.includes(other));
    if (others.some((other) => other.getAttribute("type") !== "hidden" && visible(other))) return false;
    const texts = buttons.map((button) => read(button));
    if (new Set(texts).size < texts.length) return false;
    if (texts.some((text) => !text || text.length > LONGEST || words.action.test(text))) return false;
    if (!buttons.every((button) => visible(button) && !button.matches(ACTS) && kindOf(button) === kindOf(first)))
      return false;
    return box.closest(FORMLIKE) !== null && box.closest(BAR) === null && isLed(box, buttons);
  }

  /**
   * What buttons of one kind have in common.
   * @param {HTMLElement} button
   */
  const kindOf = (button) => `${button.tagName} ${button.classList[0] ?? ""}`;

  /**
   * Whether a question stands before buttons: in their box, before it, or as the name of their group.
   * @param {HTMLElement} box
   * @param {HTMLElement[]} buttons
   */
  function isLed(box, buttons) {
    if (leadsTo(box, buttons) || isLabelled(box, buttons)) return true;
    const group = box.closest("[role=radiogroup], [role=group], fieldset, [data-field-path]");
    if (!group || group.querySelectorAll("button, [role=button]").length !== buttons.length) return false;
    const named = group.hasAttribute("aria-labelledby") || group.hasAttribute("aria-label");
    return named || group.querySelector("legend, label") !== null;
  }

  /**
   * Whether a label that is tied to no control stands right before buttons or their box.
   * @param {HTMLElement} box
   * @param {HTMLElement[]} buttons
   */
  function isLabelled(box, buttons) {
    const [first] = buttons;
    const ahead = [box.firstElementChild, box.previousElementSibling].find(
      (one) => one && !one.contains(first ?? null),
    );
    const label = ahead?.matches("label, legend, [class*=label i]") ? ahead : null;
    return label !== null && read(label) !== "" && !(/** @type {HTMLLabelElement} */ (label).control);
  }

  /**
   * Whether buttons are the answers to a question.
   * @param {HTMLElement[]} buttons
   */
  function areAnswers(buttons) {
    if (buttons.length < 2 || !buttons.every((button) => visible(button) && read(button))) return false;
    if (buttons.every((button) => button.hasAttribute("aria-pressed"))) return true;
    return buttons.length === 2 && buttons.every(isYesOrNo);
  }

  /** @param {HTMLElement} control */
  function isPlainButton(control) {
    const button = control.tagName === "BUTTON" || control.getAttribute("role") === "button";
    return button && !control.hasAttribute("aria-haspopup") && control.getAttribute("role") !== "option";
  }

  /** @param {HTMLElement} control */
  function isYesOrNo(control) {
    const text = plain(read(control));
    return words.yes.includes(text) || words.no.includes(text);
  }

  fw.buttons = { buttonGroups };
})();
