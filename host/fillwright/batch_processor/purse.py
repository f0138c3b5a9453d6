"""Money that several calls draw from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Purse:
    """At most `usd` US dollars, reserved or spent, by all who share it."""

    def __init__(self, usd: float) -> None:
        self.usd = usd
        self._drawn = 0.0

    def holds(self, usd: float) -> bool:
        """Return whether `usd` more are there."""
        return self._drawn + usd <= self.usd

    def draw(self, usd: float) -> None:
        """Take `usd`, or give them back where they are less than nothing."""
        self._drawn += usd


class SharedPurse:
    """What is left for all batches that run at once, so that none of them spends what another one counts on."""

    def __init__(self) -> None:
        self._purse: Purse | None = None
        self._sharers = 0

    @contextmanager
    def shared(self, left: float | None) -> Iterator[Purse | None]:
        """Give the purse for the time of the block: a new one of `left` US dollars where nobody shares one just now.

        None where nothing limits them.
        """
        if left is None:
            yield None
            return
        if self._purse is None or not self._sharers:
            self._purse = Purse(left)
        self._sharers += 1
        try:
            yield self._purse
        finally:
            self._sharers -= 1
