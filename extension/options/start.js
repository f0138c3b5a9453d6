/** The first view: whether Fillwright's program is there, and the steps of the first run, each open where it is due. */
import { seen } from "../first_run.js";
import { attempt, make, part, say, text, wordsOf } from "./dom.js";
import * as gaps from "./gaps.js";
import { ask, readProfile } from "./host.js";
import * as resume from "./resume.js";
import { isDone, STEPS } from "./setup.js";
import * as writer from "./writer.js";

/** The steps' states as they were last shown. @type {Record<string, boolean>} */
let done = {};

/** @param {string} step */
const box = (step) => part(`step-${step}`, HTMLDetailsElement);

/** Ask how the program is, and show everything that follows from it. */
export async function show() {
  const state = part("state", HTMLElement);
  say("status", text("checking"), "busy");
  part("mend", HTMLElement).textContent = "";
  try {
    await look();
    state.dataset.state = "ok";
    say("status", text("ok"));
    if (!STEPS.some((step) => box(step).open)) open(STEPS.find((step) => !done[step]));
  } catch (error) {
    state.dataset.state = "problem";
    const [words, ...mend] = wordsOf(error).split(/(?<=[.!?]) /);
    say("status", words ?? "", "problem");
    part("mend", HTMLElement).textContent = mend.join(" ");
    for (const id of ["facts", "problems"]) part(id, HTMLElement).replaceChildren();
    for (const id of ["setup", "ready"]) part(id, HTMLElement).hidden = true;
  }
}

/** Read everything afresh and show it. */
async function look() {
  const health = await ask("GET", "/api/health");
  const [profile, settings, known] = await Promise.all([readProfile(), ask("GET", "/api/settings"), seen()]);
  showHealth(health, settings);
  resume.take(profile);
  gaps.show(profile);
  writer.show(settings);
  done = isDone({ profile, settings, health }, known);
  showSteps();
}

/** Show how far one is. */
function showSteps() {
  const left = STEPS.filter((step) => !done[step]).length;
  part("setup", HTMLElement).hidden = false;
  part("ready", HTMLElement).hidden = left > 0;
  part("progress", HTMLElement).textContent = text("progress", STEPS.length - left, STEPS.length);
  for (const step of STEPS) {
    const state = part(`step-${step}-state`, HTMLElement);
    state.textContent = text(done[step] ? "step_done" : "step_open");
    state.dataset.state = done[step] ? "ok" : "open";
  }
}

/**
 * Open one step and close the others; none where all is done.
 * @param {string | undefined} step
 */
function open(step) {
  for (const each of STEPS) box(each).open = each === step;
}

/**
 * Hold a step for done, and go on to the next that is not.
 * @param {string} step
 */
async function goOn(step) {
  await seen(step);
  await look();
  const next = STEPS.find((each) => !done[each]);
  open(next);
  const goal = next ? box(next).querySelector("summary") : part("ready-title", HTMLElement);
  goal?.focus({ preventScroll: true });
  goal?.scrollIntoView({ block: "start" });
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
  /** @type {[string, string][]} */
  const facts = [
    [text("fact_version"), health.version],
    [text("fact_answers"), answersBy(health)],
    [text("fact_profile"), health.profile],
  ];
  const pairs = facts.map(([name, value]) =>
    make("div", {}, make("dt", { textContent: name }), make("dd", { textContent: value })),
  );
  part("facts", HTMLElement).replaceChildren(...pairs);
  const problems = [health.profile_problem, settings.problem, ...health.warnings].filter(Boolean);
  const different = [...new Set(problems.map(String))];
  part("problems", HTMLElement).replaceChildren(...different.map((words) => make("li", { textContent: words })));
}

/** Listen; once. */
export function start() {
  part("check", HTMLButtonElement).addEventListener("click", show);
  for (const step of STEPS) {
    const next = part(`step-${step}-next`, HTMLButtonElement);
    next.addEventListener("click", () => attempt("setup-said", () => goOn(step).then(() => ""), next));
  }
  resume.start(async () => {
    await look();
    if (done.resume) open("gaps");
  });
  gaps.start(look);
  writer.start(look);
}
