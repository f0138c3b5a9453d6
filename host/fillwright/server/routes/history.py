"""Past batches, and what the page held after filling."""

from __future__ import annotations

from typing import Any, Final

from aiohttp import web

from fillwright.server.bodies import read_json
from fillwright.server.engine import ENGINE
from fillwright.server.replies import reply
from fillwright.server.shapes import BatchList, Removed
from fillwright.server.table import Route
from fillwright.storage import BatchRecord, History


async def _history(request: web.Request) -> History:
    return (await request.app[ENGINE].store.get()).history


async def list_batches(request: web.Request) -> web.Response:
    """List the newest batches first, without their responses."""
    history = await _history(request)
    return reply(BatchList(batches=await history.list()))


async def get_batch(request: web.Request) -> web.Response:
    """Return one batch with its responses."""
    history = await _history(request)
    return reply(await history.get(request.match_info["id"]))


async def delete_batch(request: web.Request) -> web.Response:
    """Delete one batch."""
    history = await _history(request)
    await history.delete(request.match_info["id"])
    return reply(Removed(removed=1))


async def delete_all(request: web.Request) -> web.Response:
    """Delete all batches."""
    history = await _history(request)
    return reply(Removed(removed=await history.delete_all()))


async def keep_readback(request: web.Request) -> web.Response:
    """Keep what the page held after filling, and return the batch with it."""
    data = await read_json(request, dict[str, Any])
    history, identity = await _history(request), request.match_info["id"]
    await history.readback(identity, data)
    return reply(await history.get(identity))


_ALL: Final = "/api/history"
_ONE: Final = "/api/history/{id}"

ROUTES: Final = (
    Route("GET", _ALL, list_batches, "List the past batches", reply=BatchList),
    Route("DELETE", _ALL, delete_all, "Delete all past batches", reply=Removed),
    Route("GET", _ONE, get_batch, "Return one batch with its responses", reply=BatchRecord, errors=(404,)),
    Route("DELETE", _ONE, delete_batch, "Delete one batch", reply=Removed, errors=(404,)),
    Route(
        "POST",
        f"{_ONE}/readback",
        keep_readback,
        "Keep what the page held after filling",
        body=dict[str, Any],
        reply=BatchRecord,
        errors=(404,),
    ),
)
