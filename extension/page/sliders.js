// Sliders: their thumbs are moved by the arrow keys, and what they stand at before is nobody's answer.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { named } = fw.dom;
  const { visible } = fw.visibility;
  const { tied } = fw.labels;

  const LEVELS = 3;
  /** The most steps from one end to another. */
  const MOST = 400;
  const MOVING = 150;
  const CONTROL = "input:not([type=hidden]), select, textarea, button, [role=slider]";

  /**
   * Whether a person sees a slider: itself, the small box that is drawn for its transparent control, or its label.
   * @param {HTMLElement} control
   */
  function isSeen(control) {
    let box = /** @type {HTMLElement | null} */ (control);
    for (let level = 0; box && level <= LEVELS; level++, box = box.parentElement) {
      if (level && box.querySelectorAll(CONTROL).length > 1) break;
      if (visible(box)) return true;
    }
    return [...tied(control), ...named(control, "aria-labelledby")].some(visible);
  }

  /**
   * Whether an element is a slider of the page's own drawing in which nothing native is moved, and part of a form.
   * @param {HTMLElement} control
   */
  function isDrawn(control) {
    return control.closest("form, [role=form], fieldset") !== null && !control.querySelector("input[type=range]");
  }

  /** @param {HTMLElement} element */
  const placeOf = (element) => Number(element.getAttribute("aria-valuenow"));

  /**
   * Move a slider to `value`, step by step; whether it stands there afterwards.
   * @param {HTMLElement} element
   * @param {number} value
   * @returns {Promise<boolean>}
   */
  async function move(element, value) {
    fw.touched.add(element);
    for (let step = 0; step < MOST && placeOf(element) !== value; step++) {
      const before = placeOf(element);
      fw.combobox.key(element, before < value ? "ArrowRight" : "ArrowLeft");
      const moved = await fw.pointer.until(() => placeOf(element) !== before, MOVING);
      if (!moved || before < value !== placeOf(element) <= value) break;
    }
    fw.pointer.leave(element);
    return placeOf(element) === value;
  }

  fw.sliders = { isSeen, isDrawn, placeOf, move };
})();
