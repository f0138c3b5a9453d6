"""What became of having a provider's cache warmed before a batch is sent."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from fillwright.providers import Completion, Provider

PREWARM_S: Final = 20.0
"""How long warming may take; a person who has not pressed Fill by then does not wait for it."""

OFF: Final = "the setting prewarm is off"
NOTHING_SHARED: Final = "fewer than two calls would share a text that the provider keeps in its cache"
WARM: Final = "the provider's cache holds it already"


class PrewarmReply(Struct, kw_only=True):
    """Whether the provider's cache was `warmed`, why not (`reason`), and what that took."""

    warmed: bool
    reason: str | None = None
    provider: str
    model: str
    tokens_used: int = 0
    cost_usd: float | None = 0.0


def prewarmed(provider: Provider, call: Completion | None = None, reason: str | None = None) -> PrewarmReply:
    """Return the reply for what `call` took; a `reason` says why nothing was warmed."""
    return PrewarmReply(
        warmed=reason is None,
        reason=reason,
        provider=provider.name,
        model=provider.model,
        tokens_used=call.input_tokens + call.output_tokens if call else 0,
        cost_usd=call.cost_usd if call else 0.0,
    )
