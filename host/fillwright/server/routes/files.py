"""The stored files of the active profile: résumé, letters, other uploads."""

from __future__ import annotations

import asyncio
import mimetypes
from typing import Final

from aiohttp import web

from fillwright.profile import ProfileFiles, StoredFile
from fillwright.server.bodies import read_bytes
from fillwright.server.engine import ENGINE
from fillwright.server.replies import SAFE_HEADERS, reply
from fillwright.server.shapes import FileList, Removed
from fillwright.server.table import BYTES, Route


def _files(request: web.Request) -> ProfileFiles:
    return request.app[ENGINE].profile.files


async def list_files(request: web.Request) -> web.Response:
    """List the stored files."""
    return reply(FileList(files=await asyncio.to_thread(_files(request).list)))


async def get_file(request: web.Request) -> web.Response:
    """Return a file's bytes, never to be shown in place."""
    name = request.match_info["name"]
    data = await asyncio.to_thread(_files(request).get, name)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {**SAFE_HEADERS, "Content-Type": kind, "Content-Disposition": "attachment"}
    return web.Response(body=data, headers=headers)


async def put_file(request: web.Request) -> web.Response:
    """Store a file under its name made harmless; the reply says the name it got."""
    data = await read_bytes(request)
    return reply(await asyncio.to_thread(_files(request).put, request.match_info["name"], data))


async def delete_file(request: web.Request) -> web.Response:
    """Delete a file."""
    await asyncio.to_thread(_files(request).delete, request.match_info["name"])
    return reply(Removed(removed=1))


_ONE: Final = "/api/files/{name}"

ROUTES: Final = (
    Route("GET", "/api/files", list_files, "List the stored files", reply=FileList),
    Route("GET", _ONE, get_file, "Return a stored file", reply=BYTES, errors=(404,)),
    Route("PUT", _ONE, put_file, "Store a file of at most 10 MiB", body=BYTES, reply=StoredFile, accepts=None),
    Route("DELETE", _ONE, delete_file, "Delete a stored file", reply=Removed, errors=(404,)),
)
