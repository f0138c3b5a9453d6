// While answers are written nothing is submitted: `submit` events are stopped and counted.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /** @type {Set<EventTarget>} */
  const guarded = new Set();
  let stopped = 0;

  /**
   * Where a root's events pass first: a document's window, or the shadow root.
   * @param {Document | ShadowRoot} root
   * @returns {EventTarget}
   */
  function targetOf(root) {
    return ("defaultView" in root ? root.defaultView : null) ?? root;
  }

  /** @param {Event} event */
  function stop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    stopped += 1;
  }

  /**
   * Run `work` while no form of the questions can be submitted: the event does not leave a shadow root, so each is
   * listened to.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function withGuard(work) {
    const roots = fw.asked.map(({ question }) => fw.dom.rootOf(question.element));
    const fresh = [...new Set([document, ...roots])].filter((root) => !guarded.has(root));
    for (const root of fresh) {
      guarded.add(root);
      targetOf(root).addEventListener("submit", stop, true);
    }
    try {
      return await work();
    } finally {
      await fw.pointer.tick();
      for (const root of fresh) {
        guarded.delete(root);
        targetOf(root).removeEventListener("submit", stop, true);
      }
    }
  }

  /** How many tries to submit were stopped. */
  const count = () => stopped;

  fw.guard = { withGuard, count };
})();
