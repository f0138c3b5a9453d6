"""The active profile and its earlier versions."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Final

import msgspec
from aiohttp import web

from fillwright.profile import Profile, ProfileStore
from fillwright.profile.importers import Imported, import_into
from fillwright.server.bodies import read_bytes, read_json_bytes
from fillwright.server.engine import ENGINE
from fillwright.server.replies import JSON_TYPE, raw_reply, reply
from fillwright.server.shapes import VersionList
from fillwright.server.table import BYTES, Query, Route

_FILES: Final = frozenset(
    {
        JSON_TYPE,
        "application/octet-stream",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/yaml",
        "application/x-yaml",
        "application/zip",
        "application/x-zip-compressed",
    }
)


async def get_profile(request: web.Request) -> web.Response:
    """Return the profile as it is kept, unknown keys and all; the last good one while the file can't be used."""
    return raw_reply(await asyncio.to_thread(_present, request.app[ENGINE].profile))


async def put_profile(request: web.Request) -> web.Response:
    """Keep a profile in place of the old one."""
    raw = await read_json_bytes(request)
    return raw_reply(await asyncio.to_thread(_save, request.app[ENGINE].profile, raw))


async def import_profile(request: web.Request) -> web.Response:
    """Make a résumé of one of the five formats the profile; say what was found where, and what was not understood."""
    raw = await read_bytes(request)
    work = partial(import_into, request.app[ENGINE].profile, raw, keep_as=request.query.get("keep_as", ""))
    return reply(await asyncio.to_thread(work))


async def list_versions(request: web.Request) -> web.Response:
    """List the earlier versions of the profile, the newest first."""
    store = request.app[ENGINE].profile
    return reply(VersionList(profile=store.name, versions=await asyncio.to_thread(store.versions.list)))


async def get_version(request: web.Request) -> web.Response:
    """Return the profile as it was."""
    return raw_reply(await asyncio.to_thread(request.app[ENGINE].profile.versions.get, request.match_info["id"]))


async def restore_version(request: web.Request) -> web.Response:
    """Make an earlier version the profile again."""
    store = request.app[ENGINE].profile
    await asyncio.to_thread(store.restore, request.match_info["id"])
    return raw_reply(await asyncio.to_thread(_present, store))


def _present(store: ProfileStore) -> bytes:
    profile = store.load()
    return msgspec.json.encode(profile) if store.problem else store.raw()


def _save(store: ProfileStore, raw: bytes) -> bytes:
    store.save(raw)
    return raw


_VERSIONS: Final = "/api/profile/versions"
_VERSION: Final = "/api/profile/versions/{id}"

ROUTES: Final = (
    Route("GET", "/api/profile", get_profile, "Return the profile", reply=Profile),
    Route("PUT", "/api/profile", put_profile, "Keep a profile", body=Profile, reply=Profile),
    Route(
        "POST",
        "/api/profile/import",
        import_profile,
        "Import a résumé of at most 10 MiB: JSON Resume, RenderCV, a LinkedIn data export, PDF or Word",
        body=BYTES,
        reply=Imported,
        query=(Query("keep_as", "Store a PDF or Word file under this name too, as the résumé to upload"),),
        accepts=_FILES,
    ),
    Route("GET", _VERSIONS, list_versions, "List the profile's earlier versions", reply=VersionList),
    Route("GET", _VERSION, get_version, "Return the profile as it was", reply=Profile, errors=(404,)),
    Route(
        "POST",
        f"{_VERSION}/restore",
        restore_version,
        "Make an earlier version the profile again",
        reply=Profile,
        errors=(404,),
    ),
)
