/**
 * The native port: calls and streams to the host, each with an id and a timeout of its own.
 *
 * Frames are `{id, status, body}` for a call, `{id, event, …}` for a stream, `{id, part, parts, data}` for pieces of
 * either. A port that dies takes every request under way with it; `call` and `stream` then connect once more and send
 * the same request again: the host has kept what was finished.
 */
import { codeOf, HostError, isLost } from "./problems.js";

export const HOST = "io.fillwright.host";

const MOST_PARTS = 64;
const CALL_MS = 20_000;
/** A server may have to be started, and the first answers of a stream follow its plan. */
const IDLE_MS = 150_000;

/**
 * @typedef {{ id: number | null, [key: string]: any }} Frame
 * @typedef {{ take: (frame: Frame) => void, fail: (error: Error) => void }} Waiter
 */

export class Host {
  /** @type {chrome.runtime.Port | null} */
  #port = null;
  /** @type {Map<number, Waiter>} */
  #waiting = new Map();
  /** @type {Map<number, string[]>} */
  #parts = new Map();
  #last = 0;
  #connect;

  /** @param {() => chrome.runtime.Port} [connect] */
  constructor(connect = () => chrome.runtime.connectNative(HOST)) {
    this.#connect = connect;
  }

  /**
   * Send one request and return the body of its reply.
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {{ timeout?: number, bytes?: string }} [options] milliseconds; a file's bytes in base64, sent as the body
   * @returns {Promise<any>}
   */
  async call(method, path, body, { timeout = CALL_MS, bytes } = {}) {
    const sent = bytes === undefined ? { body } : { base64: bytes };
    return (await this.#twice({ method, path, ...sent }, timeout)).body;
  }

  /**
   * A file the person has stored.
   * @param {string} name
   * @returns {Promise<StoredFile>}
   */
  async file(name) {
    return { name, ...(await this.bytes(`/api/files/${encodeURIComponent(name)}`)) };
  }

  /**
   * A reply that is no JSON, in base64.
   * @param {string} path
   * @param {number} [timeout] milliseconds
   * @returns {Promise<{ type: string, base64: string }>}
   */
  async bytes(path, timeout = CALL_MS) {
    const frame = await this.#twice({ method: "GET", path }, timeout);
    if (typeof frame.base64 !== "string") throw unexpected(frame);
    return { type: String(frame.content_type ?? ""), base64: frame.base64 };
  }

  /**
   * Send one request and yield the events of its reply, the last one `summary`; a stream that is lost is asked for
   * again once, so that events may come twice.
   * @param {string} path
   * @param {unknown} body
   * @param {{ signal?: AbortSignal, timeout?: number }} [options] `timeout`: the longest silence, in milliseconds
   * @returns {AsyncGenerator<any, void, void>}
   */
  async *stream(path, body, { signal, timeout = IDLE_MS } = {}) {
    const request = { method: "POST", path, body };
    try {
      yield* this.#events(request, timeout, signal);
    } catch (error) {
      if (!isLost(error) || signal?.aborted) throw error;
      yield { event: "reconnected" };
      yield* this.#events(request, timeout, signal);
    }
  }

  /** Have the host started, so that the first call need not wait for that. */
  start() {
    this.#port ??= this.#open();
  }

  /** Let the host go; it ends by itself when the port closes. */
  close() {
    this.#port?.disconnect();
    this.#drop(new HostError("host_exited"));
  }

  /**
   * The reply to a request, which is sent again where the connection is lost.
   * @param {object} request
   * @param {number} timeout
   * @returns {Promise<Frame>}
   */
  async #twice(request, timeout) {
    try {
      return await this.#once(request, timeout);
    } catch (error) {
      if (!isLost(error)) throw error;
      return await this.#once(request, timeout);
    }
  }

