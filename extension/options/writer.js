/** The step that chooses who writes: a local server found by itself, a key, or drafts; and what may leave the machine. */
import { attempt, Blamed, blame, button, count, part, say, text } from "./dom.js";
import { ask, LONG_MS } from "./host.js";
import * as local from "./local.js";

/** Looks for local servers. @type {() => Promise<boolean>} */
let look = async () => false;
let looked = false;
/** @type {() => Promise<void>} */
let after = async () => {};

/** @param {any} settings that hold now */
export function show({ privacy, keys }) {
  for (const radio of document.querySelectorAll('input[name="setup-privacy"]')) {
    const each = /** @type {HTMLInputElement} */ (radio);
    each.checked = each.value === privacy;
  }
  const set = Object.keys(keys).filter((name) => keys[name].set);
  part("setup-keys", HTMLElement).textContent = set.length
    ? text("setup_keys_set", set.map((name) => text(`provider_${name}`)).join(", "))
    : "";
  if (!looked) look();
  looked = true;
}

/**
 * Whether the provider that is chosen now answers, in words; throws its failure.
 * @returns {Promise<string>}
 */
export async function testProvider() {
  const result = await ask("POST", "/api/settings/test", undefined, { timeout: LONG_MS });
  const name = text(`provider_${result.provider}`) || result.provider;
  if (!result.ok) throw new Error(result.error?.message ?? text("test_failed", name));
  if (result.provider === "drafts") return text("test_drafts");
  return text("test_ok", name, result.model, count(Math.round(result.time_ms)));
}

/**
 * Change settings and say whether who writes then answers.
 * @param {Record<string, unknown>} changes
 * @param {HTMLButtonElement} pressed
 */
async function choose(changes, pressed) {
  const work = async () => {
    await ask("PUT", "/api/settings", changes, { timeout: LONG_MS });
    return shownAndTested();
  };
  await attempt("writer-said", work, pressed);
}

/** Show what holds now, then say whether who writes answers: nothing moves after that. */
async function shownAndTested() {
  try {
    return await testProvider();
  } finally {
    await after();
  }
}

/** @param {HTMLButtonElement} pressed */
async function keepKey(pressed) {
  const field = part("setup-key", HTMLInputElement);
  const name = part("setup-key-of", HTMLSelectElement).value;
  const key = field.value.trim();
  if (!key) {
    blame(field, text("key_empty"));
    return;
  }
  field.value = "";
  const work = async () => {
    try {
      await ask("PUT", "/api/settings", { keys: { [name]: key }, provider: name, model: null }, { timeout: LONG_MS });
    } catch (error) {
      const { said } = /** @type {{ said?: string }} */ (error);
      if (!said) throw error;
      blame(field, said);
      say("writer-said", text("not_saved"), "problem");
      throw new Blamed();
    }
    return shownAndTested();
  };
  await attempt("writer-said", work, pressed);
}

/**
 * Listen; once.
 * @param {() => Promise<void>} then what follows a change
 */
export function start(then) {
  after = then;
  const list = part("setup-local", HTMLElement);
  look = local.offer(list, (server, model) =>
    button(
      text("local_use"),
      (pressed) => choose({ provider: "local", local_base_url: server.base_url, model: model() }, pressed),
      { "aria-label": text("local_use_of", server.name) },
    ),
  );
  const keep = part("setup-key-keep", HTMLButtonElement);
  keep.addEventListener("click", () => keepKey(keep));
  part("setup-key", HTMLInputElement).addEventListener("keydown", (event) => {
    if (event.key === "Enter") keep.click();
  });
  const drafts = part("setup-drafts", HTMLButtonElement);
  drafts.addEventListener("click", () => choose({ provider: "drafts" }, drafts));
  for (const radio of document.querySelectorAll('input[name="setup-privacy"]')) {
    radio.addEventListener("change", () => {
      const { value } = /** @type {HTMLInputElement} */ (radio);
      attempt("privacy-said", async () => {
        await ask("PUT", "/api/settings", { privacy: value });
        return text("saved");
      });
    });
  }
}
