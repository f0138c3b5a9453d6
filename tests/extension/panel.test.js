import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { scrape } from "./support/page.js";

/**
 * The panel as it would be in its closed root.
 * @param {(message: PanelMessage) => boolean} [say]
 */
function open(say = () => true) {
  scrape("<form><label>Name <input></label></form>");
  for (const old of document.querySelectorAll("fillwright-panel")) old.remove();
  /** @type {ShadowRoot | undefined} */
  let root;
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    root = attachShadow.call(this, options);
    assert.equal(options.mode, "closed");
    return root;
  };
  fillwright.panel.open("", say);
  Element.prototype.attachShadow = attachShadow;
  assert.ok(root);
  return root;
}

/** @type {any} */
const PLAN = {
  phase: "plan",
  job: { title: "Engineer", company: "Example" },
  left: [{ label: "Password", reason: "password" }],
  foreign: [],
  plan: {
    total_fields: 1,
    extracted_count: 1,
    cached_count: 0,
    generate_count: 0,
    draft_count: 0,
    needs_review_count: 0,
    skipped_count: 0,
    est_cost_usd: 0.02,
    est_seconds: 4,
  },
  rows: [
    {
      index: 0,
      label: "Name",
      response: { id: "0", label: "Name", status: "answered", source: "extracted", answer: "Ada", evidence: [] },
    },
  ],
};

/**
 * Open every card, as a press on it does.
 * @param {ShadowRoot} root
 */
function unfold(root) {
  for (const summary of root.querySelectorAll("#rows summary")) summary.dispatchEvent(new Event("click"));
}

/**
 * @param {ShadowRoot} root
 * @param {string} selector
 */
const textOf = (root, selector) => root.querySelector(selector)?.textContent;

test("a screen reader is told the panel's own language", () => {
  assert.equal(open().querySelector("#panel")?.getAttribute("lang"), "en");
});

test("the plan names the job, the counts, cost and time", () => {
  const root = open();
  fillwright.panel.show(PLAN);
  assert.equal(textOf(root, "#job"), "Engineer at Example");
  assert.equal(textOf(root, "#counts [data-count=extracted] b"), "1");
  assert.equal(textOf(root, "#estimate"), "About 4 s · 2 ¢");
  assert.equal(textOf(root, "#left ul li span"), "Password");
});

test("markup in labels and answers is shown as text", () => {
  const root = open();
  const evil = "<img src=x onerror=alert(1)>";
  const [row] = PLAN.rows;
  fillwright.panel.show({ ...PLAN, rows: [{ ...row, label: evil, response: { ...row.response, answer: evil } }] });
  unfold(root);
  assert.equal(root.querySelector("img"), null);
  for (const part of [".question", ".glance", ".answer"]) assert.equal(textOf(root, part), evil);
});

/** @param {{ code: string, message: string, retryable: boolean }} error */
function reasonFor(error) {
  const root = open();
  const response = { id: "0", label: "Why us?", status: "failed", answer: null, source: null, error };
  const tally = { filled: 0, needs: 0, skipped: 0, failed: 1, empty: 1, required: 0 };
  fillwright.panel.show({ phase: "filling", total: 1 });
  const rows = /** @type {any} */ ([{ index: 0, label: "Why us?", response }]);
  fillwright.panel.show({ phase: "rows", rows, tally, done: 1, total: 1 });
  fillwright.panel.show({ phase: "done", tally, job: {}, cost: 0, cancelled: false, stopped: 0 });
  return textOf(root, ".reason");
}

test("a known failure is told in the person's language, an unknown one in the host's words", () => {
  const known = reasonFor({ code: "missing_key", message: "OpenAI needs a key.", retryable: false });
  assert.match(known ?? "", /“Who writes”/);
  assert.equal(reasonFor({ code: "brand_new", message: "Something new.", retryable: true }), "Something new.");
});

