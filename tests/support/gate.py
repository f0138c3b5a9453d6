"""A gate in front of a server, so that a test decides when a call gets through."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit


@asynccontextmanager
async def gate_to(url: str, reached: asyncio.Event, opened: asyncio.Event) -> AsyncIterator[str]:
    """A way to the server at `url` that lets nothing through before `opened`, and says when somebody has come."""
    place = urlsplit(url)

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()

    async def pass_through(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.set()
        await opened.wait()
        there = await asyncio.open_connection(place.hostname, place.port)
        await asyncio.gather(carry(reader, there[1]), carry(there[0], writer))

    async with await asyncio.start_server(pass_through, "127.0.0.1", 0) as gate:
        yield f"http://127.0.0.1:{gate.sockets[0].getsockname()[1]}{place.path}"
