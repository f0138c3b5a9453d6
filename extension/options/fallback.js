/** The order in which others are asked where the chosen provider fails: a list to choose from for each place. */
import { make, option, part, text } from "./dom.js";

const WHO = ["openai", "anthropic", "local", "drafts"];

const box = () => part("fallback", HTMLElement);

/** Who is chosen, in order, none twice. */
export function told() {
  const chosen = [...box().querySelectorAll("select")].map(({ value }) => value).filter(Boolean);
  return [...new Set(chosen)];
}

/**
 * Show the order, with one more place to choose for.
 * @param {string[]} order
 */
export function show(order) {
  const places = [...order, ""].slice(0, WHO.length);
  box().replaceChildren(...places.map((name, place) => choice(place, name, order.slice(0, place))));
}

/**
 * @param {number} place
 * @param {string} name who is chosen for it, or ""
 * @param {string[]} before who is asked before
 */
function choice(place, name, before) {
  const id = `fallback-${place + 1}`;
  const others = WHO.filter((each) => !before.includes(each));
  const select = make("select", { id }, option("", text(place ? "fallback_end" : "fallback_nobody")));
  select.append(...others.map((each) => option(each, text(`provider_${each}`))));
  select.value = name;
  select.addEventListener("change", () => {
    show(told());
    document.getElementById(id)?.focus();
  });
  const label = make("label", { htmlFor: id, textContent: text("fallback_place", place + 1) });
  return make("div", { className: "field" }, label, select);
}
