/** The API keys: whether each is set, and where; a place to enter one, which is sent once and not kept here. */
import { attempt, Blamed, blame, button, confirmed, make, part, say, text } from "./dom.js";
import { ask, LONG_MS } from "./host.js";

const KEYS = ["openai", "anthropic"];

/**
 * Whether a key is set, and where; a place to enter one, which is sent once and not kept here.
 * @param {string} name
 * @param {{ set: boolean, where: string | null }} state
 */
function keyRow(name, { set, where }) {
  const id = `key-${name}`;
  const field = make("input", { id, type: "password", autocomplete: "off", spellcheck: false });
  field.dataset.help = `${id}-state`;
  field.setAttribute("aria-describedby", `${id}-state`);
  const words = set ? text(`key_${where}`) : text("key_none");
  const state = make("span", { id: `${id}-state`, className: "state", textContent: words });
  if (set) state.dataset.state = "ok";
  const label = make("label", { htmlFor: id, textContent: text(`key_of_${name}`) });
  const keep = button(text(set ? "key_replace" : "key_save"), (pressed) => keepKey(name, field, pressed));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // it would save the settings around it
    keep.click();
  });
  const bar = make("div", { className: "bar" }, field, keep);
  if (set && where !== "environment") {
    const forget = { "aria-label": text("key_forget_of", text(`provider_${name}`)), className: "plain" };
    bar.append(button(text("forget"), (pressed) => forgetKey(name, pressed), forget));
  }
  const about =
    set && where !== "keyring" ? [make("p", { className: "quiet", textContent: text(`help_key_${where}`) })] : [];
  return make("div", { className: "field" }, make("div", { className: "head" }, label, state), bar, ...about);
}

/**
 * @param {string} name
 * @param {HTMLInputElement} field
 * @param {HTMLButtonElement} pressed
 */
async function keepKey(name, field, pressed) {
  const key = field.value.trim();
  field.value = "";
  const work = async () => {
    if (!key) {
      blame(field, text("key_empty"));
      say("keys-said", "");
      throw new Blamed();
    }
    showKeys(await send({ keys: { [name]: key } }, () => field, "keys-said"));
    return text("key_kept", text(`provider_${name}`));
  };
  await attempt("keys-said", work, pressed);
}

/**
 * @param {string} name
 * @param {HTMLButtonElement} pressed
 */
async function forgetKey(name, pressed) {
  if (!(await confirmed(text("ask_forget_key", text(`provider_${name}`)), text("forget")))) return;
  const forget = async () => {
    showKeys(await send({ keys: { [name]: null } }, () => null, "keys-said"));
    return text("key_forgotten");
  };
  await attempt("keys-said", forget, pressed);
}

/**
 * Show which keys are set, and leave what is being typed elsewhere.
 * @param {Record<string, any>} settings
 */
export function showKeys({ keys }) {
  const inside = part("keys", HTMLElement).contains(document.activeElement);
  part("keys", HTMLElement).replaceChildren(...KEYS.map((name) => keyRow(name, keys[name])));
  if (inside) part("keys", HTMLElement).querySelector("input")?.focus();
}

/**
 * @param {Record<string, unknown>} changes
 * @param {(field: string) => HTMLElement | null} controlOf
 * @param {string} line
 */
export async function send(changes, controlOf, line) {
  try {
    return await ask("PUT", "/api/settings", changes, { timeout: LONG_MS });
  } catch (error) {
    const { field, said } = /** @type {{ field?: string, said?: string }} */ (error);
    const control = field && said ? controlOf(field) : null;
    if (!control || !said) throw error;
    blame(control, said);
    say(line, text("not_saved"), "problem");
    throw new Blamed();
  }
}
