/** Everything in one file, and everything made of such a file. */
import { attempt, confirmed, count, make, part, text } from "./dom.js";
import { ask, base64Of, LONG_MS, MOST_BYTES, readBytes } from "./host.js";

/** Nothing is asked for here before the person does something. */
export const show = async () => {};

/** @returns {Promise<string>} */
async function save() {
  const bytes = await readBytes("/api/backup");
  const link = make("a", {
    href: URL.createObjectURL(new Blob([bytes], { type: "application/zip" })),
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
  if (file.size > MOST_BYTES) throw new Error(text("backup_large", file.name));
  const bytes = await base64Of(file);
  const done = await ask("POST", "/api/restore", undefined, { bytes, timeout: LONG_MS });
  const words = text("backup_restored", count(done.profiles.length), count(done.files));
  return done.kept ? `${words} ${text("backup_kept", done.kept)}` : words;
}

/** Listen; once. */
export function start() {
  const pressed = part("backup-save", HTMLButtonElement);
  pressed.addEventListener("click", () => attempt("backup-said", save, pressed));
  const input = part("backup-file", HTMLInputElement);
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    if (file && (await confirmed(text("ask_restore", file.name), text("backup_restore")))) {
      await attempt("backup-said", () => restore(file));
    }
    input.value = "";
  });
}
