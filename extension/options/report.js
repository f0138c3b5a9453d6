/** A report of how everything is, which holds nothing of the person: no answer, no name, no path, no key. */
import { gapsOf, isStarted } from "./profile_data.js";

/** Providers whose model names are public; a local one's may be a path. */
const PUBLIC = new Set(["openai", "anthropic", "drafts"]);

/** Settings whose values tell nothing of the person. */
const PLAIN = [
  ...["provider", "packing", "max_parallel", "privacy", "budget_usd", "budget_usd_month", "prewarm"],
  ...["requests_per_minute", "tokens_per_minute", "call_timeout_s"],
];

/**
 * What the parts said when they were asked; a part that failed is its error.
 * @typedef {"health" | "settings" | "profile" | "files" | "answers" | "history" | "usage" | "providers" | "doctor"} Part
 * @typedef {Record<Part, any>} Parts
 * @typedef {{ extension: string, browser: string, language: string }} Around
 */

/**
 * @param {Around} around
 * @param {Parts} parts
 * @returns {string}
 */
export function reportOf({ extension, browser, language }, parts) {
  const lines = [
    ["Fillwright", "diagnostics"],
    ["extension", extension],
    ["browser", browser],
    ["language", language],
    ...healthLines(parts.health),
    ...settingsLines(parts.settings),
    [
      "profile",
      failed(parts.profile) ??
        `${isStarted(parts.profile) ? "filled in" : "empty"}, ${gapsOf(parts.profile).length} gaps`,
    ],
    ["files", failed(parts.files) ?? parts.files.files.length],
    ["answers", failed(parts.answers) ?? parts.answers.answers.length],
    ["past forms", failed(parts.history) ?? parts.history.batches.length],
    ...usageLines(parts.usage),
    ...standingLines(parts.providers),
    ...checkLines(parts.doctor),
  ];
  return lines.map(([name, value]) => `${name}: ${value}`).join("\n");
}

/**
 * @param {any} part
 * @returns {string | undefined}
 */
const failed = (part) => (part instanceof Error ? `failed (${codeOf(part)})` : undefined);

/** A failure's code; its words may name files or values. @param {Error & { code?: string }} error */
const codeOf = ({ code }) => code ?? "internal";

/** @param {any} health */
function healthLines(health) {
  const problem = failed(health);
  if (problem) return [["program", problem]];
  const { version, uptime_s, provider, model, profile_problem, profiles, warnings } = health;
  return [
    ["program", `${version}, up for ${Math.round(uptime_s)} s`],
    ["answers come from", PUBLIC.has(provider) ? `${provider} ${model}` : provider],
    ["profiles", profiles.length],
    ["profile file", profile_problem ? "has a problem" : "good"],
    ...warnings.map((/** @type {string} */ words) => ["warning", firstClause(words)]),
  ];
}

/** A warning's beginning: what follows may name files or values. @param {string} words */
const firstClause = (words) => (words.split(/[:(]/)[0] ?? "").trim();

/** @param {any} settings */
function settingsLines(settings) {
  const problem = failed(settings);
  if (problem) return [["settings", problem]];
  return [
    ...PLAIN.map((name) => [name, settings[name]]),
    ["fallback", settings.fallback?.join(", ") || "none"],
    ["wishes", settings.wishes?.length ?? 0],
    ["model", settings.model ? "set" : "default"],
    ["local_base_url", settings.local_base_url ? "set" : "none"],
    ...Object.entries(settings.keys).map(([name, { where }]) => [`key of ${name}`, where ?? "none"]),
    ["settings file", settings.problem ? "has a problem" : "good"],
  ];
}

/** @param {any} usage */
function usageLines(usage) {
  const problem = failed(usage);
  if (problem) return [["usage", problem]];
  return usage.usage.map((/** @type {any} */ row) => [
    `calls to ${row.provider}`,
    `${row.calls}, ${row.failures} failed, ${row.refused_429} refused, p95 ${row.p95_s?.toFixed(2) ?? "-"} s`,
  ]);
}

/** @param {any} found */
function standingLines(found) {
  const problem = failed(found);
  if (problem) return [["writers", problem]];
  return found.providers.map((/** @type {import("./standing.js").Writer} */ each, /** @type {number} */ place) => [
    `writer ${place + 1}`,
    [
      each.name,
      `${each.under_way} under way, ${each.waiting} waiting`,
      each.wait_s === null ? "next after a call" : `next in ${each.wait_s.toFixed(1)} s`,
      ...each.limits.map(({ kind, left, of }) => `${kind} ${left} of ${of}`),
      ...(each.rest_s > 0 ? [`rests ${each.rest_s.toFixed(0)} s (${each.rest_code})`] : []),
    ].join(", "),
  ]);
}

/** @param {any} found */
function checkLines(found) {
  const problem = failed(found);
  if (problem) return [["checks", problem]];
  return found.checks.map((/** @type {import("./checks.js").Check} */ { name, browser, level, code }) => [
    ["check", name, browser].filter(Boolean).join(" "),
    [level, code].filter(Boolean).join(", "),
  ]);
}
