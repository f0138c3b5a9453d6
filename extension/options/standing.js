/** Who writes, in the order in which they are asked, and how each stands: calls, waiting, what is left of the limits. */
import { count, make, part, text } from "./dom.js";

/**
 * @typedef {{ kind: string, left: number, of: number, full_s: number | null }} Limit
 * @typedef {{ name: string, model: string, under_way: number, waiting: number, wait_s: number | null, limits: Limit[],
 *   rest_s: number, rest_code: string | null }} Writer
 */

/** Seconds in words, at least one. @param {number} seconds */
const secondsOf = (seconds) => count(Math.max(1, Math.ceil(seconds)));

/** When the next call may leave, in words. @param {Writer} writer */
function waitOf({ wait_s: wait, rest_s: rest }) {
  if (rest > 0) return text("stand_rests", secondsOf(rest));
  if (wait === null) return text("stand_waits_for_call");
  return wait > 0 ? text("stand_waits", secondsOf(wait)) : text("stand_at_once");
}

/** What is left of the limits, in words. @param {Limit[]} limits */
function limitsOf(limits) {
  if (!limits.length) return text("stand_limits_unknown");
  return limits
    .map(({ kind, left, of }) => text(`limit_${kind.replace("-", "_")}`, count(left), count(of)))
    .join(" · ");
}

/**
 * @param {Writer} writer
 * @param {number} place
 */
function row(writer, place) {
  const name = text(`provider_${writer.name}`) || writer.name;
  if (writer.name === "drafts") return entry(place, name, [text("stand_drafts")]);
  return entry(place, [name, writer.model].filter(Boolean).join(" · "), [
    waitOf(writer),
    text("stand_calls", count(writer.under_way), count(writer.waiting)),
    limitsOf(writer.limits),
  ]);
}

/**
 * @param {number} place
 * @param {string} name
 * @param {string[]} lines
 */
function entry(place, name, lines) {
  const about = make("div", { className: "grow" }, make("p", { className: "name", textContent: name }));
  about.append(...lines.map((words) => make("p", { className: "quiet", textContent: words })));
  const state = make("span", {
    className: "state",
    textContent: place ? text("stand_then", place + 1) : text("stand_first"),
  });
  return make("li", {}, about, state);
}

/**
 * Show them, and the limits that the person set.
 * @param {Writer[]} writers
 * @param {any} settings
 */
export function show(writers, { requests_per_minute: requests, tokens_per_minute: tokens, max_parallel: parallel }) {
  part("writers", HTMLElement).replaceChildren(...writers.map(row));
  const own = [text("stand_parallel", count(parallel))];
  if (requests) own.push(text("stand_requests", count(requests)));
  if (tokens) own.push(text("stand_tokens", count(tokens)));
  part("writers-own", HTMLElement).textContent = own.join(" · ");
}
