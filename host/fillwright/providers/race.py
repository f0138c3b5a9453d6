"""Two copies of one call, of which the first to begin its answer goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

from fillwright.errors import ProviderError

T = TypeVar("T")

_LEAST_WAIT_S: Final = 0.05


class Overtaken(Exception):
    """The other copy has begun its answer."""


class Race(Generic[T]):
    """Runs `run` once, and once more where it has not begun its answer within `delay` seconds of being sent.

    The second copy starts when `may_start` allows it, and is asked again for as long as nothing begins. `run` calls
    `sent` and `begun` of the runner it is given; whoever begins second hears Overtaken or is cancelled. A copy that
    fails leaves the race to the other.
    """

    def __init__(self, run: Callable[[Runner[T]], Awaitable[T]], delay: float, may_start: Callable[[], bool]) -> None:
        self._run = run
        self._delay = delay
        self._may_start = may_start
        self._first = Runner(self)
        self._second: asyncio.Task[T] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._winner: Runner[T] | None = None
        self._over: asyncio.Timeout | None = None

    async def result(self) -> T:
        """Return what the winner returns; raises what the last one left raised."""
        try:
            try:
                async with asyncio.timeout(None) as self._over:
                    return await self._run(self._first)
            except (Overtaken, TimeoutError, ProviderError) as error:
                self._over = None
                if self._second is None or self._winner is self._first:
                    raise
                return await self._left(self._second, error)
        finally:
            await self._clear()

    def sent(self, runner: Runner[T]) -> None:
        """Begin to wait for the first copy's first token."""
        if runner is self._first and self._winner is None:
            self._wait(self._delay)

    def begun(self, runner: Runner[T]) -> None:
        """Let `runner` go on, and nobody else."""
        if self._winner is None:
            self._winner = runner
            if self._timer:
                self._timer.cancel()
            if runner is self._first and self._second:
                self._second.cancel()
            elif runner is not self._first and self._over:
                self._over.reschedule(asyncio.get_running_loop().time())
        elif self._winner is not runner:
            raise Overtaken

    def _wait(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, self._consider)

    def _consider(self) -> None:
        if self._may_start():
            self._second = asyncio.ensure_future(self._run(Runner(self)))
        else:
            self._wait(max(self._delay / 4, _LEAST_WAIT_S))

    async def _left(self, second: asyncio.Task[T], error: Exception) -> T:
        try:
            return await second
        except ProviderError:
            if isinstance(error, ProviderError):
                raise error from None
            raise

    async def _clear(self) -> None:
        if self._timer:
            self._timer.cancel()
        if self._second:
            self._second.cancel()
            await asyncio.gather(self._second, return_exceptions=True)


class Runner(Generic[T]):
    """One copy of the call, as it reports on itself."""

    def __init__(self, race: Race[T]) -> None:
        self._race = race

    def sent(self) -> None:
        """Say that the call is on its way."""
        self._race.sent(self)

    def begun(self) -> None:
        """Say that the answer has begun. Raises Overtaken where the other copy's has."""
        self._race.begun(self)
