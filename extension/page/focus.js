// Where the person is: in the page or in the panel, and where they were before the panel took the focus.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /** Where the focus was before the panel took it. @type {Element | null} */
  let entered = null;
  /** Whether the last key or pointer that a person has pressed was outside of the panel. */
  let away = false;
  let watching = new AbortController();

  /** The element that has the focus, within frames and shadow roots too. */
  function deepest() {
    let at = document.activeElement;
    for (;;) {
      const inner = at && "contentDocument" in at ? /** @type {HTMLIFrameElement} */ (at).contentDocument : null;
      const root = at && fw.adapter.shadowRoot(at);
      const next = (inner ?? root)?.activeElement ?? null;
      if (!next) return at;
      at = next;
    }
  }

  /** Note where the person is, unless that is a panel which is open already. */
  function note() {
    if (document.activeElement?.localName !== fw.PANEL) entered = deepest();
  }

  /** Where the person was when that was noted. */
  const noted = () => entered;

  /**
   * Look from now on where the person presses.
   * @param {HTMLElement} panel the element whose root holds the panel
   */
  function watch(panel) {
    watching.abort();
    watching = new AbortController();
    away = false;
    for (const name of ["pointerdown", "keydown"])
      addEventListener(
        name,
        (event) => {
          if (event.isTrusted) away = event.target !== panel;
        },
        { capture: true, signal: watching.signal },
      );
  }

  /** Whether the person works in the page, so that the focus must stay where it is. */
  const isAway = () => away;

  /**
   * Have the focus in the panel, at `element`, where the page's own controls have taken it while they were filled.
   * @param {HTMLElement} element
   */
  function keep(element) {
    const at = document.activeElement;
    if (!away && at?.localName !== fw.PANEL && !at?.matches("iframe, frame")) element.focus({ preventScroll: true });
  }

  /** Look no more; the focus goes back to where it was before the panel took it, unless the person is elsewhere. */
  function giveBack() {
    watching.abort();
    if (!away && entered?.isConnected) /** @type {HTMLElement} */ (entered).focus?.({ preventScroll: true });
  }

  fw.focus = { note, noted, watch, isAway, keep, giveBack };
})();
