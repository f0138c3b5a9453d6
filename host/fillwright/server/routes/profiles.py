"""Several profiles beside each other; which one is active is the setting `profile`."""

from __future__ import annotations

import asyncio
from typing import Final

from aiohttp import web

from fillwright.profile import create_profile, delete_profile, list_profiles
from fillwright.server.bodies import read_json
from fillwright.server.engine import ENGINE, Engine
from fillwright.server.replies import reply
from fillwright.server.shapes import NewProfile, ProfileList, ProfileName
from fillwright.server.table import Route


async def list_all(request: web.Request) -> web.Response:
    """List the profiles."""
    return await _listed(request.app[ENGINE])


async def create(request: web.Request) -> web.Response:
    """Make a profile, empty or a copy of another one."""
    new, engine = await read_json(request, NewProfile), request.app[ENGINE]
    await asyncio.to_thread(create_profile, engine.home, new.name, new.copy_of)
    return await _listed(engine)


async def rename(request: web.Request) -> web.Response:
    """Give a profile another name; the active one stays active."""
    new, engine = await read_json(request, ProfileName), request.app[ENGINE]
    await asyncio.to_thread(engine.rename_profile, request.match_info["name"], new.name)
    return await _listed(engine)


async def delete(request: web.Request) -> web.Response:
    """Delete a profile that is not the active one."""
    engine = request.app[ENGINE]
    active = engine.settings.current().profile
    await asyncio.to_thread(delete_profile, engine.home, request.match_info["name"], active)
    engine.forget_profiles()
    return await _listed(engine)


async def _listed(engine: Engine) -> web.Response:
    active = engine.settings.current().profile
    return reply(ProfileList(active=active, profiles=await asyncio.to_thread(list_profiles, engine.home, active)))


_ALL: Final = "/api/profiles"
_ONE: Final = "/api/profiles/{name}"

ROUTES: Final = (
    Route("GET", _ALL, list_all, "List the profiles", reply=ProfileList),
    Route(
        "POST",
        _ALL,
        create,
        "Make a profile, empty or a copy of another one",
        body=NewProfile,
        reply=ProfileList,
        errors=(404, 409),
    ),
    Route("PUT", _ONE, rename, "Rename a profile", body=ProfileName, reply=ProfileList, errors=(404, 409)),
    Route("DELETE", _ONE, delete, "Delete a profile that is not active", reply=ProfileList, errors=(404, 409)),
)
