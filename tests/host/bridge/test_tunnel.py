from __future__ import annotations

import base64
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any

import pytest

from fillwright.bridge import tunnel as tunnel_module
from fillwright.bridge.launch import Proved, prove
from fillwright.bridge.tunnel import Tunnel
from fillwright.errors import ServerLost, ServerUnavailable
from fillwright.paths import Home
from tests.support.tiny_server import Behaviour, Exchange, TinyServer, say_well

BATCH = {"method": "POST", "path": "/api/generate-batch", "body": {"fields": []}}
HEALTH = {"method": "GET", "path": "/api/health"}


class Port:
    """What the other side of a tunnel sees."""

    def __init__(self, connect: Callable[[], Proved]) -> None:
        self.received: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self.notes: list[str] = []
        self.tunnel = Tunnel(connect, self.received.put, self.notes.append)

    def send(self, **message: object) -> None:
        self.tunnel.receive(json.dumps(message).encode())

    def read(self) -> dict[str, Any]:
        return self.received.get(timeout=30)

    def call(self, **message: object) -> dict[str, Any]:
        self.send(**message)
        return self.read()


@contextmanager
def port_to(home: Home, behave: Behaviour = say_well) -> Iterator[tuple[Port, TinyServer]]:
    with TinyServer(home, behave) as server:
        port = Port(lambda: prove(server.runtime))
        try:
            yield port, server
        finally:
            port.tunnel.close(30)


def error_of(message: dict[str, Any]) -> dict[str, Any]:
    error: dict[str, Any] = message["error"] if "event" in message else message["body"]["error"]
    return error


def test_a_json_reply_comes_back_under_its_id(home: Home) -> None:
    with port_to(home) as (port, _):
        assert port.call(id="a", **HEALTH) == {"id": "a", "status": 200, "body": {"well": True}}


def test_the_servers_own_errors_come_back_as_they_are(home: Home) -> None:
    error = {"error": {"code": "invalid_request", "message": "…", "field": "fields"}}
    with port_to(home, lambda exchange, _: exchange.say_json(error, 422)) as (port, _):
        assert port.call(id=1, **BATCH) == {"id": 1, "status": 422, "body": error}


def test_other_bytes_come_back_in_base64(home: Home) -> None:
    data = os.urandom(1000)
    with port_to(home, lambda exchange, _: exchange.say_bytes(data, "application/pdf")) as (port, _):
        reply = port.call(id=1, method="GET", path="/api/files/cv.pdf")
    assert reply["content_type"] == "application/pdf"
    assert base64.b64decode(reply["base64"]) == data


def test_an_empty_reply_has_no_body(home: Home) -> None:
    with port_to(home, lambda exchange, _: exchange.say_bytes(b"", "application/json", 204)) as (port, _):
        assert port.call(id=1, method="DELETE", path="/api/files/cv.pdf") == {"id": 1, "status": 204, "body": None}


def test_the_call_is_sent_as_it_was_asked_for(home: Home) -> None:
    with port_to(home) as (port, server):
        port.call(id=1, method="PUT", path="/api/files/cv.pdf", base64="YWJj", content_type="application/pdf")
        ((line, headers, body),) = server.seen
    assert (line, body) == ("PUT /api/files/cv.pdf", b"abc")
    assert headers["Host"] == f"127.0.0.1:{server.runtime.port}"
    assert headers["Authorization"] == f"Bearer {server.runtime.token}"
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Accept"] == "application/x-ndjson, application/json"
    assert "Origin" not in headers


def test_a_call_without_a_body_declares_no_type(home: Home) -> None:
    with port_to(home) as (port, server):
        port.call(id=1, **HEALTH)
        assert "Content-Type" not in server.seen[0][1]


def test_lines_of_a_stream_are_sent_as_they_come(home: Home) -> None:
    read_one = threading.Event()

    def stream(exchange: Exchange, _body: bytes) -> None:
        exchange.begin_stream()
        exchange.event(event="plan", total_fields=1)
        assert read_one.wait(30)
        exchange.event(event="field", index=0, response={"id": "0"})
        exchange.event(event="summary", summary={})
        exchange.chunk(b"")

    with port_to(home, stream) as (port, _):
        assert port.call(id=7, **BATCH) == {"id": 7, "event": "plan", "total_fields": 1}
        read_one.set()
        assert port.read() == {"id": 7, "event": "field", "index": 0, "response": {"id": "0"}}
        assert port.read() == {"id": 7, "event": "summary", "summary": {}}


