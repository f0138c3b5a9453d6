/** One open panel: what the person presses becomes plan, fill, cancel, undo or fill again. */
import { fill, finish, plan } from "./fill.js";
import { reach, request } from "./frames.js";
import { PageLink } from "./page_link.js";
import { PAGE_SCRIPTS } from "./page_scripts.js";
import { Pages } from "./pages.js";
import { Host } from "./port.js";
import { HostError, problemOf } from "./problems.js";
import { ask, edit, put, remember } from "./review.js";

/** Right after a navigation across sites the browser may still refuse the page. */
const RACE = /cannot access contents of/i;
const RACE_MS = 20;
const RACE_TRIES = 5;

/** @type {Map<number, Session>} by tab */
const sessions = new Map();
/** One native port serves every panel, and keeps the worker awake while one is open. */
const host = new Host();

/**
 * Open the panel in a tab, or read its form anew where it is open already.
 * @param {number} tabId
 */
export async function openPanel(tabId) {
  const open = sessions.get(tabId);
  if (open) return open.again();
  const [css] = await Promise.all([panelCss(), injectScripts(tabId)]);
  const session = new Session(tabId);
  sessions.set(tabId, session);
  await session.open(css);
}

/** @returns {Promise<string>} */
async function panelCss() {
  return (await fetch(chrome.runtime.getURL("panel/panel.css"))).text();
}

/** @param {number} tabId */
async function injectScripts(tabId) {
  for (let tries = 1; ; tries++) {
    try {
      return await chrome.scripting.executeScript({ target: { tabId }, files: PAGE_SCRIPTS });
    } catch (error) {
      if (tries === RACE_TRIES || !RACE.test(String(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, RACE_MS));
    }
  }
}

class Session {
  /** @type {import("./fill.js").Batch | null} */
  #batch = null;
  /** @type {AbortController | null} */
  #running = null;

  /** @param {number} tabId */
  constructor(tabId) {
    this.tabId = tabId;
    const top = new PageLink(chrome.tabs.connect(tabId, { name: "fillwright", frameId: 0 }), (message) =>
      this.#hear(message),
    );
    this.pages = new Pages(top, (frames) => reach(tabId, frames, (message) => this.#hearFrame(message)));
    top.closed.then(() => this.#end());
  }

  /** @param {string} css */
  async open(css) {
    await this.pages.top.call("open", css);
    await this.start();
  }

  /** Read the form once more; first ask for the frames that could not be read. Called at a press of the person. */
  async again() {
    const origins = this.#batch?.form.frames.map(({ origin }) => origin) ?? [];
    if (origins.length && !this.#running) await request(origins).catch(() => false);
    await this.start();
  }

  /** Read the form and show the plan, unless a batch is under way. */
  async start() {
    if (this.#running) return;
    this.pages.show({ phase: "reading" });
    await this.#try(async () => {
      this.#batch = await plan(this.pages, host);
    });
  }

  /** @param {PanelMessage} message */
  #hear(message) {
    const { say } = message;
    if (say === "appeared") return this.#appeared(message.count);
    if (say === "show") return this.pages.reveal(message.index);
    if (say === "fill") return this.#fill(message.job);
    if (say === "edit") return this.#review((batch) => edit(this.pages, batch, message.index, message.answer));
    if (say === "put") return this.#review((batch) => put(this.pages, batch, message.index));
    if (say === "ask") return this.#review((batch) => ask(this.pages, host, batch, message.index, message.wish));
    if (say === "remember")
      return this.#review((batch) => remember(this.pages, host, batch, message.index, message.company));
    if (say === "more") return this.start();
    if (say === "again") return this.#batch?.rows.size ? this.#fill() : this.start();
    if (say === "cancel") return this.#running?.abort();
    if (say === "undo") return this.#undo();
    this.#end();
  }

  /**
   * A frame has no buttons: all it may say is that questions have appeared.
   * @param {PanelMessage} message
   */
  #hearFrame(message) {
    if (message.say === "appeared") this.#appeared(message.count);
  }

  /** @param {number} count */
  #appeared(count) {
    if (!this.#running) this.pages.show({ phase: "appeared", count: Number(count) });
  }

  /** @param {Wire.JobContext} [job] what the person says of the job */
  async #fill(job) {
    const batch = this.#batch;
    if (!batch || this.#running) return;
    Object.assign(batch.form.job, job);
    const running = new AbortController();
    this.#running = running;
    await this.#try(async () => {
      await fill(this.pages, host, batch, running.signal).catch((error) => {
        if (!(error instanceof HostError && error.code === "cancelled")) throw error;
        return finish(this.pages, batch, true);
      });
    });
    this.#running = null;
    this.pages.notice();
  }

  /**
   * Do something with one answer, unless a batch is under way.
   * @param {(batch: import("./fill.js").Batch) => Promise<void>} work
   */
  async #review(work) {
    const batch = this.#batch;
    if (!batch || this.#running) return;
    await this.#try(() => work(batch));
  }

  async #undo() {
    if (this.#running) return;
    this.#batch?.rows.clear();
    await this.#try(async () => this.pages.show({ phase: "undone", stuck: await this.pages.undo() }));
  }

  /**
   * Do `work`; what goes wrong is shown in the panel.
   * @param {() => Promise<void>} work
   */
  async #try(work) {
    try {
      await work();
    } catch (error) {
      this.pages.show({ phase: "problem", problem: problemOf(error) });
    }
  }

  #end() {
    this.#running?.abort();
    this.pages.close();
    if (sessions.get(this.tabId) === this) sessions.delete(this.tabId);
    if (!sessions.size) host.close();
  }
}
