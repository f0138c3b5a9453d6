"""Two copies of one call, of which the first to begin its answer goes on; or one, begun anew in its own place."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import Final, Generic, Protocol, TypeVar

from fillwright.errors import ProviderError

T = TypeVar("T")

_LEAST_WAIT_S: Final = 0.02
_LOOKS: Final = 8
_TURNS_TO_READ: Final = 16
"""Turns of the loop from the socket's data to the beginning of the answer, and some to spare."""


class MayTry(Protocol):
    """Says whether a second try may be made now, in a place that is idle or in the one that is `held`."""

    def __call__(self, *, held: bool) -> bool:
        """Return whether, and take it for made."""


def never(*, held: bool) -> bool:
    """Allow no second try."""
    del held
    return False


class Overtaken(Exception):
    """The other copy has begun its answer."""


class Race(Generic[T]):
    """Runs `run` once, and once more where it has not begun its answer within `delay` seconds of being sent.

    The second copy starts when `may_try` allows it, and is asked again for as long as nothing begins. Where that takes
    `anew` seconds, and there may be none, the first is begun anew instead, but once only. An answer that came while the
    loop stood still, as it does on a busy machine, is read before anybody is late. `run` makes its call with its
    runner's `tries`, and calls the runner's `sent` and `begun`; whoever begins second hears Overtaken or is cancelled.
    A copy that fails leaves the race to the other.
    """

    def __init__(
        self,
        run: Callable[[Runner[T]], Awaitable[T]],
        delay: float,
        may_try: MayTry,
        anew: float = math.inf,
    ) -> None:
        self._run = run
        self._delay = delay
        self._may_try = may_try
        self._anew = anew
        self._sent = 0.0
        self._first = Runner(self)
        self._second: asyncio.Task[T] | None = None
        self._timer: asyncio.Handle | None = None
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
        if runner is self._first and self._winner is None and self._second is None:
            self._sent = asyncio.get_running_loop().time()
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
        self._timer = asyncio.get_running_loop().call_later(seconds, self._read_first, _TURNS_TO_READ)

    def _read_first(self, turns: int) -> None:
        if turns:
            self._timer = asyncio.get_running_loop().call_soon(self._read_first, turns - 1)
        else:
            self._consider()

    def _consider(self) -> None:
        if self._may_try(held=False):
            self._second = asyncio.ensure_future(self._run(Runner(self, second=True)))
        elif self._waited >= self._anew and not self._first.second and self._may_try(held=True):
            self._first.begin_anew()
        else:
            self._wait(max(self._delay / _LOOKS, _LEAST_WAIT_S))

    @property
    def _waited(self) -> float:
        return asyncio.get_running_loop().time() - self._sent

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
    """One copy of the call, as it reports on itself; a `second` try is one that was made since another one was late."""

    def __init__(self, race: Race[T], *, second: bool = False) -> None:
        self._race = race
        self.second = second
        self._patience: asyncio.Timeout | None = None

    async def tries(self, call: Callable[[], Awaitable[T]]) -> T:
        """Return what `call` returns, which is made again where the race has it begun anew."""
        while True:
            patience = self._patience = asyncio.timeout(None)
            try:
                async with patience:
                    return await call()
            except TimeoutError:
                if not patience.expired():
                    raise

    def begin_anew(self) -> None:
        """Call off what is being tried and try again."""
        if self._patience:
            self.second = True
            self._patience.reschedule(asyncio.get_running_loop().time())

    def sent(self) -> None:
        """Say that the call is on its way."""
        self._race.sent(self)

    def begun(self) -> None:
        """Say that the answer has begun. Raises Overtaken where the other copy's has."""
        self._race.begun(self)
