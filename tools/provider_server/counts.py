"""What the server saw: the figures that tests and benches go by."""

from __future__ import annotations

from collections import Counter, deque
from typing import Any

from msgspec import Struct


class Seen(Struct, kw_only=True):
    """One request; times in the server's monotonic seconds, `ended` and `status` None while it is in flight.

    `client` is the port it came from: one per connection. `latency` is what its answer was to take.
    """

    path: str
    client: int
    question: str
    started: float
    headers: dict[str, str]
    body: dict[str, Any]
    number: int = 0
    ended: float | None = None
    status: int | None = None
    fault: str | None = None
    latency: float = 0.0


class Totals(Struct, kw_only=True):
    """The answer of `GET /_control/counts`."""

    calls: int
    in_flight: int
    max_in_flight: int
    statuses: dict[str, int]
    faults: dict[str, int]
    questions: dict[str, int]
    answered: dict[str, int]
    input_tokens: int
    cached_tokens: int
    written_tokens: int
    output_tokens: int
    first_started: float | None
    last_ended: float | None


class Counts:
    """Counts calls as they come and go. A refused call is in flight as well, if only for a moment."""

    def __init__(self, keep: int) -> None:
        self.requests: deque[Seen] = deque(maxlen=keep)
        self.calls = self.in_flight = self.max_in_flight = 0
        self.written_tokens = 0
        self.input_tokens = self.cached_tokens = self.output_tokens = 0
        self._statuses: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()
        self._questions: Counter[str] = Counter()
        self._answered: Counter[str] = Counter()
        self._first: float | None = None
        self._last: float | None = None

    def begin(self, seen: Seen) -> None:
        """Count a call that has just arrived, and number it."""
        self.calls += 1
        self.in_flight += 1
        self.max_in_flight = max(self.max_in_flight, self.in_flight)
        self._questions[seen.question] += 1
        self._first = seen.started if self._first is None else self._first
        seen.number = self.calls
        self.requests.append(seen)

    def bill(self, input_tokens: int, cached_tokens: int, output_tokens: int, written_tokens: int = 0) -> None:
        """Add the tokens of one answered call."""
        self.input_tokens += input_tokens
        self.cached_tokens += cached_tokens
        self.output_tokens += output_tokens
        self.written_tokens += written_tokens

    def end(self, seen: Seen, status: int | None, now: float) -> None:
        """Count a call as over; a `status` of None is one that got no reply."""
        self.in_flight -= 1
        seen.status, seen.ended, self._last = status, now, now
        self._statuses[str(status) if status else "none"] += 1
        if seen.fault:
            self._faults[seen.fault] += 1
        if status == 200 and seen.fault in {None, "hang"}:  # noqa: PLR2004 (HTTP's own number)
            self._answered[seen.question] += 1

    def calls_of(self, question: str) -> int:
        """Return how many calls have asked `question`."""
        return self._questions[question]

    def totals(self) -> Totals:
        """Return everything counted so far."""
        return Totals(
            calls=self.calls,
            in_flight=self.in_flight,
            max_in_flight=self.max_in_flight,
            statuses=dict(self._statuses),
            faults=dict(self._faults),
            questions=dict(self._questions),
            answered=dict(self._answered),
            input_tokens=self.input_tokens,
            cached_tokens=self.cached_tokens,
            written_tokens=self.written_tokens,
            output_tokens=self.output_tokens,
            first_started=self._first,
            last_ended=self._last,
        )
