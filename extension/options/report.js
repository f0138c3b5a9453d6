/** A report of how everything is, which holds nothing of the person: no answer, no name, no path, no key. */
import { gapsOf, isStarted } from "./profile_data.js";

/** Providers whose model names are public; a local one's may be a path. */
const PUBLIC = new Set(["openai", "anthropic", "drafts"]);

/**
 * What the parts said when they were asked; a part that failed is its error's code.
 * @typedef {{ health: any, settings: any, profile: any, files: any, answers: any, history: any, usage: any }} Parts
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
  ];
  return lines.map(([name, value]) => `${name}: ${value}`).join("\n");
}

/**
 * @param {any} part
 * @returns {string | undefined}
 */
const failed = (part) => (typeof part === "string" ? `failed (${part})` : undefined);

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
  const plain = ["provider", "packing", "max_parallel", "privacy", "budget_usd", "budget_usd_month", "prewarm"];
  return [
    ...plain.map((name) => [name, settings[name]]),
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
