/** The profile's view: a form for the commonest parts, and the whole as JSON. Saving changes only what was changed. */
import { attempt, Blamed, blame, make, part, say, text } from "./dom.js";
import { changeProfile, readProfile } from "./host.js";
import { controlAt, controlFor, offers } from "./profile_controls.js";
import { get, put } from "./profile_data.js";
import { GROUPS } from "./profile_table.js";
import * as profiles from "./profiles.js";

/** @typedef {import("./profile_controls.js").Control & { path: readonly string[], was: string }} Shown */

/** @type {Shown[]} */
let shown = [];
/** The JSON as it was shown. */
let shownJson = "";

const form = () => part("profile-form", HTMLFormElement);
const json = () => part("profile-json", HTMLTextAreaElement);

/**
 * @param {unknown} value
 * @returns {string}
 */
const packed = (value) => JSON.stringify(value) ?? "";

/** @param {import("./profile_data.js").Tree} profile */
function fill(profile) {
  shown = [];
  part("profile-groups", HTMLElement).replaceChildren(...GROUPS.map((group) => groupOf(group, profile)));
  shownJson = JSON.stringify(profile, null, 2);
  json().value = shownJson;
}

/**
 * @param {import("./profile_table.js").Group} group
 * @param {import("./profile_data.js").Tree} profile
 */
function groupOf({ name, entries, folded }, profile) {
  const fields = make("div", { className: "fields" });
  for (const entry of entries) {
    const control = controlFor(entry, get(profile, entry.path));
    control.element.classList.toggle("wide", entry.wide === true);
    if (entry.help) control.element.querySelector("legend")?.after(help(entry.path.join("_")));
    fields.append(control.element);
    shown.push({ ...control, path: entry.path, was: packed(control.read()) });
  }
  const words = text(`group_${name}_help`);
  const heading = make("h3", { id: `group-${name}`, textContent: text(`group_${name}`) });
  const about = words ? [make("p", { className: "quiet", textContent: words })] : [];
  if (folded) return make("details", { className: "card" }, make("summary", {}, heading), ...about, fields);
  return make("section", { className: "card", "aria-labelledby": heading.id }, heading, ...about, fields);
}

/** @param {string} name */
const help = (name) => make("p", { className: "quiet", textContent: text(`help_${name}`) });

const changed = () => shown.filter(({ read, was }) => packed(read()) !== was);

/** Whether something was typed that is not saved. */
export const isChanged = () => changed().length > 0 || json().value !== shownJson;

/** Show the profile as it is kept, unless the person is at work on it. */
export async function show() {
  if (shown.length && isChanged()) return;
  await attempt("profile-said", async () => {
    const profile = await readProfile();
    if (!shown.length || !isChanged()) fill(profile);
    return "";
  });
}

/**
 * Say what is wrong with the profile at its control, or beside the JSON where it has none.
 * @param {unknown} error
 * @returns {never}
 */
function tell(error) {
  const { field, said } = /** @type {{ field?: string, said?: string }} */ (error ?? {});
  if (!field || !said) throw error;
  const control = controlAt(field);
  if (control) blame(control, withoutLine(said).replace(`${field}: `, ""));
  else blame(json(), withoutLine(said));
  say("profile-said", text("not_saved"), "problem");
  throw new Blamed();
}

/** The sentence without the line, which is not that of any text seen here. @param {string} said */
const withoutLine = (said) => said.replace(/ \(line \d+\)(?=\.?$)/, "");

/** Show the profile as it is kept, whatever was typed here, and what it was before. */
async function reload() {
  fill(await readProfile());
  if (part("versions-box", HTMLDetailsElement).open) await profiles.showVersions();
}

/** @returns {Promise<string>} */
async function saveForm() {
  const changes = changed();
  if (!changes.length) return text("nothing_changed");
  const profile = await changeProfile((kept) => {
    for (const { path, read } of changes) put(kept, path, read());
  }).catch(tell);
  fill(profile);
  return text("saved");
}

/** @returns {Promise<string>} */
async function saveJson() {
  const told = parsed(json().value);
  const profile = await changeProfile((kept) => {
    if (JSON.stringify(kept, null, 2) !== shownJson) throw new Error(text("changed_elsewhere"));
    for (const key of Object.keys(kept)) delete kept[key];
    Object.assign(kept, told);
  }).catch(tellJson);
  fill(profile);
  return text("saved");
}

/**
 * @param {unknown} error
 * @returns {never}
 */
function tellJson(error) {
  const { said, message } = /** @type {{ said?: string, message?: string }} */ (error ?? {});
  blame(json(), withoutLine(said || message || String(error)));
  say("profile-said", text("not_saved"), "problem");
  throw new Blamed();
}

/**
 * @param {string} words
 * @returns {Record<string, any>}
 */
function parsed(words) {
  try {
    const tree = JSON.parse(words);
    if (typeof tree === "object" && tree !== null && !Array.isArray(tree)) return tree;
  } catch (error) {
    return tellJson(new Error(text("not_json", error instanceof Error ? error.message : "")));
  }
  return tellJson(new Error(text("not_object")));
}

/** Listen; once. */
export function start() {
  profiles.start(isChanged, reload);
  document.body.append(...offers());
  form().addEventListener("submit", (event) => {
    event.preventDefault();
    attempt("profile-said", saveForm, part("profile-save", HTMLButtonElement));
  });
  part("profile-json-save", HTMLButtonElement).addEventListener("click", () =>
    attempt("profile-said", saveJson, part("profile-json-save", HTMLButtonElement)),
  );
  part("profile-reload", HTMLButtonElement).addEventListener("click", () => {
    attempt("profile-said", async () => {
      await reload();
      return text("reloaded");
    });
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged()) event.preventDefault();
  });
}
