import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { GlobalRegistrator } from "@happy-dom/global-registrator";

const OPTIONS = new URL("../../extension/options/", import.meta.url);
const texts = JSON.parse(readFileSync(new URL("../_locales/en/messages.json", OPTIONS), "utf8"));
const EVIL = `<img src=x onerror="document.title='broken'">`;

GlobalRegistrator.register({ url: "https://options.example.com/options.html" });

/** What the program answers, by method and path. @type {Record<string, any>} */
const answers = {
  "GET /api/health": {
    version: EVIL,
    provider: EVIL,
    model: EVIL,
    drafts: false,
    profile: EVIL,
    profile_problem: EVIL,
    profiles: [EVIL, "other"],
    warnings: [EVIL],
  },
  "GET /api/local-servers": { servers: [{ name: EVIL, base_url: "http://127.0.0.1:11434/v1", models: [EVIL] }] },
  "GET /api/settings": {
    privacy: "plain",
    keys: { openai: { set: false, where: null }, anthropic: { set: true, where: "file" } },
  },
  "GET /api/profile": {
    basics: { name: EVIL, profiles: [{ network: EVIL, url: EVIL }] },
    application: { onsite: EVIL, citizenships: [EVIL], stories: [{ text: EVIL }], work_authorization: { [EVIL]: {} } },
  },
  "GET /api/files": { files: [{ name: EVIL, size: 1, modified: EVIL }] },
  "GET /api/answers": {
    answers: [{ id: "1", question: EVIL, answer: EVIL, company: EVIL, pinned: false, model: EVIL, created: EVIL }],
    duplicates: [],
  },
  "GET /api/history": {
    batches: [{ id: "1", created: EVIL, title: EVIL, company: EVIL, summary: { total_fields: 1, failed_count: 0 } }],
  },
  "GET /api/history/1": { id: "1", url: EVIL, responses: [{ label: EVIL, status: "answered", answer: EVIL }] },
  "GET /api/profiles": { active: EVIL, profiles: [{ name: EVIL, active: true, person: EVIL, changed: EVIL }] },
  "GET /api/profile/versions": { profile: EVIL, versions: [{ id: "1", saved: EVIL, size: 3 }] },
  "GET /api/answers/1/uses": { batches: [{ id: "1", created: EVIL, title: EVIL, company: EVIL }] },
  "GET /api/usage": {
    months: [{ month: EVIL, calls: 1, forms: 1, cost_usd: 0.5, cost_known: false }],
    usage: [{ provider: EVIL, model: EVIL, calls: 1, failures: 0, input_tokens: 1, output_tokens: 1, cost_usd: 0 }],
    month_cost_usd: 0.5,
    budget_usd_month: 2,
  },
  "GET /api/providers": {
    providers: [
      {
        ...{ name: EVIL, model: EVIL, under_way: 0, waiting: 0, wait_s: 0, rest_s: 0, rest_code: EVIL },
        limits: [{ kind: EVIL, left: 1, of: 2, full_s: null }],
      },
    ],
  },
  "GET /api/doctor": {
    healthy: false,
    checks: [
      { name: EVIL, level: "fail", message: EVIL, mend: EVIL, browser: EVIL, code: EVIL, values: [EVIL] },
      { name: "home", level: "warn", message: EVIL, mend: EVIL, browser: "", code: "home_open", values: [EVIL, EVIL] },
    ],
  },
  "POST /api/profile/import": {
    found: [{ path: "basics.name", value: EVIL, where: "page 1, line 2" }],
    not_understood: [EVIL, "Hobbies of my cat"],
  },
};
/** @type {string[]} */
const asked = [];

/** @type {((frame: any) => void)[]} */
const listeners = [];
/** @type {any} */ (globalThis).chrome = {
  i18n: {
    getMessage: (/** @type {string} */ key, /** @type {string[]} */ values = []) =>
      (texts[key]?.message ?? "").replace(
        /\$(\d)/g,
        (/** @type {string} */ _, /** @type {number} */ place) => values[place - 1],
      ),
  },
  storage: { local: { get: async () => ({}), set: async () => {} } },
  runtime: {
    getManifest: () => ({ version: "0.1.0" }),
    connectNative: () => ({
      onMessage: { addListener: (/** @type {(frame: any) => void} */ listen) => listeners.push(listen) },
      onDisconnect: { addListener: () => {} },
      disconnect: () => {},
      postMessage: (/** @type {any} */ { id, method, path }) => {
        const name = `${method} ${path.split("?")[0]}`;
        asked.push(name);
        const body = structuredClone(answers[name]);
        setTimeout(() => listeners.at(-1)?.({ id, status: 200, body }));
      },
    }),
  },
};

const html = readFileSync(new URL("options.html", OPTIONS), "utf8");
document.body.innerHTML = html.slice(html.indexOf("<body>") + 6, html.indexOf("</body>"));
await import("../../extension/options/options.js");

/** Wait until no line says that something is under way. */
async function settled() {
  do await new Promise((resolve) => setTimeout(resolve, 5));
  while (document.querySelector('[data-state="busy"]'));
}

/** @param {string} view */
async function open(view) {
  location.hash = view;
  await settled();
}

for (const view of ["start", "profile", "files", "answers", "provider", "history", "backup", "diagnostics"]) {
  test(`whatever is shown in ${view} is text`, async () => {
    await open(view);
    for (const details of document.querySelectorAll("details")) {
      details.open = true;
      details.dispatchEvent(new Event("toggle"));
    }
    await settled();
    assert.equal(document.querySelector("img"), null);
    assert.equal(document.getElementById(view)?.hidden, false);
    const problems = [...document.querySelectorAll('[role="status"]:not(#checks-said)[data-state="problem"]')];
    assert.equal(problems.map((each) => each.textContent).join(""), "");
  });
}

test("an import shows each value with its place, and what was not understood", async () => {
  await open("start");
  const input = /** @type {HTMLInputElement} */ (document.getElementById("import-file"));
  Object.defineProperty(input, "files", { value: [new File(["%PDF-1.4"], "cv.json")], configurable: true });
  input.dispatchEvent(new Event("change"));
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("confirm"));
  assert.match(dialog.textContent, /cv\.json/);
  dialog.close("yes");
  await settled();
  assert.match(document.getElementById("values")?.textContent ?? "", /basics\.name · page 1, line 2/);
  assert.match(document.getElementById("left-over")?.textContent ?? "", /Hobbies of my cat/);
  assert.equal(document.querySelector("img"), null);
});

test("a profile's own odd values can be shown and are not changed by looking at them", async () => {
  await open("profile");
  /** @type {HTMLFormElement} */ (document.getElementById("profile-form")).dispatchEvent(
    new Event("submit", { cancelable: true }),
  );
  await settled();
  assert.equal(document.getElementById("profile-said")?.textContent, "Nothing has changed.");
  assert.equal(asked.includes("PUT /api/profile"), false);
});
