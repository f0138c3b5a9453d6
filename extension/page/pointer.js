// What a person's hand does to a control: the whole sequence of pointer events, focus, and waiting for the page.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { rootOf } = fw.dom;

  /** Turns of the event loop to wait without a timer. */
  const QUICK = 3;
  /** Promises that a framework may chain before it draws. */
  const SETTLING = 5;

  /**
   * Press and release on `element` as a pointer would; `click()` itself comes last, so that native controls act.
   * @param {HTMLElement} element
   * @param {boolean} [focusing] whether it takes the focus; widgets that open need that
   */
  function press(element, focusing = true) {
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
    const allowed = element.dispatchEvent(new MouseEvent("mousedown", { ...common, buttons: 1 }));
    if (allowed && focusing) element.focus?.({ preventScroll: true });
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
   * Let a control think that it was entered and left: the person's own focus stays where it is.
   * @param {HTMLElement} element
   * @param {() => void} work done in between
   */
  function within(element, work) {
    const { FocusEvent } = /** @type {any} */ (element.ownerDocument.defaultView ?? window);
    /** @param {string[]} names */
    const tell = (names) => {
      for (const name of names)
        element.dispatchEvent(new FocusEvent(name, { bubbles: name.length > 5, composed: true }));
    };
    tell(["focus", "focusin"]);
    work();
    tell(["blur", "focusout"]);
  }

  /** Let frameworks draw what an event has changed: they do so before anything else runs. */
  async function settle() {
    for (let turn = 0; turn < SETTLING; turn++) await null;
  }

  /**
   * Note whether the page changes its elements around `element`, be it only to say that it is looking.
   * @param {HTMLElement} element
   * @returns {{ changed: () => boolean, stop: () => void }}
   */
  function watch(element) {
    let changed = false;
    const observer = new MutationObserver(() => {
      changed = true;
    });
    const attributeFilter = ["aria-busy", "aria-controls", "aria-expanded", "class", "hidden", "style"];
    for (const root of new Set([element.ownerDocument, rootOf(element)]))
      observer.observe(root, { subtree: true, childList: true, attributeFilter });
    return { changed: () => changed, stop: () => observer.disconnect() };
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

  fw.pointer = { press, until, tick, settle, pause, leave, within, watch, pressOutside };
})();
