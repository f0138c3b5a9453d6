"""What a reply's headers say about the provider's rate limits, in one form for both dialects.

    OpenAI      x-ratelimit-{limit,remaining,reset}-{requests,tokens}, reset as a duration: `20ms`, `1s`, `6m0s`
    Anthropic   anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-{limit,remaining,reset}, reset as an
                RFC 3339 moment
    both        retry-after-ms, retry-after (seconds or an HTTP date)

Gateways leave headers out, send 0 or -1, or text: whatever makes no sense counts as not said.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, Literal

from msgspec import Struct

Kind = Literal["requests", "tokens", "input-tokens", "output-tokens"]
KINDS: Final[tuple[Kind, ...]] = ("requests", "tokens", "input-tokens", "output-tokens")

_IN_SYNC: Final = 2.0
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|us|µs|ns|d|h|m|s)")
_UNIT: Final = {"d": 86_400.0, "h": 3_600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}


class Reading(Struct, frozen=True):
    """One limit as one reply reported it: what was left, out of how many, and the seconds until all is back.

    `grain` is how exactly `reset` is known, in seconds.
    """

    remaining: int
    limit: int | None = None
    reset: float | None = None
    grain: float = 0.0


def readings(headers: Mapping[str, str], now: datetime, took: float = 0.0) -> dict[Kind, Reading]:
    """Return what `headers` (looked up in lower case) say of each kind of limit, at the wall clock's `now` (UTC).

    `took` seconds passed since the call was sent: by so much a moment's distance is uncertain.
    """
    found: dict[Kind, Reading] = {}
    for kind in KINDS:
        openai = tuple(headers.get(f"x-ratelimit-{part}-{kind}") for part in ("limit", "remaining", "reset"))
        anthropic = tuple(headers.get(f"anthropic-ratelimit-{kind}-{part}") for part in ("limit", "remaining", "reset"))
        limit, remaining, reset = openai if openai[1] is not None else anthropic
        left, most = _count(remaining), _count(limit)
        if left is None or most == 0:
            continue  # a limit of 0 would let nothing through, yet something answered
        seconds, grain = (None, 0.0) if reset is None else _until(reset, headers, now, took)
        found[kind] = Reading(left, most, seconds, grain)
    return found


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds a reply asks to wait, None where it does not say."""
    for name, unit in (("retry-after-ms", 1e-3), ("retry-after", 1.0)):
        value = _number(headers.get(name))
        if value is not None and value >= 0:
            return value * unit
    try:
        moment = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - _theirs(headers, now)).total_seconds())


def _until(text: str, headers: Mapping[str, str], now: datetime, took: float) -> tuple[float | None, float]:
    """Return (seconds, their grain) for a duration or a moment."""
    text = text.strip()
    parts = _PART.findall(text)
    if parts and "".join(number + unit for number, unit in parts) == text:
        number, unit = parts[-1]
        return sum(float(number) * _UNIT[unit] for number, unit in parts), _last_digit(number) * _UNIT[unit]
    seconds = _number(text)
    if seconds is not None:
        return (seconds, _last_digit(text)) if seconds >= 0 else (None, 0.0)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None, 0.0
    if moment.tzinfo is None:
        return None, 0.0
    grain = took + (1e-3 if moment.microsecond else 1.0)
    return max(0.0, (moment - _theirs(headers, now)).total_seconds()), grain


def _theirs(headers: Mapping[str, str], now: datetime) -> datetime:
    """Return the provider's own clock, whole seconds, when it is not in step with `now`; else `now`, which is finer."""
    try:
        date = parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return now
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return now if abs((now - date).total_seconds()) <= _IN_SYNC else date


def _last_digit(number: str) -> float:
    _, _, decimals = number.partition(".")
    return 10.0 ** -len(decimals)


def _count(text: str | None) -> int | None:
    value = _number(text)
    return None if value is None or value < 0 else int(value)


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None
