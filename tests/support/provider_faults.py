"""Each way a provider can fail for good: the fault, the error it ends in, the calls that are made of it.

A 429 is not among them: a rate limit is waited out for as long as the deadline holds.
"""

from __future__ import annotations

from fillwright.config import Settings
from fillwright.errors import (
    ContentFiltered,
    InvalidAnswer,
    InvalidKey,
    ProviderError,
    ProviderTimeout,
    ProviderUnavailable,
    QuotaExhausted,
    UnknownModel,
)
from tools.provider_server.config import FaultKind

Row = tuple[FaultKind, type[ProviderError], int]

LASTING: tuple[Row, ...] = (
    ("204", InvalidAnswer, 2),
    ("307", ProviderError, 1),
    ("400", ProviderError, 1),
    ("401", InvalidKey, 1),
    ("402", QuotaExhausted, 1),
    ("403", InvalidKey, 1),
    ("404", UnknownModel, 1),
    ("408", ProviderTimeout, 3),
    ("409", ProviderUnavailable, 6),
    ("413", ProviderError, 1),
    ("422", ProviderError, 1),
    ("quota", QuotaExhausted, 1),
    ("500", ProviderUnavailable, 6),
    ("502", ProviderUnavailable, 6),
    ("503", ProviderUnavailable, 6),
    ("504", ProviderTimeout, 3),
    ("529", ProviderUnavailable, 6),
    ("reset", ProviderUnavailable, 6),
    ("reset_head", ProviderUnavailable, 6),
    ("reset_half", ProviderUnavailable, 6),
    ("truncated", ProviderUnavailable, 6),
    ("malformed", InvalidAnswer, 2),
    ("garbled", InvalidAnswer, 2),
    ("html", InvalidAnswer, 2),
    ("shape", InvalidAnswer, 2),
    ("endless", InvalidAnswer, 2),
    ("empty", InvalidAnswer, 2),
    ("length", InvalidAnswer, 1),
    ("refusal", ContentFiltered, 1),
    ("filter", ContentFiltered, 1),
    ("hang", ProviderTimeout, 3),
    ("stall", ProviderTimeout, 3),
    ("drip", ProviderTimeout, 3),
)

ENDLESS: frozenset[FaultKind] = frozenset({"hang", "stall", "drip"})
"""The faults that only a client's own clock ends; on a busy machine it may do so before the call is even sent."""


def settings_for(kind: FaultKind, soon: float = 0.1) -> Settings:
    """Return settings under which a fault without an end is given up `soon` (seconds)."""
    return Settings(call_timeout_s=soon if kind in ENDLESS else 5.0)
