"""Warm first: a prefix is paid once, when the calls that share it wait until the answer to one of them has begun."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Final

from msgspec import Struct

from fillwright.providers import LASTS_S

LONGEST_WAIT_S: Final = 1.0
"""A first token that takes longer is not worth more waiting: the person waits for the form, not for the discount."""


class Prefix(Struct, frozen=True):
    """What a provider's cache goes by: the model, the form of the reply, which it holds too, and the text."""

    model: str
    structured: bool
    text: str


class Warmth:
    """The prefixes that calls of this processor have warmed, and those that are being warmed."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._until: dict[Prefix, float] = {}
        self._begun: dict[Prefix, asyncio.Event] = {}

    def has(self, prefix: Prefix) -> bool:
        """Return whether the provider's cache should hold `prefix`."""
        return self._until.get(prefix, -1.0) > self._clock()

    def comes(self, prefix: Prefix) -> bool:
        """Return whether somebody is having `prefix` put there just now."""
        return prefix in self._begun

    @asynccontextmanager
    async def turn(self, prefix: Prefix, *, patient: bool = True) -> AsyncIterator[Callable[[], None]]:
        """Wait until `prefix` is warm, unless it is the caller's to warm; he calls what is yielded as it begins.

        Whatever becomes of the one who warms it, the others go on when he, or one who is not `patient` and went at
        once, has begun, or he has ended.
        """
        begun = self._begun.get(prefix)
        if begun is not None and patient and not self.has(prefix):
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_WAIT_S):
                    await begun.wait()
        mine = self._begun.setdefault(prefix, asyncio.Event()) if begun is None else None

        told = False

        def begin() -> None:
            nonlocal told
            if not told:
                told = True
                self._keep(prefix)
                if awaited := self._begun.get(prefix):
                    awaited.set()

        try:
            yield begin
        finally:
            if mine:
                mine.set()
                del self._begun[prefix]

    def _keep(self, prefix: Prefix) -> None:
        now = self._clock()
        self._until = {known: until for known, until in self._until.items() if until > now}
        self._until[prefix] = now + LASTS_S
