/** Who writes the answers: provider, model, keys, what may leave the machine, limits; and whether the provider answers. */
import { attempt, Blamed, blame, button, confirmed, make, part, say, text } from "./dom.js";
import { ask, LONG_MS } from "./host.js";
import * as local from "./local.js";
import { testProvider } from "./writer.js";

/** Settings with a control of their own, whose id is their name. */
const TEXTS = ["model", "local_base_url"];
const NUMBERS = ["max_parallel", "budget_usd", "budget_usd_month"];
const CHOICES = ["provider", "privacy"];
const KEYS = ["openai", "anthropic"];

/** @type {Record<string, any>} */
let kept = {};

const form = () => part("provider-form", HTMLFormElement);

/**
 * @param {string} name
 * @returns {HTMLInputElement}
 */
const input = (name) => part(name, HTMLInputElement);

/** @param {string} name */
const chosen = (name) => new FormData(form()).get(name);

/** What the form says, as it would be sent. */
function told() {
  const numbers = NUMBERS.map((name) => [name, input(name).value === "" ? null : input(name).valueAsNumber]);
  const texts = TEXTS.map((name) => [name, input(name).value.trim()]);
  return Object.fromEntries([...numbers, ...texts, ...CHOICES.map((name) => [name, chosen(name)])]);
}

/** @param {Record<string, any>} settings */
function fill(settings) {
  kept = settings;
  for (const name of [...TEXTS, ...NUMBERS]) input(name).value = String(settings[name] ?? "");
  for (const name of CHOICES) {
    for (const radio of form().querySelectorAll(`input[name="${name}"]`)) {
      const each = /** @type {HTMLInputElement} */ (radio);
      each.checked = each.value === settings[name];
    }
  }
  showParts();
  showKeys(settings);
  say("settings-problem", settings.problem ?? "", "problem");
}

/** Ask only for what the chosen provider needs. */
function showParts() {
  const provider = String(chosen("provider"));
  part("keys-card", HTMLElement).hidden = provider === "local" || provider === "drafts";
  part("model-field", HTMLElement).hidden = provider === "drafts";
  part("local-field", HTMLElement).hidden = provider !== "local" && provider !== "auto";
}

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
  state.dataset.state = set ? "ok" : "open";
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
function showKeys({ keys }) {
  kept = { ...kept, keys };
  const inside = part("keys", HTMLElement).contains(document.activeElement);
  part("keys", HTMLElement).replaceChildren(...KEYS.map((name) => keyRow(name, keys[name])));
  if (inside) part("keys", HTMLElement).querySelector("input")?.focus();
}

/**
 * @param {Record<string, unknown>} changes
 * @param {(field: string) => HTMLElement | null} controlOf
 * @param {string} line
 */
async function send(changes, controlOf, line) {
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

/** @returns {Promise<string>} */
async function save() {
  if (!kept.keys) fill(await ask("GET", "/api/settings")); // nothing was shown yet, so nothing can have been meant
  const now = told();
  const changes = Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== (kept[name] ?? null)));
  if (!Object.keys(changes).length) return text("nothing_changed");
  const held = await send(changes, (field) => document.getElementById(field), "provider-said");
  const stronger = Object.keys(changes).filter((name) => (held[name] ?? null) !== changes[name]);
  fill(held);
  if (stronger.length)
    return text("held_by_environment", stronger.map((each) => `FILLWRIGHT_${each.toUpperCase()}`).join(", "));
  return text("saved");
}

/** Show the settings that hold, unless the person is changing them. */
export async function show() {
  if (kept.keys && Object.entries(told()).some(([name, value]) => value !== (kept[name] ?? null))) return;
  await attempt("provider-said", async () => {
    fill(await ask("GET", "/api/settings"));
    return "";
  });
}

/**
 * Put a found server into the form.
 * @param {import("./local.js").Server} server
 * @param {string} model
 */
function take(server, model) {
  input("local_base_url").value = server.base_url;
  input("model").value = model;
  const radio = form().querySelector('input[name="provider"][value="local"]');
  if (radio instanceof HTMLInputElement) radio.checked = true;
  showParts();
}

/** Listen; once. */
export function start() {
  local.offer(part("provider-local", HTMLElement), (server, model) =>
    button(text("local_take"), () => take(server, model()), { "aria-label": text("local_take_of", server.name) }),
  );
  form().addEventListener("change", showParts);
  form().addEventListener("submit", (event) => {
    event.preventDefault();
    attempt("provider-said", save, part("provider-save", HTMLButtonElement));
  });
  part("provider-test", HTMLButtonElement).addEventListener("click", async () => {
    const pressed = part("provider-test", HTMLButtonElement);
    if (!form().reportValidity() || !(await attempt("provider-said", save))) return;
    await attempt("provider-said", testProvider, pressed);
  });
}
