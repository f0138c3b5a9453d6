"""The one door to a provider: every call of the process passes it, and it knows when the provider will say no.

A gate holds calls back in the order they came until the mirrored limits (buckets.py) let them through. A refusal shuts
it for everybody, not only for the call that met it. It never refuses a call itself: waiting ends with the caller's
deadline alone.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import random
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Final, Protocol
from weakref import WeakValueDictionary

from fillwright.providers.buckets import Bucket
from fillwright.providers.rate_headers import KINDS, Kind, readings
from fillwright.providers.standing import Limit, Standing

FIRST_CALLS: Final = 5
"""Calls let through before the first reply: the default `max_parallel`, so that a healthy provider is never idle."""

LONGEST_PAUSE: Final = 60.0
"""The cap on a `retry-after`, in seconds: after a minute a limit is whole again, and asking once more costs little."""

_MINUTE: Final = 60.6  # one percent over, since calls sent a minute apart may arrive closer together
_TOKEN_STEP: Final = 1_000  # Anthropic rounds remaining tokens to thousands
_FIRST_PAUSE: Final = 0.5
_QUICKER: Final = 0.9


class Clock(Protocol):
    """Where a gate's time comes from; monotonic seconds."""

    def now(self) -> float:
        """Return the present moment."""

    async def wait(self, changed: asyncio.Event, seconds: float) -> None:
        """Return when `changed` is set or `seconds` (may be infinite) have passed."""


class LoopClock:
    """The running event loop's own time, the one deadlines are given in."""

    def now(self) -> float:
        """Return the running loop's time."""
        return asyncio.get_running_loop().time()

    async def wait(self, changed: asyncio.Event, seconds: float) -> None:
        """Wait in real time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(None if math.isinf(seconds) else seconds):
                await changed.wait()


class Ticket:
    """One admitted call, through which its reply's headers reach the gate."""

    def __init__(self, gate: Gate, marks: dict[Kind, float], sent: float) -> None:
        self._gate = gate
        self._marks = marks
        self._sent = sent

    def heard(self, headers: Mapping[str, str]) -> None:
        """Learn from a reply that was not a refusal."""
        self._gate._read(headers, self._marks, self._sent)  # noqa: SLF001 (a ticket is the gate's other half)
        self._gate._answered()  # noqa: SLF001 (the same)

    def refused(self, headers: Mapping[str, str], retry_after: float | None) -> None:
        """Learn from a 429, and shut the gate for `retry_after` seconds, or for as long as seems wise."""
        known = self._gate._read(headers, self._marks, self._sent, refusal=True)  # noqa: SLF001 (the same)
        self._gate._refused(retry_after, self._sent, known=known)  # noqa: SLF001 (the same)


