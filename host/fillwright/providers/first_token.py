"""How long a provider takes to its first token, learned call by call; from that, when to stop waiting for one.

A first token that is missing past `hedge_after` may be raced by a second copy of the call, in a place that is idle.
Past `anew_after` the call may be begun anew in its own place, where none is idle: a wait that long is longer than what
is left of it, as long as the provider is slow by chance and not for the question's sake. Past `give_up_after` the call
has failed. All lie far enough out that a provider of even pace is never asked twice. For one of heavy tails (lognormal,
p99 four times the median) forms of ten questions take, by simulation, 0.78 of their 95th percentile for nine calls more
in a hundred; second copies alone, 0.87 for six.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import deque
from typing import Final
from weakref import WeakValueDictionary

EXTRA: Final = 0.10
"""Second tries made per call, over time."""

AT_START: Final = 2.0
MOST_SAVED: Final = 5.0
"""Second tries that may be made before any call, and that a quiet time saves up."""

PRIOR_HEDGE_S: Final = 4.0
PRIOR_GIVE_UP_S: Final = 15.0
"""Before enough calls were seen: a healthy model's first token comes in about a second, a thinking one's in several."""

_ENOUGH: Final = 8
_KEPT: Final = 200
_HEDGE: Final = (0.75, 1.5)
_ANEW: Final = (0.95, 2.0)
"""The share of first tokens that have come by then, and at least so many times the median."""

_MARGIN_S: Final = 0.05
_GIVE_UP_FACTOR: Final = 3.0
_LEAST_GIVE_UP_S: Final = 2.0

_TRIES: Final = 16
_ENOUGH_TRIES: Final = 4
_IN_VAIN: Final = 3.0
"""How many second tries one costs while they don't help: there are fewer then, but enough to notice when they do."""


class FirstTokens:
    """The first-token times of one provider and model, and the second tries they still allow."""

    def __init__(self) -> None:
        self._seen: deque[float] = deque()
        self._ordered: list[float] = []
        self._in_time: deque[bool] = deque(maxlen=_TRIES)
        self._credit = AT_START

    @property
    def hedge_after(self) -> float:
        """Return the seconds after which a missing first token is late."""
        return PRIOR_HEDGE_S if len(self._ordered) < _ENOUGH else self._late(*_HEDGE)

    @property
    def anew_after(self) -> float:
        """Return the seconds after which it is better not to wait for the first token; may be infinite.

        That takes second tries that were in time for the most part: where the question itself makes a call slow, they
        are as slow, and to begin anew would only lose what was waited for.
        """
        if len(self._ordered) < _ENOUGH or len(self._in_time) < _ENOUGH_TRIES or not self._helpful:
            return math.inf
        return self._late(*_ANEW)

    @property
    def give_up_after(self) -> float:
        """Return the seconds after which a first token will not come any more."""
        if len(self._ordered) < _ENOUGH:
            return PRIOR_GIVE_UP_S
        return max(_LEAST_GIVE_UP_S, self._late(*_ANEW) * _GIVE_UP_FACTOR)

    @property
    def may_try(self) -> bool:
        """Return whether one more second try keeps their share."""
        return self._credit >= self._price

    def called(self) -> None:
        """Note a call, which earns its share of a second try."""
        self._credit = min(MOST_SAVED, self._credit + EXTRA)

    def tried(self) -> None:
        """Note that a second try is made."""
        self._credit -= self._price

    def saw(self, seconds: float, *, second: bool = False, came: bool = True) -> None:
        """Learn from a first token that `came` after `seconds`, or had not come by then when nobody waited any more.

        A `second` try tells whether they help: it was in time or it was not. One that was called off before that tells
        nothing, and neither does any other call that was.
        """
        if not came and seconds < self.hedge_after:
            return
        if second:
            self._in_time.append(came and seconds <= self.hedge_after)
            return
        if len(self._seen) == _KEPT:
            del self._ordered[bisect_left(self._ordered, self._seen.popleft())]
        self._seen.append(seconds)
        insort(self._ordered, seconds)

    @property
    def _helpful(self) -> bool:
        return len(self._in_time) < _ENOUGH_TRIES or sum(self._in_time) * 2 >= len(self._in_time)

    @property
    def _price(self) -> float:
        return 1.0 if self._helpful else _IN_VAIN

    def _late(self, share: float, least: float) -> float:
        usual = self._ordered[len(self._ordered) // 2]
        late = self._ordered[math.ceil(len(self._ordered) * share) - 1]
        return max(late, usual * least) + _MARGIN_S


_known: WeakValueDictionary[tuple[str, str, str], FirstTokens] = WeakValueDictionary()


def first_tokens_for(provider: str, model: str, base_url: str) -> FirstTokens:
    """Return what the process has learned of this model at this address, as long as anybody holds it."""
    return _known.setdefault((provider, model, base_url), FirstTokens())
