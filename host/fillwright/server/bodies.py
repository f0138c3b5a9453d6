"""Reading request bodies: declared type first, then size, then time, then content."""

from __future__ import annotations

import asyncio
from typing import Final, TypeVar

from aiohttp import web

from fillwright.errors import NotJson, RequestTimeout, TooLarge, UnsupportedType
from fillwright.messages import decode
from fillwright.server.replies import JSON_TYPE

T = TypeVar("T")

JSON_LIMIT: Final = 1024 * 1024
FILE_LIMIT: Final = 10 * 1024 * 1024
BODY_SECONDS: Final = 30.0


async def read_json(request: web.Request, kind: type[T]) -> T:
    """Return the JSON body as a `kind`; raises what `read_json_bytes` and `messages.decode` raise."""
    return decode(kind, await read_json_bytes(request))


async def read_json_bytes(request: web.Request, limit: int = JSON_LIMIT) -> bytes:
    """Return a body declared as JSON, at most `limit` bytes.

    Raises UnsupportedType, NotJson, TooLarge, RequestTimeout.
    """
    require_json_type(request)
    return await read_bytes(request, limit)


def require_json_type(request: web.Request) -> None:
    """Raise UnsupportedType for any declared type but JSON, NotJson for a charset other than UTF-8.

    A missing type is refused too: a page can send one of the three simple types, or none, without asking first.
    """
    if request.content_type != JSON_TYPE:
        raise UnsupportedType("Send the body as `Content-Type: application/json`.")
    if (request.charset or "utf-8").lower() not in {"utf-8", "utf8"}:
        raise NotJson("JSON is sent in UTF-8: leave the charset out.")


async def read_bytes(request: web.Request, limit: int = FILE_LIMIT) -> bytes:
    """Return the whole body.

    Raises TooLarge from Content-Length alone, or as soon as a chunked body passes `limit` bytes, UnsupportedType for a
    compressed one, RequestTimeout when it is not complete after 30 seconds.
    """
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedType("Send the body uncompressed.")
    too_large = TooLarge(f"The body is over {limit // 1024} KiB, the limit here.")
    if request.content_length is not None and request.content_length > limit:
        raise too_large
    await invite(request)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > limit:
                    raise too_large
    except TimeoutError:
        raise RequestTimeout(f"The body was not complete after {BODY_SECONDS:.0f} s: send it again.") from None
    return bytes(body)


async def invite(request: web.Request) -> None:
    """Tell a client that waits for `100 Continue` to send its body; it has passed the guard by now."""
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # the response itself has not begun


async def answer_expectation_later(_request: web.Request) -> None:
    """Do nothing where aiohttp would send `100 Continue`: that is before the guard."""
