"""An event loop that does not wait: where nothing is ready, its clock jumps to the next timer.

Clients and servers of one process, over real sockets, so take the time that their waiting takes and none for work: a
quarter of an hour of calls in seconds, and the same figures on a machine that has other things to do.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

T = TypeVar("T")

_SETTLED_S: Final = 0.0005
_LONG_S: Final = 0.01
"""How long bytes may be on their way between two sockets of one machine; waited for before a jump that is long."""


def run_timeless(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run `coroutine` to its end in a loop of its own and return what it returns."""
    with asyncio.Runner(loop_factory=TimelessLoop) as runner:
        return runner.run(coroutine)


class TimelessLoop(asyncio.SelectorEventLoop):
    """A loop whose time passes only where it has nothing to do."""

    def __init__(self) -> None:
        self.passed = 0.0
        super().__init__(_Selector(self))

    def time(self) -> float:
        """Return the seconds that were waited for."""
        return self.passed


class _Selector(selectors.DefaultSelector):
    def __init__(self, loop: TimelessLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready; where nothing is, let `timeout` pass without waiting for it."""
        ready = super().select(0 if timeout is None or timeout <= _LONG_S else _SETTLED_S)
        if ready or timeout == 0:
            return ready
        if timeout is None:
            return super().select(None)
        self._loop.passed += timeout
        return ready
