"""Everything of the home in one file, and the home made from such a file, while the server runs."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from aiohttp import web

from fillwright.backup import MOST_BYTES, Contents, back_up
from fillwright.errors import InvalidRequest, TooLarge
from fillwright.paths import write_private
from fillwright.server.bodies import read_bytes, read_json
from fillwright.server.engine import ENGINE, Engine
from fillwright.server.replies import SAFE_HEADERS, reply
from fillwright.server.shapes import Incoming, IncomingSize, Outgoing, Received, Removed, Restored
from fillwright.server.table import BYTES, Query, Route
from fillwright.server.transit import NAME, PART, TRANSIT

RESTORE_LIMIT: Final = 64 * 1024 * 1024
_BYTE_TYPES: Final = frozenset({"application/octet-stream", "application/zip"})
_FROM: Final = Query("from", "The byte at which the part begins", schema=(("type", "integer"), ("minimum", 0)))


async def get_backup(request: web.Request) -> web.Response:
    """Return profiles, files, settings and answers as one file; API keys are not in it."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / NAME
        await _write_backup(request.app[ENGINE], target)
        data = target.read_bytes()
    disposition = f'attachment; filename="{NAME}"'
    headers = {**SAFE_HEADERS, "Content-Type": "application/zip", "Content-Disposition": disposition}
    return web.Response(body=data, headers=headers)


async def restore(request: web.Request) -> web.Response:
    """Make the home what a backup holds; what was there is kept aside."""
    data = await read_bytes(request, RESTORE_LIMIT)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / NAME
        write_private(source, data)
        return reply(_restored(*await request.app[ENGINE].restore(source)))


async def begin_backup(request: web.Request) -> web.Response:
    """Make a backup to be read in parts; one that was made before goes."""
    parcel = request.app[TRANSIT].begin("out")
    await _write_backup(request.app[ENGINE], parcel.path)
    return reply(Outgoing(id=parcel.id, size=parcel.path.stat().st_size, part=PART))


async def get_part(request: web.Request) -> web.Response:
    """Return a part of a backup, as many bytes as a part may have or as are left."""
    data = await request.app[TRANSIT].get("out", request.match_info["id"]).read(_begin(request))
    return web.Response(body=data, headers={**SAFE_HEADERS, "Content-Type": "application/octet-stream"})


async def end_backup(request: web.Request) -> web.Response:
    """Remove a backup that was read."""
    request.app[TRANSIT].end("out", request.match_info["id"])
    return reply(Removed(removed=1))


async def begin_restore(request: web.Request) -> web.Response:
    """Have a backup come in parts; one that was begun before goes."""
    told = await read_json(request, IncomingSize)
    if told.size > MOST_BYTES:
        raise TooLarge(f"A backup has at most {MOST_BYTES // 1024**2} MiB: this is none of Fillwright's.", field="size")
    return reply(Incoming(id=request.app[TRANSIT].begin("in").id, part=PART))


async def put_part(request: web.Request) -> web.Response:
    """Take a part of a backup."""
    parcel, begin = request.app[TRANSIT].get("in", request.match_info["id"]), _begin(request)
    data = await read_bytes(request, PART)
    if begin + len(data) > MOST_BYTES:
        raise TooLarge(f"A backup has at most {MOST_BYTES // 1024**2} MiB: this is none of Fillwright's.")
    return reply(Received(size=await parcel.write(begin, data)))


async def finish_restore(request: web.Request) -> web.Response:
    """Make the home what the backup holds that came in parts."""
    transit, parcel_id = request.app[TRANSIT], request.match_info["id"]
    done = await request.app[ENGINE].restore(transit.get("in", parcel_id).path)
    transit.end("in", parcel_id)
    return reply(_restored(*done))


async def end_restore(request: web.Request) -> web.Response:
    """Forget a backup that came in parts."""
    request.app[TRANSIT].end("in", request.match_info["id"])
    return reply(Removed(removed=1))


async def _write_backup(engine: Engine, target: Path) -> None:
    """Write a backup of what is kept by now, what was still to be written included."""
    if store := await engine.store.get_or_none():
        await store.database.settled()
    await back_up(engine.home, target)


def _begin(request: web.Request) -> int:
    given = request.query.get("from", "0")
    if not (given.isascii() and given.isdigit() and len(given) <= len(str(MOST_BYTES))):
        raise InvalidRequest("from: name the byte at which the part begins, such as 0.", field="from")
    return int(given)


def _restored(contents: Contents, aside: Path | None) -> Restored:
    return Restored(
        profiles=list(contents.profiles),
        files=contents.files,
        answers=contents.answers,
        kept=None if aside is None else str(aside),
    )


ROUTES: Final = (
    Route("GET", "/api/backup", get_backup, "Return everything but API keys in one file", reply=BYTES),
    Route(
        "POST",
        "/api/restore",
        restore,
        "Make everything what a backup of at most 64 MiB holds",
        body=BYTES,
        reply=Restored,
        errors=(409,),
        accepts=_BYTE_TYPES,
    ),
    Route("POST", "/api/backups", begin_backup, "Make a backup to be read in parts", reply=Outgoing),
    Route("GET", "/api/backups/{id}", get_part, "Return a part of it", reply=BYTES, query=(_FROM,), errors=(404, 422)),
    Route("DELETE", "/api/backups/{id}", end_backup, "Remove it", reply=Removed, errors=(404,)),
    Route("POST", "/api/restores", begin_restore, "Have a backup come in parts", body=IncomingSize, reply=Incoming),
    Route(
        "PUT",
        "/api/restores/{id}",
        put_part,
        "Take a part of it",
        body=BYTES,
        reply=Received,
        query=(_FROM,),
        errors=(404, 409, 422),
        accepts=_BYTE_TYPES,
    ),
    Route(
        "POST",
        "/api/restores/{id}",
        finish_restore,
        "Make everything what it holds",
        reply=Restored,
        errors=(404, 409, 422),
    ),
    Route("DELETE", "/api/restores/{id}", end_restore, "Forget it", reply=Removed, errors=(404,)),
)
