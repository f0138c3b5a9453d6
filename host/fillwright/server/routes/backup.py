"""Everything of the home in one file, and the home made from such a file, while the server runs."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from aiohttp import web

from fillwright.backup import back_up
from fillwright.paths import write_private
from fillwright.server.bodies import read_bytes
from fillwright.server.engine import ENGINE
from fillwright.server.replies import SAFE_HEADERS, reply
from fillwright.server.shapes import Restored
from fillwright.server.table import BYTES, Route

RESTORE_LIMIT: Final = 64 * 1024 * 1024
_NAME: Final = "fillwright.backup"


async def get_backup(request: web.Request) -> web.Response:
    """Return profiles, files, settings and answers as one file; API keys are not in it."""
    engine = request.app[ENGINE]
    if store := await engine.store.get_or_none():
        await store.database.settled()
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / _NAME
        await back_up(engine.home, target)
        data = target.read_bytes()
    disposition = f'attachment; filename="{_NAME}"'
    headers = {**SAFE_HEADERS, "Content-Type": "application/zip", "Content-Disposition": disposition}
    return web.Response(body=data, headers=headers)


async def restore(request: web.Request) -> web.Response:
    """Make the home what a backup holds; what was there is kept aside."""
    data = await read_bytes(request, RESTORE_LIMIT)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / _NAME
        write_private(source, data)
        contents, aside = await request.app[ENGINE].restore(source)
    return reply(
        Restored(
            profiles=list(contents.profiles),
            files=contents.files,
            answers=contents.answers,
            kept=None if aside is None else str(aside),
        )
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
        accepts=frozenset({"application/octet-stream", "application/zip"}),
    ),
)
