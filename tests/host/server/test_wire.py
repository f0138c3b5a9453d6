"""What the connections themselves may do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from aiohttp import web

from fillwright.errors import ServerUnavailable
from fillwright.server import wire
from tests.host.server.raw import Serve, Server, read_reply, route


async def _fine(_request: web.Request) -> web.Response:
    return web.Response(text="fine")


@pytest.fixture
async def server(serve_routes: Serve) -> AsyncIterator[Server]:
    async with serve_routes([route(_fine)]) as server:
        yield server


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"GET /" + b"y" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 1_000 + b"\r\n",
    ],
    ids=["tls", "short", "colon", "field", "line", "many"],
)
async def test_what_is_not_http_is_told_so_without_being_quoted(server: Server, data: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(data)
    answer = await read_reply(reader)
    assert (answer.status, answer.json["error"]["code"]) == (400, "bad_request")
    assert answer.header("Content-Type") == "application/json"
    assert b"yyyy" not in answer.body
    with suppress(ConnectionResetError):
        assert await reader.read() == b""
    writer.close()


async def test_half_a_head_is_dropped_in_time(serve_routes: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "HEADER_SECONDS", 0.05)
    async with serve_routes([route(_fine)]) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"GET /api/thing HTTP/1.1\r\nHost: ")
        assert await reader.read() == b""
        writer.close()


async def test_an_idle_connection_is_dropped_in_time(serve_routes: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "HEADER_SECONDS", 0.05)
    async with serve_routes([route(_fine)]) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(server.head("GET", "/api/thing"))
        assert (await read_reply(reader)).body == b"fine"
        assert await reader.read() == b""
        writer.close()


async def test_one_connection_serves_many_calls(server: Server) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    for _ in range(3):
        writer.write(server.head("GET", "/api/thing"))
        assert (await read_reply(reader)).body == b"fine"
    writer.close()


async def test_half_open_connections_give_way_to_a_call(serve_routes: Serve) -> None:
    async with serve_routes([route(_fine)], limit=8) as server:
        waiting = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(20)]
        for _, writer in waiting:
            writer.write(b"GET /api/thing HTTP/1.1\r\n")
        assert (await server.call("GET", "/api/thing")).status == 200
        for reader, _ in waiting[:12]:  # the oldest: eight at a time may stay
            with suppress(ConnectionResetError):
                assert await reader.read() == b""
        for _, writer in waiting:
            writer.close()


async def test_three_hundred_half_open_connections_leave_room_for_a_call(server: Server) -> None:
    waiting = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(300)]
    for _, writer in waiting:
        writer.write(b"GET /api/thing HTTP/1.1\r\nHost: ")
    assert (await server.call("GET", "/api/thing")).status == 200
    for _, writer in waiting:
        writer.close()


async def test_calls_under_way_do_not_give_way(serve_routes: Serve) -> None:
    release, busy = asyncio.Event(), asyncio.Semaphore(0)

    async def wait(_request: web.Request) -> web.Response:
        busy.release()
        await release.wait()
        return web.Response(text="late")

    async with serve_routes([route(wait)], limit=2) as server:
        calls = [asyncio.create_task(server.call("GET", "/api/thing")) for _ in range(2)]
        for _ in calls:
            await busy.acquire()
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await server.call("GET", "/api/thing")
        release.set()
        assert [reply.body for reply in await asyncio.gather(*calls)] == [b"late", b"late"]


async def test_the_port_is_bound_on_the_loopback_alone() -> None:
    with wire.bind(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


async def test_a_taken_port_is_said_to_be_taken() -> None:
    with wire.bind(0) as listener:
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(ServerUnavailable, match=str(port)):
            wire.bind(port)
