// Choices as plain buttons: yes and no as two, or several that say whether they are pressed.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { read, plain } = fw.dom;
  const { visible } = fw.visibility;
  const { make, member, among } = fw.groups;
  const { words } = fw;

  /**
   * Choices as plain buttons in one box: yes and no, or buttons that say whether they are pressed.
   * @param {Scan} scan
   * @returns {Map<HTMLElement, Question>} by first button
   */
  function buttonGroups(scan) {
    const groups = new Map();
    for (const control of scan.controls) {
      if (!isPlainButton(control) || scan.claimed.has(control)) continue;
      if (!isYesOrNo(control) && !control.hasAttribute("aria-pressed")) continue;
      const box = control.parentElement;
      const buttons = among(control, box ?? control, scan).filter(
        (other) => other.parentElement === box && isPlainButton(other),
      );
      if (!areAnswers(buttons) || box?.closest("[role=toolbar]")) continue;
      for (const part of box ? among(control, box, scan) : []) scan.claimed.add(part);
      groups.set(control, make("buttons", control, { members: buttons.map(member) }));
    }
    return groups;
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
    return button && !control.hasAttribute("aria-haspopup");
  }

  /** @param {HTMLElement} control */
  function isYesOrNo(control) {
    const text = plain(read(control));
    return words.yes.includes(text) || words.no.includes(text);
  }

  fw.buttons = { buttonGroups };
})();
