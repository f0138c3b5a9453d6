"""Every route of the real router behind the guard: only the one right combination passes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import product

import pytest
from aiohttp import web

from fillwright.paths import Home
from fillwright.server import create_app
from fillwright.server.guard import CHALLENGE_PATH
from tests.host.server.raw import Reply, Server, read_reply

HOSTS = (
    "127.0.0.1:{port}",
    "localhost:{port}",
    None,
    "",
    ":{port}",
    "127.0.0.1",
    "localhost",
    "127.0.0.1:1",
    "[::1]:{port}",
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1:{port}.evil.example",
    "LOCALHOST:{port}",
)
RIGHT_HOSTS = HOSTS[:2]
ORIGINS = (
    None,
    "null",
    "",
    "http://127.0.0.1:{port}",
    "http://localhost:{port}",
    "https://evil.example",
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    "moz-extension://00000000-0000-0000-0000-000000000000",
)
TYPES = (None, "application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data")
TOKENS = ("Bearer {token}", None, "Bearer wrong", "Basic {token}")
IN_FULL = "/api/generate-batch"
"""The path that sees all faults together; the others see each alone and each pair, which keeps the test short."""

AFTER_THE_GUARD = {200, 400, 404, 405, 415, 422}


def _operations(home: Home) -> Iterator[tuple[str, str]]:
    """Yield method and path of all routes the router has, and of some it has not."""
    for route in create_app(home).router.routes():
        if route.resource is None:
            continue
        path = route.resource.canonical.replace("{id}", "none").replace("{name}", "none").replace("{path}", "none")
        for method in ("OPTIONS", "PATCH", "TRACE") if route.method == "*" else (route.method,):
            yield method, path


def _request(server: Server, method: str, path: str, *headers: tuple[str, str | None]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1"]
    lines += [
        f"{name}: {value.format(port=server.port, token=server.token)}" for name, value in headers if value is not None
    ]
    return "\r\n".join([*lines, "Content-Length: 0", "", ""]).encode()


class Caller:
    """Sends requests over one connection, opened anew whenever the server closes it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def call(self, data: bytes) -> Reply:
        for attempt in (1, 2):
            reader, writer = self._streams or await asyncio.open_connection("127.0.0.1", self._port)
            self._streams = reader, writer
            try:
                writer.write(data)
                reply = await read_reply(reader)
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()
                self._streams = None
                if attempt == 2:
                    raise
            else:
                if reply.header("Connection") == "close":
                    self.close()
                return reply
        raise AssertionError

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
        self._streams = None


@pytest.mark.timeout(120)
async def test_only_the_one_right_combination_passes(server: Server, home: Home) -> None:
    operations = sorted(set(_operations(home)))
    assert len(operations) > 25
    refusal = await server.send(_request(server, "GET", "/api/health", ("Host", RIGHT_HOSTS[0])))
    caller, wrong = Caller(server.port), []
    for (method, path), host, origin, kind, token in product(operations, HOSTS, ORIGINS, TYPES, TOKENS):
        faults = (host != HOSTS[0], origin is not None, kind not in TYPES[:2], token != TOKENS[0])
        if sum(faults) > 2 and path != IN_FULL:
            continue
        right_host, right_token = host in RIGHT_HOSTS, token == TOKENS[0] or (method, path) == ("GET", CHALLENGE_PATH)
        if right_host and origin is None and right_token and method in {"DELETE", "POST", "PUT"}:
            continue  # passes, and is each route's own test
        headers = (("Host", host), ("Origin", origin), ("Content-Type", kind), ("Authorization", token))
        reply = await caller.call(_request(server, method, path, *headers))
        expected = {421, 400} if host is None else {421} if not right_host else {403} if origin is not None else {401}
        if right_host and origin is None and right_token:
            expected = AFTER_THE_GUARD
        leaks = [name for name, _ in reply.headers if name.lower().startswith("access-control")]
        same = reply.status != web.HTTPUnauthorized.status_code or reply.raw == refusal.raw
        if reply.status not in expected or leaks or not same:
            wrong.append((method, path, host, origin, kind, token, reply.status))
    caller.close()
    assert wrong == []
