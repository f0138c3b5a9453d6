"""The providers' prompt cache, as far as a bill shows it: whole prefixes, from 1,024 tokens on."""

from __future__ import annotations

import re

from tools.provider_server.answers import Prompt
from tools.provider_server.limits import Dialect
from tools.provider_server.wire import tokens

LEAST_TOKENS = 1_024
_VERSION = re.compile(r"gpt-(\d+)(?:\.(\d+))?")
_OPENAI_STEP = 128


class PromptCache:
    """Remembers the prefixes of answers that have begun; one still being read is no use to the next call."""

    def __init__(self) -> None:
        self._warm: set[tuple[str, str, str]] = set()

    def bill(self, dialect: Dialect, model: str, prompt: Prompt) -> tuple[int, int]:
        """Return (tokens read from the cache, tokens written into it) for a call that begins now."""
        if not prompt.cached_prefix:
            return 0, 0
        writes = dialect == "anthropic" or bills_writes(model)
        text = prompt.prefix if prompt.marked or not writes else prompt.prefix + prompt.user
        size = tokens(text)
        if size < LEAST_TOKENS:
            return 0, 0
        warm = (model, prompt.schema, text) in self._warm
        if not writes:
            return (size // _OPENAI_STEP * _OPENAI_STEP if warm else 0), 0
        return (size, 0) if warm else (0, size)

    def begun(self, model: str, prompt: Prompt) -> None:
        """Note that the answer to `prompt` has begun."""
        whole = bills_writes(model) and not prompt.marked
        self._warm.add((model, prompt.schema, prompt.prefix + prompt.user if whole else prompt.prefix))


def bills_writes(model: str) -> bool:
    """Return whether OpenAI's `model` bills cache writes and, unmarked, ends what it caches with the last message."""
    found = _VERSION.match(model)
    return found is not None and (int(found[1]), int(found[2] or 0)) >= (5, 6)
