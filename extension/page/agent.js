// Answers the background's calls in this document, one after the other; injected last.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /** Comboboxes without readable options are opened for a moment, for no longer than this in all. */
  const READING = 5000;

  /** @type {Calls} */
  const calls = {
    open: async (css) => fw.panel.open(css, say),
    scrape: async () => {
      fw.sweep.rest();
      const form = fw.scrape.scrape();
      return { ...form, frames: fw.frames.foreign(), late: fw.guard.late(fw.asked) };
    },
    more: () => fw.sweep.more(),
    readOptions: (first) => fw.guard.withGuard(() => readOptions(first)),
    inject: (writes, origin) => fw.guard.withGuard(() => fw.inject.injectAll(writes, origin)),
    verify: async (answers) =>
      answers.filter(({ index, answer, label }) => !holds(index, answer, label)).map(({ index }) => index),
    stopped: async () => fw.guard.count(),
    undo: () => fw.guard.withGuard(() => fw.undo.undoAll()),
    notice: async () => fw.sweep.notice((count) => say({ say: "appeared", count })),
    reveal: async (index) => reveal(index),
  };

  /** @type {chrome.runtime.Port | null} */
  let port = null;
  /** @type {Promise<unknown>} */
  let queue = Promise.resolve();

  /**
   * Tell the background what the person pressed.
   * @param {PanelMessage} message
   * @returns {boolean} whether anybody listens
   */
  function say(message) {
    port?.postMessage(message);
    return port !== null;
  }

  /**
   * The choices of comboboxes that show none while they are closed, by index from `first` on; from now on it is noted
   * when the page changes.
   * @param {number} first
   * @returns {Promise<Record<number, Choices>>}
   */
  async function readOptions(first) {
    const end = performance.now() + READING;
    fw.sweep.watch();
    /** @type {Record<number, Choices>} */
    const found = {};
    for (const [index, { question, field }] of fw.asked.entries()) {
      if (
        index < first ||
        question.kind !== "combobox" ||
        field.options?.length ||
        field.value ||
        performance.now() > end
      )
        continue;
      const choices = await fw.combobox.readOptions(question);
      if (choices.options.length) found[index] = choices;
    }
    return found;
  }

  /**
   * Whether the question at `index` still holds what was written.
   * @param {number} index
   * @param {Wire.Answer} answer
   * @param {string | string[] | null} label
   */
  function holds(index, answer, label) {
    const known = fw.asked[index]?.question.element;
    const upload = known && fw.undo.uploadOf(known);
    if (upload) return fw.files.holds(known, upload.boxes, upload.name);
    const question = fw.scrape.find(fw.asked[index])?.question;
    if (!question) return false;
    const now = fw.values.current(question);
    if (answer === false) return now === null || now === false;
    if (question.kind === "text" || question.kind === "editable")
      return fw.text.holds(question.element, question.kind, String([answer].flat().join(", ")));
    return now !== null && (question.kind === "combobox" || fw.inject.same(now, answer, label));
  }

  /**
   * Bring a question into view and give it the focus.
   * @param {number} index
   */
  function reveal(index) {
    const question = fw.scrape.find(fw.asked[index])?.question;
    const element = question?.proxy ?? question?.element;
    element?.scrollIntoView({ block: "center" });
    element?.focus({ preventScroll: true });
  }

  /**
   * @param {ToPage} message
   * @returns {Promise<void>}
   */
  async function answer(message) {
    if ("show" in message) return fw.panel.show(message.show);
    const { call, method, args } = message;
    try {
      const value = await /** @type {any} */ (calls)[method](...args);
      port?.postMessage({ call, value });
    } catch (error) {
      port?.postMessage({ call, error: String(error) });
    }
  }

  /** The background must not speak to a document that is gone, also where the browser keeps it for the way back. */
  addEventListener("pagehide", () => {
    port?.disconnect();
    port = null;
    fw.sweep.rest();
    fw.panel.disconnected();
  });

  fw.adapter.onConnect((opened) => {
    port = opened;
    opened.onMessage.addListener((/** @type {ToPage} */ message) => {
      queue = queue.then(() => answer(message));
    });
    opened.onDisconnect.addListener(() => {
      if (port !== opened) return;
      port = null;
      fw.panel.disconnected();
    });
  });
})();
