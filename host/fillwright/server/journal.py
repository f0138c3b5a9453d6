"""One line in the log per call: which route, which status, how long; never what was in it."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from itertools import count
from time import perf_counter
from typing import Final

from aiohttp import web

from fillwright.server.guard import Handler
from fillwright.server.wire import Connection

log: Final = logging.getLogger(__name__)

_numbers = count(1)


@web.middleware
async def journal(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Log the call, once its reply is on its way, and mark its connection as busy meanwhile."""
    connection = request.protocol
    if isinstance(connection, Connection):
        connection.calls += 1
    number, started, status = next(_numbers), perf_counter(), 0
    try:
        response = await handler(request)
        status = response.status
    finally:
        if isinstance(connection, Connection):
            connection.calls -= 1
        elapsed = (perf_counter() - started) * 1000
        asyncio.get_running_loop().call_soon(
            partial(log.info, "call=%d %s status=%s ms=%.1f", number, _route_name(request), status or "gone", elapsed)
        )
    return response


def _route_name(request: web.Request) -> str:
    """Return method and path pattern; a path that names no route may hold anything and is left out."""
    resource = request.match_info.route.resource
    return f"{request.method} {resource.canonical}" if resource else "no route"
