"""The active profile."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import msgspec
from aiohttp import web

from fillwright.errors import InvalidProfile, UnsupportedType
from fillwright.messages import decode
from fillwright.profile import Profile, ProfileStore
from fillwright.server.bodies import read_bytes, read_json_bytes
from fillwright.server.engine import ENGINE
from fillwright.server.replies import JSON_TYPE, raw_reply
from fillwright.server.table import Route

_DOCUMENTS: Final = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


async def get_profile(request: web.Request) -> web.Response:
    """Return the profile as it is kept, unknown keys and all; the last good one while the file can't be used."""
    return raw_reply(await asyncio.to_thread(_present, request.app[ENGINE].profile))


async def put_profile(request: web.Request) -> web.Response:
    """Keep a profile in place of the old one."""
    raw = await read_json_bytes(request)
    return raw_reply(await asyncio.to_thread(_save, request.app[ENGINE].profile, raw))


async def import_profile(request: web.Request) -> web.Response:
    """Keep an imported JSON Resume; the `application` part, which other tools do not write, stays as it was."""
    raw = await read_bytes(request)
    if raw.startswith(_DOCUMENTS):
        raise UnsupportedType("Only JSON Resume can be imported, not PDF or Word documents.")
    imported = decode(dict[str, Any], raw, error=InvalidProfile)
    return raw_reply(await asyncio.to_thread(_merge, request.app[ENGINE].profile, imported, raw))


def _present(store: ProfileStore) -> bytes:
    profile = store.load()
    return msgspec.json.encode(profile) if store.problem else store.raw()


def _save(store: ProfileStore, raw: bytes) -> bytes:
    store.save(raw)
    return raw


def _merge(store: ProfileStore, imported: dict[str, Any], raw: bytes) -> bytes:
    application = msgspec.json.decode(_present(store)).get("application")
    if application and "application" not in imported:
        raw = msgspec.json.format(msgspec.json.encode({**imported, "application": application}))
    return _save(store, raw)


ROUTES: Final = (
    Route("GET", "/api/profile", get_profile, "Return the profile", reply=Profile),
    Route("PUT", "/api/profile", put_profile, "Keep a profile", body=Profile, reply=Profile),
    Route(
        "POST",
        "/api/profile/import",
        import_profile,
        "Import a JSON Resume of at most 10 MiB",
        body=Profile,
        reply=Profile,
        accepts=frozenset({JSON_TYPE, "application/octet-stream"}),
    ),
)
