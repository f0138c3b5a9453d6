"""A client of the Marionette protocol, by which Firefox can be driven.

`LENGTH:JSON` both ways: `[0, id, command, parameters]` out and `[1, id, error, result]` back, one command at a time.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any, Self

from tools.browsers.base import BrowserError


class Marionette:
    """One connection, with one session."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._last_id = 0

    @classmethod
    async def connect(cls, port: int) -> Self:
        """Connect to the Firefox that listens on the loopback `port` and read its greeting."""
        client = cls(*await asyncio.open_connection("127.0.0.1", port, limit=1 << 26))
        await client._read()
        return client

    async def call(self, command: str, **parameters: object) -> Any:  # noqa: ANN401 - any JSON
        """Return the result of `command`; raises BrowserError with Firefox's own words."""
        self._last_id += 1
        message = json.dumps([0, self._last_id, command, parameters]).encode()
        self._writer.write(b"%d:%b" % (len(message), message))
        await self._writer.drain()
        _, identity, error, result = await self._read()
        if identity != self._last_id:
            raise BrowserError(f"{command}: a reply to {identity} came for {self._last_id}")
        if error:
            raise BrowserError(f"{command}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    async def _read(self) -> Any:  # noqa: ANN401 - any JSON
        length = await self._reader.readuntil(b":")
        return json.loads(await self._reader.readexactly(int(length[:-1])))

    async def close(self) -> None:
        """Close the connection; Firefox goes on."""
        self._writer.close()
        await self._writer.wait_closed()
