// What is known of an upload before anything is put in: what a person sees of it, and whether it only fills the form.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { read } = fw.dom;
  const { visible } = fw.visibility;
  const { tied, isCommand, isInvitation } = fw.labels;

  const LEVELS = 4;
  const LONGEST_BOX = 400;
  /** Controls that have no place in the box of an upload. */
  const WRITTEN = "input:not([type=file], [type=hidden], [type=button], [type=submit]), select";
  const ZONE = "[role=button], [class*='dropzone' i], [class*='drop-zone' i], [class*='upload' i]";
  const TOLD = ["name", "id", "class", "data-testid", "data-ui", "aria-label"];

  /**
   * What a person sees in place of a file input, or itself.
   * @param {HTMLElement} control
   * @returns {HTMLElement | null}
   */
  function fileProxy(control) {
    if (visible(control)) return control;
    const label = tied(control).find(visible);
    if (label) return label;
    let around = control.parentElement;
    for (let level = 0; around && level < LEVELS; level++, around = around.parentElement) {
      if (around.tagName === "FORM" || around.querySelector(WRITTEN)) return null;
      const buttons = /** @type {HTMLElement[]} */ ([...around.querySelectorAll("button, label, [role=button], a")]);
      const button = buttons.find(visible);
      if (button) return button;
      if (isZone(around)) return around;
    }
    return null;
  }

  /**
   * Whether a box without a button takes files: it is called so, or its words invite to drop or choose one.
   * @param {HTMLElement} box
   */
  function isZone(box) {
    if (!visible(box)) return false;
    const text = read(box);
    if (text.length > LONGEST_BOX) return false;
    return box.matches(ZONE) || text.split("\n").some((line) => isCommand(line) || isInvitation(line));
  }

  /**
   * The boxes around an input that hold no other upload, innermost first.
   * @param {HTMLElement} element
   * @returns {HTMLElement[]}
   */
  function boxesOf(element) {
    const boxes = [];
    let box = element.parentElement;
    for (let level = 0; box && level < LEVELS && box !== box.ownerDocument.body; level++, box = box.parentElement) {
      if (box.querySelectorAll("input[type=file]").length > 1) break;
      boxes.push(box);
    }
    return boxes;
  }

  /**
   * Whether the upload is only read to fill the other fields.
   * @param {Asked} asked
   */
  function isParser({ question: { element, proxy }, field }) {
    const near = boxesOf(element)
      .map((box) => read(box))
      .filter((text) => text.length <= LONGEST_BOX);
    const told = TOLD.map((name) => element.getAttribute(name) ?? "");
    const button = proxy && proxy !== element ? read(proxy) : "";
    const texts = [field.label, field.help ?? "", button, ...told, near.at(-1) ?? ""];
    return texts.some((text) => fw.words.parsing.test(text));
  }

  fw.uploads = { fileProxy, boxesOf, isParser };
})();
