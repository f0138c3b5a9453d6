/** One open panel: what the person presses becomes plan, fill, cancel, undo or fill again. */
import { adopt } from "./adopt.js";
import { failureOf, show } from "./batch.js";
import { fill, finish, plan, readOne, refill, showDone } from "./fill.js";
import { reach, request } from "./frames.js";
import { forget, keep, recall } from "./kept.js";
import { PageLink } from "./page_link.js";
import { PAGE_SCRIPTS } from "./page_scripts.js";
import { Pages } from "./pages.js";
import { Host } from "./port.js";
import { HostError, problemOf } from "./problems.js";
import { always, ask, changed, edit, pass, put, remember } from "./review.js";
import { isStale, startAnew } from "./stale.js";
import { isAtOnce, setAtOnce } from "./wishes.js";

/** Right after a navigation across sites the browser may still refuse the page. */
const RACE = /cannot access contents of/i;
const RACE_MS = 20;
const RACE_TRIES = 5;
/** The panel's style sheets, in their order. */
const STYLES = ["base", "frame", "cards"];

/** @type {Map<number, Session>} by tab */
const sessions = new Map();
/** One native port serves every panel, and keeps the worker awake while one is open. */
const host = new Host();

/**
 * Open the panel in a tab, or read its form anew where it is open already.
 * @param {number} tabId
 * @param {boolean} [one] whether to fill only the field in which the person is
 */
export async function openPanel(tabId, one = false) {
  const open = sessions.get(tabId);
  if (open && !one) return open.again();
  open?.end();
  host.start();
  try {
    await openNew(tabId, one);
  } catch (error) {
    if (!sessions.size) host.close();
    throw error;
  }
}

/**
 * @param {number} tabId
 * @param {boolean} one
 */
async function openNew(tabId, one) {
  const stale = isStale().catch(() => false);
  const ready = Promise.all([panelCss(), injectScripts(tabId)]);
  ready.catch(() => {}); // looked at below
  if ((await stale) && !sessions.size && (await startAnew(tabId))) return;
  const [css] = await ready;
  const session = new Session(tabId);
  sessions.set(tabId, session);
  await session.open(css, one);
}

