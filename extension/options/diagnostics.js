/** How everything is: what `fillwright doctor` finds, how those who write stand, and a report of both to copy. */
import * as checks from "./checks.js";
import { attempt, part, text } from "./dom.js";
import { ask, LONG_MS } from "./host.js";
import { reportOf } from "./report.js";
import * as standing from "./standing.js";

const PATHS = {
  health: "/api/health",
  settings: "/api/settings",
  profile: "/api/profile",
  files: "/api/files",
  answers: "/api/answers",
  history: "/api/history",
  usage: "/api/usage",
  providers: "/api/providers",
  doctor: "/api/doctor",
};

/**
 * A part's reply, or the failure.
 * @param {string} path
 */
async function partOf(path) {
  try {
    return await ask("GET", path, undefined, { timeout: LONG_MS });
  } catch (error) {
    return /** @type {Error} */ (error);
  }
}

/** Look at everything anew; the report holds what was found even where a part failed. */
export async function show() {
  await attempt("checks-said", look, part("report-renew", HTMLButtonElement));
}

async function look() {
  const found = await Promise.all(Object.values(PATHS).map(partOf));
  const parts = Object.fromEntries(Object.keys(PATHS).map((name, place) => [name, found[place]]));
  part("report", HTMLElement).textContent = reportOf(around(), /** @type {import("./report.js").Parts} */ (parts));
  const { settings, providers, doctor } = parts;
  part("writers-card", HTMLElement).hidden = providers instanceof Error || settings instanceof Error;
  if (!part("writers-card", HTMLElement).hidden) standing.show(providers.providers, settings);
  checks.show(doctor instanceof Error ? [] : doctor.checks);
  if (doctor instanceof Error) throw doctor;
  return checks.summaryOf(doctor.checks);
}

const around = () => ({
  extension: chrome.runtime.getManifest().version,
  browser: navigator.userAgent,
  language: navigator.language,
});

/** Listen; once. */
export function start() {
  part("report-renew", HTMLButtonElement).addEventListener("click", show);
  part("report-copy", HTMLButtonElement).addEventListener("click", () =>
    attempt("report-said", async () => {
      await navigator.clipboard.writeText(part("report", HTMLElement).textContent ?? "");
      return text("copied");
    }),
  );
}
