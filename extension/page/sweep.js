// What has appeared since the form was read: questions that an answer, a step or the page itself has brought, and other
// choices in questions that are known.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { survey, signature } = fw.scrape;
  const { rootOf } = fw.dom;

  /** A page that has changed nothing for so long has finished, in milliseconds; one that never rests is not waited for. */
  const QUIET = 120;
  const LONGEST = 1500;

  /** @type {MutationObserver | null} */
  let watcher = null;
  let changed = 0;

  /** Note from now on when the page changes. */
  function watch() {
    watcher?.disconnect();
    watcher = new MutationObserver(() => {
      changed = performance.now();
    });
    const roots = new Set([document, ...fw.asked.map(({ question }) => rootOf(question.element))]);
    for (const root of roots) watcher.observe(root, { subtree: true, childList: true, attributes: true });
    changed = performance.now();
  }

  /** Wait until the page has changed nothing for a while. */
  async function quiet() {
    const end = performance.now() + LONGEST;
    for (;;) {
      const now = performance.now();
      const rest = Math.min(changed + QUIET, end) - now;
      if (rest <= 0) return;
      await fw.pointer.pause(rest);
    }
  }

  /**
   * The questions that are not among those known, neither themselves nor drawn anew, and those known ones, by place,
   * that hold nothing and offer other choices than before.
   * @returns {{ fresh: Asked[], renewed: Map<number, Asked>, left: Left[] }}
   */
  function unknown() {
    const known = new Map(fw.asked.flatMap((one, place) => partsOf(one).map((part) => [part, place])));
    /** @type {Map<string, number[]>} */
    const gone = new Map();
    for (const [place, one] of fw.asked.entries())
      if (!one.question.element.isConnected) gone.set(signature(one), [...(gone.get(signature(one)) ?? []), place]);
    /** @type {Map<string, number>} */
    const seen = new Map();
    /** @type {Map<number, Asked>} */
    const renewed = new Map();
    const { asked, left } = survey();
    const fresh = asked.filter((one) => {
      const name = signature(one);
      one.twin = seen.get(name) ?? 0;
      seen.set(name, one.twin + 1);
      const place = partsOf(one)
        .map((part) => known.get(part))
        .find((at) => at !== undefined);
      const before = place ?? gone.get(name)?.shift();
      if (before !== undefined && offersOthers(one, before)) renewed.set(before, one);
      return before === undefined;
    });
    return { fresh, renewed, left };
  }

  /**
   * Whether a question that is known and holds nothing offers other choices by now.
   * @param {Asked} asked
   * @param {number} place
   */
  function offersOthers({ question, field }, place) {
    if (field.value !== undefined || !field.options?.length || fw.undo.isWritten(question.element)) return false;
    /** @param {Wire.Field | undefined} one */
    const labels = (one) => (one?.options ?? []).map(({ label }) => label).join("\n");
    return question.kind === "select" && labels(field) !== labels(fw.asked[place]?.field);
  }

  /**
   * The elements that answer a question.
   * @param {Asked} asked
   * @returns {HTMLElement[]}
   */
  function partsOf({ question }) {
    return [question.element, ...question.members.map((one) => one.element)];
  }

  /**
   * Once the page is quiet, the questions that have appeared; from now on they are known, after all others. Those that
   * offer other choices keep their places.
   * @returns {Promise<More>}
   */
  async function more() {
    await quiet();
    const { fresh, renewed, left } = unknown();
    for (const [place, one] of renewed) fw.asked[place] = one;
    fw.asked.push(...fresh);
    fw.required.settle(fw.asked);
    const fields = fresh.map(({ field }) => field);
    const again = [...renewed].map(([index, { field }]) => ({ index, field }));
    return { fields, left, job: {}, origin: location.origin, frames: [], late: fw.guard.late(fresh), again };
  }

  /** @type {(() => void) | null} */
  let stop = null;

  /**
   * Tell `say` how many questions have appeared, each time the page has changed and rests; until `rest` or again.
   * @param {(count: number) => void} say
   */
  function notice(say) {
    rest();
    let waiting = false;
    const look = new MutationObserver(async () => {
      if (waiting) return;
      waiting = true;
      await quiet();
      waiting = false;
      if (stop === end) say(unknown().fresh.filter(({ field }) => field.value === undefined).length);
    });
    const end = () => look.disconnect();
    stop = end;
    watch();
    look.observe(document, { subtree: true, childList: true, attributes: true });
  }

  /** Stop noticing. */
  function rest() {
    stop?.();
    stop = null;
  }

  fw.sweep = { watch, more, notice, rest };
})();
