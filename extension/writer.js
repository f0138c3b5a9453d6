/** Writes answers as they arrive: what came while the page was busy goes to it together. */

/**
 * @typedef {import("./pages.js").Pages} Pages
 * @typedef {import("./port.js").Host} Host
 */

export class Writer {
  /** @type {Row[]} */
  #waiting = [];
  /** @type {Row[]} for the end */
  #late = [];
  /** @type {Map<number, Row>} added and not yet done, by index */
  #open = new Map();
  #busy = false;
  #writing = Promise.resolve();
  /** @type {Promise<void>[]} */
  #fetching = [];
  /** @type {Map<string, Promise<StoredFile>>} by name */
  #files = new Map();
  /** @type {WeakMap<Row, StoredFile>} */
  #uploads = new WeakMap();
  /** @type {unknown} */
  #error = null;
  #pages;
  #host;
  #done;

  /**
   * @param {Pages} pages
   * @param {Host} host
   * @param {(rows: Row[]) => void} done called with rows and what became of them
   */
  constructor(pages, host, done) {
    this.#pages = pages;
    this.#host = host;
    this.#done = done;
  }

  /**
   * Take a row: written if it has an answer to write, shown in any case.
   * @param {Row} row
   */
  add(row) {
    this.#open.set(row.index, row);
    const file = row.outcome ? null : fileOf(row);
    if (row.outcome === undefined && this.#pages.isLate(row.index)) this.#late.push(row);
    else if (file === null) this.#push(row);
    else this.#fetching.push(this.#fetch(row, file));
  }

  /**
   * The row of a question that is not done.
   * @param {number} index
   */
  pending(index) {
    return this.#open.get(index);
  }

  /** Write what was kept for the end, once all else is written. */
  async last() {
    await Promise.all(this.#fetching);
    await this.#writing;
    for (const row of this.#late.splice(0)) this.#push(row);
  }

  /** Settles when everything that was added has been written; rejects if the page went away. */
  async idle() {
    await Promise.all(this.#fetching);
    await this.#writing;
    if (this.#error) throw this.#error;
  }

  /** @param {Row} row */
  #push(row) {
    this.#waiting.push(row);
    if (!this.#busy) this.#writing = this.#write();
  }

  /**
   * @param {Row} row
   * @param {string} name
   */
  async #fetch(row, name) {
    const file = this.#files.get(name) ?? this.#host.file(name);
    this.#files.set(name, file);
    try {
      this.#uploads.set(row, await file);
      this.#push(row);
    } catch {
      row.outcome = { state: "left", reason: "file" };
      this.#push(row);
    }
  }

  async #write() {
    this.#busy = true;
    try {
      while (this.#waiting.length) {
        const rows = this.#waiting.splice(0).sort((one, other) => one.index - other.index);
        const writes = rows.flatMap((row) => this.#writeOf(row));
        const outcomes = writes.length ? await this.#pages.inject(writes) : new Map();
        const asked = new Set(writes.map(({ index }) => index));
        for (const row of rows) row.outcome ??= outcomes.get(row.index);
        const late = rows.filter(({ index, outcome }) => asked.has(index) && !outcome);
        this.#waiting.unshift(...late);
        this.#finish(rows.filter((row) => !late.includes(row)));
      }
    } catch (error) {
      this.#error = error;
    } finally {
      this.#busy = false;
    }
  }

  /** @param {Row[]} rows */
  #finish(rows) {
    for (const { index } of rows) this.#open.delete(index);
    this.#done(rows);
  }

  /**
   * @param {Row} row
   * @returns {Write[]} one, or none where there is nothing to write
   */
  #writeOf(row) {
    const { index, response, outcome } = row;
    const answer = response?.answer;
    if (outcome || response?.status !== "answered" || answer === null || answer === undefined) return [];
    const file = this.#uploads.get(row);
    return [{ index, answer, label: response.answer_label ?? null, ...(file ? { file } : {}) }];
  }
}

/**
 * The name of the stored file that answers a row, or null.
 * @param {Row} row
 * @returns {string | null}
 */
function fileOf({ response, upload }) {
  const [name] = [response?.answer].flat();
  return upload && response?.status === "answered" && typeof name === "string" ? name : null;
}
