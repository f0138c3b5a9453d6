"""The settings and keys, and whether the provider they choose answers."""

from __future__ import annotations

import asyncio
from functools import partial
from time import perf_counter
from typing import Any, Final, get_args

import msgspec
from aiohttp import web

from fillwright.config import KeyName, Keys, save_settings
from fillwright.errors import InvalidSettings, ProviderError
from fillwright.messages import ErrorInfo
from fillwright.providers import GenerationRequest
from fillwright.providers.local import find_local_servers
from fillwright.server.bodies import read_json
from fillwright.server.engine import ENGINE, Engine
from fillwright.server.replies import reply
from fillwright.server.shapes import KeyState, LocalServers, ProviderTest, SettingsChange, SettingsReply, WriterList
from fillwright.server.table import Route
from fillwright.server.threads import in_daemon_thread

TEST_SECONDS: Final = 20.0
_KEY_NAMES: Final[tuple[KeyName, ...]] = get_args(KeyName)
_TINY: Final = GenerationRequest(
    prefix="You are asked whether a connection works.",
    question='Reply with the one word "ready".',
    label="Does the connection work?",
    max_output_tokens=16,
)


async def get_settings(request: web.Request) -> web.Response:
    """Return the settings that hold and which keys are set."""
    return reply(await _present(request.app[ENGINE]))


async def put_settings(request: web.Request) -> web.Response:
    """Change the settings that are sent (null: back to the default), and keep or forget keys."""
    changes = await read_json(request, dict[str, Any])
    keys = _key_changes(changes.pop("keys", {}))
    engine = request.app[ENGINE]
    if changes:
        await asyncio.to_thread(save_settings, engine.home, changes)
    if keys:
        await in_daemon_thread(partial(_keep, engine.keys, keys))
    await engine.line(renew=True)
    return reply(await _present(engine))


async def check_provider(request: web.Request) -> web.Response:
    """Make one tiny call to the configured provider; a failure is the result, not an error of this call."""
    line = await request.app[ENGINE].line(renew=True)
    started, error = perf_counter(), None
    async with line.used():
        if not line.provider.drafts:
            try:
                await line.provider.complete(_TINY, deadline=asyncio.get_running_loop().time() + TEST_SECONDS)
            except ProviderError as failure:
                error = ErrorInfo(code=failure.code, message=failure.message, retryable=failure.retryable)
    return reply(
        ProviderTest(
            ok=error is None,
            provider=line.provider.name,
            model=line.provider.model,
            time_ms=round((perf_counter() - started) * 1000, 1),
            error=error,
        )
    )


async def writers(request: web.Request) -> web.Response:
    """Say who writes, in order, and how each stands with its provider's limits; calls nobody."""
    line = await request.app[ENGINE].line()
    return reply(WriterList(providers=line.writers()))


async def find_local(_request: web.Request) -> web.Response:
    """Look on this machine for servers with OpenAI's interface; nothing is chosen by that."""
    return reply(LocalServers(servers=await find_local_servers()))


async def _present(engine: Engine) -> SettingsReply:
    settings = engine.settings.current()
    places = {name: await in_daemon_thread(partial(engine.keys.where, name)) for name in _KEY_NAMES}
    problem = engine.settings.problem
    return SettingsReply(
        **msgspec.structs.asdict(settings),
        keys={name: KeyState(set=place is not None, where=place) for name, place in places.items()},
        problem=problem.message if problem else None,
    )


def _key_changes(keys: object) -> dict[KeyName, str | None]:
    """Return the keys to keep (None: to forget), checked before anything is written."""
    if not isinstance(keys, dict):
        raise InvalidSettings('keys: send an object such as {"openai": "…"}.', field="keys")
    for name, key in keys.items():
        if name not in _KEY_NAMES:
            raise InvalidSettings(
                f"keys.{name}: there are keys for {' and '.join(_KEY_NAMES)} only.", field=f"keys.{name}"
            )
        if not isinstance(key, str | None):
            raise InvalidSettings(f"keys.{name}: send the key as text, or null to forget it.", field=f"keys.{name}")
    return keys


def _keep(kept: Keys, keys: dict[KeyName, str | None]) -> None:
    for name, key in keys.items():
        if key is None:
            kept.delete(name)
        else:
            kept.set(name, key)


_PATH: Final = "/api/settings"

ROUTES: Final = (
    Route("GET", _PATH, get_settings, "Return the settings, and which keys are set", reply=SettingsReply),
    Route("PUT", _PATH, put_settings, "Change settings and keys", body=SettingsChange, reply=SettingsReply),
    Route("POST", "/api/settings/test", check_provider, "Make one tiny call to the provider", reply=ProviderTest),
    Route("GET", "/api/providers", writers, "Who writes, in order, and how each stands", reply=WriterList),
    Route("GET", "/api/local-servers", find_local, "Find local servers with OpenAI's interface", reply=LocalServers),
)
