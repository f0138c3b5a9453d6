/**
 * The form over all its documents: the page, and frames from elsewhere that the person has allowed. A question has one
 * number here, whichever document holds it.
 */

/**
 * @typedef {object} PagesState what is kept of it while no panel is open
 * @property {{ path: string, origin: string, numbers: number[] }[]} parts
 * @property {{ path: string, index: number, late: boolean }[]} places
 *
 * @typedef {import("./page_link.js").PageLink} PageLink
 * @typedef {object} Part one document
 * @property {PageLink} link
 * @property {string} path its place among the page's windows; "" for the page itself
 * @property {string} origin where it came from when it was reached
 * @property {number[]} numbers of its questions, in its own order
 */

/** Stands for a frame that cannot be reached. */
const GONE = /** @type {PageLink} */ (
  /** @type {unknown} */ ({ call: () => Promise.reject(new Error("the frame is gone")) })
);

export class Pages {
  /** @type {Part[]} */
  #parts;
  /** @type {{ part: Part, index: number, late: boolean }[]} by number */
  #places = [];

  #reach;

  /**
   * @param {PageLink} top
   * @param {(frames: Frame[]) => Promise<{ link: PageLink, path: string, origin: string }[]>} [reach] opens a line to
   *   those frames that may be read
   */
  constructor(top, reach = async () => []) {
    this.top = top;
    this.#parts = [{ link: top, path: "", origin: "", numbers: [] }];
    this.#reach = reach;
  }

  /** @param {View} view */
  show(view) {
    this.top.show(view);
  }

  /**
   * Read all documents; their questions stand where their frames stand.
   * @returns {Promise<Scraped>}
   */
  async scrape() {
    /** @type {Map<string, { part: Part, read: Scraped }>} */
    const found = new Map();
    const waiting = this.#parts.slice(0, 1);
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      part.numbers = [];
      const read = await this.#read(part);
      if (!read) continue;
      found.set(part.path, { part, read });
      waiting.push(...(await this.#partsOf(read.frames)));
    }
    this.#places = [];
    /** @type {Scraped} */
    const form = { fields: [], left: [], job: {}, origin: "", frames: [], late: [] };
    this.#merge("", found, form);
    return form;
  }

  /**
   * What a document holds; null for a frame that is gone or comes from elsewhere by now.
   * @param {Part} part
   * @returns {Promise<Scraped | null>}
   */
  async #read(part) {
    if (!part.path) {
      const read = await part.link.call("scrape");
      part.origin = read.origin;
      return read;
    }
    const read = await part.link.call("scrape").catch(() => null);
    return read?.origin === part.origin ? read : null;
  }

