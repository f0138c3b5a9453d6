import assert from "node:assert/strict";
import test from "node:test";
import { fill, plan } from "../../extension/fill.js";
import { Pages } from "../../extension/pages.js";
import { problemOf } from "../../extension/problems.js";
import { getMessage } from "./support/page.js";

/** @typedef {import("../../extension/page_link.js").PageLink} PageLink */
/** @typedef {import("../../extension/port.js").Host} Host */

/** @type {any} */
const FORM = {
  fields: [
    { id: "0", label: "Name" },
    { id: "1", label: "Why?" },
    { id: "2", label: "City" },
  ],
  left: [],
  job: { company: "Example" },
  origin: "https://jobs.example.com",
  frames: [],
  late: [],
};

/** A page that fills everything, and keeps what it was asked and shown. */
function toyPage(form = FORM) {
  /** @type {[string, any[]][]} */
  const calls = [];
  /** @type {any[]} */
  const shown = [];
  /** @type {Record<string, any>} */
  const replies = {
    scrape: structuredClone(form),
    readOptions: { 2: { options: [{ value: "", label: "Berlin" }], multiple: false } },
    more: { ...form, fields: [] },
    verify: [],
    stopped: 0,
  };
  const page = {
    call: async (/** @type {string} */ method, /** @type {any[]} */ ...args) => {
      calls.push([method, args]);
      if (method === "inject") return args[0].map(() => ({ state: "filled" }));
      return structuredClone(replies[method]);
    },
    show: (/** @type {any} */ view) => shown.push(view),
  };
  return { page: new Pages(/** @type {PageLink} */ (/** @type {unknown} */ (page))), calls, shown, replies };
}

/**
 * A host that plans nothing and streams `events`.
 * @param {any[]} events
 */
function toyHost(events) {
  /** @type {any[]} */
  const asked = [];
  const host = {
    call: async (/** @type {any[]} */ ...args) => {
      asked.push(args);
      return {};
    },
    file: async (/** @type {string} */ name) => {
      if (name === "missing.pdf") throw new Error("not found");
      return { name, type: "application/pdf", base64: "" };
    },
    stream: async function* (/** @type {any[]} */ ...args) {
      asked.push(args);
      yield* events;
    },
  };
  return { host: /** @type {Host} */ (/** @type {unknown} */ (host)), asked };
}

/**
 * @param {number} index
 * @param {Partial<Wire.FieldResponse>} response
 */
const field = (index, response) => ({
  event: "field",
  index,
  response: {
    id: String(index),
    label: "L",
    status: "answered",
    strategy: "extract",
    answer: "A",
    answer_label: null,
    warnings: [],
    ...response,
  },
});

const SUMMARY = { event: "summary", summary: { total_cost_usd: 0 } };
const signal = new AbortController().signal;

/** @param {any[]} events */
async function filled(events, toy = toyPage()) {
  const { host, asked } = toyHost(events);
  const batch = await plan(toy.page, host);
  await fill(toy.page, host, batch, signal);
  return { ...toy, asked, batch, done: toy.shown.at(-1), host };
}

/** @param {[string, any[]][]} calls */
const writesOf = (calls) => calls.filter(([method]) => method === "inject").flatMap(([, args]) => args[0]);

for (const prewarm of [true, false]) {
  test(`the provider's cache is ${prewarm ? "" : "not "}warmed where the plan says ${prewarm}, and its failure is nobody's`, async () => {
    const { page, shown } = toyPage();
    const { host } = toyHost([]);
    /** @type {string[]} */
    const paths = [];
    host.call = /** @type {any} */ (
      async (/** @type {string} */ _, /** @type {string} */ path) => {
        paths.push(path);
        if (path === "/api/prewarm") throw new Error("down");
        return { prewarm };
      }
    );
    await plan(page, host);
    assert.deepEqual(paths, ["/api/plan-batch", ...(prewarm ? ["/api/prewarm"] : [])]);
    assert.equal(shown.at(-1).phase, "plan");
  });
}

test("answers are written as they arrive, each at its own index", async () => {
  const { calls } = await filled([field(2, { answer: "Berlin" }), field(0, { answer: "Ada" }), SUMMARY]);
  assert.deepEqual(writesOf(calls), [
    { index: 2, answer: "Berlin", label: null },
    { index: 0, answer: "Ada", label: null },
  ]);
});

test("answers that came while the page was busy are written together", async () => {
  const toy = toyPage();
  const { call } = toy.page.top;
  let busy = Promise.resolve();
  toy.page.top.call = /** @type {any} */ (
    async (/** @type {any[]} */ ...args) => {
      if (args[0] === "inject") await busy;
      return /** @type {any} */ (call)(...args);
    }
  );
  let free = () => {};
  busy = new Promise((resolve) => {
    free = resolve;
  });
  setImmediate(() => free());
  const { calls } = await filled([field(0, {}), field(2, {}), field(1, {}), SUMMARY], toy);
  const trips = calls.filter(([method]) => method === "inject").map(([, args]) => args[0].length);
  assert.deepEqual(trips, [1, 2]);
});

