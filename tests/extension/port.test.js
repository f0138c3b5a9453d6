import assert from "node:assert/strict";
import test from "node:test";
import { Host } from "../../extension/port.js";
import { HostError } from "../../extension/problems.js";

/** @type {any} */ (globalThis).chrome = { runtime: {} };

/** A host in this process: `answer` gets each request and a function that sends a frame back. */
class Toy {
  opened = 0;
  /** @type {any[]} */
  got = [];
  /** @type {((frame: any) => void)} */
  send = () => {};
  /** @type {(reason?: string) => void} */
  die = () => {};

  /** @param {(request: any, toy: Toy) => void} answer */
  constructor(answer) {
    this.host = new Host(() => this.#connect(answer));
  }

  /**
   * @param {(request: any, toy: Toy) => void} answer
   * @returns {any}
   */
  #connect(answer) {
    this.opened += 1;
    /** @type {((frame: any) => void)[]} */
    const frames = [];
    /** @type {(() => void)[]} */
    const ends = [];
    const port = {
      error: /** @type {Error | null} */ (null),
      onMessage: { addListener: (/** @type {(frame: any) => void} */ listen) => frames.push(listen) },
      onDisconnect: { addListener: (/** @type {() => void} */ listen) => ends.push(listen) },
      disconnect: () => {},
      postMessage: (/** @type {any} */ request) => {
        this.got.push(request);
        queueMicrotask(() => answer(request, this));
      },
    };
    this.send = (frame) => {
      for (const listen of frames) listen(frame);
    };
    this.die = (reason) => {
      port.error = reason ? new Error(reason) : null;
      for (const end of ends) end();
    };
    return port;
  }
}

/**
 * @param {AsyncIterable<any>} stream
 * @returns {Promise<string[]>} the names of its events
 */
async function eventsOf(stream) {
  const events = [];
  for await (const { event } of stream) events.push(event);
  return events;
}

/** @param {string} code */
const withCode = (code) => (/** @type {unknown} */ error) => error instanceof HostError && error.code === code;

test("a host started ahead serves the first call over the same port", async () => {
  const toy = new Toy(({ id }, { send }) => send({ id, status: 200, body: 1 }));
  toy.host.start();
  assert.equal(toy.opened, 1);
  assert.equal(await toy.host.call("GET", "/api/health"), 1);
  assert.equal(toy.opened, 1);
});

test("a call returns the body of its reply", async () => {
  const { host } = new Toy(({ id }, toy) => toy.send({ id, status: 200, body: { ok: true } }));
  assert.deepEqual(await host.call("GET", "/api/health"), { ok: true });
});

test("calls under way at once get each its own reply", async () => {
  /** @type {any[]} */
  const held = [];
  const { host } = new Toy((request, toy) => {
    held.push(request);
    if (held.length === 2) for (const { id, path } of held.reverse()) toy.send({ id, status: 200, body: path });
  });
  assert.deepEqual(await Promise.all([host.call("GET", "/a"), host.call("GET", "/b")]), ["/a", "/b"]);
});

test("an error reply is an error with its code and sentence", async () => {
  const error = { code: "invalid_request", message: "fields is empty." };
  const { host } = new Toy(({ id }, toy) => toy.send({ id, status: 422, body: { error } }));
  await assert.rejects(host.call("POST", "/api/plan-batch", {}), {
    code: "invalid_request",
    message: "fields is empty.",
  });
});

test("parts are joined", async () => {
  const { host } = new Toy(({ id }, toy) => {
    const text = JSON.stringify({ id, status: 200, body: "ä".repeat(10) });
    const data = [text.slice(0, 9), text.slice(9, 20), text.slice(20)];
    for (const [part, piece] of data.entries()) toy.send({ id, part, parts: 3, data: piece });
  });
  assert.equal(await host.call("GET", "/api/history"), "ä".repeat(10));
});

test("parts out of order are refused", async () => {
  const { host } = new Toy(({ id }, toy) => toy.send({ id, part: 1, parts: 2, data: "" }));
  await assert.rejects(host.call("GET", "/api/history"), withCode("host_garbled"));
});

test("more parts than a message can have are refused", async () => {
  const toy = new Toy(({ id }, { send }) => send({ id, part: 0, parts: 65, data: "{" }));
  await assert.rejects(toy.host.call("GET", "/api/health", undefined, { timeout: 50 }), withCode("host_garbled"));
});

test("a call that is never answered ends by its own timeout", async () => {
  const { host } = new Toy(() => {});
  await assert.rejects(host.call("GET", "/api/health", undefined, { timeout: 5 }), withCode("timeout"));
});

