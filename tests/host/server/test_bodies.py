"""Declared type, size, time, content: in this order, and never a 500."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from msgspec import Struct

from fillwright.server import bodies
from fillwright.server.replies import reply
from tests.host.server.raw import Serve, Server, read_reply, route


class Thing(Struct):
    """What the test's route takes."""

    name: str


async def _echo(request: web.Request) -> web.Response:
    return reply(await bodies.read_json(request, Thing))


async def _nothing(_request: web.Request) -> web.Response:
    return reply({})


async def _measure(request: web.Request) -> web.Response:
    return reply({"size": len(await bodies.read_bytes(request))})


@pytest.fixture
async def server(serve_routes: Serve) -> AsyncIterator[Server]:
    nothing = route(_nothing, "/api/nothing", method="POST")
    loose = route(_echo, "/api/loose", method="POST", accepts=None)
    routes = [nothing, loose, route(_echo, method="POST"), route(_measure, "/api/file", method="PUT", accepts=None)]
    async with serve_routes(routes) as server:
        yield server


async def test_json_is_read(server: Server) -> None:
    assert (await server.call("POST", "/api/thing", {"name": "x"})).json == {"name": "x"}


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/json",
        "application/json-seq",
    ],
)
async def test_another_declared_type_is_refused(server: Server, kind: str) -> None:
    for path in ("/api/thing", "/api/loose"):
        answer = await server.call("POST", path, {"name": "x"}, f"Content-Type: {kind}")
        assert (answer.status, answer.json["error"]["code"]) == (415, "unsupported_type")


async def test_what_is_declared_of_no_body_does_not_matter(server: Server) -> None:
    """Several HTTP clients declare a type on every POST."""
    declared = ("Content-Type: application/octet-stream", "Content-Length: 0")
    answer = await server.call("POST", "/api/nothing", None, *declared)
    assert (answer.status, answer.json) == (200, {})


async def test_an_undeclared_type_is_refused(server: Server) -> None:
    data = b'{"name": "x"}'
    for path in ("/api/thing", "/api/loose"):
        assert (await server.send(server.head("POST", path, f"Content-Length: {len(data)}") + data)).status == 415


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"name=x", 400),
        (b'{"name": "\xff"}', 400),
        (b'{"other": "\xff", "name": "x"}', 400),
        ('{"name": "x"}'.encode("utf-16"), 400),
        (b'{"name": NaN}', 400),
        (b"[" * 100_000, 422),
        (b"[" * 100_000 + b"]" * 100_000, 422),
        (b'{"name": "x", "other": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"}", 422),
        (b"null", 422),
        (b"{}", 422),
        (b'{"name": 1}', 422),
    ],
    ids=lambda value: repr(value)[:40],
)
async def test_what_can_not_be_used_is_said_to_be_so(server: Server, body: bytes, status: int) -> None:
    answer = await server.call("POST", "/api/thing", body)
    assert answer.status == status
    assert answer.json["error"]["code"] == ("not_json" if status == 400 else "invalid_request")


@pytest.mark.parametrize("charset", ["nonsense", "utf-16", "latin-1"])
async def test_a_foreign_charset_is_refused(server: Server, charset: str) -> None:
    answer = await server.call(
        "POST", "/api/thing", {"name": "x"}, f"Content-Type: application/json; charset={charset}"
    )
    assert answer.status == 400


@pytest.mark.parametrize("charset", ["UTF-8", "utf8"])
async def test_utf_8_may_be_named(server: Server, charset: str) -> None:
    kind = f"Content-Type: application/json; charset={charset}"
    assert (await server.call("POST", "/api/thing", {"name": "é"}, kind)).json == {"name": "é"}


async def test_a_large_body_is_refused_from_its_length_alone(server: Server) -> None:
    head = server.head("POST", "/api/thing", "Content-Type: application/json", f"Content-Length: {2 * 1024 * 1024}")
    answer = await server.send(head)  # not one byte of the body is sent
    assert (answer.status, answer.json["error"]["code"]) == (413, "too_large")


async def test_a_chunked_body_is_refused_when_it_passes_the_limit(server: Server) -> None:
    head = server.head("POST", "/api/thing", "Content-Type: application/json", "Transfer-Encoding: chunked")
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    assert (await server.send(head + chunk * 17)).status == 413  # the last chunk is never sent


async def test_a_chunked_body_is_read(server: Server) -> None:
    head = server.head("POST", "/api/thing", "Content-Type: application/json", "Transfer-Encoding: chunked")
    assert (await server.send(head + b'd\r\n{"name": "x"}\r\n0\r\n\r\n')).json == {"name": "x"}


async def test_a_file_may_have_ten_mebibytes_and_no_more(server: Server) -> None:
    most = b"x" * (10 * 1024 * 1024)
    assert (await server.call("PUT", "/api/file", most, "Content-Type: application/pdf")).json == {"size": len(most)}
    head = server.head("PUT", "/api/file", f"Content-Length: {len(most) + 1}")
    assert (await server.send(head)).status == 413


async def test_a_compressed_body_is_refused(server: Server) -> None:
    bomb = gzip.compress(b" " * (50 * 1024 * 1024))
    assert (await server.call("POST", "/api/thing", bomb, "Content-Encoding: gzip")).status == 415


async def test_an_unfinished_body_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.05)
    head = server.head("POST", "/api/thing", "Content-Type: application/json", "Content-Length: 100")
    answer = await server.send(head + b'{"name"')
    assert (answer.status, answer.json["error"]["code"]) == (408, "request_timeout")


async def test_a_client_that_waits_is_told_to_go_on(server: Server) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    head = server.head(
        "POST", "/api/thing", "Content-Type: application/json", "Content-Length: 13", "Expect: 100-continue"
    )
    writer.write(head)
    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    writer.write(b'{"name": "x"}')
    assert (await read_reply(reader)).json == {"name": "x"}
    writer.close()


async def test_a_client_that_waits_with_too_much_is_refused_instead(server: Server) -> None:
    head = server.head(
        "POST", "/api/thing", "Content-Type: application/json", "Content-Length: 9999999", "Expect: 100-continue"
    )
    assert (await server.send(head)).status == 413


async def test_content_length_and_chunks_together_are_no_request(server: Server) -> None:
    head = server.head("POST", "/api/thing", "Content-Length: 3", "Transfer-Encoding: chunked")
    answer = await server.send(head + b"0\r\n\r\n")
    assert (answer.status, answer.json["error"]["code"]) == (400, "bad_request")
