"""A batch as lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from fillwright.errors import InvalidRequest, StorageError
from fillwright.messages import BatchEvent, DeltaEvent
from fillwright.server.closing import Closing
from fillwright.server.events import send_events, wants_stream
from fillwright.server.replies import reply
from tests.host.server.raw import Reply, Serve, chunks, read_reply, route


@pytest.mark.parametrize(
    ("accept", "stream"),
    [
        (None, False),
        ("", False),
        ("*/*", False),
        ("application/json", False),
        ("application/x-ndjson", True),
        ("application/x-ndjson, application/json", True),
        ("application/json, application/x-ndjson", True),
        ("Application/X-NDJSON;q=0.9", True),
        ("application/x-ndjson;q=0.5, application/json;q=0.9", False),
        ("application/x-ndjson;q=0", False),
        ("application/x-ndjson;q=nonsense", False),
    ],
)
def test_a_client_chooses_the_stream_by_accept(accept: str | None, *, stream: bool) -> None:
    request = make_mocked_request("POST", "/", headers={} if accept is None else {"Accept": accept})
    assert wants_stream(request) is stream


async def _ask(serve_routes: Serve, events: AsyncGenerator[BatchEvent, None]) -> Reply:
    async def handler(request: web.Request) -> web.StreamResponse:
        return await send_events(request, events)

    async with serve_routes([route(handler)]) as server:
        return await server.call("GET", "/api/thing")


def _lines(reply: Reply) -> list[object]:
    return [msgspec.json.decode(line) for line in reply.body.splitlines()]


async def test_each_event_is_a_line(serve_routes: Serve) -> None:
    async def events() -> AsyncGenerator[BatchEvent, None]:
        for index in range(3):
            yield DeltaEvent(index=index, text="two\nlines")

    answer = await _ask(serve_routes, events())
    assert answer.header("Content-Type") == "application/x-ndjson"
    assert _lines(answer) == [{"event": "delta", "index": index, "text": "two\nlines"} for index in range(3)]


async def test_what_fails_before_the_first_event_is_a_plain_error(serve_routes: Serve) -> None:
    async def events() -> AsyncGenerator[BatchEvent, None]:
        raise InvalidRequest("fields: wrong.", field="fields")
        yield

    answer = await _ask(serve_routes, events())
    assert (answer.status, answer.json["error"]["field"]) == (422, "fields")


@pytest.mark.parametrize(
    ("error", "code"), [(StorageError("The store is gone."), "storage_error"), (ValueError("x"), "internal_error")]
)
async def test_what_fails_later_is_the_last_line(serve_routes: Serve, error: Exception, code: str) -> None:
    async def events() -> AsyncGenerator[BatchEvent, None]:
        yield DeltaEvent(index=0, text="a")
        raise error

    answer = await _ask(serve_routes, events())
    assert answer.status == 200
    *_, last = _lines(answer)
    assert isinstance(last, dict)
    assert (last["event"], last["error"]["code"]) == ("error", code)


async def test_a_client_that_leaves_ends_the_batch(serve_routes: Serve) -> None:
    closed = asyncio.Event()

    async def events() -> AsyncGenerator[BatchEvent, None]:
        try:
            yield DeltaEvent(index=0, text="a")
            await asyncio.Event().wait()
        finally:
            closed.set()

    async def handler(request: web.Request) -> web.StreamResponse:
        return await send_events(request, events())

    async with serve_routes([route(handler)]) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(server.head("GET", "/api/thing"))
        await reader.readuntil(b'"text":"a"}\n')
        writer.close()
        await closed.wait()


async def test_a_client_that_does_not_read_holds_the_batch_back(serve_routes: Serve) -> None:
    sent = 0

    async def events() -> AsyncGenerator[BatchEvent, None]:
        nonlocal sent
        for sent in range(1_000):  # noqa: B007 - the other handler reads it
            yield DeltaEvent(index=0, text="x" * 100_000)

    async def handler(request: web.Request) -> web.StreamResponse:
        return await send_events(request, events())

    async def count(_request: web.Request) -> web.StreamResponse:
        return reply({"sent": sent})

    async with serve_routes([route(handler), route(count, "/api/count")]) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(server.head("GET", "/api/thing"))
        await reader.readuntil(b"\r\n\r\n")
        before, now = -1, 0
        while before != now:  # until it stands still
            before, now = now, (await server.call("GET", "/api/count")).json["sent"]
        assert now < 500
        assert len([chunk async for chunk in chunks(reader)]) == 1_000
        writer.close()


async def test_a_server_that_stops_says_so_in_the_stream(serve_routes: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fillwright.server.front.Closing", lambda: Closing(grace=0.01))

    async def events() -> AsyncGenerator[BatchEvent, None]:
        yield DeltaEvent(index=0, text="a")
        await asyncio.Event().wait()

    async def handler(request: web.Request) -> web.StreamResponse:
        return await send_events(request, events())

    async with serve_routes([route(handler)]) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(server.head("GET", "/api/thing"))
        head = await reader.readuntil(b'"text":"a"}\n')
        assert b"200 OK" in head
    rest = await reader.read()
    assert b'"code":"server_unavailable"' in rest
    assert rest.endswith(b"0\r\n\r\n")
    writer.close()


async def test_a_short_call_is_let_finish(serve_routes: Serve) -> None:
    under_way, release = asyncio.Event(), asyncio.Event()

    async def events() -> AsyncGenerator[BatchEvent, None]:
        yield DeltaEvent(index=0, text="a")
        under_way.set()
        await release.wait()
        yield DeltaEvent(index=1, text="b")

    async def handler(request: web.Request) -> web.StreamResponse:
        return await send_events(request, events())

    async with serve_routes([route(handler)]) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(server.head("GET", "/api/thing"))
        answer = asyncio.create_task(read_reply(reader))
        await under_way.wait()
        asyncio.get_running_loop().call_later(0.05, release.set)
    assert b'"text":"b"' in (await answer).body
    writer.close()
