"""The providers' prompt cache, as far as a bill shows it: whole prefixes, from 1,024 tokens on."""

from __future__ import annotations

from tools.provider_server.answers import Prompt
from tools.provider_server.limits import Dialect
from tools.provider_server.wire import tokens

LEAST_TOKENS = 1_024
_OPENAI_STEP = 128


class PromptCache:
    """Remembers the prefixes of answers that have begun; one still being read is no use to the next call."""

    def __init__(self) -> None:
        self._warm: set[tuple[str, str, str]] = set()

    def bill(self, dialect: Dialect, model: str, prompt: Prompt) -> tuple[int, int]:
        """Return (tokens read from the cache, tokens written into it) for a call that begins now."""
        size = tokens(prompt.prefix)
        if not prompt.cached_prefix or size < LEAST_TOKENS:
            return 0, 0
        warm = (model, prompt.schema, prompt.prefix) in self._warm
        if dialect == "openai":
            return (size // _OPENAI_STEP * _OPENAI_STEP if warm else 0), 0
        return (size, 0) if warm else (0, size)

    def begun(self, model: str, prompt: Prompt) -> None:
        """Note that the answer to `prompt` has begun."""
        self._warm.add((model, prompt.schema, prompt.prefix))
