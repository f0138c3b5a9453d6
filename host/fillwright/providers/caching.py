"""Whether a provider's prompt cache takes a prefix, so that waiting for it to be warm pays."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib import resources

from fillwright.providers.tally import CHARS_PER_TOKEN


def cacheable(provider: str, model: str, prefix: str) -> bool:
    """Return whether `prefix` is long enough for the cache of `model`; no price is cut where no table names one."""
    return len(prefix) // CHARS_PER_TOKEN >= _least(provider, model)


@cache
def _least(provider: str, model: str) -> float:
    table: dict[str, int] = _tables().get(provider, {})
    named = [tokens for name, tokens in table.items() if model.startswith(name)]
    return max(named, default=table.get("default", math.inf))


@cache
def _tables() -> dict[str, dict[str, int]]:
    return tomllib.loads(resources.files(__package__).joinpath("caching.toml").read_text(encoding="utf-8"))
