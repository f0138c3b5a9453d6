"""A batch as it goes: one JSON object a line."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

import msgspec
from aiohttp import web

from fillwright.errors import FillwrightError
from fillwright.messages import BatchEvent, ErrorEvent
from fillwright.server.closing import CLOSING
from fillwright.server.failures import unforeseen
from fillwright.server.replies import JSON_TYPE, SAFE_HEADERS, error_body

NDJSON_TYPE: Final = "application/x-ndjson"

_encoder: Final = msgspec.json.Encoder()


def wants_stream(request: web.Request) -> bool:
    """Return whether the client would rather have a stream: it names NDJSON, no lower than JSON."""
    weights = {NDJSON_TYPE: 0.0, JSON_TYPE: 0.0}
    for part in ",".join(request.headers.getall("Accept", [])).split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name in weights:
            weights[name] = _weight(parameters)
    return weights[NDJSON_TYPE] > 0 and weights[NDJSON_TYPE] >= weights[JSON_TYPE]


def _weight(parameters: list[str]) -> float:
    """Return the `q` of an Accept entry (RFC 9110, 12.4.2); 1 without one, 0 for one that is no number."""
    quality = next((text.removeprefix("q=") for text in parameters if text.startswith("q=")), "1")
    try:
        return float(quality)
    except ValueError:
        return 0.0


async def send_events(request: web.Request, events: AsyncGenerator[BatchEvent, None]) -> web.StreamResponse:
    """Send `events` as they come, no faster than the client reads, and close them whatever happens.

    What fails before the first event leaves as the exception it is; later, an `error` line ends the stream.
    """
    async with aclosing(events):
        first = await anext(events)
        response = web.StreamResponse(headers={**SAFE_HEADERS, "Content-Type": NDJSON_TYPE})
        await response.prepare(request)
        try:
            with request.app[CLOSING].watching():
                await response.write(line(first))
                async for event in events:
                    await response.write(line(event))
        except ConnectionResetError:
            raise
        except FillwrightError as error:
            await response.write(line(ErrorEvent(error=error_body(error))))
        except Exception as error:  # noqa: BLE001 - the response has begun: the last net can't be the middleware
            await response.write(line(ErrorEvent(error=error_body(unforeseen(error)))))
        await response.write_eof()
        return response


def line(event: BatchEvent) -> bytes:
    """Return `event` as one line of JSON."""
    return _encoder.encode(event) + b"\n"
