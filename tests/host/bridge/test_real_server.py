"""The whole way: a browser's port, the real bridge, the real server it starts."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from fillwright.bridge.calls import LISTED, read_call
from fillwright.bridge.handover import RETIRE_PATH
from fillwright.bridge.launch import prove
from fillwright.paths import Home
from fillwright.runtime import read_runtime
from fillwright.server import create_app
from tests.support.native_port import NativePort, end_server, native_port

FIELDS = [
    {"label": "E-mail", "type": "email"},
    {"label": "Why do you want to work here?", "type": "textarea"},
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Give a home without keys; end the server that a test started on it."""
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    found = Home(tmp_path / "home")
    yield found
    end_server(found)


def health(port: NativePort) -> dict[str, Any]:
    return port.call(id="health", method="GET", path="/api/health")


def test_the_first_call_starts_the_server_and_is_answered(home: Home) -> None:
    with native_port(home.root) as port:
        reply = health(port)
    assert reply["status"] == 200
    runtime = read_runtime(home.runtime)
    assert runtime is not None
    assert reply["body"]["version"] == runtime.version


def test_the_server_outlives_the_bridge(home: Home) -> None:
    with native_port(home.root) as port:
        health(port)
        port.close()
    runtime = read_runtime(home.runtime)
    assert runtime is not None
    prove(runtime).connection.close()
    assert os.getsid(runtime.pid) != os.getsid(0)


def test_a_profile_is_kept_and_a_batch_is_streamed(home: Home) -> None:
    with native_port(home.root) as port:
        profile = {"basics": {"name": "Ada Example", "email": "ada@example.org"}}
        assert port.call(id=1, method="PUT", path="/api/profile", body=profile)["status"] == 200
        port.send(id=2, method="POST", path="/api/generate-batch", body={"fields": FIELDS})
        events = port.read_to_end(2)
    assert [event["event"] for event in events] == ["plan", "field", "field", "summary"]
    answers = {event["index"]: event["response"] for event in events if event["event"] == "field"}
    assert answers[0]["answer"] == "ada@example.org"


def test_a_refused_batch_names_its_fault(home: Home) -> None:
    with native_port(home.root) as port:
        reply = port.call(id=1, method="POST", path="/api/generate-batch", body={"fields": [{}]})
    assert reply["status"] == 422
    assert reply["body"]["error"]["field"] == "fields[0].label"


def test_a_file_goes_there_and_comes_back(home: Home) -> None:
    data = "JVBERi0xLjQK" + "QUJD" * 500_000
    with native_port(home.root) as port:
        path = "/api/files/cv%20of%20Ada.pdf"
        kept = port.call(id=1, method="PUT", path=path, base64=data, content_type="application/pdf")
        back = port.call(id=2, method="GET", path=path)
    assert kept["status"] in {200, 201}
    assert back["base64"] == data


def test_a_server_killed_between_two_calls_is_replaced(home: Home) -> None:
    with native_port(home.root) as port:
        health(port)
        before = read_runtime(home.runtime)
        assert before is not None
        os.kill(before.pid, signal.SIGKILL)
        assert health(port)["status"] == 200
    after = read_runtime(home.runtime)
    assert after is not None
    assert after.pid != before.pid


def test_eight_bridges_at_once_end_with_one_server(home: Home) -> None:
    with ExitStack() as stack:
        ports = [stack.enter_context(native_port(home.root)) for _ in range(8)]
        with ThreadPoolExecutor(8) as pool:
            replies = list(pool.map(health, ports))
    assert [reply["status"] for reply in replies] == [200] * 8
    assert len({reply["body"]["pid"] for reply in replies}) == 1


def test_every_route_of_the_server_is_listed(tmp_path: Path) -> None:
    """And nothing else, but for what the bridge alone asks: its list and the server's router are one contract."""
    router = create_app(Home(tmp_path / "other")).router
    served = {
        (route.method, route.resource.canonical)
        for route in router.routes()
        if route.resource is not None and route.method not in {"*", "HEAD", "OPTIONS"}
    }
    served -= {("GET", "/api/challenge"), ("POST", RETIRE_PATH)}
    listed = {(method, path) for methods, path in LISTED for method in methods.split()}
    for method, path in served:
        read_call({"method": method, "path": path.replace("{id}", "NAME").replace("{name}", "NAME")})
    assert {(method, path.replace("{id}", "NAME").replace("{name}", "NAME")) for method, path in served} == listed
