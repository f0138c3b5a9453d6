/** One open document: calls into its page scripts, and what the person pressed there. */

const CALL_MS = 30_000;

export class PageLink {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void, timer: ReturnType<typeof setTimeout> }>} */
  #waiting = new Map();
  #last = 0;
  #port;

  /**
   * @param {chrome.runtime.Port} port opened by the background, so that no page can open one
   * @param {(message: PanelMessage) => void} hear
   */
  constructor(port, hear) {
    this.#port = port;
    /** Settles when the document is gone. */
    this.closed = new Promise((resolve) => port.onDisconnect.addListener(() => resolve(undefined)));
    port.onMessage.addListener((/** @type {FromPage} */ message) => {
      if ("say" in message) hear(message);
      else this.#settle(message);
    });
    this.closed.then(() => this.#abandon());
  }

  /**
   * Call a page script; the document runs one call after the other.
   * @template {keyof Calls} M
   * @param {M} method
   * @param {Parameters<Calls[M]>} args
   * @returns {Promise<Awaited<ReturnType<Calls[M]>>>}
   */
  call(method, ...args) {
    this.#last += 1;
    const call = this.#last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle({ call, error: `${method} took too long` }), CALL_MS);
      this.#waiting.set(call, { resolve, reject, timer });
      this.#post({ call, method, args });
    });
  }

  /** @param {View} view */
  show(view) {
    this.#post({ show: view });
  }

  close() {
    this.#port.disconnect();
    this.#abandon();
  }

  /** @param {ToPage} message */
  #post(message) {
    try {
      this.#port.postMessage(message);
    } catch {
      this.#abandon();
    }
  }

  /** @param {{ call: number, value: unknown } | { call: number, error: string }} message */
  #settle(message) {
    const waiter = this.#waiting.get(message.call);
    this.#waiting.delete(message.call);
    clearTimeout(waiter?.timer);
    if ("error" in message) waiter?.reject(new Error(message.error));
    else waiter?.resolve(message.value);
  }

  #abandon() {
    for (const call of this.#waiting.keys()) this.#settle({ call, error: "the page is gone" });
  }
}