test("every failure told here is one of PROTOCOL.md", () => {
  const protocol = readFileSync(new URL("../../PROTOCOL.md", import.meta.url), "utf8");
  const texts = JSON.parse(readFileSync(new URL("../../extension/_locales/en/messages.json", import.meta.url), "utf8"));
  const told = Object.keys(texts).filter((key) => key.startsWith("error_"));
  assert.ok(told.length >= 10);
  for (const key of told) assert.ok(protocol.includes(`| \`${key.slice("error_".length)}\` |`), key);
});

test("a press that no person made does nothing", () => {
  /** @type {PanelMessage[]} */
  const said = [];
  const root = open((message) => said.push(message) > 0);
  fillwright.panel.show(PLAN);
  const button = /** @type {HTMLButtonElement} */ (root.querySelector("#fill"));
  button.dispatchEvent(new Event("click"));
  assert.deepEqual(said, []);
});

test("a press that no person made on a card does nothing", () => {
  /** @type {PanelMessage[]} */
  const said = [];
  const root = open((message) => said.push(message) > 0);
  const response = { id: "0", label: "Why us?", status: "needs_review", answer: null, source: null };
  const tally = { filled: 0, needs: 1, skipped: 0, failed: 0, empty: 1, required: 0 };
  fillwright.panel.show({ phase: "filling", total: 1 });
  const rows = /** @type {any} */ ([{ index: 0, label: "Why us?", response, control: "line" }]);
  fillwright.panel.show({ phase: "rows", rows, tally, done: 1, total: 1 });
  unfold(root);
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (root.querySelectorAll("#rows button"));
  assert.ok(buttons.length > 0);
  for (const button of buttons) button.dispatchEvent(new Event("click"));
  assert.deepEqual([said, root.querySelectorAll(".editor").length], [[], 1]);
  fillwright.panel.show({ phase: "done", tally, job: {}, cost: 0, cancelled: false, stopped: 0 });
});

test("a tick that no person made does nothing", () => {
  /** @type {PanelMessage[]} */
  const said = [];
  const root = open((message) => said.push(message) > 0);
  const box = /** @type {HTMLInputElement} */ (root.querySelector("#at-once input"));
  box.checked = true;
  box.dispatchEvent(new Event("change"));
  assert.deepEqual(said, []);
});

test("nothing that happens in the panel comes up to the page", () => {
  const root = open();
  /** @type {string[]} */
  const heard = [];
  const names = [
    "keydown",
    "keyup",
    "beforeinput",
    "input",
    "compositionupdate",
    "change",
    "cut",
    "paste",
    "focusin",
    "click",
  ];
  const hear = (/** @type {Event} */ { type }) => heard.push(type);
  for (const name of names) document.addEventListener(name, hear);
  const field = /** @type {HTMLElement} */ (root.querySelector("#company"));
  for (const name of names) field.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
  for (const name of names) document.removeEventListener(name, hear);
  assert.deepEqual(heard, []);
});

test("rows stand in the form's order, whatever the order of arrival", () => {
  const root = open();
  fillwright.panel.show({ phase: "filling", total: 2 });
  const tally = { filled: 0, needs: 0, skipped: 0, failed: 0, empty: 0, required: 0 };
  for (const [done, index] of [2, 0, 1].entries()) {
    fillwright.panel.show({ phase: "rows", rows: [{ index, label: `Q${index}` }], tally, done, total: 2 });
  }
  fillwright.panel.show({ phase: "done", tally, job: {}, cost: 0, cancelled: false, stopped: 0 });
  assert.deepEqual(
    [...root.querySelectorAll(".question")].map((part) => part.textContent),
    ["Q0", "Q1", "Q2"],
  );
});