def test_lines_are_whole_however_they_are_cut(home: Home) -> None:
    line = json.dumps({"event": "delta", "index": 0, "text": "ß文👍" * 20_000}, ensure_ascii=False).encode() + b"\n"

    def stream(exchange: Exchange, _body: bytes) -> None:
        exchange.begin_stream()
        for start in range(0, len(line), 1021):
            exchange.chunk(line[start : start + 1021])
        exchange.chunk(b'{"event": "summary"}\n{"event": "late"}\n')
        exchange.chunk(b"")

    with port_to(home, stream) as (port, _):
        assert port.call(id=7, **BATCH)["text"] == "ß文👍" * 20_000
        assert port.read() == {"id": 7, "event": "summary"}


def test_an_event_can_not_take_another_id(home: Home) -> None:
    def stream(exchange: Exchange, _body: bytes) -> None:
        exchange.begin_stream()
        exchange.event(event="summary", id=8)
        exchange.chunk(b"")

    with port_to(home, stream) as (port, _):
        assert port.call(id=7, **BATCH) == {"id": 7, "event": "summary"}


def _break_between_lines(exchange: Exchange, _body: bytes) -> None:
    exchange.begin_stream()
    exchange.event(event="plan")
    exchange.drop()


def _break_inside_a_line(exchange: Exchange, _body: bytes) -> None:
    exchange.begin_stream()
    exchange.event(event="plan")
    exchange.chunk(b'{"event": "summ')
    exchange.drop()


def _break_inside_a_chunk(exchange: Exchange, _body: bytes) -> None:
    exchange.begin_stream()
    exchange.event(event="plan")
    exchange.wfile.write(b'ff\r\n{"event": "summary"}\n')
    exchange.drop()


def _end_without_an_end(exchange: Exchange, _body: bytes) -> None:
    exchange.begin_stream()
    exchange.event(event="plan")
    exchange.chunk(b"")


def _garbage(exchange: Exchange, _body: bytes) -> None:
    exchange.begin_stream()
    exchange.event(event="plan")
    exchange.chunk(b'{"event": \n')
    exchange.chunk(b"")


def _a_list(exchange: Exchange, _body: bytes) -> None:
    exchange.begin_stream()
    exchange.event(event="plan")
    exchange.chunk(b"[]\n")
    exchange.chunk(b"")


@pytest.mark.parametrize(
    "broken",
    [_break_between_lines, _break_inside_a_line, _end_without_an_end, _garbage, _a_list],
)
def test_a_stream_that_breaks_off_ends_with_server_lost(home: Home, broken: Behaviour) -> None:
    with port_to(home, broken) as (port, server):
        assert port.call(id=7, **BATCH) == {"id": 7, "event": "plan"}
        last = port.read()
        assert (last["id"], last["event"]) == (7, "error")
        assert error_of(last)["code"] == "server_lost"
        assert error_of(last)["retryable"] is True
        assert len(server.seen) == 1


def test_a_whole_line_of_a_broken_chunk_counts(home: Home) -> None:
    with port_to(home, _break_inside_a_chunk) as (port, _):
        assert port.call(id=7, **BATCH) == {"id": 7, "event": "plan"}
        assert port.read() == {"id": 7, "event": "summary"}


def _drop(exchange: Exchange, _body: bytes) -> None:
    exchange.drop()


def _cut_reply(exchange: Exchange, _body: bytes) -> None:
    exchange.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":')
    exchange.drop()


def _no_json(exchange: Exchange, _body: bytes) -> None:
    exchange.say_bytes(b"{oops", "application/json")


@pytest.mark.parametrize("lose", [_drop, _cut_reply, _no_json])
@pytest.mark.parametrize(("method", "path"), [("POST", "/api/generate-batch"), ("PUT", "/api/profile")])
def test_a_call_that_changes_something_is_never_sent_twice(home: Home, lose: Behaviour, method: str, path: str) -> None:
    with port_to(home, lose) as (port, server):
        reply = port.call(id=1, method=method, path=path, body={})
        assert reply["status"] == 503
        assert error_of(reply)["code"] == "server_lost"
        assert error_of(reply)["retryable"] is True
        assert len(server.seen) == 1


def test_a_get_is_sent_again_once(home: Home) -> None:
    def lose_the_first(exchange: Exchange, body: bytes) -> None:
        (_drop if len(server.seen) == 1 else say_well)(exchange, body)

    with port_to(home, lose_the_first) as (port, server):
        assert port.call(id=1, **HEALTH)["status"] == 200
        assert len(server.seen) == 2


