"""The server's own token buckets and the headers each provider names them in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

from tools.provider_server.config import Limits

Dialect = Literal["openai", "anthropic"]
_MINUTE = 60.0
_STRANGE = {"zero": "0", "minus_one": "-1", "garbage": "soon"}


class TokenBucket:
    """`capacity` tokens, refilled at `rate` per second; monotonic seconds come from the caller."""

    def __init__(self, capacity: float, rate: float, now: float) -> None:
        self.capacity = capacity
        self.rate = rate
        self.level = capacity
        self._at = now

    def take(self, cost: float, now: float, *, charge_refused: bool) -> bool:
        """Take `cost` if it is there and say whether it was; a refusal costs as much where `charge_refused`."""
        self.level = min(self.capacity, self.level + self.rate * (now - self._at))
        self._at = now
        fits = self.level >= cost
        if fits or charge_refused:
            self.level = max(0.0, self.level - cost)
        return fits

    @property
    def reset(self) -> float:
        """Seconds until it is full again."""
        return (self.capacity - self.level) / self.rate

    def until(self, cost: float) -> float:
        """Seconds until `cost` is there."""
        return max(0.0, (cost - self.level) / self.rate)


class Meter:
    """The limits of one API key: admits a request or says how long to wait."""

    def __init__(self, limits: Limits, time_scale: float, now: float) -> None:
        self._limits = limits
        self._scale = time_scale
        self._buckets: dict[str, TokenBucket] = {}
        if limits.requests_per_minute:
            burst = limits.burst or limits.requests_per_minute
            self._buckets["requests"] = TokenBucket(burst, limits.requests_per_minute / _MINUTE * time_scale, now)
        if limits.tokens_per_minute:
            rate = limits.tokens_per_minute / _MINUTE * time_scale
            self._buckets["tokens"] = TokenBucket(limits.tokens_per_minute, rate, now)

    def admit(self, tokens: int, now: float) -> float | None:
        """Return None where the request is let in, else the seconds to wait."""
        costs = {"requests": 1.0, "tokens": float(tokens)}
        refused = [
            bucket.until(costs[kind])
            for kind, bucket in self._buckets.items()
            if not bucket.take(costs[kind], now, charge_refused=self._limits.charge_refused)
        ]
        return max(refused) if refused else None

    def headers(self, dialect: Dialect) -> dict[str, str]:
        """Return the rate-limit headers, true or strange as configured."""
        if self._limits.headers == "none":
            return {}
        named: dict[str, str] = {}
        for kind, bucket in self._buckets.items():
            values = {
                "limit": str(int(self._limit(bucket))),
                "remaining": str(int(bucket.level)),
                "reset": _duration(bucket.reset) if dialect == "openai" else _moment(bucket.reset),
            }
            for part, true in values.items():
                value = _STRANGE.get(self._limits.headers, true)
                if dialect == "openai":
                    named[f"x-ratelimit-{part}-{kind}"] = value
                else:
                    named[f"anthropic-ratelimit-{kind}-{part}"] = value
        return named

    def _limit(self, bucket: TokenBucket) -> float:
        if self._limits.limit_means == "burst":
            return bucket.capacity
        rate = bucket.rate * _MINUTE
        return rate / self._scale if self._limits.limit_means == "nominal" else rate


def _duration(seconds: float) -> str:
    """Write a duration as OpenAI does: 20ms, 1.5s, 6m0s."""
    if seconds < 1:
        return f"{round(seconds * 1000)}ms"
    minutes, rest = divmod(round(seconds, 3), 60)
    return f"{int(minutes)}m{rest:g}s" if minutes else f"{rest:g}s"


def _moment(seconds: float) -> str:
    """Write a moment as Anthropic does, RFC 3339, with the fraction that a scaled clock needs."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")
