"""Where a form is answered: by the running server of the home, else in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from typing import Any

import msgspec

from fillwright.cli.client import find_server
from fillwright.messages import BatchRequest
from fillwright.paths import Home
from fillwright.server.engine import Engine
from fillwright.server.logs import logging_to

See = Callable[[dict[str, Any]], None]


def stream(home: Home, request: BatchRequest, see: See) -> None:
    """Call `see` with each event of the batch, as the server's NDJSON lines have it; raises what ended it early."""
    server = find_server(home)
    if server is None:
        home.prepare()
        with logging_to(home.logs):
            asyncio.run(_stream_here(home, request, see))
        return
    for event in server.stream("/api/generate-batch", msgspec.json.encode(request)):
        see(event)


def plan(home: Home, request: BatchRequest) -> dict[str, Any]:
    """Return the plan of the batch, as `/api/plan-batch` does; calls no provider."""
    server = find_server(home)
    if server is None:
        home.prepare()
        with logging_to(home.logs):
            return asyncio.run(_plan_here(home, request))
    planned: dict[str, Any] = server.post("/api/plan-batch", msgspec.json.encode(request))
    return planned


async def _stream_here(home: Home, request: BatchRequest, see: See) -> None:
    async with Engine(home) as engine, aclosing(engine.stream(request)) as events:
        async for event in events:
            see(msgspec.to_builtins(event))


async def _plan_here(home: Home, request: BatchRequest) -> dict[str, Any]:
    async with Engine(home) as engine:
        planned: dict[str, Any] = msgspec.to_builtins(await engine.plan(request))
        return planned
