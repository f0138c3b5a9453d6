/** The report to copy when something does not work. */
import { attempt, part, text } from "./dom.js";
import { ask } from "./host.js";
import { reportOf } from "./report.js";

const PATHS = {
  health: "/api/health",
  settings: "/api/settings",
  profile: "/api/profile",
  files: "/api/files",
  answers: "/api/answers",
  history: "/api/history",
  usage: "/api/usage",
};

/**
 * A part's reply, or the code of its failure.
 * @param {string} path
 */
async function partOf(path) {
  try {
    return await ask("GET", path);
  } catch (error) {
    return /** @type {{ code?: string }} */ (error).code ?? "internal";
  }
}

/** Make the report anew. */
export async function show() {
  await attempt("report-said", async () => {
    const around = {
      extension: chrome.runtime.getManifest().version,
      browser: navigator.userAgent,
      language: navigator.language,
    };
    const found = await Promise.all(Object.values(PATHS).map(partOf));
    const parts = Object.fromEntries(Object.keys(PATHS).map((name, place) => [name, found[place]]));
    const report = reportOf(around, /** @type {import("./report.js").Parts} */ (parts));
    part("report", HTMLElement).textContent = report;
    return "";
  });
}

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
