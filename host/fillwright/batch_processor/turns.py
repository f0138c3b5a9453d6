"""A semaphore whose free places go to the most urgent waiter instead of the first."""

from __future__ import annotations

import asyncio
import heapq
from itertools import count
from typing import Final

from msgspec import Struct


class Rank(Struct, frozen=True, order=True):
    """How urgent a call is; less is sooner.

    A call that is made again comes first, so that failures are not saved up for the end, when nothing else runs beside
    them; then what may not be left out, then the longest answer, then the form's order.
    """

    fresh: bool = True
    optional: bool = False
    shortness: float = 0.0
    place: int = 0


FIRST: Final = Rank(fresh=False)

_TURNS_TO_SEND: Final = 3


class Turns:
    """At most `limit` holders at once. A place is handed on the moment it is given back, also by who is cancelled."""

    def __init__(self, limit: int) -> None:
        self._free = limit
        self._waiting: list[tuple[Rank, int, asyncio.Future[None]]] = []
        self._numbers = count()

    @property
    def idle(self) -> bool:
        """Whether a place is free; then nobody waits."""
        return self._free > 0

    async def acquire(self, rank: Rank) -> None:
        """Take a place, when it is `rank`'s turn; equal ranks in the order they came."""
        if self._free:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (rank, next(self._numbers), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.release()
            raise

    def release(self) -> bool:
        """Give a place back; return whether somebody had waited for it."""
        while self._waiting:
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                turn.set_result(None)
                return True
        self._free += 1
        return False


async def others_sent() -> None:
    """Wait until calls that were given their places just now are sent, which takes them three turns of the loop.

    They wake up, go through the client, and are written. Meanwhile no answer is checked, which takes a millisecond.
    """
    for _ in range(_TURNS_TO_SEND):
        await asyncio.sleep(0)