test("every text the extension asks for is there", () => {
  const texts = JSON.parse(readFileSync(new URL("../../extension/_locales/en/messages.json", import.meta.url), "utf8"));
  const types = readFileSync(new URL("../../extension/types/page.d.ts", import.meta.url), "utf8");
  /** @param {string} name */
  const members = (name) =>
    [...(new RegExp(`type ${name} =([^;]*);`).exec(types)?.[1] ?? "").matchAll(/"(\w+)"/g)].map(([, word]) => word);
  const keys = [
    ...members("Reason").map((reason) => `left_${reason}`),
    ...members("LeftReason").map((reason) => `outcome_${reason}`),
    ...["extracted", "pinned", "cached", "generated", "drafted"].map((source) => `source_${source}`),
  ];
  assert.ok(keys.length > 20);
  assert.deepEqual(
    keys.filter((key) => !texts[key]),
    [],
  );
});

test("a row of the plan shows the answer itself, and a word only where there is more to say", () => {
  const root = open();
  const [row] = PLAN.rows;
  const written = { index: 1, label: "Why us?", response: { ...row.response, status: null, source: "generated" } };
  delete written.response.answer;
  fillwright.panel.show({ ...PLAN, rows: [row, written] });
  const shown = [...root.querySelectorAll("#rows summary")].map((line) =>
    [...line.children].slice(1).map(({ className, textContent }) => [className, textContent]),
  );
  assert.deepEqual(shown, [[["glance whole", "Ada"]], [["state", "To write"]]]);
});

test("what a card folds away is made when it is opened", () => {
  const root = open();
  fillwright.panel.show(PLAN);
  assert.equal(root.querySelectorAll(".detail > *").length, 0);
  unfold(root);
  assert.equal(textOf(root, ".answer"), "Ada");
  assert.equal(textOf(root, ".source"), "From your profile");
});

/**
 * The panel at the end of a batch of one row.
 * @param {any} response
 * @param {Partial<Tally>} counts
 */
function ended(response, counts) {
  const root = open();
  const tally = { filled: 0, needs: 0, skipped: 0, failed: 0, empty: 0, required: 0, ...counts };
  const outcome = counts.filled ? /** @type {const} */ ({ state: "filled" }) : undefined;
  fillwright.panel.show({ phase: "filling", total: 1 });
  const rows = [{ index: 0, label: "Why us?", response: { id: "0", label: "Why us?", ...response }, outcome }];
  fillwright.panel.show({ phase: "rows", rows, tally, done: 1, total: 1 });
  fillwright.panel.show({ phase: "done", tally, job: {}, cost: 0, cancelled: false, stopped: 0 });
  return root;
}

test("what failed needs the person", () => {
  const error = { code: "quota_exhausted", message: "No credit.", retryable: false };
  const root = ended({ status: "failed", answer: null, source: null, error }, { failed: 1, empty: 1, required: 1 });
  assert.equal(textOf(root, "#tally [data-tally=needs] b"), "1");
  assert.equal(textOf(root, "#tally [data-tally=failed] b"), "1");
  assert.equal(textOf(root, "#gaps"), "Required and empty: 1 · in all: 1");
  assert.equal(root.querySelector("#rows details")?.hasAttribute("open"), true);
});

test("an answer of the profile says how sure it is, and is to be checked where it is not", () => {
  /** @type {[number, string, string][]} */
  const cases = [
    [0.95, "From your profile · sure", "Filled"],
    [0.8, "From your profile · fairly sure", "Filled"],
    [0.6, "From your profile · not sure: look at it", "To check"],
  ];
  for (const [confidence, source, state] of cases) {
    const root = ended({ status: "answered", source: "extracted", answer: "Ada", confidence }, { filled: 1 });
    unfold(root);
    assert.deepEqual([textOf(root, ".source"), textOf(root, ".state")], [source, state]);
  }
});

test("no more is said to be required than the form says", () => {
  const answered = { status: "answered", source: "pinned", answer: "Ada" };
  const said = (/** @type {Partial<Tally>} */ counts) => textOf(ended(answered, counts), "#gaps");
  assert.equal(said({ filled: 1 }), "No question is left empty.");
  assert.equal(said({ empty: 1, skipped: 1 }), "Nothing required is empty · optional: 1");
  assert.equal(said({ empty: 1, needs: 1 }), "Still empty: 1");
});
