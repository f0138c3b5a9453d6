"""What a call costs, from genai-prices, the price list the makers of Pydantic keep.

The list takes 0.2 to 0.5 s and 60 MB to load, so it is loaded in a thread, never before somebody asks for an estimate
or makes a call.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import operator
from decimal import Decimal
from functools import lru_cache
from types import ModuleType
from typing import Final

from msgspec import Struct

LOCAL: Final = "local"

FLAT_TOKENS: Final = 32_000
"""Up to so many input tokens no price depends on their number; the dearer tiers for long prompts begin far beyond."""

Parts = tuple[int, ...]
"""Tokens of input that is neither cached nor written, of cached, of written input, and of output."""

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
    try:
        return float(_price(provider, model, _parts(tokens)))
    except (LookupError, ValueError):
        return None


def _parts(tokens: Tokens) -> Parts:
    """Return how many tokens each price is for; no more is believed to be cached or written than was sent."""
    cached = min(tokens.cached, tokens.input)
    written = min(tokens.written, tokens.input - cached)
    return tokens.input - cached - written, cached, written, tokens.output


def _price(provider: str, model: str, parts: Parts) -> Decimal:
    """Return what the list says, which takes its time; by the four prices of short prompts where that does as well."""
    if sum(parts[:3]) > FLAT_TOKENS:
        return _listed(provider, model, parts)
    rates = _rates(provider, model, dt.datetime.now(dt.UTC).date())
    return sum(map(operator.mul, rates, parts), Decimal(0)) / FLAT_TOKENS


@lru_cache(maxsize=64)
def _rates(provider: str, model: str, _day: dt.date) -> tuple[Decimal, ...]:
    """Return what FLAT_TOKENS of each kind cost on a day; some prices begin on one."""
    kinds = [tuple(FLAT_TOKENS * (kind == which) for kind in range(4)) for which in range(4)]
    return tuple(_listed(provider, model, kind) for kind in kinds)


def _listed(provider: str, model: str, parts: Parts) -> Decimal:
    genai_prices = _list[0]
    fresh, cached, written, output = parts
    usage = genai_prices.Usage(
        input_tokens=fresh + cached + written,
        cache_read_tokens=cached,
        cache_write_tokens=written,
        output_tokens=output,
    )
    price: Decimal = genai_prices.calc_price(usage, model, provider_id=provider).total_price
    return price


def _import() -> None:
    import genai_prices  # noqa: PLC0415 (0.2 s that start-up must not pay)

    genai_prices.calc_price(genai_prices.Usage(input_tokens=1), "gpt-4.1", provider_id="openai")  # reads its tables
    if not _list:
        _list.append(genai_prices)