test("a stream that falls silent ends by its own timeout and is cancelled", async () => {
  const toy = new Toy(({ id, cancel }, { send }) => cancel || send({ id, event: "plan" }));
  await assert.rejects(eventsOf(toy.host.stream("/api/generate-batch", {}, { timeout: 5 })), withCode("timeout"));
  assert.deepEqual(toy.got.at(-1), { id: 1, cancel: true });
});

test("a stream yields its events up to the summary", async () => {
  const { host } = new Toy(({ id }, toy) => {
    for (const event of ["plan", "field", "summary"]) toy.send({ id, event });
  });
  assert.deepEqual(await eventsOf(host.stream("/api/generate-batch", {})), ["plan", "field", "summary"]);
});

test("an error event ends the stream as an error", async () => {
  const { host } = new Toy(({ id }, toy) =>
    toy.send({ id, event: "error", error: { code: "storage_error", message: "Full." } }),
  );
  await assert.rejects(eventsOf(host.stream("/api/generate-batch", {})), { code: "storage_error", message: "Full." });
});

test("a port that dies is opened once more and the same request sent again", async () => {
  const toy = new Toy(({ id, body }, { opened, send, die }) => {
    if (opened === 1) return die("");
    return send({ id, status: 200, body });
  });
  assert.deepEqual(await toy.host.call("POST", "/api/plan-batch", { batch_id: "b" }), { batch_id: "b" });
  assert.equal(toy.opened, 2);
});

test("a stream whose port dies goes on with the same batch", async () => {
  const toy = new Toy(({ id }, { opened, send, die }) => {
    send({ id, event: "field" });
    if (opened === 1) return die("");
    return send({ id, event: "summary" });
  });
  const events = await eventsOf(toy.host.stream("/api/generate-batch", { batch_id: "b" }));
  assert.deepEqual(events, ["field", "reconnected", "field", "summary"]);
  assert.deepEqual(
    toy.got.map(({ body }) => body),
    [{ batch_id: "b" }, { batch_id: "b" }],
  );
});

test("a server that is gone is asked for once more", async () => {
  const error = { code: "server_unavailable", message: "Gone." };
  const toy = new Toy(({ id }, { got, send }) =>
    got.length === 1 ? send({ id, status: 503, body: { error } }) : send({ id, event: "summary" }),
  );
  assert.deepEqual(await eventsOf(toy.host.stream("/api/generate-batch", {})), ["reconnected", "summary"]);
});

test("a port that dies twice is a problem", async () => {
  const toy = new Toy((_, { die }) => die(""));
  await assert.rejects(toy.host.call("GET", "/api/health"), withCode("host_exited"));
  assert.equal(toy.opened, 2);
});

/** @type {[string, string][]} */
const REASONS = [
  ["Specified native messaging host not found.", "host_missing"],
  ["No such native application io.fillwright.host", "host_missing"],
  ["Access to the specified native messaging host is forbidden.", "host_forbidden"],
];

for (const [reason, code] of REASONS) {
  test(`«${reason}» is ${code}, and not tried again`, async () => {
    const toy = new Toy((_, { die }) => die(reason));
    await assert.rejects(toy.host.call("GET", "/api/health"), withCode(code));
    assert.equal(toy.opened, 1);
  });
}

test("an aborted stream is cancelled at once", async () => {
  const abort = new AbortController();
  const toy = new Toy(({ id, cancel }, { send }) => cancel || send({ id, event: "plan" }));
  const stream = toy.host.stream("/api/generate-batch", {}, { signal: abort.signal });
  await stream.next();
  abort.abort();
  await assert.rejects(stream.next(), withCode("cancelled"));
  assert.deepEqual(toy.got.at(-1), { id: 1, cancel: true });
});

test("a file's bytes go in place of a body", async () => {
  const toy = new Toy(({ id }, { send }) => send({ id, status: 200, body: {} }));
  await toy.host.call("PUT", "/api/files/cv.pdf", undefined, { bytes: "JVBERg==" });
  assert.deepEqual({ ...toy.got[0] }, { id: 1, method: "PUT", path: "/api/files/cv.pdf", base64: "JVBERg==" });
});

test("an error says what is to blame", async () => {
  const error = { code: "invalid_profile", message: "No.", field: "basics.name" };
  const toy = new Toy(({ id }, { send }) => send({ id, status: 422, body: { error } }));
  await assert.rejects(toy.host.call("PUT", "/api/profile", {}), { code: "invalid_profile", field: "basics.name" });
});
