// While answers are written nothing is submitted: `submit` events are stopped and counted, and so is the page's leaving
// for another, which is how a script submits without an event.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /** Attributes by which a control says what happens when it has changed. */
  const HANDLERS = ["onchange", "oninput", "onclick", "onblur", "data-action", "data-behavior", "class"];
  const SUBMITS = /submit(?!t)|__doPostBack/i;

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
   * Keep the page from leaving for another, unless the person has asked for it meanwhile.
   * @param {any} event a NavigateEvent
   */
  function stay(event) {
    if (!event.cancelable || event.userInitiated || event.destination.sameDocument) return;
    event.preventDefault();
    stopped += 1;
  }

  /**
   * @param {Document | ShadowRoot} root
   * @param {"addEventListener" | "removeEventListener"} change
   */
  function listen(root, change) {
    targetOf(root)[change]("submit", stop, true);
    if ("defaultView" in root) /** @type {any} */ (root.defaultView)?.navigation?.[change]("navigate", stay);
  }

  /**
   * The places of those questions whose page submits itself once they are answered: they are written last.
   * @param {Asked[]} asked
   * @returns {number[]}
   */
  function late(asked) {
    return asked.flatMap(({ question }, place) => {
      const parts = [question.element, ...question.members.map((one) => one.element)];
      const told = parts.some((part) => HANDLERS.some((name) => SUBMITS.test(part.getAttribute(name) ?? "")));
      return told ? [place] : [];
    });
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
      listen(root, "addEventListener");
    }
    try {
      return await work();
    } finally {
      await fw.pointer.pause(0); // a form that a script submits leaves the page in a task of its own
      for (const root of fresh) {
        guarded.delete(root);
        listen(root, "removeEventListener");
      }
    }
  }

  /** How many tries to submit were stopped since it was last asked. */
  function count() {
    const before = stopped;
    stopped = 0;
    return before;
  }

  fw.guard = { withGuard, late, count };
})();
