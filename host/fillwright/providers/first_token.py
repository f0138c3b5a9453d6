"""How long a provider takes to its first token, learned call by call; from that, when to stop waiting for one.

A first token that is missing past `hedge_after` may be raced by a second copy of the call; past `give_up_after` the
call is given up and made again. Both lie far enough out that a provider of even pace is never hedged, and one of heavy
tails (lognormal, p99 four times the median) for about one call in ten.
"""

from __future__ import annotations

import math
from collections import deque
from typing import Final
from weakref import WeakValueDictionary

EXTRA: Final = 0.10
"""Second copies sent per call, over time."""

PRIOR_HEDGE_S: Final = 4.0
PRIOR_GIVE_UP_S: Final = 15.0
"""Before enough calls were seen: a healthy model's first token comes in about a second, a thinking one's in several."""

_ENOUGH: Final = 8
_KEPT: Final = 200
_PERCENTILE: Final = 0.9
_ABOVE_MEDIAN: Final = 1.5
_MARGIN_S: Final = 0.05
_GIVE_UP_FACTOR: Final = 4.0
_LEAST_GIVE_UP_S: Final = 2.0
_MOST_CREDIT: Final = 3.0


class FirstTokens:
    """The first-token times of one provider and model, and the second copies they still allow."""

    def __init__(self) -> None:
        self._seen: deque[float] = deque(maxlen=_KEPT)
        self._credit = 1.0

    @property
    def hedge_after(self) -> float:
        """Return the seconds after which a missing first token is unusual."""
        if len(self._seen) < _ENOUGH:
            return PRIOR_HEDGE_S
        ordered = sorted(self._seen)
        usual = ordered[len(ordered) // 2]
        late = ordered[math.ceil(len(ordered) * _PERCENTILE) - 1]
        return max(late, usual * _ABOVE_MEDIAN) + _MARGIN_S

    @property
    def give_up_after(self) -> float:
        """Return the seconds after which a first token will not come any more."""
        if len(self._seen) < _ENOUGH:
            return PRIOR_GIVE_UP_S
        return max(_LEAST_GIVE_UP_S, self.hedge_after * _GIVE_UP_FACTOR)

    @property
    def may_hedge(self) -> bool:
        """Return whether one more second copy keeps their share."""
        return self._credit >= 1.0

    def called(self) -> None:
        """Note a call, which earns its share of a second copy."""
        self._credit = min(_MOST_CREDIT, self._credit + EXTRA)

    def hedged(self) -> None:
        """Note a second copy."""
        self._credit -= 1.0

    def saw(self, seconds: float) -> None:
        """Learn from a first token that took `seconds`, or at least that long where it was not waited for."""
        self._seen.append(seconds)


_known: WeakValueDictionary[tuple[str, str, str], FirstTokens] = WeakValueDictionary()


def first_tokens_for(provider: str, model: str, base_url: str) -> FirstTokens:
    """Return what the process has learned of this model at this address, as long as anybody holds it."""
    return _known.setdefault((provider, model, base_url), FirstTokens())