class Gate:
    """Admission to one provider, model and key, for all batches of the process; bound to one event loop."""

    def __init__(self, clock: Clock | None = None, minute: float = _MINUTE) -> None:
        """Start open and unknowing; `minute` is the length of the window that `configure` counts in."""
        self._clock: Clock = clock or LoopClock()
        self._minute = minute
        self._buckets = {kind: Bucket() if kind == "requests" else Bucket(0.0, _TOKEN_STEP) for kind in KINDS}
        self._queue: deque[asyncio.Event] = deque()
        self._log: deque[tuple[float, int]] = deque()
        self._limits: tuple[int | None, int | None] = (None, None)
        self._in_flight = 0
        self._window = float(FIRST_CALLS)
        self._proved = False
        self._shut_until = -math.inf
        self._shut_at = -math.inf
        self._refusals = 0
        self._spacing = 0.0
        self._last = -math.inf

    @property
    def pause_left(self) -> float:
        """The seconds until a refusal's pause is over, 0 when there is none."""
        return max(0.0, self._shut_until - self._clock.now())

    @property
    def shut(self) -> bool:
        """Whether a refusal's pause is running."""
        return self.pause_left > 0

    def standing(self) -> Standing:
        """Return how many calls are on their way, how many wait, for how long the next one would, and what is left."""
        now = self._clock.now()
        wait = self._delay(_costs(0, 0), 0)
        return Standing(
            under_way=self._in_flight,
            waiting=len(self._queue),
            wait_s=round(max(0.0, wait), 3) if math.isfinite(wait) else None,
            limits=tuple(_limit(kind, bucket, now) for kind, bucket in self._buckets.items() if bucket.known),
        )

    def roomy(self, input_tokens: int = 0, output_tokens: int = 0) -> bool:
        """Return whether a call that nobody needs would disturb nobody.

        Nobody waits, no refusal has been met for a while, and of every known limit half is left.
        """
        now = self._clock.now()
        total = input_tokens + output_tokens
        costs = _costs(input_tokens, output_tokens)
        return (
            not self._queue
            and self._proved
            and now - self._shut_at > self._minute
            and self._delay(costs, total) <= 0
            and all(bucket.half_full(now) for bucket in self._buckets.values())
        )

    def configure(self, requests_per_minute: int | None, tokens_per_minute: int | None) -> None:
        """Keep within limits the person named: at most so many requests and tokens in any minute."""
        self._limits = (requests_per_minute, tokens_per_minute)

    @asynccontextmanager
    async def admission(self, input_tokens: int = 0, output_tokens: int = 0) -> AsyncIterator[Ticket]:
        """Hold the call back until the provider will take it, then count it in flight until the block is left.

        First come, first served. The tokens are the caller's estimates.
        """
        total = input_tokens + output_tokens
        costs = _costs(input_tokens, output_tokens)
        await self._wait_turn(costs, total)
        now = self._clock.now()
        marks = {kind: bucket.take(costs[kind], now) for kind, bucket in self._buckets.items()}
        self._last = now
        self._log.append((now, total))
        self._in_flight += 1
        try:
            yield Ticket(self, marks, now)
        finally:
            self._in_flight -= 1
            self._wake()

    async def _wait_turn(self, costs: Mapping[Kind, float], total: int) -> None:
        mine = asyncio.Event()
        self._queue.append(mine)
        try:
            while True:
                mine.clear()
                delay = self._delay(costs, total) if self._queue[0] is mine else math.inf
                if delay <= 0:
                    return
                await self._clock.wait(mine, delay)
        finally:
            self._queue.remove(mine)
            self._wake()

    def _wake(self) -> None:
        if self._queue:
            self._queue[0].set()

    def _delay(self, costs: Mapping[Kind, float], total: int) -> float:
        if self._in_flight >= self._window:
            return math.inf
        now = self._clock.now()
        mirrored = max(bucket.delay(costs[kind], now) for kind, bucket in self._buckets.items())
        return max(mirrored, self._shut_until - now, self._last + self._spacing - now, self._own_delay(total, now))

    def _own_delay(self, total: int, now: float) -> float:
        """Return the seconds until one more call keeps within the person's own limits."""
        while self._log and self._log[0][0] <= now - self._minute:
            self._log.popleft()
        requests, tokens = self._limits
        delay = 0.0
        if requests is not None and len(self._log) >= requests:
            delay = self._log[len(self._log) - requests][0] + self._minute - now
        if tokens is not None:
            spent = total
            for moment, cost in reversed(self._log):
                spent += cost
                if spent > tokens:
                    return max(delay, moment + self._minute - now)
        return delay

    def _read(
        self, headers: Mapping[str, str], marks: Mapping[Kind, float], sent: float, *, refusal: bool = False
    ) -> bool:
        now = self._clock.now()
        found = readings(headers, datetime.now(UTC), now - sent)
        for kind, reading in found.items():
            self._buckets[kind].read(reading, mark=marks[kind], sent=sent, now=now, refusal=refusal)
        return "requests" in found

    def _answered(self) -> None:
        if not self._proved:
            self._proved = True
            self._window = math.inf
        self._window += 1
        self._refusals = 0
        self._spacing = self._spacing * _QUICKER if self._spacing > _FIRST_PAUSE / 100 else 0.0
        self._wake()

    def _refused(self, retry_after: float | None, sent: float, *, known: bool) -> None:
        now = self._clock.now()
        if sent < self._shut_at:
            return  # it left before the gate was shut: the same refusal, told twice
        self._refusals += 1
        if retry_after is None:
            retry_after = _FIRST_PAUSE * 2 ** min(self._refusals, 8) * random.uniform(0.75, 1.25)  # noqa: S311 (jitter)
        pause = min(retry_after, LONGEST_PAUSE)
        self._shut_at = now
        self._shut_until = max(self._shut_until, now + pause)
        self._proved = True
        self._window = max(1.0, self._in_flight // 2)
        for bucket in self._buckets.values():
            bucket.refused(now, told=known)
        if not known:
            self._spacing = max(self._spacing, pause)
        self._wake()


def _limit(kind: Kind, bucket: Bucket, now: float) -> Limit:
    full = bucket.full_in(now)
    return Limit(
        kind=kind,
        left=max(0, math.floor(bucket.level(now))),
        of=round(bucket.capacity),
        full_s=round(full, 3) if math.isfinite(full) else None,
    )


def _costs(input_tokens: int, output_tokens: int) -> dict[Kind, float]:
    total = input_tokens + output_tokens
    return {"requests": 1.0, "tokens": total, "input-tokens": input_tokens, "output-tokens": output_tokens}


_gates: WeakValueDictionary[tuple[str, str, str, str], Gate] = WeakValueDictionary()


def gate_for(provider: str, model: str, api_key: str, base_url: str) -> Gate:
    """Return the process's one gate for this provider, model, key and address, as long as anybody holds it."""
    fingerprint = hashlib.sha256(api_key.encode()).hexdigest()
    return _gates.setdefault((provider, model, fingerprint, base_url), Gate())