test("what makes the page submit itself is written when all else is, and not at all once cancelled", async () => {
  const form = { ...FORM, late: [0] };
  const { calls } = await filled([field(0, {}), field(2, {}), field(1, {}), SUMMARY], toyPage(form));
  assert.equal(writesOf(calls).at(-1).index, 0);
  const toy = toyPage(form);
  await assert.rejects(filled([field(0, {}), field(1, {}), null], toy)); // a stream that breaks
  assert.deepEqual(
    writesOf(toy.calls).map(({ index }) => index),
    [1],
  );
});

const UPLOAD = { ...FORM, fields: [{ id: "0", label: "Portfolio", type: "file" }, ...FORM.fields.slice(1)] };

for (const answer of ["cv.pdf", ["cv.pdf"]]) {
  for (const strategy of /** @type {const} */ (["file", "pinned"])) {
    test(`an upload is written with the stored file's bytes, answered by ${strategy} with ${JSON.stringify(answer)}`, async () => {
      const { calls } = await filled([field(0, { strategy, answer }), SUMMARY], toyPage(UPLOAD));
      assert.deepEqual(writesOf(calls), [
        { index: 0, answer, label: null, file: { name: "cv.pdf", type: "application/pdf", base64: "" } },
      ]);
    });
  }
}

test("a stored file that is not there leaves the upload to the person", async () => {
  const events = [field(0, { strategy: "file", answer: "missing.pdf" }), SUMMARY];
  const { calls, batch } = await filled(events, toyPage(UPLOAD));
  assert.deepEqual(writesOf(calls), []);
  assert.deepEqual(batch.rows.get(0)?.outcome, { state: "left", reason: "file" });
});

test("questions that the answers bring are asked too, and only those", async () => {
  const toy = toyPage();
  const { call } = toy.page.top;
  let rounds = 0;
  toy.page.top.call = /** @type {any} */ (
    async (/** @type {any[]} */ ...args) => {
      if (args[0] !== "more") return /** @type {any} */ (call)(...args);
      rounds += 1;
      return { ...FORM, fields: rounds === 1 ? [{ id: "0", label: "Which visa?" }] : [] };
    }
  );
  const { asked, calls } = await filled([field(0, {}), SUMMARY], toy);
  const requests = asked.slice(1).map(([, body]) => body.fields.map((/** @type {any} */ one) => [one.id, one.label]));
  assert.deepEqual(requests[1], [["3", "Which visa?"]]);
  assert.equal(requests.length, 2);
  assert.deepEqual(
    writesOf(calls).map(({ index }) => index),
    [0, 3],
  );
});

test("a page that brings questions without end is asked a few times only", async () => {
  const toy = toyPage();
  toy.replies.more = { ...FORM, fields: [{ id: "0", label: "Another" }] };
  const { asked } = await filled([field(0, {}), SUMMARY], toy);
  assert.ok(asked.length < 10);
});

test("what is not answered is shown and not written", async () => {
  const { calls, done } = await filled([
    field(0, { status: "needs_review", answer: "maybe" }),
    field(1, { status: "failed", answer: "a draft", source: "drafted" }),
    field(2, { status: "skipped", answer: null }),
    SUMMARY,
  ]);
  assert.deepEqual(
    calls.filter(([method]) => method === "inject"),
    [],
  );
  assert.deepEqual(done.tally, { filled: 0, needs: 1, skipped: 1, failed: 1, empty: 3, required: 0 });
});

test("a drafted answer is written", async () => {
  const { done } = await filled([field(1, { source: "drafted" }), SUMMARY]);
  assert.equal(done.tally.filled, 1);
});

test("a batch that comes again writes nothing twice", async () => {
  const { calls, done } = await filled([field(0, {}), { event: "reconnected" }, field(0, {}), field(1, {}), SUMMARY]);
  assert.deepEqual(
    writesOf(calls).map(({ index }) => index),
    [0, 1],
  );
  assert.equal(done.tally.filled, 2);
});

test("filling again sends the same batch id", async () => {
  const first = await filled([field(0, { status: "failed" }), SUMMARY]);
  await fill(first.page, first.host, first.batch, signal);
  const ids = first.asked.map((args) => (typeof args[1] === "string" ? args[2] : args[1]).batch_id);
  assert.equal(new Set(ids).size, 1);
});

test("the choices of closed lists are read before asking", async () => {
  const { asked } = await filled([SUMMARY]);
  assert.deepEqual(asked.at(-1)[1].fields[2].options, [{ value: "", label: "Berlin" }]);
});

test("a field that the page changed back counts for the person", async () => {
  const toy = toyPage();
  toy.replies.verify = [0];
  const { done, batch } = await filled([field(0, {}), field(1, {}), SUMMARY], toy);
  assert.deepEqual(done.tally, { filled: 1, needs: 1, skipped: 0, failed: 0, empty: 1, required: 0 });
  assert.deepEqual(batch.rows.get(0)?.outcome, { state: "left", reason: "reset" });
});

test("a late warning is added to its card", async () => {
  const { batch } = await filled([
    field(0, {}),
    { event: "warning", index: 0, warning: "Names another company." },
    SUMMARY,
  ]);
  assert.deepEqual(batch.rows.get(0)?.warnings, ["Names another company."]);
});

test("a page without a form is a problem in words", async () => {
  const { page } = toyPage({ ...FORM, fields: [] });
  const { host } = toyHost([]);
  await assert.rejects(plan(page, host), (error) => problemOf(error).text === getMessage("problem_no_fields"));
});
