// What a person's hand does to a control: the whole sequence of pointer events, focus, and waiting for the page.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { rootOf } = fw.dom;

  /** Turns of the event loop to wait without a timer. */
  const QUICK = 3;

  /**
   * Press and release on `element` as a pointer would; `click()` itself comes last, so that native controls act.
   * @param {HTMLElement} element
   */
  function press(element) {
    element.scrollIntoView?.({ block: "nearest" });
    const box = element.getBoundingClientRect();
    const view = element.ownerDocument.defaultView ?? window;
    const place = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
    const common = { bubbles: true, cancelable: true, composed: true, button: 0, ...place };
    const pointer = { ...common, pointerId: 1, pointerType: "mouse", isPrimary: true };
    const { PointerEvent, MouseEvent } = /** @type {any} */ (view);
    element.dispatchEvent(new PointerEvent("pointerover", pointer));
    element.dispatchEvent(new MouseEvent("mouseover", common));
    element.dispatchEvent(new MouseEvent("mousemove", common));
    element.dispatchEvent(new PointerEvent("pointerdown", { ...pointer, buttons: 1 }));
    const focusing = element.dispatchEvent(new MouseEvent("mousedown", { ...common, buttons: 1 }));
    if (focusing) element.focus?.({ preventScroll: true });
    element.dispatchEvent(new PointerEvent("pointerup", pointer));
    element.dispatchEvent(new MouseEvent("mouseup", common));
    element.click();
  }

  /**
   * Let the page work until `ready` holds; false after `limit` milliseconds.
   * @param {() => boolean} ready
   * @param {number} limit
   * @returns {Promise<boolean>}
   */
  async function until(ready, limit) {
    const end = performance.now() + limit;
    for (let turn = 0; !ready(); turn++) {
      if (performance.now() > end) return false;
      await (turn < QUICK ? tick() : pause(8));
    }
    return true;
  }

  /**
   * Let what is waiting run first; a timer of zero would wait four milliseconds.
   * @returns {Promise<void>}
   */
  function tick() {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  }

  /**
   * @param {number} milliseconds
   * @returns {Promise<void>}
   */
  function pause(milliseconds) {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  /**
   * Take the focus away from `element`, telling the page also where the window itself has no focus.
   * @param {HTMLElement} element
   */
  function leave(element) {
    const root = rootOf(element);
    if (root.activeElement === element && element.ownerDocument.hasFocus()) return element.blur();
    element.blur();
    const { FocusEvent } = /** @type {any} */ (element.ownerDocument.defaultView ?? window);
    element.dispatchEvent(new FocusEvent("blur", { composed: true }));
    element.dispatchEvent(new FocusEvent("focusout", { bubbles: true, composed: true }));
  }

  /**
   * Press outside of every control, where lists that listen for it close.
   * @param {HTMLElement} element
   */
  function pressOutside(element) {
    const { body } = element.ownerDocument;
    const { PointerEvent, MouseEvent } = /** @type {any} */ (element.ownerDocument.defaultView ?? window);
    for (const [Kind, name] of [
      [PointerEvent, "pointerdown"],
      [MouseEvent, "mousedown"],
      [PointerEvent, "pointerup"],
      [MouseEvent, "mouseup"],
    ]) {
      body.dispatchEvent(new Kind(name, { bubbles: true, cancelable: true, composed: true, button: 0 }));
    }
  }

  fw.pointer = { press, until, tick, pause, leave, pressOutside };
})();
