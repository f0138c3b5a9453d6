"""Local servers found by themselves: the usual ports of 127.0.0.1 are asked for their models, and nothing else."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Annotated, Final

import aiohttp
import msgspec
from msgspec import Meta, Struct

SECONDS: Final = 1.5
"""How long a server may take to name its models."""
_MOST_BYTES: Final = 256 * 1024
_MOST_MODELS: Final = 100


class Place(Struct, frozen=True):
    """A port of 127.0.0.1, and who usually listens there."""

    name: str
    port: int


class LocalServer(Struct, frozen=True, kw_only=True):
    """A server with OpenAI's interface on this machine: its `base_url`, and the models it offers."""

    name: str
    base_url: str
    models: list[str]


class _Model(Struct):
    id: Annotated[str, Meta(min_length=1, max_length=200)]


class _Models(Struct):
    data: list[_Model]


@cache
def usual_places() -> tuple[Place, ...]:
    """Return where local servers listen unless told otherwise."""
    table = tomllib.loads(resources.files(__package__).joinpath("local.toml").read_text("utf-8"))
    return msgspec.convert(tuple(table["server"]), tuple[Place, ...])


async def find_local_servers(places: Sequence[Place] | None = None) -> list[LocalServer]:
    """Return the servers that answer at `places` (default: the usual ones), within two seconds, all asked at once.

    One `GET …/models` each, without key, cookie or proxy, and to 127.0.0.1 alone; a redirection is not followed.
    """
    chosen = usual_places() if places is None else places
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with aiohttp.ClientSession(timeout=timeout, trust_env=False) as session:
        found = await asyncio.gather(*(_ask(session, place) for place in chosen))
    return [server for server in found if server is not None]


async def _ask(session: aiohttp.ClientSession, place: Place) -> LocalServer | None:
    base_url = f"http://127.0.0.1:{place.port}/v1"
    try:
        async with session.get(f"{base_url}/models", allow_redirects=False) as reply:
            if reply.status != 200:  # noqa: PLR2004 - HTTP's OK
                return None
            models = msgspec.json.decode(await reply.content.read(_MOST_BYTES), type=_Models)
    except (aiohttp.ClientError, TimeoutError, OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return LocalServer(name=place.name, base_url=base_url, models=[each.id for each in models.data[:_MOST_MODELS]])
