"""Which call fails, and how."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress

from aiohttp import web

from tools.provider_server.config import Fault
from tools.provider_server.wire import Ending

_STATUSES = {"quota": 429, "filter_400": 400}
_ENDINGS: dict[str, Ending] = {"length": "length", "refusal": "refusal", "filter": "filter"}
_USELESS = {
    "malformed": ("application/json", b'{"id": "broken", "choices": ['),
    "garbled": ("application/json", b'{"id": "\xff\xfe", "choices": [], "content": []}'),
    "html": ("text/html", b"<!doctype html><title>Sign in to the network</title>"),
    "shape": ("application/json", b'{"object": "list", "data": []}'),
}
_BROKEN_OFF = frozenset({"reset_head", "reset_half", "truncated", "stall", "drip", "endless"})
_UNCOUNTED = frozenset({"drip", "endless"})
DRIP_S = 0.01
MOST_OF_ENDLESS = 256
"""MiB after which an endless reply is silent: who has not left by then reads on whatever comes."""


class FaultPlan:
    """Decides call by call; the same faults and the same order of calls give the same failures."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self._faults = faults
        self._random = [random.Random(fault.seed) for fault in faults]  # noqa: S311 (repeatable, not secret)
        self._seen = [0] * len(faults)
        self._done = [0] * len(faults)

    def next(self, question: str) -> Fault | None:
        """Return the fault that the next call with `question` meets, None where it may succeed."""
        chosen = None
        for place, fault in enumerate(self._faults):
            if self._hits(place, fault, question) and chosen is None:
                self._done[place] += 1
                chosen = fault
        return chosen

    def _hits(self, place: int, fault: Fault, question: str) -> bool:
        if fault.contains is not None and fault.contains not in question:
            return False
        self._seen[place] += 1
        drawn = self._random[place].random()
        if fault.times is not None and self._done[place] >= fault.times:
            return False
        if fault.every is not None and self._seen[place] % fault.every:
            return False
        return fault.share is None or drawn < fault.share


def status_of(fault: Fault | None) -> int | None:
    """Return the HTTP status of a fault, None where the reply is a 200 or none at all."""
    if fault is None:
        return None
    return _STATUSES.get(fault.kind) or (int(fault.kind) if fault.kind.isdigit() else None)


def ending(fault: Fault | None) -> Ending:
    """Return why the answer ends."""
    return _ENDINGS.get(fault.kind, "stop") if fault else "stop"


async def send_broken(
    request: web.Request, fault: Fault | None, headers: dict[str, str], released: asyncio.Event, *, events: bool = False
) -> web.StreamResponse | None:
    """Answer a call in a way that no client can use; None where `fault` is not of this kind, or a hang is over.

    A hang is over after its time, and at the latest when `released` is set. With `events` a stream was asked for.
    """
    if fault is None:
        return None
    if fault.kind == "hang":
        with suppress(TimeoutError):
            await asyncio.wait_for(released.wait(), fault.seconds)
    if fault.kind in _USELESS:
        kind, body = _USELESS[fault.kind]
        return web.Response(body=body, content_type=kind, headers=headers)
    if fault.kind == "reset" and request.transport is not None:
        request.transport.abort()
        return web.Response()
    if fault.kind not in _BROKEN_OFF:
        return None
    length = {} if fault.kind in _UNCOUNTED else {"Content-Length": "900"}
    kind = "text/event-stream" if events else "application/json"
    response = web.StreamResponse(headers={**headers, "Content-Type": kind, **length})
    await response.prepare(request)
    if fault.kind not in {"reset_head", *_UNCOUNTED}:
        await response.write(b'{"id": "cut", "choices": [{"message"')
    await break_off(request, response, fault, released)
    return response


async def break_off(request: web.Request, response: web.StreamResponse, fault: Fault, released: asyncio.Event) -> None:
    """Let a reply that has begun come to no end, as `fault` says."""
    if fault.kind in {"reset_head", "reset_half"} and request.transport is not None:
        request.transport.abort()
    elif fault.kind == "truncated" and request.transport is not None:
        request.transport.close()
    elif fault.kind == "stall":
        await released.wait()
    elif fault.kind == "endless":
        for _ in range(MOST_OF_ENDLESS):
            await response.write(b" " * 1024 * 1024)
        await released.wait()
    while fault.kind == "drip" and not released.is_set():
        await response.write(b"\n")  # white space in JSON, the end of no event in a stream
        with suppress(TimeoutError):
            await asyncio.wait_for(released.wait(), DRIP_S)
