"""The places that attempts at one request are made in, and what they took together."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from fillwright.providers.base import GenerationRequest, Slot, Spare
from fillwright.providers.prices import Tokens

CHARS_PER_TOKEN: Final = 4
CHARS_PER_TOKEN_WRITTEN: Final = 3
"""An answer may take a token for each three characters: languages with long words need more than English's four."""

LONGEST_ANSWER_TOKENS: Final = 2_048
USUAL_ANSWER_TOKENS: Final = 250
_SHORTEST_ANSWER_TOKENS: Final = 64


class Places(Struct, frozen=True):
    """The engine's places for calls: `slot` takes one, `spare` is Provider's."""

    slot: Slot | None = None
    spare: Spare | None = None


class Tally:
    """Attempts made, those refused or too late, second tries, all bills, and the seconds of the one that answered."""

    def __init__(self) -> None:
        self.attempts = 0
        self.hedges = 0
        self.timeouts = 0
        self.refused = 0
        self.at_gate = False
        self.billed: list[Tokens] = []
        self.duration = 0.0


def input_tokens(request: GenerationRequest) -> int:
    """Return about how many tokens the prompt has, for admission and estimates; bills come from the provider."""
    return (len(request.prefix) + len(request.question)) // CHARS_PER_TOKEN + 1


def answer_tokens(request: GenerationRequest) -> int:
    """Return how many tokens the visible answer may take."""
    if request.warming:
        return 1
    if request.max_output_tokens is not None:
        return request.max_output_tokens
    if request.max_chars is None:
        return LONGEST_ANSWER_TOKENS
    return min(LONGEST_ANSWER_TOKENS, request.max_chars // CHARS_PER_TOKEN_WRITTEN + _SHORTEST_ANSWER_TOKENS)


def expected_tokens(request: GenerationRequest) -> int:
    """Return how many tokens the visible answer will take, as far as can be known."""
    if request.warming or request.expected_chars is None:
        return min(answer_tokens(request), USUAL_ANSWER_TOKENS)
    return -(-request.expected_chars // CHARS_PER_TOKEN)


def prompt_tokens(request: GenerationRequest, *, warm: bool, writes: bool) -> Tokens:
    """Return about what a prompt is billed whose prefix the provider caches.

    A `warm` cache holds it already; a cold one costs extra where the provider `writes` for money.
    """
    whole, kept = input_tokens(request), len(request.prefix) // CHARS_PER_TOKEN
    return Tokens(input=whole, cached=kept if warm else 0, written=kept if writes and not warm else 0)


def written_tokens(text: str) -> int:
    """Return about how many tokens a written `text` was billed."""
    return -(-len(text) // CHARS_PER_TOKEN)
