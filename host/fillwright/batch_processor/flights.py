"""Questions that are being written just now, so that nobody pays twice for the same one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from fillwright.storage import QuestionKey, Remembered


class Flight:
    """One question under way. `answer` is set once it is written; without one, whoever waited writes it himself."""

    def __init__(self) -> None:
        self.answer: Remembered | None = None
        self._landed = asyncio.Event()

    async def landed(self) -> Remembered | None:
        """Wait for the end and return the answer, None where there is none to share."""
        await self._landed.wait()
        return self.answer

    def land(self) -> None:
        """Let all go on who wait."""
        self._landed.set()


class Flights:
    """The questions under way in all batches of one processor."""

    def __init__(self) -> None:
        self._flying: dict[QuestionKey, Flight] = {}

    def get(self, key: QuestionKey) -> Flight | None:
        """Return the flight of `key`, None where nobody writes it."""
        return self._flying.get(key)

    @contextmanager
    def flying(self, key: QuestionKey) -> Iterator[Flight]:
        """Be the one who writes `key`; whatever happens, those who wait go on at the end of the block."""
        flight = self._flying[key] = Flight()
        try:
            yield flight
        finally:
            del self._flying[key]
            flight.land()
