/** Frames from elsewhere: which of them are reached, and what is believed of them. */
import assert from "node:assert/strict";
import test from "node:test";
import { reach } from "../../extension/frames.js";
import { Pages } from "../../extension/pages.js";
import { scrape } from "./support/page.js";

/** @typedef {import("../../extension/page_link.js").PageLink} PageLink */

const BOARD = "https://board.example.com";
const FRAME = { path: "0", origin: BOARD, before: 0 };

/**
 * A tab whose frame stands at `place` and comes from `origin`; the person has allowed `allowed`.
 * @param {{ place?: string, origin?: string, allowed?: string[] }} [tab]
 */
function tab({ place = "0", origin = BOARD, allowed = [`${BOARD}/*`] } = {}) {
  /** @type {number[]} */
  const connected = [];
  /** @type {any} */ (globalThis).chrome = {
    .../** @type {any} */ (globalThis).chrome,
    permissions: { contains: async (/** @type {any} */ { origins }) => allowed.includes(origins[0]) },
    scripting: { executeScript: async () => [{ frameId: 7, result: { path: place, origin } }] },
    tabs: {
      connect: (/** @type {number} */ _tab, /** @type {{ frameId: number }} */ { frameId }) => {
        connected.push(frameId);
        return { onMessage: { addListener() {} }, onDisconnect: { addListener() {} } };
      },
    },
  };
  return connected;
}

test("a frame that the person allowed is reached", async () => {
  const connected = tab();
  const found = await reach(1, [FRAME], () => {});
  assert.deepEqual([found.map(({ path, origin }) => [path, origin]), connected], [[["0", BOARD]], [7]]);
});

test("a frame that nobody allowed is not reached", async () => {
  const connected = tab({ allowed: [] });
  assert.deepEqual([await reach(1, [FRAME], () => {}), connected], [[], []]);
});

test("a frame that comes from elsewhere by now is not reached", async () => {
  const connected = tab({ origin: "https://elsewhere.example.com" });
  assert.deepEqual([await reach(1, [FRAME], () => {}), connected], [[], []]);
});

test("permission for a host is none for another port of it", async () => {
  const connected = tab({ origin: `${BOARD}:8443` });
  assert.deepEqual([await reach(1, [FRAME], () => {}), connected], [[], []]);
});

test("a frame in another place is not reached", async () => {
  const connected = tab({ place: "1" });
  assert.deepEqual([await reach(1, [FRAME], () => {}), connected], [[], []]);
});

/**
 * @param {string} origin
 * @param {any[]} fields
 * @param {any[]} frames
 * @param {[string, any[]][]} [calls]
 */
function link(origin, fields, frames, calls = []) {
  const call = async (/** @type {string} */ method, /** @type {any[]} */ ...args) => {
    calls.push([method, args]);
    if (method === "inject") return args[0].map(() => ({ state: "filled" }));
    return { fields, frames, origin, left: [], job: {}, late: [] };
  };
  return /** @type {PageLink} */ (
    /** @type {unknown} */ ({ call, closed: new Promise(() => {}), show() {}, close() {} })
  );
}

const TOP = "https://jobs.example.com";

/** @param {string} told where the frame's own script says that it comes from */
function pagesWith(told) {
  /** @type {[string, any[]][]} */
  const calls = [];
  const inside = link(told, [{ id: "0", label: "Email" }], [], calls);
  const pages = new Pages(link(TOP, [{ id: "0", label: "Name" }], [FRAME]), async () => [
    { link: inside, path: "0", origin: BOARD },
  ]);
  return { pages, calls };
}

test("a frame that says it comes from elsewhere is not asked about", async () => {
  const { pages } = pagesWith("https://elsewhere.example.com");
  assert.deepEqual(
    (await pages.scrape()).fields.map(({ label }) => label),
    ["Name"],
  );
});

test("each document is written to with the origin that it was read from", async () => {
  const { pages, calls } = pagesWith(BOARD);
  const { fields } = await pages.scrape();
  const index = fields.findIndex(({ label }) => label === "Email");
  await pages.inject([{ index, answer: "a@example.com", label: null }]);
  assert.deepEqual(calls.at(-1), ["inject", [[{ index: 0, answer: "a@example.com", label: null }], BOARD]]);
});

test("a sandboxed frame is no part of the page, an allowed one is", () => {
  /** @param {{ src?: string, sandbox?: string }} frame */
  const foreign = ({ src = `${BOARD}/apply`, sandbox }) => {
    scrape(`<div ${sandbox ? `sandbox="${sandbox}"` : ""}></div>`); // happy-dom loads no frames
    const box = { left: 0, top: 0, right: 600, bottom: 300, width: 600, height: 300 };
    const told = { tagName: "IFRAME", src, contentDocument: null, contentWindow: { parent: window } };
    const looks = {
      getBoundingClientRect: () => box,
      sandbox: { contains: (/** @type {string} */ word) => sandbox?.split(" ").includes(word) },
    };
    const frame = /** @type {HTMLElement} */ (document.querySelector("div"));
    for (const [name, value] of Object.entries({ ...told, ...looks })) Object.defineProperty(frame, name, { value });
    return fillwright.frames.foreign().map(({ origin }) => origin);
  };
  assert.deepEqual(foreign({}), [BOARD]);
  assert.deepEqual(foreign({ sandbox: "allow-scripts" }), []);
  assert.deepEqual(foreign({ sandbox: "allow-scripts allow-same-origin" }), [BOARD]);
  assert.deepEqual(foreign({ src: "javascript:alert(1)" }), []);
});
