"""HTTP byte by byte, as a right client speaks it and as a wrong one does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from aiohttp import web

from fillwright.server.table import Route

Serve = Callable[..., AbstractAsyncContextManager["Server"]]


@dataclass(frozen=True)
class Reply:
    """A reply as it came over the socket."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    raw: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - any JSON
        return msgspec.json.decode(self.body)

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True)
class Server:
    """A listening server, and how tests speak to it byte by byte."""

    port: int
    token: str

    async def send(self, data: bytes, *, eof: bool = False) -> Reply:
        """Send `data` on a connection of its own and return the first reply."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(data)
            if eof:
                writer.write_eof()
            return await read_reply(reader)
        finally:
            writer.close()

    def head(self, method: str, path: str, *headers: str, authorized: bool = True) -> bytes:
        """Return a request's head as a right client sends it, `headers` added."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", *headers]
        if authorized:
            lines.append(f"Authorization: Bearer {self.token}")
        return "\r\n".join([*lines, "", ""]).encode()

    async def call(self, method: str, path: str, body: object = None, *headers: str) -> Reply:
        """Send a right request with `body` as JSON (bytes as they are)."""
        if body is None:
            return await self.send(self.head(method, path, *headers))
        data = body if isinstance(body, bytes) else msgspec.json.encode(body)
        if not any(header.lower().startswith("content-type:") for header in headers):
            headers = ("Content-Type: application/json", *headers)
        return await self.send(self.head(method, path, f"Content-Length: {len(data)}", *headers) + data)


async def read_reply(reader: asyncio.StreamReader) -> Reply:
    """Read one reply: its head, and its body by length, by chunks or to the end."""
    head = await reader.readuntil(b"\r\n\r\n")
    status_line, *lines = head.decode().split("\r\n")[:-2]
    headers = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    reply = Reply(int(status_line.split()[1]), headers, b"", head)
    if reply.header("Transfer-Encoding") == "chunked":
        body = b"".join([chunk async for chunk in chunks(reader)])
    else:
        body = await reader.readexactly(int(reply.header("Content-Length") or 0))
    return Reply(reply.status, headers, body, head + body)


async def chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """Yield the chunks of a chunked body."""
    while size := int(await reader.readline(), 16):
        yield await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)


def route(
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    path: str = "/api/thing",
    method: Literal["GET", "POST", "PUT", "DELETE"] = "GET",
    accepts: frozenset[str] | None = frozenset({"application/json"}),
) -> Route:
    """Return a route for `handler` that nobody describes."""
    return Route(method, path, handler, "A test's own.", reply=Any, accepts=accepts)
