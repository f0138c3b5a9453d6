/** The step that imports a résumé: the file's values become the profile, and what was not understood is listed. */
import { attempt, confirmed, make, part, text } from "./dom.js";
import { ask, base64Of, LONG_MS, MOST_BYTES, readProfile } from "./host.js";
import { contentOf, isStarted, leftOver } from "./profile_data.js";

/** Whether there is a profile that an import would take the place of. */
let started = false;

/** @param {Record<string, any>} profile as it is kept now */
export function take(profile) {
  started = isStarted(profile);
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
async function importFile(file) {
  if (file.size > MOST_BYTES) throw new Error(text("too_large", file.name));
  const bytes = await base64Of(file);
  const keep = part("import-keep", HTMLInputElement).checked ? `?keep_as=${encodeURIComponent(file.name)}` : "";
  const reply = await ask("POST", `/api/profile/import${keep}`, undefined, { bytes, timeout: LONG_MS });
  showFound(await readProfile(), reply ?? {});
  return text(reply?.file ? "imported_and_kept" : "imported", file.name);
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

/**
 * Import the chosen file; one that takes the place of a profile only after a question.
 * @param {() => Promise<void>} after
 */
async function importChosen(after) {
  const input = part("import-file", HTMLInputElement);
  const [file] = input.files ?? [];
  if (!file) return;
  part("found-box", HTMLElement).hidden = true;
  if (!started || (await confirmed(text("ask_import", file.name), text("import_yes")))) {
    if (await attempt("import-said", () => importFile(file))) await after();
  }
  input.value = "";
}

/**
 * Listen; once.
 * @param {() => Promise<void>} after what follows an import
 */
export function start(after) {
  part("import-file", HTMLInputElement).addEventListener("change", () => importChosen(after));
}
