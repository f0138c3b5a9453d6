"""Who may call: Host × Origin × content type × token, against every route that the router has.

A request is right where it names this server, comes from no page, declares what the route takes and bears the token.
Every other one must end with the refusal of its first fault, and those without the token with the same bytes each time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from fillwright.paths import Home
from fillwright.runtime import read_runtime
from fillwright.server import create_app
from fillwright.server.routes import ROUTES
from fillwright.server.table import Route
from tools.soak.machine import new_home, serving

HOSTS: Final = (
    *("127.0.0.1:{port}", "localhost:{port}", None, "", ":{port}", "127.0.0.1", "localhost", "127.0.0.1:1"),
    *("[::1]:{port}", "evil.example", "evil.example:{port}", "127.0.0.1:{port}.evil.example", "LOCALHOST:{port}"),
)
RIGHT_HOSTS: Final = HOSTS[:2]
ORIGINS: Final = (
    *(None, "null", "", "http://127.0.0.1:{port}", "http://localhost:{port}", "https://evil.example"),
    *("chrome-extension://abcdefghijklmnopabcdefghijklmnop", "moz-extension://00000000-0000-0000-0000-000000000000"),
)
JSON: Final = "application/json"
TYPES: Final = (JSON, None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data")
TOKENS: Final = ("Bearer {token}", None, "Bearer wrong", "Basic {token}")
CHALLENGE: Final = ("GET", "/api/challenge")
RETIRE: Final = ("POST", "/api/retire")
"""Rightly asked, it ends the server that is asked next."""
IN_FULL: Final = "/api/generate-batch"
"""The path that sees all faults together also in the short cut; the others see each alone."""
OTHER_METHODS: Final = ("OPTIONS", "PATCH", "TRACE")
BODY: Final = b"{}"

WRONG_TYPE, WRONG_HOST, FROM_A_PAGE, NO_TOKEN = 415, 421, 403, 401
NO_REQUEST: Final = 400
PASSED: Final = frozenset({200, 400, 404, 405, 422})


def guard(*, full: bool) -> dict[str, Any]:
    """Send every combination, or with `full` false those with one fault at most, and return the figures."""
    with new_home() as home, serving(home, {"FILLWRIGHT_PROVIDER": "drafts"}):
        return asyncio.run(_guard(home, full=full))


async def _guard(home: Home, *, full: bool) -> dict[str, Any]:
    runtime = read_runtime(home.runtime)
    if runtime is None:
        raise RuntimeError("no server runs on this home")
    operations = sorted(set(_operations(home)))
    trial = Trial(runtime.port, runtime.token)
    for operation in operations:
        for request in product(HOSTS, ORIGINS, TYPES, TOKENS):
            if operation == RETIRE and expected(operation, request) is PASSED:
                continue
            if full or operation[1] == IN_FULL or _faults(request) <= 1:
                await trial.send(operation, request)
    trial.close()
    sizes = {"hosts": len(HOSTS), "origins": len(ORIGINS), "types": len(TYPES), "tokens": len(TOKENS)}
    return {"operations": len(operations), **sizes, **trial.figures()}


Request = tuple[str | None, str | None, str | None, str | None]


def _faults(request: Request) -> int:
    host, origin, kind, token = request
    return sum((host != HOSTS[0], origin is not None, kind != JSON, token != TOKENS[0]))


def _operations(home: Home) -> Iterator[tuple[str, str]]:
    """Yield method and path of all routes the router has, and of some it has not."""
    for route in create_app(home).router.routes():
        if route.resource is None:
            continue
        path = route.resource.canonical.replace("{id}", "none").replace("{name}", "none").replace("{path}", "none")
        for method in OTHER_METHODS if route.method == "*" else (route.method,):
            yield method, path


def expected(operation: tuple[str, str], request: Request) -> frozenset[int]:
    """Return the statuses with which `request` may end."""
    host, origin, kind, token = request
    if host not in RIGHT_HOSTS:
        return frozenset({WRONG_HOST, *([NO_REQUEST] if host is None else [])})
    if origin is not None:
        return frozenset({FROM_A_PAGE})
    if token != TOKENS[0] and operation != CHALLENGE:
        return frozenset({NO_TOKEN})
    return frozenset({WRONG_TYPE}) if _refuses(_route(operation), kind) else PASSED


def _route(operation: tuple[str, str]) -> Route | None:
    method, path = operation
    shapes = {path, path.replace("none", "{id}"), path.replace("none", "{name}")}
    return next((route for route in ROUTES if route.method == method and route.path in shapes), None)


def _refuses(route: Route | None, kind: str | None) -> bool:
    """Return whether a route takes no body of this declared type; a body in JSON has to be declared so."""
    if route is None or route.accepts is None:
        return False
    if kind is None:
        return route.body is not None and route.accepts == {JSON}
    return kind not in route.accepts


@dataclass
class Reply:
    """A reply: its status, its headers' names, and all its bytes."""

    status: int
    names: list[str]
    raw: bytes
    closes: bool


class Trial:
    """Requests over one connection, opened anew where the server closes it, and what came of them."""

    def __init__(self, port: int, token: str) -> None:
        self._port, self._token = port, token
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._refusals: set[bytes] = set()
        self._wrong: list[str] = []
        self._sent = self._passed = self._permissions = 0

    async def send(self, operation: tuple[str, str], request: Request) -> None:
        """Send one request and judge its reply."""
        reply = await self._reply(self._bytes(operation, request))
        self._sent += 1
        allowed = expected(operation, request)
        self._passed += allowed is PASSED and reply.status in PASSED
        self._permissions += any(name.startswith("access-control") for name in reply.names)
        if reply.status == NO_TOKEN:
            self._refusals.add(reply.raw)
        if reply.status not in allowed:
            self._wrong.append(f"{' '.join(operation)} {request}: {reply.status}")

    def _bytes(self, operation: tuple[str, str], request: Request) -> bytes:
        names = ("Host", "Origin", "Content-Type", "Authorization")
        lines = [f"{operation[0]} {operation[1]} HTTP/1.1", f"Content-Length: {len(BODY)}"]
        lines += [
            f"{name}: {value.format(port=self._port, token=self._token)}"
            for name, value in zip(names, request, strict=True)
            if value is not None
        ]
        return "\r\n".join([*lines, "", ""]).encode() + BODY

    async def _reply(self, data: bytes) -> Reply:
        for attempt in (1, 2):
            try:
                reader, writer = self._streams or await asyncio.open_connection("127.0.0.1", self._port)
                self._streams = reader, writer
                writer.write(data)
                reply = await _read(reader)
            except (asyncio.IncompleteReadError, ConnectionError):
                self.close()  # the server may have closed a connection that was idle
                if attempt == 2:  # noqa: PLR2004 - the second
                    raise
            else:
                if reply.closes:
                    self.close()
                return reply
        raise AssertionError

    def close(self) -> None:
        """Close the connection."""
        if self._streams:
            self._streams[1].close()
        self._streams = None

    def figures(self) -> dict[str, Any]:
        """Return the sums."""
        return {
            "requests": self._sent,
            "passed": self._passed,
            "wrongly_treated": len(self._wrong),
            "different_refusals": len(self._refusals) - 1,
            "access_control_headers": self._permissions,
            "examples": self._wrong[:20],
        }


async def _read(reader: asyncio.StreamReader) -> Reply:
    head = await reader.readuntil(b"\r\n\r\n")
    status, *lines = head.decode().lower().split("\r\n")[:-2]
    headers = {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Reply(int(status.split()[1]), list(headers), head + body, headers.get("connection") == "close")
