"""Whether a provider's prompt cache takes a prefix, so that waiting for it to be warm pays."""

from __future__ import annotations

import math
import re
import tomllib
from functools import cache
from importlib import resources

from fillwright.providers.tally import CHARS_PER_TOKEN

_VERSION = re.compile(r"gpt-(\d+)(?:\.(\d+))?")
_FIRST_WITH_BREAKPOINTS = (5, 6)


def cacheable(provider: str, model: str, prefix: str) -> bool:
    """Return whether `prefix` is long enough for the cache of `model`; no price is cut where no table names one."""
    return len(prefix) // CHARS_PER_TOKEN >= _least(provider, model)


def takes_breakpoint(model: str) -> bool:
    """Return whether OpenAI's `model` bills what is written into its cache, and ends it where a request says.

    Without a breakpoint on the prefix it would write each question as well, and no other call could read that
    (OpenAI's guide to prompt caching: from GPT-5.6 on).
    """
    found = _VERSION.match(model)
    return found is not None and (int(found[1]), int(found[2] or 0)) >= _FIRST_WITH_BREAKPOINTS


@cache
def _least(provider: str, model: str) -> float:
    table: dict[str, int] = _tables().get(provider, {})
    named = [tokens for name, tokens in table.items() if model.startswith(name)]
    return max(named, default=table.get("default", math.inf))


@cache
def _tables() -> dict[str, dict[str, int]]:
    return tomllib.loads(resources.files(__package__).joinpath("caching.toml").read_text(encoding="utf-8"))
