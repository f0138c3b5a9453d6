/** The step that asks for what forms often ask and the profile does not say yet, each with its control right there. */
import { attempt, Blamed, blame, part, say, text } from "./dom.js";
import { changeProfile } from "./host.js";
import { controlAt, controlFor } from "./profile_controls.js";
import { gapsOf, get, put, withLink } from "./profile_data.js";
import { ENTRIES } from "./profile_table.js";

/** @typedef {import("./profile_table.js").Entry} Entry */
/** @typedef {import("./profile_controls.js").Control & { path: readonly string[], was: string }} Shown */

/** The ids of these controls begin so: the profile's own form has the same. */
const PREFIX = "gap.";
const LINKEDIN = { path: ["basics", "linkedin"], kind: /** @type {const} */ ("url") };

/** @type {Shown[]} */
let shown = [];

/** @param {unknown} value */
const packed = (value) => JSON.stringify(value) ?? "";

const changed = () => shown.filter(({ read, was }) => packed(read()) !== was);

/**
 * Ask for what this profile lacks, unless the person is at work on it.
 * @param {Record<string, any>} profile
 */
export function show(profile) {
  if (changed().length) return;
  const gaps = gapsOf(profile);
  shown = gaps.map(({ name, path }) => control(name, path, profile));
  part("gaps", HTMLElement).replaceChildren(...shown.map(({ element }) => element));
  part("gaps-save", HTMLButtonElement).hidden = !gaps.length;
  part("gaps-none", HTMLElement).hidden = gaps.length > 0;
}

/**
 * @param {string} name
 * @param {readonly string[]} path
 * @param {Record<string, any>} profile
 * @returns {Shown}
 */
function control(name, path, profile) {
  const entry = name === "linkedin" ? LINKEDIN : ENTRIES.get(path.join("."));
  if (!entry) throw new Error(`no entry for ${path.join(".")}`);
  const made = controlFor(/** @type {Entry} */ (entry), suggested(name, profile), PREFIX);
  made.element.classList.toggle("wide", made.element.matches("fieldset") || /** @type {Entry} */ (entry).wide === true);
  return { ...made, path: entry.path, was: packed(made.read()) };
}

/**
 * What a control begins with: where one lives is where one most likely may work; whether, only the person can say.
 * @param {string} name
 * @param {Record<string, any>} profile
 */
function suggested(name, profile) {
  const country = get(profile, ["basics", "location", "countryCode"]);
  return name === "work_authorization" && country ? { [country]: {} } : undefined;
}

/**
 * @param {() => Promise<void>} after
 * @returns {Promise<string>}
 */
async function save(after) {
  const changes = changed();
  if (!changes.length) return text("nothing_changed");
  await changeProfile((kept) => {
    for (const { path, read } of changes) {
      if (path === LINKEDIN.path) put(kept, ["basics", "profiles"], withLink(kept, "LinkedIn", String(read() ?? "")));
      else put(kept, path, read());
    }
  }).catch(tell);
  shown = [];
  await after();
  return text("saved");
}

/**
 * Say what is wrong at its control.
 * @param {unknown} error
 * @returns {never}
 */
function tell(error) {
  const { field, said } = /** @type {{ field?: string, said?: string }} */ (error ?? {});
  const wrong = field && said ? controlAt(`${PREFIX}${field}`) : null;
  if (!wrong || !said) throw error;
  blame(wrong, said.replace(`${field}: `, "").replace(/ \(line \d+\)(?=\.?$)/, ""));
  say("gaps-said", text("not_saved"), "problem");
  throw new Blamed();
}

/**
 * Listen; once.
 * @param {() => Promise<void>} after what follows a change
 */
export function start(after) {
  part("gaps-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    attempt("gaps-said", () => save(after), part("gaps-save", HTMLButtonElement));
  });
}
