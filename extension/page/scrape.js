// The form as Fields in the page's order, and what was left alone; keeps each question to write to later.
"use strict";
(() => {
  const fw = globalThis.fillwright;
  const { collect } = fw.collect;
  const { describe, section, owners } = fw.describe;
  const { reasonToLeave } = fw.exclude;

  const MOST_FIELDS = 500;

  /**
   * Questions with their Fields, and the questions that are left alone with the reason.
   * @returns {{ asked: Asked[], left: Left[] }}
   */
  function survey() {
    return fw.dom.remembering(look);
  }

  /** @returns {{ asked: Asked[], left: Left[] }} */
  function look() {
    const questions = collect();
    const owned = owners(questions);
    fw.owned = owned;
    /** @type {Asked[]} */
    const asked = [];
    /** @type {Left[]} */
    const left = [];
    const fields = questions.map((question, index) => describe(question, index, owned));
    const labels = new Set(fields.map(({ label }) => label));
    questions.forEach((question, index) => {
      const field = /** @type {Wire.Field} */ (fields[index]);
      const part = section(question, labels);
      if (part) field.section = part;
      const reason = reasonToLeave(question, field) ?? (field.label ? null : "nameless");
      if (reason) left.push({ label: field.label ?? "", reason });
      else asked.push({ question, field, twin: 0 });
    });
    const parsers = parsersIn(asked);
    for (const { field } of parsers) left.push({ label: field.label, reason: "parser" });
    return { asked: asked.filter((one) => !parsers.includes(one)).slice(0, MOST_FIELDS), left };
  }

  /**
   * Uploads that only fill the form, where it has another for the document itself.
   * @param {Asked[]} asked
   * @returns {Asked[]}
   */
  function parsersIn(asked) {
    const uploads = asked.filter(({ question }) => question.kind === "file");
    const parsers = uploads.filter(fw.uploads.isParser);
    return parsers.length < uploads.length ? parsers : [];
  }

  /**
   * Read the whole page; questions found are kept in `fillwright.asked`, by index.
   * @returns {Omit<Scraped, "frames" | "late">}
   */
  function scrape() {
    return fw.dom.remembering(read);
  }

  /** @returns {Omit<Scraped, "frames" | "late">} */
  function read() {
    const { asked, left } = survey();
    fw.required.settle(asked);
    /** @type {Map<string, number>} */
    const seen = new Map();
    asked.forEach((one, index) => {
      one.field.id = String(index);
      const name = signature(one);
      one.twin = seen.get(name) ?? 0;
      seen.set(name, one.twin + 1);
    });
    fw.asked = asked;
    return { fields: asked.map(({ field }) => field), left, job: fw.context.job(), origin: location.origin };
  }

  /**
   * What makes a question the same one after the page has drawn itself anew.
   * @param {Asked} asked
   * @returns {string}
   */
  function signature({ question, field }) {
    const name = question.element.getAttribute("name") ?? "";
    return [question.kind, field.type, name, field.label, field.section ?? ""].join("\u0000");
  }

  /**
   * `known` itself while its elements stand in the page, or with the elements that have taken their place; null if
   * the question is gone.
   * @param {Asked | undefined} known
   * @returns {Asked | null}
   */
  function find(known) {
    if (!known) return null;
    const parts = [known.question.element, ...known.question.members.map((one) => one.element)];
    if (parts.every((part) => part.isConnected)) return known;
    const wanted = signature(known);
    const again = survey().asked.filter((other) => signature(other) === wanted)[known.twin];
    if (!again || again.question.page !== known.question.page) return null;
    known.question = again.question;
    return known;
  }

  fw.scrape = { scrape, find, survey, signature };
})();
