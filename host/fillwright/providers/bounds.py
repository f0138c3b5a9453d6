"""What a provider, or whoever speaks in its place, may send: no reply without an end, none that leads elsewhere.

Imported with the SDK's HTTP client, which is loaded at the first use.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final

import httpx2

from fillwright.errors import InvalidAnswer

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a reply that are read at most; the results of a large prepared set come in one file."""

LARGEST_PACKED: Final = 64 * 1024
"""The same of a reply that is compressed though nobody asked for it: it may grow a thousandfold."""


def http_options() -> dict[str, Any]:
    """Return the HTTP client's options: replies are bounded, not compressed, and only the address set is asked."""
    return {
        "event_hooks": {"response": [_bound]},
        "follow_redirects": False,
        "headers": {"Accept-Encoding": "identity"},
    }


async def _bound(response: httpx2.Response) -> None:
    packed = response.headers.get("content-encoding", "identity") != "identity"
    stream = response.stream
    if isinstance(stream, httpx2.AsyncByteStream):
        response.stream = _Bounded(stream, LARGEST_PACKED if packed else LARGEST)


class _Bounded(httpx2.AsyncByteStream):
    """A reply's body up to `most` bytes. Reading on raises InvalidAnswer."""

    def __init__(self, stream: httpx2.AsyncByteStream, most: int) -> None:
        self._stream = stream
        self._left = most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for data in self._stream:
            self._left -= len(data)
            if self._left < 0:
                raise InvalidAnswer("The provider sent a reply without an end; ask again.")
            yield data

    async def aclose(self) -> None:
        """Let the connection go."""
        await self._stream.aclose()
