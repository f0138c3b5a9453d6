/** Small helpers of the options page: its texts, its elements, what it says beside a control. Text only, no markup. */
import { HostError, problemOf } from "../problems.js";

/**
 * A text of this page, `$1` … replaced.
 * @param {string} key without its prefix
 * @param {...(string | number)} values
 * @returns {string}
 */
export const text = (key, ...values) => chrome.i18n.getMessage(`options_${key}`, values.map(String));

/**
 * The element with an id.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function part(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`options.html has no such #${id}`);
  return element;
}

/**
 * A new element: properties set, `data` and ARIA attributes too, children put in.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} [properties] names with a dash are attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-")) element.setAttribute(name, String(value));
    else Object.assign(element, { [name]: value });
  }
  element.append(...children);
  return element;
}

/**
 * @param {string} words
 * @param {(button: HTMLButtonElement) => unknown} act
 * @param {Record<string, unknown>} [properties]
 */
export function button(words, act, properties = {}) {
  const element = make("button", { type: "button", textContent: words, ...properties });
  element.addEventListener("click", () => act(element));
  return element;
}

/**
 * An `<option>`.
 * @param {string} value
 * @param {string} words
 */
export const option = (value, words) => make("option", { value, textContent: words });

/** Put the page's texts where `data-text`, `data-label` and `data-placeholder` ask for them. */
export function fillTexts() {
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = text(/** @type {HTMLElement} */ (element).dataset.text ?? "");
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text(/** @type {HTMLElement} */ (element).dataset.label ?? ""));
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.setAttribute("placeholder", text(/** @type {HTMLElement} */ (element).dataset.placeholder ?? ""));
  }
}

/** What a line says: that something went well or not, is under way, or simply how it is. @typedef {"ok" | "problem" | "busy" | "plain"} State */

/**
 * Say something in a line of its own, which screen readers read out.
 * @param {string} id
 * @param {string} words
 * @param {State} [state]
 */
export function say(id, words, state = "ok") {
  const line = part(id, HTMLElement);
  line.dataset.state = state;
  line.textContent = words;
}

/**
 * A failure in words, with the mend; what this page itself refuses says it in its own.
 * @param {unknown} error
 * @returns {string}
 */
export function wordsOf(error) {
  if (error instanceof Error && !(error instanceof HostError)) return error.message;
  const { text: words, mend } = problemOf(error);
  return [words, mend].filter((each, place, all) => each && all.indexOf(each) === place).join(" ");
}

/** The last thing begun for each line: only it may say there how it went. @type {Map<string, symbol>} */
const turns = new Map();

/**
 * Do something that may fail, and say in the line `id` how it goes; the same button can't start it twice.
 * @param {string} id
 * @param {() => Promise<string | [string, State] | undefined>} work what it returns is said at the end, as "ok" where it does not say as what
 * @param {HTMLButtonElement} [pressed]
 * @returns {Promise<boolean>} whether it went well
 */
export async function attempt(id, work, pressed) {
  if (pressed?.ariaDisabled === "true") return false;
  if (pressed) pressed.ariaDisabled = "true";
  const turn = Symbol(id);
  turns.set(id, turn);
  say(id, text("working"), "busy");
  try {
    const told = await work();
    const [words, state] = Array.isArray(told) ? told : [told, /** @type {const} */ ("ok")];
    if (turns.get(id) === turn) say(id, words ?? "", state);
    return true;
  } catch (error) {
    if (!(error instanceof Blamed) && turns.get(id) === turn) say(id, wordsOf(error), "problem");
    return false;
  } finally {
    if (pressed) pressed.ariaDisabled = null;
  }
}

/** What failed has been said beside its control. */
export class Blamed extends Error {}

/**
 * Name what is wrong at its control, and take the person there.
 * @param {HTMLElement} control
 * @param {string} words
 */
export function blame(control, words) {
  pardon(control);
  for (let box = control.closest("details"); box; box = box.parentElement?.closest("details") ?? null) box.open = true;
  const id = `${control.id}-wrong`;
  const said = make("p", { id, className: "wrong", textContent: words });
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", [control.dataset.help, id].filter(Boolean).join(" "));
  control.after(said);
  control.scrollIntoView({ block: "center" });
  control.focus({ preventScroll: true });
  control.addEventListener("input", () => pardon(control), { once: true });
}

/** @param {HTMLElement} control */
function pardon(control) {
  document.getElementById(`${control.id}-wrong`)?.remove();
  control.removeAttribute("aria-invalid");
  if (control.dataset.help) control.setAttribute("aria-describedby", control.dataset.help);
  else control.removeAttribute("aria-describedby");
}

/**
 * Ask before something that can't be undone.
 * @param {string} question
 * @param {string} yes the word on the button that does it
 * @returns {Promise<boolean>}
 */
export function confirmed(question, yes) {
  const dialog = part("confirm", HTMLDialogElement);
  part("confirm-question", HTMLElement).textContent = question;
  part("confirm-yes", HTMLElement).textContent = yes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

/**
 * A day and time as the person's own language writes it.
 * @param {string} moment ISO 8601
 */
export function dayOf(moment) {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  return new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }).format(date);
}

/** @param {number} dollars */
export function dollars(dollars) {
  const digits = dollars > 0 && dollars < 0.1 ? 4 : 2;
  const style = { style: /** @type {const} */ ("currency"), currency: "USD", maximumFractionDigits: digits };
  return new Intl.NumberFormat(language(), style).format(dollars);
}

/** @param {number} number */
export const count = (number) => new Intl.NumberFormat(language()).format(number);

/** @param {number} bytes */
export function size(bytes) {
  const [number, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "kilobyte"] : [bytes / 1024 / 1024, "megabyte"];
  const style = { style: /** @type {const} */ ("unit"), unit, maximumFractionDigits: number < 10 ? 1 : 0 };
  return new Intl.NumberFormat(language(), style).format(number);
}

/** The language of the page's texts. */
export const language = () => text("language") || "en";
