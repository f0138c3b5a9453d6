/** The remembered answers: find one, change it (which makes it the person's own), forget it; keep them in a file. */
import { attempt, button, confirmed, count, dayOf, make, option, part, text, wordsOf } from "./dom.js";
import { ask } from "./host.js";

/** The most answers one reply holds. */
const MOST = 1000;

/** @typedef {import("../types/messages.d.ts").FieldResponse["answer"]} Answer */
/**
 * @typedef {{ id: string, question: string, answer: Answer, answer_label: string | string[] | null, pinned: boolean,
 *   company: string | null,
 *   company_name: string | null, model: string | null, provider: string | null, created: string, used: string | null }} Kept
 */

let asked = 0;

/** Show those that hold the words searched for. */
export const show = async () => {
  await attempt("answers-said", list);
};

/**
 * List the answers, and return how many there are in words; a later search overtakes an earlier one.
 * @returns {Promise<[string, "plain"]>}
 */
async function list() {
  const words = part("answers-search", HTMLInputElement).value.trim();
  asked += 1;
  const turn = asked;
  const { answers, duplicates } = await ask("GET", `/api/answers?q=${encodeURIComponent(words)}`);
  if (turn !== asked) return ["", "plain"];
  showDuplicates(answers, words ? [] : duplicates);
  const box = part("answers-list", HTMLElement);
  const inside = box.contains(document.activeElement);
  box.replaceChildren(...answers.map(card));
  part("answers-tools", HTMLElement).hidden = !answers.length;
  if (inside || !answers.length) part("answers-search", HTMLInputElement).focus();
  if (!answers.length) return [text(words ? "answers_not_found" : "answers_none"), "plain"];
  if (answers.length < MOST) return [text("answers_found", count(answers.length)), "plain"];
  return [text("answers_many", count(MOST)), "plain"];
}

/**
 * An answer as a person reads it.
 * @param {{ answer?: Answer, answer_label?: string | string[] | null }} kept
 * @returns {string}
 */
export function readable({ answer, answer_label }) {
  const shown = answer_label ?? answer;
  if (shown === true) return text("yes");
  if (shown === false) return text("no");
  return [shown ?? ""].flat().join(", ");
}

/** The company an answer is for, as it was written. @param {Kept} kept */
const companyOf = ({ company, company_name }) => company_name ?? company;

/**
 * Answers to one question, of which one is enough.
 * @param {readonly Kept[]} answers
 * @param {readonly string[][]} groups of ids
 */
function showDuplicates(answers, groups) {
  const known = new Map(answers.map((each) => [each.id, each]));
  const shown = groups.map((ids) => ids.flatMap((id) => known.get(id) ?? [])).filter((group) => group.length > 1);
  part("duplicates", HTMLElement).replaceChildren(...shown.map(duplicate));
  part("duplicates-card", HTMLElement).hidden = !shown.length;
}

/** @param {readonly Kept[]} group */
function duplicate(group) {
  const items = group.map((kept) => {
    const about = make("div", { className: "grow" }, make("p", { textContent: readable(kept) }));
    about.append(make("p", { className: "quiet", textContent: `${kept.question} · ${dayOf(kept.created)}` }));
    const keep = button(text("keep_this"), (pressed) => merge(kept, group, pressed), {
      "aria-label": `${text("keep_this")}: ${readable(kept).slice(0, 80)}`,
    });
    return make("li", {}, about, keep);
  });
  return make("li", {}, make("ul", { className: "list" }, ...items));
}

/**
 * @param {Kept} kept
 * @param {readonly Kept[]} group
 * @param {HTMLButtonElement} pressed
 */
async function merge({ id }, group, pressed) {
  const forget = group.map((each) => each.id).filter((each) => each !== id);
  const work = async () => {
    await ask("POST", "/api/answers/merge", { keep: id, forget });
    await list();
    part("answers-title", HTMLElement).focus();
    return text("merged", count(forget.length));
  };
  await attempt("answers-said", work, pressed);
}

/** @param {Kept} kept */
function card(kept) {
  const about = make(
    "span",
    { className: "grow" },
    make("span", { className: "question", textContent: kept.question }),
  );
  const company = companyOf(kept);
  if (company) about.append(make("span", { className: "quiet", textContent: text("for_company", company) }));
  const summary = make("summary", {}, about);
  const state = make("span", { className: "state", textContent: text(kept.pinned ? "answer_own" : "answer_written") });
  state.dataset.state = kept.pinned ? "ok" : "plain";
  summary.append(state);
  const details = make("details", {}, summary);
  details.addEventListener("toggle", () => {
    if (details.open && !details.querySelector(".detail")) details.append(detail(kept));
  });
  return make("li", {}, details);
}

