"""Whether a provider's prompt cache takes a prefix, so that waiting for it to be warm pays."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources
from time import monotonic
from typing import Final

from fillwright.providers.base import GenerationRequest
from fillwright.providers.tally import CHARS_PER_TOKEN

LASTS_S: Final = 240.0
"""How long a prefix stays in a provider's cache, with a minute to spare (both name five minutes at least)."""

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


class Held:
    """The prefixes that a provider's cache holds, by what calls to it have shown."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._until: dict[tuple[bool, str], float] = {}

    def note(self, request: GenerationRequest) -> None:
        """Note that an answer to `request` has begun, so that its prefix is there, with the form of the reply."""
        now = self._clock()
        self._until = {known: until for known, until in self._until.items() if until > now}
        self._until[request.structured, request.prefix] = now + LASTS_S

    def has(self, request: GenerationRequest) -> bool:
        """Return whether the prefix of `request` should be there."""
        return self._until.get((request.structured, request.prefix), -math.inf) > self._clock()


@cache
def _least(provider: str, model: str) -> float:
    table: dict[str, int] = _tables().get(provider, {})
    named = [tokens for name, tokens in table.items() if model.startswith(name)]
    return max(named, default=table.get("default", math.inf))


@cache
def _tables() -> dict[str, dict[str, int]]:
    return tomllib.loads(resources.files(__package__).joinpath("caching.toml").read_text(encoding="utf-8"))