  /**
   * @param {object} request
   * @param {number} timeout
   * @returns {Promise<Frame>}
   */
  async #once(request, timeout) {
    const inbox = new Inbox();
    const id = this.#send(request, inbox);
    try {
      const frame = await inbox.next(timeout);
      if (!(frame.status < 400)) throw unexpected(frame);
      return frame;
    } finally {
      this.#forget(id);
    }
  }

  /**
   * @param {object} request
   * @param {number} timeout
   * @param {AbortSignal | undefined} signal
   * @returns {AsyncGenerator<any, void, void>}
   */
  async *#events(request, timeout, signal) {
    const inbox = new Inbox();
    const id = this.#send(request, inbox);
    const stop = () => inbox.fail(new HostError("cancelled"));
    signal?.addEventListener("abort", stop);
    let finished = false;
    try {
      while (!finished) {
        if (signal?.aborted) throw new HostError("cancelled");
        const frame = await inbox.next(timeout);
        finished = frame.event === "summary" || frame.event === "error" || frame.event === undefined;
        if (frame.event === "error") throw new HostError(frame.error?.code ?? "internal_error", frame.error?.message);
        if (frame.event === undefined) throw unexpected(frame);
        yield frame;
      }
    } finally {
      signal?.removeEventListener("abort", stop);
      if (!finished) this.#cancel(id);
      this.#forget(id);
    }
  }

  /**
   * @param {object} request
   * @param {Waiter} waiter
   * @returns {number}
   */
  #send(request, waiter) {
    this.#port ??= this.#open();
    this.#last += 1;
    this.#waiting.set(this.#last, waiter);
    this.#port.postMessage({ id: this.#last, ...request });
    return this.#last;
  }

  /** @returns {chrome.runtime.Port} */
  #open() {
    const port = this.#connect();
    port.onMessage.addListener((frame) => {
      if (port === this.#port) this.#receive(frame);
    });
    port.onDisconnect.addListener(() => {
      const reason = chrome.runtime.lastError?.message ?? /** @type {any} */ (port).error?.message ?? "";
      if (port === this.#port) this.#drop(new HostError(codeOf(reason)));
    });
    return port;
  }

  /** @param {Frame} frame */
  #receive(frame) {
    if (frame?.id === null) return this.#drop(new HostError("host_garbled"));
    const whole = "parts" in frame ? this.#join(frame) : frame;
    if (whole) this.#waiting.get(Number(whole.id))?.take(whole);
  }

  /**
   * Keep one part; the whole frame when it was the last.
   * @param {Frame} part
   * @returns {Frame | null}
   */
  #join(part) {
    const id = Number(part.id);
    const kept = this.#parts.get(id) ?? [];
    const inOrder = part.part === kept.length && part.parts <= MOST_PARTS;
    if (!inOrder || !this.#waiting.has(id)) {
      this.#parts.delete(id);
      this.#waiting.get(id)?.fail(new HostError("host_garbled"));
      return null;
    }
    kept.push(String(part.data));
    this.#parts.set(id, kept);
    if (kept.length < part.parts) return null;
    this.#parts.delete(id);
    return JSON.parse(kept.join(""));
  }

  /** @param {number} id */
  #cancel(id) {
    if (this.#waiting.has(id)) this.#port?.postMessage({ id, cancel: true });
  }

  /** @param {number} id */
  #forget(id) {
    this.#waiting.delete(id);
    this.#parts.delete(id);
  }

  /** @param {Error} error */
  #drop(error) {
    const waiting = [...this.#waiting.values()];
    this.#port = null;
    this.#waiting.clear();
    this.#parts.clear();
    for (const waiter of waiting) waiter.fail(error);
  }
}

/** Frames of one request, in order; a failure comes after what had arrived before it. */
class Inbox {
  /** @type {Frame[]} */
  #frames = [];
  /** @type {Error | null} */
  #error = null;
  #wake = () => {};

  /** @param {Frame} frame */
  take(frame) {
    this.#frames.push(frame);
    this.#wake();
  }

  /** @param {Error} error */
  fail(error) {
    this.#error ??= error;
    this.#wake();
  }

  /**
   * @param {number} timeout milliseconds
   * @returns {Promise<Frame>}
   */
  async next(timeout) {
    let timer;
    if (!this.#frames.length && !this.#error) {
      await new Promise((resolve) => {
        this.#wake = () => resolve(undefined);
        timer = setTimeout(() => this.fail(new HostError("timeout")), timeout);
      });
      clearTimeout(timer);
    }
    const frame = this.#frames.shift();
    if (frame) return frame;
    throw this.#error ?? new HostError("internal");
  }
}

/**
 * A reply of 400 or more, or one of no known form, as an error.
 * @param {Frame} frame
 */
function unexpected(frame) {
  const error = frame.body?.error;
  return new HostError(error?.code ?? "host_garbled", error?.message, error?.field);
}
