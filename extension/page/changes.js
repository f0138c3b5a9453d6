// What the person changes in the page once the form is filled: told question by question, so that it can be kept.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /** @type {() => void} */
  let stop = () => {};

  /**
   * Tell `say` what a question holds after each change of the person's own; until nobody listens, or again.
   * @param {(message: PanelMessage) => boolean} say
   */
  function watch(say) {
    stop();
    const held = new Map(fw.asked.map((asked, index) => [index, textOf(asked)]));
    /** @param {Event} event */
    const look = async (event) => {
      const index = event.isTrusted ? indexOf(event.composedPath()[0]) : -1;
      if (index < 0) return;
      await fw.pointer.tick();
      const asked = fw.scrape.find(fw.asked[index]);
      const answer = asked ? fw.values.current(asked.question) : null;
      const text = JSON.stringify(answer);
      if (answer === null || text === held.get(index)) return;
      held.set(index, text);
      if (!say({ say: "changed", index, answer })) stop();
    };
    // `change` does not leave a shadow root, `focusout` does.
    for (const name of ["change", "focusout"]) document.addEventListener(name, look, true);
    stop = () => {
      for (const name of ["change", "focusout"]) document.removeEventListener(name, look, true);
    };
  }

  /** @param {Asked} asked */
  function textOf({ question }) {
    return JSON.stringify(fw.values.current(question));
  }

  /**
   * The index of the question whose control `target` is, or -1.
   * @param {EventTarget | undefined} target
   */
  function indexOf(target) {
    if (!(target instanceof Node)) return -1;
    return fw.asked.findIndex(({ question }) =>
      [question.element, question.proxy, ...question.members.map((one) => one.element)].some((part) =>
        part?.contains(target),
      ),
    );
  }

  fw.changes = { watch };
})();
