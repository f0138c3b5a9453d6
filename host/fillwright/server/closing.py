"""Stopping without cutting anybody off in mid-sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from aiohttp import web

from fillwright.errors import ServerUnavailable

GRACE_SECONDS: Final = 1.0
LAST_WORDS_SECONDS: Final = 1.0


class Closing:
    """Knows the long calls under way, gives them a moment when the server stops, and then says why it breaks them off.

    `grace` is that moment in seconds. `when_idle` is called once the server has been asked to end and no such call is
    under way.
    """

    when_idle: Callable[[], None] = staticmethod(lambda: None)

    def __init__(self, grace: float = GRACE_SECONDS) -> None:
        self._grace = grace
        self._begun = False
        self._retiring = False
        self._calls: set[asyncio.Task[object]] = set()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch the current task; a cancellation by `finish` leaves the block as ServerUnavailable."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a call is watched from its own task")
        self._calls.add(task)
        try:
            yield
        except asyncio.CancelledError:
            if not self._begun:
                raise
            task.uncancel()
            message = "The server is stopping; send the batch again: what was finished is kept."
            raise ServerUnavailable(message) from None
        finally:
            self._calls.discard(task)
            self._look()

    def retire(self) -> int:
        """Have the server end as soon as no long call is under way, and return how many are now."""
        self._retiring = True
        self._look()
        return len(self._calls)

    def _look(self) -> None:
        if self._retiring and not self._calls:
            self.when_idle()

    async def finish(self, _app: web.Application) -> None:
        """Wait for the calls under way, `grace` seconds at most, then cancel them and let them say so."""
        self._begun = True
        if not self._calls:
            return
        _, late = await asyncio.wait(self._calls, timeout=self._grace)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=LAST_WORDS_SECONDS)


CLOSING: Final = web.AppKey("closing", Closing)