/** @param {Kept} kept */
function detail(kept) {
  const origin = [
    kept.pinned ? "" : text("written_by", kept.model || kept.provider || ""),
    dayOf(kept.created),
    kept.used ? text("used_last", dayOf(kept.used)) : "",
  ];
  const box = make("div", { className: "detail" });
  box.append(make("p", { className: "quiet", textContent: origin.filter(Boolean).join(" · ") }));
  const scope = scopeOf(kept);
  const free = typeof kept.answer === "string" && !kept.answer_label;
  const id = `answer-${kept.id}`;
  const field = make("textarea", { id, rows: 5, value: readable(kept), readOnly: !free });
  box.append(
    make("div", { className: "field" }, make("label", { htmlFor: id, textContent: text("answer") }), field),
    ...(free
      ? [make("p", { className: "quiet", textContent: text("slots_about") }), scope.element]
      : [make("p", { className: "quiet", textContent: text("answer_choice") })]),
  );
  const bar = make("div", { className: "bar" });
  if (free) bar.append(button(text("answer_save"), (pressed) => save(kept, field.value, scope.read(), pressed)));
  bar.append(button(text("forget"), (pressed) => forget(kept, pressed), { className: "plain" }));
  const uses = make("p", { className: "quiet" });
  box.append(bar, uses);
  showUses(kept, uses).catch((error) => {
    uses.textContent = wordsOf(error);
  });
  return box;
}

/**
 * Say which forms of the history were given an answer.
 * @param {Kept} kept
 * @param {HTMLElement} line
 */
async function showUses({ id }, line) {
  const { batches } = await ask("GET", `/api/answers/${id}/uses`);
  const forms = batches.map((/** @type {any} */ { title, company, created }) =>
    [[title, company].filter(Boolean).join(" · ") || text("some_form"), dayOf(created)].join(", "),
  );
  line.textContent = forms.length ? `${text("used_in")}: ${forms.join("; ")}` : text("used_nowhere");
}

/**
 * For whom an answer holds.
 * @param {Kept} kept
 */
function scopeOf(kept) {
  const { id } = kept;
  const company = companyOf(kept);
  const select = make("select", { id: `scope-${id}` });
  if (company) select.append(option(company, text("for_company", company)));
  select.append(option("", text("for_all")));
  const label = make("label", { htmlFor: select.id, textContent: text("holds_for") });
  const element = make("div", { className: "field", hidden: !company }, label, select);
  return { element, read: () => select.value || null };
}

/**
 * @param {Kept} kept
 * @param {string} answer
 * @param {string | null} company
 * @param {HTMLButtonElement} pressed
 */
async function save(kept, answer, company, pressed) {
  const body = { answer: answer.trim(), company };
  const work = async () => {
    if (!body.answer) throw new Error(text("answer_empty"));
    await ask("PUT", `/api/answers/${kept.id}`, body);
    await list();
    return text("answer_saved");
  };
  await attempt("answers-said", work, pressed);
}

/**
 * @param {Kept} kept
 * @param {HTMLButtonElement} pressed
 */
async function forget({ id }, pressed) {
  const work = async () => {
    await ask("DELETE", `/api/answers/${id}`);
    await list();
    return text("answer_forgotten");
  };
  await attempt("answers-said", work, pressed);
}

async function forgetAll() {
  if (!(await confirmed(text("ask_forget_all"), text("forget_all")))) return;
  await attempt("answers-said", async () => {
    await ask("DELETE", "/api/answers");
    await list();
    return text("all_forgotten");
  });
}

/** @returns {Promise<string>} */
async function addOwn() {
  const [question, answer, company] = ["own-question", "own-answer", "own-company"].map(
    (id) => /** @type {HTMLInputElement} */ (part(id, HTMLElement)),
  );
  const body = {
    question: question?.value.trim(),
    answer: answer?.value.trim(),
    company: company?.value.trim() || null,
  };
  await ask("PUT", "/api/answers", body);
  part("own-form", HTMLFormElement).reset();
  await list();
  return text("answer_saved");
}

/** Write all answers into a file, in the form `fillwright answers export` has. */
async function exportAll() {
  const { answers } = await ask("GET", "/api/answers");
  const file = new Blob([JSON.stringify({ format: 1, answers }, null, 2)], { type: "application/json" });
  const link = make("a", { href: URL.createObjectURL(file), download: "fillwright-answers.json" });
  link.click();
  URL.revokeObjectURL(link.href);
  return answers.length < MOST ? text("exported", count(answers.length)) : text("exported_some", count(MOST));
}

/**
 * The answers of an exported file; throws an Error in words for another one.
 * @param {string} content
 * @returns {Kept[]}
 */
export function exportedIn(content) {
  try {
    const { format, answers } = JSON.parse(content);
    if (format === 1 && Array.isArray(answers)) return answers;
  } catch {
    // said below: no JSON is no exported file either
  }
  throw new Error(text("not_exported"));
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
async function importAll(file) {
  const answers = exportedIn(await file.text());
  for (const { question, answer, answer_label, company, company_name } of answers) {
    await ask("PUT", "/api/answers", {
      question,
      answer,
      answer_label: answer_label ?? null,
      company: company_name ?? company ?? null,
    });
  }
  await list();
  return text("answers_imported", count(answers.length));
}

/** Listen; once. */
export function start() {
  part("answers-search", HTMLInputElement).addEventListener("input", show);
  part("answers-forget", HTMLButtonElement).addEventListener("click", forgetAll);
  part("answers-export", HTMLButtonElement).addEventListener("click", () => attempt("answers-said", exportAll));
  part("own-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    attempt("answers-said", addOwn, part("own-save", HTMLButtonElement));
  });
  const input = part("answers-import", HTMLInputElement);
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    if (file) await attempt("answers-said", () => importAll(file));
    input.value = "";
  });
}
