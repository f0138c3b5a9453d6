"""A page in a real browser that knows the server's port and tries all that pages can do: nothing happens."""

from __future__ import annotations

import json

import pytest

from fillwright.runtime import read_runtime
from tests.support.rooms import Room
from tools.bench.processes import listening
from tools.browsers.machine import Machine

pytestmark = pytest.mark.browser

ANSWER = {"question": "Why us?", "answer": "From a page."}
PERSON = {"basics": {"name": "Mallory Example"}}
POSTS = (
    ("/api/profile/import", json.dumps(PERSON)),
    ("/api/profiles", json.dumps({"name": "mallory"})),
    ("/api/generate-batch", json.dumps({"fields": [{"label": "Why us?"}]})),
)
"""What a call that needs no preflight could change, were it let through."""
SIMPLE = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")

ATTACK = """
async (port, body, kinds, posts) => {
  const got = [];
  const read = async (name, attempt) => {
    try {
      const reply = await attempt();
      if (reply.type !== "opaque") got.push(`${name}: ${reply.status} ${await reply.text()}`);
    } catch {
      // what the browser keeps from the page
    }
  };
  for (const host of ["127.0.0.1", "localhost"]) {
    const url = `http://${host}:${port}/api/answers`;
    for (const [path, body] of posts)
      for (const kind of kinds) {
        const to = `http://${host}:${port}${path}`;
        const headers = { "Content-Type": kind };
        for (const mode of ["no-cors", "cors"]) {
          await read(`${mode} ${kind}`, () => fetch(to, { method: "POST", mode, headers, body }));
          const credentials = "include";
          await read(`${mode} with cookies`, () => fetch(to, { method: "POST", mode, headers, body, credentials }));
        }
      }
    const json = { headers: { "Content-Type": "application/json" }, body };
    for (const method of ["GET", "PUT", "DELETE"])
      await read(method, () => fetch(url, { method, ...(method === "PUT" ? json : {}) }));
    await read("health", () => fetch(`http://${host}:${port}/api/health`));
    await read("challenge", () => fetch(`http://${host}:${port}/api/challenge?nonce=00`));
    navigator.sendBeacon(url, new Blob([body], { type: "text/plain" }));
    const loads = ["script", "img"].map((name) => new Promise((done) => {
      const element = document.createElement(name);
      element.onload = () => done(got.push(`${name} loaded`));
      element.onerror = done;
      element.src = `http://${host}:${port}/api/profile`;
      document.body.append(element);
    }));
    await Promise.all(loads);
    await new Promise((done) => {
      const socket = new WebSocket(`ws://${host}:${port}/api/generate-batch`);
      socket.onopen = () => done(got.push("a socket opened"));
      socket.onerror = done;
    });
    await new Promise((done) => {
      const frame = document.createElement("iframe");
      frame.name = `frame-${host.length}`;
      const form = document.createElement("form");
      Object.assign(form, { method: "POST", enctype: "text/plain", action: url, target: frame.name });
      const field = document.createElement("input");
      Object.assign(field, { name: body, value: "" });
      form.append(field);
      document.body.append(frame, form);
      frame.onload = done;
      setTimeout(done, 1000); // a browser may show a refusal in a frame without a load event
      form.submit();
    });
  }
  return got;
}
"""


async def everything(machine: Machine) -> list[str]:
    """Return what a page might want to change."""
    asked = (("answers", "list"), ("profile", "show"), ("profile", "list"), ("usage",))
    return [await machine.fillwright(*words, "--json") for words in asked]


async def test_a_page_that_knows_the_port_neither_changes_nor_reads_anything(room: Room) -> None:
    async with room.machine({"FILLWRIGHT_PROVIDER": "drafts"}) as machine:
        await machine.fillwright("answers", "set", "Who are you?", "A person.")
        before = await everything(machine)
        home = ("--home", str(machine.home.root))
        async with room.browser(machine) as browser:
            with listening("fillwright", "serve", *home, environ=machine.environ):
                runtime = read_runtime(machine.home.runtime)
                assert runtime is not None
                got = await browser.evaluate(ATTACK, runtime.port, json.dumps(ANSWER), list(SIMPLE), list(POSTS))
        assert await everything(machine) == before
        calls = (machine.home.logs / "server.log").read_text("utf-8")
    assert got == []
    assert calls.count("status=403") > len(SIMPLE), "the calls came through to the guard"
    assert "status=200" not in calls
