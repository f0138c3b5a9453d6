"""One limit of a provider, mirrored from what its replies say, so that a call leaves when it will be let in.

Providers meter with a token bucket: it holds at most `capacity`, refills at `rate` per second, and a reply names what
remains and the seconds until it is full again (OpenAI's and Anthropic's documents on rate limits). From a reading
follows, because `remaining` is rounded down and level = capacity - rate x reset:

    rate x (reset_i - reset_j) + (remaining_i - remaining_j)  lies within (-1, 1)  for any two readings i, j

which brackets the rate whatever `limit` means there: the requests of a minute, of a day, or the bucket's size. Readings
that no bucket can give (less remains although less time is left) come from a fixed window; then all is back at once.
"""

from __future__ import annotations

import math
from collections import deque
from typing import Final

from fillwright.providers.rate_headers import Reading

MARGIN: Final = 0.5
"""How much of one request must be there beyond the one to send: covers network jitter, costs half a token once."""

_MINUTE: Final = 60.0
_KEPT: Final = 32
_BLIND_RATE: Final = 1.0


class Bucket:
    """The provider's view of one kind of limit; unknown, and so open, until the first reading. Not thread-safe."""

    def __init__(self, margin: float = MARGIN, step: float = 1.0) -> None:
        """Keep `margin` (of the bucket's unit, not to be used up) and `step`, to which `remaining` is rounded."""
        self._margin = margin
        self._step = step
        self._readings: deque[Reading] = deque(maxlen=_KEPT)
        self._level = math.inf
        self._capacity = math.inf
        self._rate = _BLIND_RATE
        self._refill_at = math.inf
        self._at = 0.0
        self.taken = 0.0

    @property
    def known(self) -> bool:
        """Whether any reply has named this limit."""
        return self._level < math.inf

    def level(self, now: float) -> float:
        """Return what is left at `now`, infinite while unknown."""
        if self.known:
            if now >= self._refill_at:
                self._level, self._refill_at = self._capacity, math.inf
            self._level = min(self._capacity, self._level + self._rate * max(0.0, now - self._at))
        self._at = now
        return self._level

    def delay(self, cost: float, now: float) -> float:
        """Return the seconds until `cost` can be taken, 0 for now."""
        need = min(cost + self._margin, self._capacity) - 1e-6
        short = need - self.level(now)
        if short <= 0:
            return 0.0
        refilled = short / self._rate if self._rate > 0 else math.inf
        return min(refilled, self._refill_at - now)

    def take(self, cost: float, now: float) -> float:
        """Take `cost` and return the total taken so far, by which a later reading is placed in time."""
        self._level = self.level(now) - cost
        self.taken += cost
        return self.taken

    def empty(self, now: float) -> None:
        """Note that the provider found nothing left, in a reply without a reading."""
        if self.known:
            self._level = min(self.level(now), 0.0)

    def read(self, reading: Reading, *, mark: float, sent: float, now: float) -> None:
        """Learn from the reply to the call that was sent at `sent` with the total at `mark`.

        Whether a reply's headers were counted when the call was let in or when it was answered is not documented; of
        the two levels that follow, the one nearer to what is already believed is taken, the first one at first.
        """
        self._readings.append(reading)
        believed = self.level(now)
        self._learn_rate(reading, now)
        earlier = reading.remaining + self._rate * (now - sent) - (self.taken - mark)
        if math.isinf(believed):
            self._level = min(earlier, self._capacity)
            return
        candidates = (earlier, float(reading.remaining))
        if any(floor <= believed < floor + self._step for floor in candidates):
            return
        self._level = min(min(candidates, key=lambda floor: abs(floor - believed)), self._capacity)

    def _learn_rate(self, reading: Reading, now: float) -> None:
        lowest, highest = self._bracket()
        if highest <= 0:
            self._rate = 0.0
            self._capacity = float(reading.limit or max(past.remaining for past in self._readings))
            self._refill_at = now + (reading.reset or 0.0)
            return
        self._refill_at = math.inf
        guesses = []
        if reading.limit:
            guesses.append(reading.limit / _MINUTE)
            if reading.reset is not None and reading.reset > reading.grain and reading.limit > reading.remaining:
                guesses.append((reading.limit - reading.remaining) / (reading.reset - reading.grain))
        fitting = [guess for guess in guesses if lowest <= guess <= highest]
        if fitting:
            self._rate = min(fitting)
        elif math.isfinite(highest):
            self._rate = (max(lowest, 0.0) + highest) / 2
        elif lowest > 0:
            self._rate = lowest
        if reading.reset is not None:
            self._capacity = max(reading.remaining + self._rate * reading.reset, 1.0)
        else:
            self._capacity = float(max(reading.limit or 0, reading.remaining, 1))

    def _bracket(self) -> tuple[float, float]:
        """Return the lowest and highest rate that the kept readings allow."""
        timed = [(reading.reset, reading) for reading in self._readings if reading.reset is not None]
        if not timed:
            return 0.0, math.inf
        far, later = max(timed, key=lambda pair: pair[0])
        near, sooner = min(timed, key=lambda pair: pair[0])
        grain = max(later.grain, sooner.grain)
        apart, fewer = far - near, sooner.remaining - later.remaining
        if apart <= grain:
            return 0.0, math.inf
        return max(0.0, (fewer - self._step) / (apart + grain)), (fewer + self._step) / (apart - grain)
