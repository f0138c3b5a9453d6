/** The first view: whether Fillwright's program is there, what is set up, what is missing; and the import of a résumé. */
import { attempt, button, confirmed, make, option, part, say, text, wordsOf } from "./dom.js";
import { ask, base64Of, changeProfile, LONG_MS, MOST_BYTES, readProfile } from "./host.js";
import { contentOf, gapsOf, isStarted, leftOver, put } from "./profile_data.js";

/** @type {(path: readonly string[]) => void} */
let goTo = () => {};
/** Whether there is a profile that an import would take the place of. */
let started = false;

/** Ask how the program is, and show everything that follows from it. */
export async function show() {
  const box = part("state", HTMLElement);
  say("status", text("checking"), "busy");
  part("mend", HTMLElement).textContent = "";
  try {
    const health = await ask("GET", "/api/health");
    const [profile, { files }, settings] = await Promise.all([
      readProfile(),
      ask("GET", "/api/files"),
      ask("GET", "/api/settings"),
    ]);
    started = isStarted(profile);
    box.dataset.state = "ok";
    say("status", text("ok"));
    showHealth(health, settings);
    showSteps(health, profile, files);
    showGaps(profile);
  } catch (error) {
    box.dataset.state = "problem";
    const [words, ...mend] = wordsOf(error).split(/(?<=[.!?]) /);
    say("status", words ?? "", "problem");
    part("mend", HTMLElement).textContent = mend.join(" ");
    for (const id of ["facts", "steps", "gaps", "problems"]) part(id, HTMLElement).replaceChildren();
    part("gaps-card", HTMLElement).hidden = true;
  }
}

/**
 * Who answers, in words.
 * @param {any} health
 */
function answersBy({ provider, model, drafts }) {
  if (drafts) return text("by_drafts");
  return text("by_model", text(`provider_${provider}`) || provider, model || text("its_model"));
}

/**
 * @param {any} health
 * @param {any} settings
 */
function showHealth(health, settings) {
  const profiles = health.profiles.length > 1 ? profileChoice(health) : document.createTextNode(health.profile);
  /** @type {[string, Node][]} */
  const facts = [
    [text("fact_version"), document.createTextNode(health.version)],
    [text("fact_answers"), document.createTextNode(answersBy(health))],
    [text("fact_profile"), profiles],
  ];
  const pairs = facts.map(([name, value]) => make("div", {}, make("dt", { textContent: name }), make("dd", {}, value)));
  part("facts", HTMLElement).replaceChildren(...pairs);
  const problems = [health.profile_problem, settings.problem, ...health.warnings].filter(Boolean);
  const different = [...new Set(problems.map(String))];
  part("problems", HTMLElement).replaceChildren(...different.map((words) => make("li", { textContent: words })));
}

/** @param {any} health */
function profileChoice({ profile, profiles }) {
  const select = make("select", { "aria-label": text("fact_profile") });
  select.append(...profiles.map((/** @type {string} */ name) => option(name, name)));
  select.value = profile;
  select.addEventListener("change", async () => {
    await attempt("import-said", async () => {
      await ask("PUT", "/api/settings", { profile: select.value });
      return text("profile_chosen", select.value);
    });
    await show();
  });
  return select;
}

/**
 * @param {any} health
 * @param {Record<string, any>} profile
 * @param {unknown[]} files
 */
function showSteps(health, profile, files) {
  /** @type {[string, boolean, string][]} */
  const steps = [
    ["step_profile", isStarted(profile), "#profile"],
    ["step_file", files.length > 0, "#files"],
    ["step_provider", !health.drafts, "#provider"],
  ];
  const items = steps.map(([name, done, place]) => {
    const state = make("span", {
      className: "state",
      textContent: text(done ? "step_done" : name === "step_provider" ? "step_optional" : "step_open"),
    });
    state.dataset.state = done ? "ok" : name === "step_provider" ? "optional" : "open";
    const link = make("a", { href: place, textContent: text(name) });
    const words = make("p", { className: "quiet", textContent: text(`${name}_${done ? "done" : "open"}`) });
    return make("li", {}, make("div", {}, link, words), state);
  });
  part("steps", HTMLElement).replaceChildren(...items);
}

/** @param {Record<string, any>} profile */
function showGaps(profile) {
  const gaps = gapsOf(profile);
  part("gaps-card", HTMLElement).hidden = !gaps.length || !isStarted(profile);
  const items = gaps.map(({ name, path }) =>
    make(
      "li",
      {},
      button(text(`gap_${name}`), () => goTo(path), { className: "chip" }),
    ),
  );
  part("gaps", HTMLElement).replaceChildren(...items);
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
async function importFile(file) {
  if (file.size > MOST_BYTES) throw new Error(text("too_large", file.name));
  const bytes = await base64Of(file);
  const reply = await ask("POST", "/api/profile/import", undefined, { bytes, timeout: LONG_MS });
  showFound(await readProfile(), reply ?? {});
  if (!part("import-keep", HTMLInputElement).checked || !/\.(pdf|docx)$/i.test(file.name)) {
    return text("imported", file.name);
  }
  const kept = await ask("PUT", `/api/files/${encodeURIComponent(file.name)}`, undefined, { bytes, timeout: LONG_MS });
  await changeProfile((profile) => put(profile, ["application", "files", "resume"], kept.name));
  return text("imported_and_kept", file.name);
}

/**
 * Show what the profile holds after an import, where in the file each value stood, and what was not understood.
 * @param {Record<string, any>} profile
 * @param {{ found?: { path: string, value: string, where: string }[], not_understood?: unknown }} reply
 */
function showFound(profile, { found = [], not_understood }) {
  const content = contentOf(profile).map(({ name, value }) =>
    make("div", {}, make("dt", { textContent: text(`part_${name}`) }), make("dd", { textContent: String(value) })),
  );
  const values = found.map(({ path, value, where }) =>
    make("div", {}, make("dt", { textContent: `${path} · ${where}` }), make("dd", { textContent: value })),
  );
  const left = leftOver(not_understood);
  part("found", HTMLElement).replaceChildren(...content);
  part("values", HTMLElement).replaceChildren(...values);
  part("values-box", HTMLElement).hidden = !values.length;
  part("left-over", HTMLElement).replaceChildren(...left.map((words) => make("li", { textContent: words })));
  part("left-over-box", HTMLElement).hidden = !left.length;
  part("found-box", HTMLElement).hidden = false;
}

/** Import the chosen file; one that takes the place of a profile only after a question. */
async function importChosen() {
  const input = part("import-file", HTMLInputElement);
  const [file] = input.files ?? [];
  if (!file) return;
  part("found-box", HTMLElement).hidden = true;
  if (!started || (await confirmed(text("ask_import", file.name), text("import_yes")))) {
    await attempt("import-said", () => importFile(file));
  }
  input.value = "";
  await show();
}

/**
 * Listen; once.
 * @param {(path: readonly string[]) => void} go shows the control for a path of the profile
 */
export function start(go) {
  goTo = go;
  part("check", HTMLButtonElement).addEventListener("click", show);
  part("import-file", HTMLInputElement).addEventListener("change", importChosen);
}
