/** What the person has said once and for all: wishes for every answer, questions never asked, filling without a press. */

import { allNever, setNever } from "../never.js";
import { isAtOnce, setAtOnce } from "../wishes.js";
import { attempt, button, make, part, text } from "./dom.js";
import { ask } from "./host.js";

/** Show them as they are now. */
export async function show() {
  part("habits-at-once", HTMLInputElement).checked = await isAtOnce();
  await showNever();
  await attempt("habits-said", async () => {
    const { wishes = [] } = await ask("GET", "/api/settings");
    showWishes(wishes);
    return "";
  });
}

/** Listen; once. */
export function start() {
  const box = part("habits-at-once", HTMLInputElement);
  box.addEventListener("change", () => setAtOnce(box.checked));
}

/** @param {readonly string[]} wishes */
function showWishes(wishes) {
  const forget = async (/** @type {string} */ wish) => {
    const kept = wishes.filter((each) => each !== wish);
    const { wishes: left } = await ask("PUT", "/api/settings", { wishes: kept });
    showWishes(left ?? kept);
    return text("habits_forgotten");
  };
  fill(
    "habits-wishes",
    "habits_wish_none",
    wishes.map((wish) => row(wish, () => forget(wish))),
  );
}

async function showNever() {
  const forget = async (/** @type {string} */ host, /** @type {string} */ label) => {
    await setNever(`https://${host}`, label, false);
    await showNever();
    return text("habits_forgotten");
  };
  const entries = Object.entries(await allNever()).flatMap(([host, labels]) =>
    labels.map((label) => ({ host, label })),
  );
  const rows = entries.map(({ host, label }) => row(text("habits_never_on", label, host), () => forget(host, label)));
  fill("habits-never", "habits_never_none", rows);
}

/**
 * @param {string} words
 * @param {() => Promise<string>} forget
 */
function row(words, forget) {
  const named = { "aria-label": `${text("forget")}: ${words}`, className: "plain" };
  const taken = button(text("forget"), (pressed) => attempt("habits-said", forget, pressed), named);
  return make("li", {}, make("span", { textContent: words }), taken);
}

/**
 * Put `rows` into a list, or a line that says there are none; the focus stays in the card.
 * @param {string} id
 * @param {string} none
 * @param {readonly HTMLElement[]} rows
 */
function fill(id, none, rows) {
  const list = part(id, HTMLElement);
  const inside = list.contains(document.activeElement);
  list.replaceChildren(...(rows.length ? rows : [make("li", { className: "quiet", textContent: text(none) })]));
  if (inside) (list.querySelector("button") ?? part("habits-title", HTMLElement)).focus();
}