def test_a_get_is_not_sent_a_third_time(home: Home) -> None:
    with port_to(home, _drop) as (port, server):
        assert error_of(port.call(id=1, **HEALTH))["code"] == "server_lost"
        assert len(server.seen) == 2


def test_a_silent_server_is_given_up(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tunnel_module, "STREAM_SILENCE_SECONDS", 0.05)
    with port_to(home, lambda exchange, _: exchange.wait_until_closed()) as (port, server):
        assert error_of(port.call(id=1, **BATCH))["code"] == "server_lost"
        assert len(server.seen) == 1


def test_without_a_server_the_error_says_so() -> None:
    def refuse() -> Proved:
        raise ServerUnavailable("There is none.")

    reply = Port(refuse).call(id=1, **BATCH)
    assert reply == {
        "id": 1,
        "status": 503,
        "body": {
            "error": {"code": "server_unavailable", "message": "There is none.", "field": None, "retryable": True}
        },
    }


def test_a_fault_of_the_bridges_own_is_answered() -> None:
    def fail() -> Proved:
        raise RuntimeError("secret detail")

    reply = Port(fail).call(id=1, **BATCH)
    assert (reply["status"], error_of(reply)["code"]) == (500, "internal_error")
    assert "secret detail" not in str(reply)


def test_a_refusal_before_the_bodys_end_is_heard(home: Home) -> None:
    """The server answers from the length alone and closes while the body is still under way."""
    big = base64.b64encode(bytes(8 * 1024 * 1024)).decode()

    def refuse(exchange: Exchange, _body: bytes) -> None:
        exchange.say_json({"error": {"code": "too_large", "message": "…"}}, 413)
        exchange.close_connection = True

    with TinyServer(home, refuse, reads_bodies=False) as server:
        port = Port(lambda: prove(server.runtime))
        reply = port.call(id=1, method="PUT", path="/api/files/cv.pdf", base64=big)
        port.tunnel.close(30)
    assert (reply["status"], error_of(reply)["code"]) == (413, "too_large")


def test_a_reply_over_the_cap_is_refused(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tunnel_module, "MAX_REPLY", 1000)
    with port_to(home, lambda exchange, _: exchange.say_bytes(bytes(1001), "application/pdf")) as (port, _):
        reply = port.call(id=1, method="GET", path="/api/files/cv.pdf")
    assert (reply["status"], error_of(reply)["code"]) == (413, "too_large")


def test_calls_run_side_by_side(home: Home) -> None:
    together = threading.Barrier(5, timeout=30)

    def meet(exchange: Exchange, body: bytes) -> None:
        together.wait()
        exchange.say_json(json.loads(body))

    with port_to(home, meet) as (port, _):
        for key in range(5):
            port.send(id=key, method="PUT", path="/api/profile", body={"me": key})
        assert {reply["id"]: reply["body"]["me"] for reply in (port.read() for _ in range(5))} == {
            key: key for key in range(5)
        }


def test_a_cancel_closes_the_calls_connection(home: Home) -> None:
    closed = threading.Event()

    def stream(exchange: Exchange, _body: bytes) -> None:
        exchange.begin_stream()
        exchange.event(event="plan")
        exchange.wait_until_closed()
        closed.set()

    with port_to(home, stream) as (port, _):
        port.call(id=7, **BATCH)
        port.send(id=7, cancel=True)
        assert closed.wait(30)
    assert port.received.empty()


def test_a_cancelled_id_is_free_at_once_and_hears_nothing_of_before(home: Home) -> None:
    release = threading.Event()

    def stall_then_say(exchange: Exchange, body: bytes) -> None:
        if len(server.seen) == 1:
            release.wait(30)
        exchange.say_json(json.loads(body))

    with port_to(home, stall_then_say) as (port, server):
        port.send(id=7, method="PUT", path="/api/profile", body={"call": 1})
        server.wait_for_call()
        port.send(id=7, cancel=True)
        assert port.call(id=7, method="PUT", path="/api/profile", body={"call": 2})["body"] == {"call": 2}
        release.set()
    assert port.received.empty()


def test_a_call_cancelled_while_the_server_starts_is_not_sent(home: Home) -> None:
    cancelled = threading.Event()
    with TinyServer(home) as server:

        def connect() -> Proved:
            assert cancelled.wait(30)
            return prove(server.runtime)

        port = Port(connect)
        port.send(id=1, **BATCH)
        port.send(id=1, cancel=True)
        cancelled.set()
        port.send(id=2, **HEALTH)
        assert port.read()["id"] == 2
        port.tunnel.close(30)
        assert [line for line, _, _ in server.seen] == ["GET /api/health"]


