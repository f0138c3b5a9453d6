"""Where written answers come from: OpenAI, Anthropic, a local server, or the person's own words (drafts).

`base` is the contract between the engine and a provider; `remote` keeps it for everything behind HTTP, with `openai`
and `anthropic` as dialects, `retries` and `gates` around each call, and `prices` after it; `drafts` is the embedded
default; `local` finds servers on this machine. `batches` hands many requests over at once, for the next day.
"""

from __future__ import annotations

from fillwright.providers.base import (
    Completion,
    Estimate,
    GenerationRequest,
    OnText,
    Provider,
    Slot,
    Spare,
    spent_by_then,
    together,
)
from fillwright.providers.batches import PRICE_SHARE, BatchApi, BatchState, portions
from fillwright.providers.caching import LASTS_S
from fillwright.providers.callers import CallersProvider, CanComplete, as_provider, kind
from fillwright.providers.factory import (
    create_batches,
    create_chain,
    create_chosen,
    create_drafts,
    create_provider,
    create_smaller,
    standing_of,
)
from fillwright.providers.failures import CutOff
from fillwright.providers.fallback import FallbackProvider
from fillwright.providers.standing import Limit, Standing

__all__ = [
    "LASTS_S",
    "PRICE_SHARE",
    "BatchApi",
    "BatchState",
    "CallersProvider",
    "CanComplete",
    "Completion",
    "CutOff",
    "Estimate",
    "FallbackProvider",
    "GenerationRequest",
    "Limit",
    "OnText",
    "Provider",
    "Slot",
    "Spare",
    "Standing",
    "as_provider",
    "create_batches",
    "create_chain",
    "create_chosen",
    "create_drafts",
    "create_provider",
    "create_smaller",
    "kind",
    "portions",
    "spent_by_then",
    "standing_of",
    "together",
]
