/** Who may speak to the scripts in a page. */
import assert from "node:assert/strict";
import test from "node:test";
import { scrape } from "./support/page.js";

/** So many turns of the event loop an answer may take. */
const TURNS = 50;

/**
 * Open a port to the page's scripts and ask it to read the form.
 * @param {object} port
 * @returns {Promise<unknown[]>} what it was answered
 */
async function answersTo(port) {
  scrape("<form><label>Name <input></label></form>");
  /** @type {unknown[]} */
  const answers = [];
  /** @type {(message: unknown) => void} */
  let hear = () => {};
  /** @type {any} */ (fillwright).connected({
    postMessage: (/** @type {unknown} */ message) => answers.push(message),
    onMessage: { addListener: (/** @type {(message: unknown) => void} */ listen) => (hear = listen) },
    onDisconnect: { addListener: () => {} },
    ...port,
  });
  hear({ call: 1, method: "scrape", args: [] });
  for (let turn = 0; turn < TURNS && !answers.length; turn++) await new Promise((resolve) => setTimeout(resolve));
  return answers;
}

test("the extension's own port is answered", async () => {
  assert.equal((await answersTo({ name: "fillwright", sender: { id: "extension" } })).length, 1);
});

test("a port of another extension is not", async () => {
  assert.deepEqual(await answersTo({ name: "fillwright", sender: { id: "another" } }), []);
});

test("nor one of nobody, or of another name", async () => {
  assert.deepEqual(await answersTo({ name: "fillwright" }), []);
  assert.deepEqual(await answersTo({ name: "page", sender: { id: "extension" } }), []);
});
