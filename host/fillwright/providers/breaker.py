"""When a provider is not worth asking: a circuit breaker with a half-open probe."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

from fillwright.errors import (
    ContentFiltered,
    DeadlineExceeded,
    InvalidAnswer,
    InvalidKey,
    MissingKey,
    ProviderError,
    QuotaExhausted,
    UnknownModel,
)

FAILURES: Final = 3
"""Questions in a row that failed for good before the provider is left alone."""

FIRST_PAUSE_S: Final = 15.0
LONGEST_PAUSE_S: Final = 300.0

_LASTING: Final = (MissingKey, InvalidKey, QuotaExhausted, UnknownModel)
_OF_THE_QUESTION: Final = (ContentFiltered, DeadlineExceeded, InvalidAnswer)


class Breaker:
    """Closed: ask. Open: don't, for a pause that doubles. Half open: one question probes, the others don't wait for it.

    A key, an account or a model that does not work opens it at once; what is the question's fault never counts.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._reason: ProviderError | None = None
        self._failures = 0
        self._pause = 0.0
        self._open_until = 0.0
        self._probing = False

    @property
    def reason(self) -> ProviderError | None:
        """What opened it, None while it is closed."""
        return self._reason if self._pause else None

    @property
    def rest_s(self) -> float:
        """The seconds for which the provider is left alone, 0 while it is asked."""
        return max(0.0, self._open_until - self._clock()) if self._pause else 0.0

    def allows(self) -> bool:
        """Return whether to ask now; where a probe is due, the one who hears True makes it."""
        if not self._pause:
            return True
        if self._probing or self._clock() < self._open_until:
            return False
        self._probing = True
        return True

    def answered(self) -> None:
        """Close: the provider works."""
        self._failures, self._pause, self._probing = 0, 0.0, False

    def left(self) -> None:
        """Note that a question was called off before anything was learned; the next may probe."""
        self._probing = False

    def failed(self, error: ProviderError) -> None:
        """Note a failure for good."""
        if isinstance(error, _OF_THE_QUESTION):
            self.left()
            return
        self._failures += 1
        if self._probing or self._failures >= FAILURES or isinstance(error, _LASTING):
            self._reason = error
            self._pause = min(LONGEST_PAUSE_S, self._pause * 2 or FIRST_PAUSE_S)
            self._open_until = self._clock() + self._pause
            self._probing = False
