"""The provider server for tests and benches: as a process of its own, or inside the caller's event loop."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import msgspec
from aiohttp import web

from tools.provider_server.app import create_app
from tools.provider_server.config import Config
from tools.provider_server.counts import Seen, Totals

LISTENING = "listening on "
_ROOT = Path(__file__).parents[2]


class Handle:
    """A running provider server: where it is and what it saw."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self._session = session

    @property
    def openai_url(self) -> str:
        """What OPENAI_BASE_URL would hold."""
        return f"{self.url}/v1"

    @property
    def anthropic_url(self) -> str:
        """What ANTHROPIC_BASE_URL would hold."""
        return self.url

    async def counts(self, key: str | None = None) -> Totals:
        """Return what was counted since the start or the last change, of all calls or of those with one API key."""
        return msgspec.json.decode(await self._get("counts" if key is None else f"counts?key={key}"), type=Totals)

    async def requests(self) -> list[Seen]:
        """Return the last requests, oldest first."""
        return msgspec.json.decode(await self._get("requests"), type=list[Seen])

    async def configure(self, config: Config) -> None:
        """Behave as `config` says from now on, with all counts at zero."""
        async with self._session.post(f"{self.url}/_control/config", data=msgspec.json.encode(config)) as response:
            response.raise_for_status()

    async def reset(self) -> None:
        """Start anew with the same behaviour."""
        async with self._session.post(f"{self.url}/_control/reset") as response:
            response.raise_for_status()

    async def release(self) -> None:
        """Have the calls that hang answered, and let none hang until the next change."""
        async with self._session.post(f"{self.url}/_control/release") as response:
            response.raise_for_status()

    async def _get(self, name: str) -> bytes:
        async with self._session.get(f"{self.url}/_control/{name}") as response:
            response.raise_for_status()
            return await response.read()


@asynccontextmanager
async def provider_server(config: Config | None = None) -> AsyncIterator[Handle]:
    """Run the server as a process of its own while the block lasts; it also ends when this process does."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tools.provider_server", "--port", "0", "--until-eof"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=_ROOT,
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the provider server has no pipes")
    try:
        line = (await process.stdout.readline()).decode().strip()
        if not line.startswith(LISTENING):
            raise RuntimeError(f"the provider server did not start: {line!r}")
        async with aiohttp.ClientSession() as session:
            handle = Handle(line.removeprefix(LISTENING), session)
            if config is not None:
                await handle.configure(config)
            yield handle
    finally:
        process.stdin.close()
        await process.wait()


@asynccontextmanager
async def provider_server_here(config: Config | None = None) -> AsyncIterator[Handle]:
    """Run the server in this event loop, on a real socket, while the block lasts."""
    async with listening(config or Config()) as url, aiohttp.ClientSession() as session:
        yield Handle(url, session)


@asynccontextmanager
async def listening(config: Config, port: int = 0) -> AsyncIterator[str]:
    """Listen on loopback and yield the address. A client that leaves ends its call."""
    runner = web.AppRunner(create_app(config), handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
