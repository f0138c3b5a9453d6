/** Fillwright's button where there is no page to read: the settings before the first run, a word at the button after. */
import assert from "node:assert/strict";
import test from "node:test";

/** @type {string[]} what the browser was asked for */
const asked = [];
/** @type {((tab: { id: number }) => Promise<void>)[]} */
const onClicked = [];
/** @type {Record<string, unknown>} */
const kept = {};
const silent = { addListener: () => {} };
const port = { onMessage: silent, onDisconnect: silent, disconnect: () => {}, postMessage: () => {} };

/** @type {any} */ (globalThis).fetch = async () => ({ text: async () => "" });
/** @type {any} */ (globalThis).chrome = {
  action: {
    onClicked: { addListener: (/** @type {any} */ listen) => onClicked.push(listen) },
    setBadgeText: async ({ text = "" }) => asked.push(`badge ${text}`),
    setTitle: async () => {},
  },
  contextMenus: { onClicked: silent },
  i18n: { getMessage: (/** @type {string} */ key) => key },
  runtime: {
    connectNative: () => port,
    getManifest: () => ({ version: "0.1.0" }),
    getURL: (/** @type {string} */ path) => path,
    onConnect: silent,
    onInstalled: silent,
    openOptionsPage: async () => asked.push("options"),
  },
  scripting: { executeScript: async () => Promise.reject(new Error("Cannot access a chrome:// URL")) },
  storage: {
    local: {
      get: async (/** @type {string} */ key) => (key in kept ? { [key]: kept[key] } : {}),
      set: async (/** @type {object} */ more) => Object.assign(kept, more),
      remove: async () => {},
    },
    session: { get: async () => ({}), remove: async () => {} },
  },
  tabs: { onRemoved: silent },
};

await import("../../extension/background.js");

/** Press the button in a tab that no extension may read. */
async function press() {
  asked.length = 0;
  await onClicked[0]?.({ id: 1 });
  return asked;
}

test("who has just loaded the extension finds its settings by its button", async () => {
  assert.deepEqual(await press(), ["options"]);
});

test("after the first run the button says why there is no panel", async () => {
  kept.setup = { resume: true };
  assert.deepEqual(await press(), ["badge !"]);
});
