/** Everything in one file, and everything made of such a file: in parts, for no message holds a large one. */
import { attempt, confirmed, count, make, part, say, size, text } from "./dom.js";
import { ask, base64Of, LONG_MS, readBytes } from "./host.js";

/** Nothing is asked for here before the person does something. */
export const show = async () => {};

/**
 * Say how far one is.
 * @param {string} line
 * @param {number} done in bytes
 * @param {number} all
 */
function tell(line, done, all) {
  say(line, text("backup_progress", size(done), size(all)), "busy");
}

/** @returns {Promise<string>} */
async function save() {
  const { id, size: all } = await ask("POST", "/api/backups", undefined, { timeout: LONG_MS });
  const pieces = [];
  for (let at = 0; at < all; ) {
    const piece = await readBytes(`/api/backups/${id}?from=${at}`);
    pieces.push(piece);
    at += piece.length;
    tell("backup-said", at, all);
  }
  await ask("DELETE", `/api/backups/${id}`);
  const link = make("a", {
    href: URL.createObjectURL(new Blob(pieces, { type: "application/zip" })),
    download: `fillwright-${new Date().toISOString().slice(0, 10)}.backup`,
  });
  link.click();
  URL.revokeObjectURL(link.href);
  return text("backup_saved");
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
async function restore(file) {
  const { id, part: most } = await ask("POST", "/api/restores", { size: file.size });
  for (let at = 0; at < file.size; at += most) {
    tell("restore-said", at, file.size);
    const bytes = await base64Of(file.slice(at, at + most));
    await ask("PUT", `/api/restores/${id}?from=${at}`, undefined, { bytes, timeout: LONG_MS });
  }
  const done = await ask("POST", `/api/restores/${id}`, undefined, { timeout: LONG_MS });
  const words = text("backup_restored", count(done.profiles.length), count(done.files));
  return done.kept ? `${words} ${text("backup_kept", done.kept)}` : words;
}

/**
 * Do one thing; what was said of the one before is gone.
 * @param {string} line
 * @param {() => Promise<string>} work
 * @param {HTMLButtonElement} [pressed]
 */
function begin(line, work, pressed) {
  for (const each of ["backup-said", "restore-said"]) say(each, "");
  return attempt(line, work, pressed);
}

/** Listen; once. */
export function start() {
  const pressed = part("backup-save", HTMLButtonElement);
  pressed.addEventListener("click", () => begin("backup-said", save, pressed));
  const input = part("backup-file", HTMLInputElement);
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    if (file && (await confirmed(text("ask_restore", file.name), text("backup_restore")))) {
      await begin("restore-said", () => restore(file));
    }
    input.value = "";
  });
}
