/** Everything in one file, and everything made of such a file. */
import { HostError } from "../problems.js";
import { attempt, confirmed, count, make, part, say, text } from "./dom.js";
import { ask, base64Of, LONG_MS, MOST_BYTES, readBytes } from "./host.js";

/** Nothing is asked for here before the person does something. */
export const show = async () => {};

/** @returns {Promise<string>} */
async function save() {
  const bytes = await readBytes("/api/backup").catch((error) => {
    if (!(error instanceof HostError && error.code === "too_large")) throw error;
    throw inTerminal("fillwright backup fillwright.backup", text("backup_too_large"));
  });
  const link = make("a", {
    href: URL.createObjectURL(new Blob([bytes], { type: "application/zip" })),
    download: `fillwright-${new Date().toISOString().slice(0, 10)}.backup`,
  });
  link.click();
  URL.revokeObjectURL(link.href);
  return text("backup_saved");
}

/**
 * Show what does in a terminal what the native port has no room for.
 * @param {string} command
 * @param {string} words
 */
function inTerminal(command, words) {
  part("backup-command", HTMLElement).textContent = command;
  part("backup-terminal", HTMLElement).hidden = false;
  return new Error(words);
}

/**
 * The command that restores a file; its name holds together in a shell of either kind.
 * @param {string} name
 */
function commandFor(name) {
  return /^[\w.][\w.-]*$/.test(name)
    ? `fillwright restore ${name}`
    : `fillwright restore "${name.replaceAll(/["$`\\!]/g, "?")}"`;
}

/**
 * Do one thing; what was said of the one before is gone.
 * @param {string} line
 * @param {() => Promise<string>} work
 * @param {HTMLButtonElement} [pressed]
 */
function begin(line, work, pressed) {
  part("backup-terminal", HTMLElement).hidden = true;
  for (const each of ["backup-said", "restore-said"]) say(each, "");
  return attempt(line, work, pressed);
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
async function restore(file) {
  if (file.size > MOST_BYTES) throw inTerminal(commandFor(file.name), text("backup_large", file.name));
  const bytes = await base64Of(file);
  const done = await ask("POST", "/api/restore", undefined, { bytes, timeout: LONG_MS });
  const words = text("backup_restored", count(done.profiles.length), count(done.files));
  return done.kept ? `${words} ${text("backup_kept", done.kept)}` : words;
}

/** Listen; once. */
export function start() {
  const pressed = part("backup-save", HTMLButtonElement);
  pressed.addEventListener("click", () => begin("backup-said", save, pressed));
  const copy = part("backup-copy", HTMLButtonElement);
  copy.addEventListener("click", () => navigator.clipboard.writeText(part("backup-command", HTMLElement).textContent));
  const input = part("backup-file", HTMLInputElement);
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    if (file && (await confirmed(text("ask_restore", file.name), text("backup_restore")))) {
      await begin("restore-said", () => restore(file));
    }
    input.value = "";
  });
}
