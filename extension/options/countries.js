/** The countries by name, in the person's language. */
import { language, option, text } from "./dom.js";

/** Codes that name no country: groups, reserved and private ones. */
const NONE = new Set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split(" "));

/** @type {[string, string][] | null} */
let known = null;

/**
 * Every country's code and name, by name.
 * @returns {[string, string][]}
 */
export function countries() {
  if (known) return known;
  const names = new Intl.DisplayNames(language(), { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const current = codes.filter(
    (code) => !NONE.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
  );
  const named = current.map((code) => /** @type {[string, string]} */ ([code, names.of(code) ?? ""]));
  const order = new Intl.Collator(language());
  known = named.filter(([, name]) => name).sort(([, one], [, other]) => order.compare(one, other));
  return known;
}

/**
 * Fill a `<select>` with the countries, and choose one; a code that names none stays as it is.
 * @param {HTMLSelectElement} select
 * @param {string} chosen
 */
export function offerCountries(select, chosen) {
  select.append(option("", text("not_told")), ...countries().map(([code, name]) => option(code, name)));
  if (chosen && !countries().some(([code]) => code === chosen)) select.append(option(chosen, chosen));
  select.value = chosen;
}
