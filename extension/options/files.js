/** The stored files: what file inputs of forms get. */
import { attempt, button, confirmed, dayOf, make, option, part, say, size, text } from "./dom.js";
import { ask, base64Of, changeProfile, LONG_MS, MOST_BYTES, readProfile } from "./host.js";
import { get, put } from "./profile_data.js";

const KINDS = ["resume", "cover-letter", "photo", "other-file"];
const CHOSEN = ["application", "files"];

/** Show what is stored. */
export async function show() {
  await attempt("files-said", async () => {
    await list();
    return part("files-said", HTMLElement).dataset.state === "busy" ? "" : undefined;
  });
}

async function list() {
  const [{ files }, profile] = await Promise.all([ask("GET", "/api/files"), readProfile()]);
  const chosen = get(profile, CHOSEN) ?? {};
  part("files-list", HTMLElement).replaceChildren(
    ...files.map((/** @type {any} */ file, /** @type {number} */ place) => item(file, chosen, place)),
  );
  part("files-none", HTMLElement).hidden = files.length > 0;
}

/**
 * @param {{ name: string, size: number, modified: string }} file
 * @param {Record<string, string>} chosen
 * @param {number} place
 */
function item({ name, size: bytes, modified }, chosen, place) {
  const kinds = Object.keys(chosen).filter((kind) => chosen[kind] === name);
  const id = `file-kind-${place}`;
  const select = make("select", { id }, option("", text("kind_none")));
  const others = kinds.filter((kind) => !KINDS.includes(kind));
  select.append(...[...KINDS, ...others].map((kind) => option(kind, text(`kind_${kind.replace("-", "_")}`) || kind)));
  select.value = kinds[0] ?? "";
  select.addEventListener("change", () => attempt("files-said", () => choose(name, select.value)));
  const about = make("div", { className: "grow" }, make("p", { className: "name", textContent: name }));
  about.append(make("p", { className: "quiet", textContent: `${size(bytes)} · ${dayOf(modified)}` }));
  const field = make(
    "div",
    { className: "field" },
    make("label", { htmlFor: id, textContent: text("used_as") }),
    select,
  );
  const remove = button(text("delete"), () => removeFile(name), {
    className: "plain",
    "aria-label": text("delete_named", name),
  });
  return make("li", {}, about, field, remove);
}

/**
 * Use a file for one kind of upload; it serves for no other then.
 * @param {string} name
 * @param {string} kind
 * @returns {Promise<string>}
 */
async function choose(name, kind) {
  await changeProfile((profile) => {
    for (const [each, file] of Object.entries(get(profile, CHOSEN) ?? {})) {
      if (file === name) put(profile, [...CHOSEN, each], undefined);
    }
    if (kind) put(profile, [...CHOSEN, kind], name);
  });
  await list();
  return text("saved");
}

/** @param {string} name */
async function removeFile(name) {
  if (!(await confirmed(text("ask_delete_file", name), text("delete")))) return;
  await attempt("files-said", async () => {
    await ask("DELETE", `/api/files/${encodeURIComponent(name)}`);
    await choose(name, "");
    return text("deleted");
  });
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
async function add(file) {
  if (file.size > MOST_BYTES) throw new Error(text("too_large", file.name));
  const bytes = await base64Of(file);
  const path = `/api/files/${encodeURIComponent(file.name)}`;
  const { name } = await ask("PUT", path, undefined, { bytes, timeout: LONG_MS });
  await list();
  return text("stored", name);
}

/** Listen; once. */
export function start() {
  const input = part("files-add", HTMLInputElement);
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    if (file) await attempt("files-said", () => add(file));
    input.value = "";
  });
  say("files-said", "");
}