def test_a_cancel_of_nothing_is_not_answered(home: Home) -> None:
    with port_to(home) as (port, _):
        port.send(id=9, cancel=True)
        assert port.call(id=1, **HEALTH)["id"] == 1


@contextmanager
def stalled(home: Home) -> Iterator[tuple[Port, TinyServer]]:
    """A server that answers when the block ends."""
    release = threading.Event()

    def stall(exchange: Exchange, body: bytes) -> None:
        release.wait(30)
        say_well(exchange, body)

    with port_to(home, stall) as (port, server):
        try:
            yield port, server
        finally:
            release.set()


def test_an_id_under_way_is_not_taken_twice(home: Home) -> None:
    with stalled(home) as (port, _):
        port.send(id=1, **BATCH)
        reply = port.call(id=1, **BATCH)
        assert (reply["status"], error_of(reply)["code"]) == (409, "conflict")


def test_numbers_and_texts_are_different_ids(home: Home) -> None:
    with stalled(home) as (port, _):
        port.send(id=1, **BATCH)
        port.send(id="1", **BATCH)
    assert {port.read()["id"], port.read()["id"]} == {1, "1"}


def test_the_number_of_calls_is_bounded(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tunnel_module, "MAX_CALLS", 2)
    with stalled(home) as (port, _):
        for key in range(2):
            port.send(id=key, **BATCH)
        reply = port.call(id=3, **BATCH)
        assert (reply["id"], reply["status"], error_of(reply)["retryable"]) == (3, 503, True)


def test_an_id_is_free_again_when_its_last_frame_is_seen(home: Home) -> None:
    with port_to(home) as (port, _):
        for _ in range(50):
            assert port.call(id=1, **HEALTH)["status"] == 200


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b"1", b'{"id": null}', b'{"id": true}', b'{"cancel": true}'])
def test_a_frame_without_an_id_is_answered_with_400(payload: bytes) -> None:
    port = Port(lambda: pytest.fail("nothing to call"))
    port.tunnel.receive(payload)
    reply = port.read()
    assert (reply["id"], reply["status"]) == (None, 400)
    assert error_of(reply)["code"] in {"not_json", "bad_request"}


def test_a_call_that_is_not_listed_reaches_no_server() -> None:
    reply = Port(lambda: pytest.fail("nothing to call")).call(id=1, method="GET", path="/etc/passwd")
    assert (reply["id"], reply["status"], error_of(reply)["code"]) == (1, 404, "not_found")


def test_a_closed_tunnel_cuts_what_is_under_way(home: Home) -> None:
    closed = threading.Event()

    def wait(exchange: Exchange, _body: bytes) -> None:
        exchange.wait_until_closed()
        closed.set()

    with port_to(home, wait) as (port, server):
        port.send(id=1, **BATCH)
        server.wait_for_call()
        port.tunnel.close(0.0)
        assert closed.wait(30)
    assert port.received.empty()


def test_a_closing_tunnel_lets_calls_end(home: Home) -> None:
    with port_to(home) as (port, _):
        port.send(id=1, **HEALTH)
        port.tunnel.close(30)
        assert port.read()["status"] == 200


def test_when_nobody_reads_any_more_the_call_is_cut(home: Home) -> None:
    ended = threading.Event()

    def stream(exchange: Exchange, _body: bytes) -> None:
        exchange.begin_stream()
        exchange.event(event="plan")
        exchange.wait_until_closed()
        ended.set()

    def nobody(_message: dict[str, object]) -> None:
        raise BrokenPipeError

    with TinyServer(home, stream) as server:
        tunnel = Tunnel(lambda: prove(server.runtime), nobody)
        tunnel.receive(json.dumps({"id": 1, **BATCH}).encode())
        assert ended.wait(30)
        tunnel.close(30)


def test_the_log_names_routes_and_never_values(home: Home) -> None:
    with port_to(home, lambda exchange, _: exchange.say_json({"secret": "value-canary"})) as (port, server):
        port.call(id="id-canary", method="PUT", path="/api/files/path-canary.pdf", base64="YWJj")
        port.call(id=5, method="GET", path="/api/answers?search=query-canary")
        port.send(id=6, method="GET", path="/evil-canary")
        port.tunnel.close(30)
    text = "\n".join(port.notes)
    assert "canary" not in text
    assert server.runtime.token not in text
    assert "call 5 GET /api/answers 200" in text
    assert "PUT /api/files/NAME 200" in text


def test_a_lost_server_is_an_unavailable_one() -> None:
    assert ServerLost("…").status == 503
    assert ServerLost("…").retryable