  /**
   * The documents of frames, as far as they may be read.
   * @param {Frame[]} frames
   * @returns {Promise<Part[]>}
   */
  async #partsOf(frames) {
    const fresh = frames.filter(({ path }) => !this.#parts.some((part) => part.path === path));
    for (const frame of fresh.length ? await this.#reach(fresh) : []) {
      const part = { ...frame, numbers: [] };
      this.#parts.push(part);
      frame.link.closed.then(() => {
        this.#parts = this.#parts.filter((other) => other !== part);
      });
    }
    return this.#parts.filter((part) =>
      frames.some(({ path, origin }) => part.path === path && part.origin === origin),
    );
  }

  /**
   * @param {string} path
   * @param {Map<string, { part: Part, read: Scraped }>} found
   * @param {Scraped} form
   */
  #merge(path, found, form) {
    const { part, read } = found.get(path) ?? {};
    if (!part || !read) return;
    form.origin ||= read.origin;
    form.job = { ...read.job, ...form.job };
    form.left.push(...read.left);
    for (let place = 0; place <= read.fields.length; place++) {
      for (const frame of read.frames.filter(({ before }) => before === place)) {
        if (found.has(frame.path)) this.#merge(frame.path, found, form);
        else form.frames.push(frame);
      }
      const field = read.fields[place];
      if (field) this.#take(part, { index: place, late: read.late.includes(place) }, field, form.fields);
    }
  }

  /**
   * @param {Part} part
   * @param {{ index: number, late: boolean }} place
   * @param {Wire.Field} field
   * @param {Wire.Field[]} fields
   */
  #take(part, place, field, fields) {
    part.numbers[place.index] = this.#places.length;
    fields.push({ ...field, id: String(this.#places.length) });
    this.#places.push({ part, ...place });
  }

  /**
   * Whether a question is written after all others, for its page submits itself then.
   * @param {number} number
   */
  isLate(number) {
    return this.#places[number]?.late === true;
  }

  /**
   * The questions that have appeared since, which follow all others, and those that offer other choices by now.
   * @returns {Promise<{ fields: Wire.Field[], again: Map<number, Wire.Field> }>}
   */
  async more() {
    /** @type {Wire.Field[]} */
    const fields = [];
    /** @type {Map<number, Wire.Field>} */
    const again = new Map();
    for (const part of this.#standing()) {
      const read = await part.link.call("more").catch(() => null);
      for (const [place, field] of (read?.fields ?? []).entries())
        this.#take(part, { index: part.numbers.length, late: read?.late.includes(place) ?? false }, field, fields);
      for (const { index, field } of read?.again ?? []) {
        const number = numberOf(part, { index });
        again.set(number, { ...field, id: String(number) });
      }
    }
    return { fields, again };
  }

  /**
   * The choices of closed lists among the questions from `first` on, by number.
   * @param {number} first
   * @returns {Promise<Map<number, Choices>>}
   */
  async readOptions(first) {
    /** @type {Map<number, Choices>} */
    const all = new Map();
    for (const part of this.#standing()) {
      const start = part.numbers.findIndex((number) => number >= first);
      if (start < 0) continue;
      const found = await part.link.call("readOptions", start).catch(() => ({}));
      for (const [index, choices] of Object.entries(found)) all.set(part.numbers[Number(index)] ?? -1, choices);
    }
    return all;
  }

  /**
   * Write answers, each into its own document; what became of them by number. What a document had no time for is left
   * out and may be given again.
   * @param {Write[]} writes
   * @returns {Promise<Map<number, Outcome>>}
   */
  async inject(writes) {
    /** @type {Map<number, Outcome>} */
    const outcomes = new Map();
    for (const [part, own] of this.#split(writes)) {
      const all = await part.link.call("inject", own, part.origin).catch((error) => {
        if (!part.path) throw error;
        return own.map(() => /** @type {Outcome} */ ({ state: "left", reason: "gone" }));
      });
      for (const [place, outcome] of all.entries()) outcomes.set(numberOf(part, own[place]), outcome);
    }
    return outcomes;
  }

  /**
   * The numbers of those questions that no longer hold what was written.
   * @param {Written[]} written
   * @returns {Promise<number[]>}
   */
  async verify(written) {
    const lost = [];
    for (const [part, own] of this.#split(written)) {
      const indexes = await part.link.call("verify", own).catch(() => own.map(({ index }) => index));
      lost.push(...indexes.map((index) => numberOf(part, { index })));
    }
    return lost;
  }

  /**
   * What questions hold now, by number; null for nothing. Those that are gone are left out.
   * @param {number[]} numbers
   * @returns {Promise<Map<number, Wire.Answer | null>>}
   */
  async current(numbers) {
    /** @type {Map<number, Wire.Answer | null>} */
    const held = new Map();
    for (const [part, own] of this.#split(numbers.map((index) => ({ index })))) {
      const found = await part.link
        .call(
          "current",
          own.map(({ index }) => index),
        )
        .catch(() => []);
      for (const { index, value } of found) held.set(numberOf(part, { index }), value);
    }
    return held;
  }

  /** Have every document tell what the person changes in it. */
  watch() {
    for (const { link } of this.#standing()) link.call("watch").catch(() => {});
  }

  /**
   * The number of a document's own question, by its index there; -1 where that document has none such.
   * @param {string} path of the document
   * @param {number} index
   */
  numberIn(path, index) {
    return this.#parts.find((part) => part.path === path)?.numbers[index] ?? -1;
  }

  /** The number of the question in which the person is, or null. */
  async focused() {
    const index = await this.top.call("focused");
    const [top] = this.#parts;
    return index === null || !top ? null : (top.numbers[index] ?? null);
  }

  /** @returns {PagesState} */
  state() {
    return {
      parts: this.#parts.map(({ path, origin, numbers }) => ({ path, origin, numbers })),
      places: this.#places.map(({ part, index, late }) => ({ path: part.path, index, late })),
    };
  }

  /**
   * Take up where another left off; questions of frames that are gone stay out of reach.
   * @param {PagesState} state
   */
  async restore({ parts, places }) {
    const [top, ...frames] = parts;
    const found = frames.length ? await this.#reach(frames.map((part) => ({ ...part, before: 0 }))) : [];
    const own = /** @type {Part} */ (this.#parts[0]);
    Object.assign(own, { origin: top?.origin ?? "", numbers: top?.numbers ?? [] });
    for (const { link, path, origin } of found) {
      const numbers = frames.find((part) => part.path === path)?.numbers ?? [];
      this.#parts.push({ link, path, origin, numbers });
    }
    this.#places = places.map(({ path, index, late }) => {
      const part = this.#parts.find((one) => one.path === path) ?? { link: GONE, path, origin: "", numbers: [] };
      return { part, index, late };
    });
  }

  /** How many tries to submit were stopped. */
  async stopped() {
    const counts = await Promise.all(this.#standing().map(({ link }) => link.call("stopped").catch(() => 0)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /**
   * Put every question back; the labels of those that could not be.
   * @returns {Promise<string[]>}
   */
  async undo() {
    const stuck = await Promise.all(this.#standing().map(({ link }) => link.call("undo").catch(() => [])));
    return stuck.flat();
  }

  /**
   * What the questions that were written to held before, by number; -1 for those that are gone.
   * @returns {Promise<Before[]>}
   */
  async before() {
    const all = await Promise.all(
      this.#standing().map(async (part) => {
        const states = await part.link.call("before");
        return states.map((state) => ({ ...state, index: numberOf(part, state) }));
      }),
    );
    return all.flat();
  }

  /**
   * Let the documents put back what others have written there; what none of them holds is told to the page itself.
   * @param {Before[]} states by number
   */
  async takeOver(states) {
    const parts = this.#split(states);
    const lost = states.filter(({ index }) => !this.#places[index]);
    const [top] = this.#parts;
    if (top) parts.set(top, [...(parts.get(top) ?? []), ...lost]);
    for (const [part, own] of parts) await part.link.call("takeOver", own).catch(() => {});
  }

  /**
   * Bring a question into view.
   * @param {number} number
   */
  async reveal(number) {
    const place = this.#places[number];
    await place?.part.link.call("reveal", place.index);
  }

  /** Let every document tell from now on when questions appear. */
  notice() {
    for (const { link } of this.#standing()) link.call("notice").catch(() => {});
  }

  close() {
    for (const { link } of this.#parts) link.close();
  }

  /** @returns {Part[]} the page, and the frames that were read */
  #standing() {
    return this.#parts.filter(({ path, numbers }) => !path || numbers.length > 0);
  }

  /**
   * @template {{ index: number }} T
   * @param {T[]} items by number
   * @returns {Map<Part, T[]>} by their documents' own numbers
   */
  #split(items) {
    /** @type {Map<Part, T[]>} */
    const parts = new Map();
    for (const item of items) {
      const place = this.#places[item.index];
      if (!place) continue;
      const own = parts.get(place.part) ?? [];
      own.push({ ...item, index: place.index });
      parts.set(place.part, own);
    }
    return parts;
  }
}

/**
 * @param {Part} part
 * @param {{ index: number } | undefined} item
 */
function numberOf(part, item) {
  return part.numbers[item?.index ?? -1] ?? -1;
}
