/** Who writes the answers: provider, model, keys, what may leave the machine, limits; and whether the provider answers. */
import { attempt, button, part, say, text } from "./dom.js";
import * as fallback from "./fallback.js";
import { ask } from "./host.js";
import { send, showKeys } from "./keys.js";
import * as local from "./local.js";
import { testProvider } from "./writer.js";

/** Settings with a control of their own, whose id is their name. */
const TEXTS = ["model", "local_base_url"];
const NUMBERS = [
  "max_parallel",
  "budget_usd",
  "budget_usd_month",
  "call_timeout_s",
  "requests_per_minute",
  "tokens_per_minute",
];
const CHOICES = ["provider", "privacy"];
/** What a tick says, and what it says without. @type {Record<string, [unknown, unknown]>} */
const TICKS = { prewarm: [true, false], packing: ["auto", "off"] };

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
  const ticks = Object.entries(TICKS).map(([name, [on, off]]) => [name, input(name).checked ? on : off]);
  const choices = CHOICES.map((name) => [name, chosen(name)]);
  return Object.fromEntries([...numbers, ...texts, ...ticks, ...choices, ["fallback", fallback.told()]]);
}

/** What the form says otherwise than what is kept. */
function changed() {
  const same = (/** @type {unknown} */ one, /** @type {unknown} */ other) =>
    JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
  return Object.fromEntries(Object.entries(told()).filter(([name, value]) => !same(value, kept[name])));
}

/** @param {Record<string, any>} settings */
function fill(settings) {
  kept = settings;
  for (const name of [...TEXTS, ...NUMBERS]) input(name).value = String(settings[name] ?? "");
  for (const [name, [on]] of Object.entries(TICKS)) input(name).checked = settings[name] === on;
  fallback.show(settings.fallback ?? []);
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

/** @returns {Promise<string>} */
async function save() {
  if (!kept.keys) fill(await ask("GET", "/api/settings")); // nothing was shown yet, so nothing can have been meant
  const changes = changed();
  if (!Object.keys(changes).length) return text("nothing_changed");
  const held = await send(
    changes,
    (field) => document.getElementById(field === "fallback" ? "fallback-1" : field),
    "provider-said",
  );
  fill(held);
  const stronger = Object.keys(changes).filter(
    (name) => JSON.stringify(told()[name]) !== JSON.stringify(changes[name]),
  );
  if (stronger.length)
    return text("held_by_environment", stronger.map((each) => `FILLWRIGHT_${each.toUpperCase()}`).join(", "));
  return text("saved");
}

/** Show the settings that hold, unless the person is changing them. */
export async function show() {
  if (kept.keys && Object.keys(changed()).length) return;
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

/**
 * Open what folds around a control, so that the browser can take the person there.
 * @param {Element} control
 */
function unfold(control) {
  const box = control.closest("details");
  if (box) box.open = true;
}

/** Listen; once. */
export function start() {
  local.offer(part("provider-local", HTMLElement), (server, model) =>
    button(text("local_take"), () => take(server, model()), { "aria-label": text("local_take_of", server.name) }),
  );
  form().addEventListener("change", showParts);
  form().addEventListener("invalid", ({ target }) => unfold(/** @type {Element} */ (target)), true);
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