/** @returns {Promise<string>} */
async function panelCss() {
  const texts = STYLES.map(async (name) => (await fetch(chrome.runtime.getURL(`panel/styles/${name}.css`))).text());
  return (await Promise.all(texts)).join("");
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

/**
 * Open the settings, at who writes where that is why answers are missing.
 * @param {import("./batch.js").Batch | null} batch
 */
function openSettings(batch) {
  const view = batch && failureOf(batch) ? "provider" : "start";
  chrome.tabs.create({ url: chrome.runtime.getURL(`options/options.html#${view}`) });
}

class Session {
  /** @type {import("./batch.js").Batch | null} */
  #batch = null;
  /** @type {AbortController | null} */
  #running = null;
  /** @type {string} */
  #mark = crypto.randomUUID();
  /** Which document it is. */
  #birth = "";
  #cancelled = false;
  /** What the questions held before they were written to. @type {Before[]} */
  #before = [];
  #ended = false;

  /** @param {number} tabId */
  constructor(tabId) {
    this.tabId = tabId;
    const top = new PageLink(chrome.tabs.connect(tabId, { name: "fillwright", frameId: 0 }), (message) =>
      this.#hear(message),
    );
    this.pages = new Pages(top, (frames) => reach(tabId, frames, (message, path) => this.#hearFrame(message, path)));
    top.closed.then(() => this.end());
  }

  /**
   * Show the panel: one field filled, else the last review of this document, else the plan.
   * @param {string} css
   * @param {boolean} one
   */
  async open(css, one) {
    await this.pages.top.call("open", css);
    this.#birth = await this.pages.top.call("birth");
    const atOnce = await isAtOnce();
    this.pages.show({ phase: "at_once", on: atOnce });
    if (one) return this.#fillOne();
    if (await this.#reopen()) return;
    await this.start();
    if (atOnce) await this.#fill();
  }

  /** Show the review that was kept for this document; false where there is none. */
  async #reopen() {
    const kept = await recall(this.tabId).catch(() => null);
    if (!kept) return false;
    if ((await this.pages.top.call("mark")) !== kept.mark) return this.#readopt(kept);
    await this.#try(async () => {
      await this.pages.restore(kept.pages);
      this.#batch = kept.batch;
      this.#mark = kept.mark;
      this.#cancelled = kept.cancelled;
      show(this.pages, kept.batch, [...kept.batch.rows.values()]);
      showDone(this.pages, kept.batch, kept.cancelled, 0, true);
    });
    this.pages.notice();
    this.pages.watch();
    return true;
  }

  /**
   * Show a review whose document has outlived the scripts that knew it; false where it is another document.
   * @param {NonNullable<Awaited<ReturnType<typeof recall>>>} kept
   */
  async #readopt({ birth, batch: known, cancelled, before }) {
    if (this.#birth !== birth) return false;
    const batch = await adopt(this.pages, known, before).catch(() => null);
    if (!batch) return false;
    this.#take(batch);
    this.#cancelled = cancelled;
    show(this.pages, batch, [...batch.rows.values()]);
    showDone(this.pages, batch, cancelled, 0, true);
    this.pages.notice();
    this.pages.watch();
    await this.#keep();
    return true;
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
    await this.#try(async () => this.#take(await this.#plan()));
  }

  /** Read the form, once more with fresh scripts where they failed: until then nothing is written. */
  async #plan() {
    try {
      return await plan(this.pages, host);
    } catch (error) {
      if (error instanceof HostError || this.#ended) throw error;
      await injectScripts(this.tabId);
      return plan(this.pages, host);
    }
  }

  /** @param {import("./batch.js").Batch} batch */
  #take(batch) {
    this.#batch = batch;
    this.#mark = crypto.randomUUID();
    this.pages.top.call("mark", this.#mark).catch(() => null);
  }

  /** @param {PanelMessage} message */
  #hear(message) {
    const { say } = message;
    if (say === "appeared") return this.#appeared(message.count);
    if (say === "show") return this.pages.reveal(message.index);
    if (say === "fill") return this.#fill(message.job);
    if (say === "refill") return this.#refill();
    if (say === "at_once") return setAtOnce(message.on);
    if (say === "edit") return this.#review((batch) => edit(this.pages, batch, message.index, message.answer));
    if (say === "changed") return this.#changed(this.pages.numberIn("", message.index), message.answer);
    if (say === "put") return this.#review((batch) => put(this.pages, batch, message.index));
    if (say === "pass") return this.#review((batch) => pass(this.pages, batch, message.index, message.how));
    if (say === "ask") return this.#review((batch) => ask(this.pages, host, batch, message.index, message.wish));
    if (say === "always") return this.#review((batch) => always(this.pages, host, batch, message.index));
    if (say === "remember")
      return this.#review((batch) => remember(this.pages, host, batch, message.index, message.company));
    if (say === "more" || say === "reread") return this.start();
    if (say === "again") return this.#batch?.rows.size ? this.#fill() : this.start();
    if (say === "cancel") return this.#running?.abort();
    if (say === "undo") return this.#undo();
    if (say === "settings") return openSettings(this.#batch);
    this.end();
  }

  /**
   * A frame has no buttons: all it may say is that questions have appeared, and what its own hold now.
   * @param {PanelMessage} message
   * @param {string} path of the frame
   */
  #hearFrame(message, path) {
    if (message.say === "appeared") this.#appeared(message.count);
    if (message.say === "changed") this.#changed(this.pages.numberIn(path, message.index), message.answer);
  }

  /** @param {number} count */
  #appeared(count) {
    if (!this.#running) this.pages.show({ phase: "appeared", count: Number(count) });
  }

  /**
   * @param {number} index
   * @param {Wire.Answer} answer what the person has put into the page
   */
  #changed(index, answer) {
    return this.#review(async (batch) => changed(this.pages, batch, index, answer));
  }

  /** @param {Wire.JobContext} [job] what the person says of the job */
  async #fill(job) {
    const batch = this.#batch;
    if (!batch?.form.fields.length) return;
    Object.assign(batch.form.job, job);
    await this.#run((signal) => fill(this.pages, host, batch, signal));
  }

  async #fillOne() {
    await this.#run(async (signal) => {
      this.#take(await readOne(this.pages));
      if (this.#batch) await fill(this.pages, host, this.#batch, signal);
    });
  }

  async #refill() {
    const batch = this.#batch;
    if (batch) await this.#run((signal) => refill(this.pages, host, batch, signal));
  }

  /**
   * Fill, unless that is under way; what a cancelled batch has done is shown.
   * @param {(signal: AbortSignal) => Promise<void>} work
   */
  async #run(work) {
    if (this.#running) return;
    const running = new AbortController();
    this.#running = running;
    this.#cancelled = false;
    await this.#try(async () => {
      await work(running.signal).catch((error) => {
        if (!(error instanceof HostError && error.code === "cancelled") || !this.#batch) throw error;
        this.#cancelled = true;
        return this.#ended ? undefined : finish(this.pages, this.#batch, true);
      });
    });
    this.#running = null;
    if (this.#ended) return;
    this.pages.notice();
    this.pages.watch();
    await this.#keep();
  }

  /**
   * Do something with one answer, unless a batch is under way.
   * @param {(batch: import("./batch.js").Batch) => Promise<void>} work
   */
  async #review(work) {
    const batch = this.#batch;
    if (!batch || this.#running) return;
    await this.#try(() => work(batch));
    await this.#keep();
  }

  /** Keep the review for when the panel is opened again in this document. */
  async #keep() {
    const batch = this.#batch;
    if (!batch?.rows.size) return;
    const document = { mark: this.#mark, birth: this.#birth };
    const state = this.pages.state();
    this.#before = await this.pages.before().catch(() => this.#before); // the panel may be closing
    if (!batch.rows.size) return; // undone meanwhile
    await keep(this.tabId, document, state, batch, this.#cancelled, this.#before);
  }

  async #undo() {
    if (this.#running) return;
    this.#batch?.rows.clear();
    await forget(this.tabId);
    await this.#try(async () => this.pages.show({ phase: "undone", stuck: await this.pages.undo() }));
  }

  /**
   * Do `work`; what goes wrong is shown in the panel.
   * @param {() => Promise<void> | void} work
   */
  async #try(work) {
    try {
      await work();
    } catch (error) {
      this.pages.show({ phase: "problem", problem: problemOf(error) });
    }
  }

  /** Close the panel; what a batch under way has done until now is kept. */
  end() {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelled ||= this.#running !== null;
    this.#running?.abort();
    if (this.#running) this.#keep();
    this.pages.close();
    if (sessions.get(this.tabId) === this) sessions.delete(this.tabId);
    if (!sessions.size) host.close();
  }
}
