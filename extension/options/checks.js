/** What `fillwright doctor` finds, in the page: each part of the line, how it is, and what mends it. */
import { make, part, text } from "./dom.js";

/**
 * @typedef {{ name: string, level: "ok" | "warn" | "fail", message: string, mend: string, browser: string,
 *   code: string, values: string[] }} Check
 */

/**
 * What is not in order and its mend, in the person's words; in the program's where there are none.
 * @param {Check} check
 */
function wordsOf({ level, message, mend, code, values }) {
  if (level === "ok") return "";
  const told = values.map((value) => text(`provider_${value}`) || value);
  return (code && text(`doctor_${code}`, ...told)) || [message, mend].filter(Boolean).join(" ");
}

/** @param {Check} check */
function row(check) {
  const title = text(`check_${check.name.replaceAll(" ", "_")}`, check.values[0] || check.browser) || check.name;
  const state = make("span", { className: "state", textContent: text(`level_${check.level}`) });
  state.dataset.state = { ok: "ok", warn: "open", fail: "problem" }[check.level] ?? "open";
  const about = make("div", { className: "grow" }, make("p", { className: "name", textContent: title }));
  const words = wordsOf(check);
  if (words) about.append(make("p", { className: "quiet", textContent: words }));
  return make("li", {}, about, state);
}

/**
 * Show the findings, the broken ones first.
 * @param {Check[]} checks
 */
export function show(checks) {
  const order = ["fail", "warn", "ok"];
  const sorted = checks.toSorted((one, other) => order.indexOf(one.level) - order.indexOf(other.level));
  part("checks", HTMLElement).replaceChildren(...sorted.map(row));
}

/**
 * How it is altogether, in words.
 * @param {Check[]} checks
 * @returns {[string, import("./dom.js").State]}
 */
export function summaryOf(checks) {
  if (checks.some(({ level }) => level === "fail")) return [text("checks_fail"), "problem"];
  if (checks.some(({ level }) => level === "warn")) return [text("checks_warn"), "plain"];
  return [text("checks_ok"), "ok"];
}
