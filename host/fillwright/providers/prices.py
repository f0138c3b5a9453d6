"""What a call costs, from genai-prices, the price list the makers of Pydantic keep.

The list takes 0.2 to 0.5 s and 60 MB to load, so it is loaded in a thread, never before somebody asks for an estimate
or makes a call.
"""

from __future__ import annotations

import asyncio
from functools import lru_cache
from types import ModuleType
from typing import Final

from msgspec import Struct

LOCAL: Final = "local"

_list: list[ModuleType] = []


class Tokens(Struct, frozen=True):
    """The tokens one call was billed for; `input` includes `cached` (read from the cache) and `written` (into it)."""

    input: int = 0
    cached: int = 0
    written: int = 0
    output: int = 0


async def load() -> None:
    """Have the price list in memory, without holding up the event loop."""
    if not _list:
        await asyncio.to_thread(_import)


def cost(provider: str, model: str, tokens: Tokens) -> float | None:
    """Return the price of `tokens` in US dollars; None where the list is not loaded or does not know the model.

    Cached and written input is priced as the provider does. A local server costs nothing.
    """
    if provider == LOCAL:
        return 0.0
    if not _list:
        return None
    return _price(provider, model, tokens)


@lru_cache(maxsize=1024)
def _price(provider: str, model: str, tokens: Tokens) -> float | None:
    """Return the list's price; a plan and the calls it leads to ask for the same ones."""
    genai_prices = _list[0]
    usage = genai_prices.Usage(
        input_tokens=tokens.input,
        cache_read_tokens=min(tokens.cached, tokens.input),
        cache_write_tokens=min(tokens.written, max(0, tokens.input - tokens.cached)),
        output_tokens=tokens.output,
    )
    try:
        return float(genai_prices.calc_price(usage, model, provider_id=provider).total_price)
    except (LookupError, ValueError):
        return None


def _import() -> None:
    import genai_prices  # noqa: PLC0415 (0.2 s that start-up must not pay)

    genai_prices.calc_price(genai_prices.Usage(input_tokens=1), "gpt-4.1", provider_id="openai")  # reads its tables
    if not _list:
        _list.append(genai_prices)
