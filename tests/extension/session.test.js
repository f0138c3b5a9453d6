/** An open panel over a page and a frame of it: who may have the form filled. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const EXTENSION = new URL("../../extension/", import.meta.url);
const textOf = (/** @type {string} */ name) => readFileSync(new URL(name, EXTENSION), "utf8");
const TOP = "https://jobs.example.com";
const BOARD = "https://board.example.com";

/** @type {any[]} what was sent to the host */
const sent = [];
/** @type {Map<number, any>} the port of each frame, by its id */
const ports = new Map();
/** @type {(() => void)[]} */
const waiting = [];

/**
 * What a document answers.
 * @param {number} frameId
 * @param {string} method
 */
function answer(frameId, method) {
  const own = { fields: [{ id: "0", label: frameId ? "Email" : "Name" }], left: [], job: {}, late: [] };
  if (method === "scrape" && frameId) return { ...own, origin: BOARD, frames: [] };
  if (method === "scrape") return { ...own, origin: TOP, frames: [{ path: "0", origin: BOARD, before: 1 }] };
  return method === "readOptions" ? {} : null;
}

/**
 * A port whose other end is a document's script.
 * @param {number} frameId
 */
function port(frameId) {
  /** @type {((message: any) => void)[]} */
  const listeners = [];
  const made = {
    say: (/** @type {any} */ message) => {
      for (const listen of listeners) listen(message);
    },
    postMessage: (/** @type {any} */ { call, method, show }) => {
      if (show?.phase === "plan" || show?.phase === "filling") for (const wake of waiting.splice(0)) wake();
      if (call) queueMicrotask(() => made.say({ call, value: answer(frameId, method) }));
    },
    onMessage: { addListener: (/** @type {(message: any) => void} */ listen) => listeners.push(listen) },
    onDisconnect: { addListener: () => {} },
    disconnect: () => {},
  };
  ports.set(frameId, made);
  return made;
}

/** The host's port: a plan for each request for one, silence for all else. */
function nativePort() {
  /** @type {((frame: any) => void)[]} */
  const listeners = [];
  return {
    onMessage: { addListener: (/** @type {(frame: any) => void} */ listen) => listeners.push(listen) },
    onDisconnect: { addListener: () => {} },
    disconnect: () => {},
    postMessage: (/** @type {any} */ request) => {
      sent.push(request);
      const reply = { id: request.id, status: 200, body: {} };
      if (request.path !== "/api/plan-batch") return;
      for (const listen of listeners) queueMicrotask(() => listen(reply));
    },
  };
}

const storage = { get: async () => ({}), set: async () => {}, remove: async () => {} };
/** @type {any} */ (globalThis).chrome = {
  storage: { local: storage, session: storage },
  runtime: {
    connectNative: nativePort,
    getURL: (/** @type {string} */ path) => path,
    getManifest: () => JSON.parse(textOf("manifest.json")),
  },
  permissions: { contains: async () => true },
  scripting: { executeScript: async () => [{ frameId: 7, result: { path: "0", origin: BOARD } }] },
  tabs: { connect: (/** @type {number} */ _tab, /** @type {{ frameId: number }} */ { frameId }) => port(frameId) },
};
/** @type {any} */ (globalThis).fetch = async (/** @type {string} */ name) => ({ text: async () => textOf(name) });

const asksForAnswers = () => sent.filter(({ path }) => path === "/api/generate-batch").length;

test("a press in the page's panel fills the form, a message of a frame does not", async () => {
  const { openPanel } = await import("../../extension/session.js");
  const planned = new Promise((resolve) => waiting.push(() => resolve(undefined)));
  await openPanel(1);
  await planned;
  for (const say of ["fill", "again", "undo", "refill", "cancel", "close"]) ports.get(7).say({ say, job: {} });
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(asksForAnswers(), 0);
  const filling = new Promise((resolve) => waiting.push(() => resolve(undefined)));
  ports.get(0).say({ say: "fill", job: {} });
  await filling;
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(asksForAnswers(), 1);
  ports.get(0).say({ say: "close" });
});
