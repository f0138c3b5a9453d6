"""One limit of a provider, mirrored from what its replies say, so that a call leaves when it will be let in.

Providers meter with a token bucket: it holds at most `capacity`, refills at `rate` per second, and a reply names what
remains and the seconds until it is full again (OpenAI's and Anthropic's documents on rate limits). `remaining` is
rounded down and level = capacity - rate x reset, so for any two readings i, j

    by their headers  rate x (reset_i - reset_j) + (remaining_i - remaining_j)          lies within (-1, 1)
    by what was used  remaining_j - remaining_i + calls in between - rate x seconds     lies within (-2, 2)

the second while the bucket never was full. Both bracket the rate, whatever `limit` means at this provider: a minute's
requests, a day's, or the bucket's size. Readings that no bucket can give (less remains although less time is left) come
from a fixed window; then all is back at once.
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
_JITTER: Final = 0.02
_OVERTAKING: Final = 2  # a reading is rounded by less than 1, and a call may arrive before the one sent ahead of it


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
        self._lowest, self._highest = 0.0, math.inf
        self._anchor: tuple[float, float, int] | None = None
        self._refill_at = math.inf
        self._at = 0.0
        self.taken = 0.0

    @property
    def known(self) -> bool:
        """Whether any reply has named this limit."""
        return self._level < math.inf

    @property
    def capacity(self) -> float:
        """The most there can be, infinite while unknown."""
        return self._capacity

    def full_in(self, now: float) -> float:
        """Return the seconds until all is back, infinite where nobody knows."""
        short = self._capacity - self.level(now)
        if short <= 0:
            return 0.0
        return min(short / self._rate if self._rate > 0 else math.inf, self._refill_at - now)

    def level(self, now: float) -> float:
        """Return what is left at `now`, infinite while unknown."""
        if self.known:
            if now >= self._refill_at:
                self._level, self._refill_at = self._capacity, math.inf
            self._level += self._rate * max(0.0, now - self._at)
            if self._level >= self._capacity:
                self._level, self._anchor = self._capacity, None
        self._at = now
        return self._level

    def half_full(self, now: float) -> bool:
        """Return whether at least half is left; an unknown limit is no limit."""
        return not self.known or self.level(now) >= self._capacity / 2

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

    def refused(self, now: float, *, told: bool) -> None:
        """Note a refusal; one without a reading (not `told`) means that nothing is left."""
        self._anchor = None
        if self.known and not told:
            self._level = min(self.level(now), 0.0)

    def read(self, reading: Reading, *, mark: float, sent: float, now: float, refusal: bool = False) -> None:
        """Learn from the reply to the call that was sent at `sent` with the total at `mark`.

        The reading is of the moment the call was let in, somewhere between `sent` and `now`, less what left since.
        Where a provider counts at the moment of the reply instead, that is too little by the calls in flight, which
        are few when it matters: near the limit. What was believed is kept as long as it lies between the bounds.
        """
        self._readings.append(reading)
        believed = self.level(now)
        lowest, highest = self._by_headers()
        if highest <= 0:
            self._be_window(reading, now)
        else:
            if not self._narrow(lowest, highest):
                self._lowest, self._highest = lowest, highest
            use = (0.0, math.inf) if refusal else self._by_use(reading, mark, sent)  # is a refused call counted?
            if not self._narrow(*use):
                self._anchor, self._lowest, self._highest = None, lowest, highest
            self._be_bucket(reading)
        least = reading.remaining - (self.taken - mark)
        refilled = min(self._rate * (now - sent), self._capacity - reading.remaining)
        if believed < least or math.isinf(believed):
            self._level = least
        elif believed >= least + refilled + self._step:
            self._level = least + refilled

    def _be_window(self, reading: Reading, now: float) -> None:
        """All comes back at one moment, nothing before it."""
        self._rate = 0.0
        self._capacity = float(reading.limit or max(past.remaining for past in self._readings))
        self._refill_at = now + (reading.reset or 0.0)

    def _be_bucket(self, reading: Reading) -> None:
        """Take the slowest plain meaning of `limit` that the bracket allows, else the bracket's cautious quarter."""
        self._refill_at = math.inf
        guesses = []
        if reading.limit:
            guesses.append(reading.limit / _MINUTE)
            used = reading.limit - reading.remaining
            if reading.reset and used > 0:
                guesses.append(used / reading.reset)
        fitting = [guess for guess in guesses if self._lowest <= guess <= self._highest]
        if fitting:
            self._rate = min(fitting)
        elif math.isfinite(self._highest):
            self._rate = self._lowest + (self._highest - self._lowest) / 4
        elif self._lowest > 0:
            self._rate = self._lowest
        if reading.reset is not None:
            self._capacity = max(reading.remaining + self._rate * reading.reset, 1.0)
        else:
            self._capacity = float(max(reading.limit or 0, reading.remaining, 1))

    def _narrow(self, lowest: float, highest: float) -> bool:
        """Keep what both the old bracket and this one allow, and say whether there is anything."""
        if max(lowest, self._lowest) > min(highest, self._highest):
            return False
        self._lowest, self._highest = max(lowest, self._lowest), min(highest, self._highest)
        return True

    def _by_headers(self) -> tuple[float, float]:
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

    def _by_use(self, reading: Reading, mark: float, sent: float) -> tuple[float, float]:
        """Return the rates that explain what remains after all calls since the anchor; only where calls are counted.

        The anchor is a reading of a bucket at most half full: what would overflow is not refilled.
        """
        if self._step > 1 or (self._anchor is None and reading.remaining > self._capacity / 2):
            return 0.0, math.inf
        if self._anchor is None:
            self._anchor = (sent, mark, reading.remaining)
        since, first_mark, first_remaining = self._anchor
        apart, back = sent - since, reading.remaining - first_remaining + mark - first_mark
        if apart <= _JITTER or back <= _OVERTAKING:
            return 0.0, math.inf
        return (back - _OVERTAKING) / (apart + _JITTER), (back + _OVERTAKING) / (apart - _JITTER)
