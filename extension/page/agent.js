// Answers the background's calls in this document, one after the other; injected last.
"use strict";
(() => {
  const fw = globalThis.fillwright;

  /** Comboboxes without readable options are opened for a moment, for no longer than this in all. */
  const READING = 5000;

  /** @type {Calls} */
  const calls = {
    open: async (css) => {
      fw.focus.note();
      fw.panel.open(css, say);
    },
    scrape: async () => {
      fw.sweep.rest();
      const form = fw.scrape.scrape();
      await fw.pointer.tick(); // reading is the longest that the page has to wait
      return { ...form, frames: fw.frames.foreign(), late: fw.guard.late(fw.asked) };
    },
    more: () => fw.sweep.more(),
    readOptions: (first) => fw.guard.withGuard(() => readOptions(first)),
    inject: (writes, origin) => fw.guard.withGuard(() => fw.inject.injectAll(writes, origin)),
    verify: async (answers) =>
      answers.filter(({ index, answer, label }) => !holds(index, answer, label)).map(({ index }) => index),
    stopped: async () => fw.guard.count(),
    before: async () => fw.undo.tell(),
    takeOver: async (states) => fw.undo.takeOver(states),
    undo: () => fw.guard.withGuard(() => fw.undo.undoAll()),
    notice: async () => fw.sweep.notice((count) => say({ say: "appeared", count })),
    watch: async () => fw.changes.watch(say),
    reveal: async (index) => reveal(index),
    current: async (indexes) => indexes.flatMap((index) => held(index)),
    focused: async () => focused(),
    mark: async (id) => mark(id),
    birth: async () => `${performance.timeOrigin} ${address()}`,
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
    if (question.members[0]?.value === "digits") return fw.dates.holdsParts(question, String(answer));
    if (question.kind === "text" || question.kind === "editable")
      return fw.text.holds(question.element, question.kind, fw.inject.textFor(question, answer));
    return now !== null && (question.kind === "combobox" || fw.inject.same(now, answer, label));
  }

  /**
   * What the question at `index` holds now; nothing where it is gone.
   * @param {number} index
   * @returns {{ index: number, value: Wire.Answer | null }[]}
   */
  function held(index) {
    const question = fw.scrape.find(fw.asked[index])?.question;
    return question ? [{ index, value: fw.values.current(question) }] : [];
  }

  /**
   * The index of the question in which the person was before the panel opened, or null.
   * @returns {number | null}
   */
  function focused() {
    const index = fw.asked.findIndex(({ question }) =>
      [question.element, question.proxy, ...question.members.map((one) => one.element)].some((part) =>
        part?.contains(fw.focus.noted()),
      ),
    );
    return index < 0 ? null : index;
  }

  /** Where this document is, whatever part of it is looked at. */
  const address = () => location.href.split("#")[0] ?? "";

  /**
   * Tie this document, at its address, to a review, where `id` is given; the review that it is tied to.
   * @param {string} [id]
   */
  function mark(id) {
    const url = address();
    if (id !== undefined) fw.mark = { id, url };
    return fw.mark?.url === url ? fw.mark.id : null;
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
