"""What a dialect has to provide, and the result that each of them writes in its own form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, Protocol

from msgspec import Struct

from tools.provider_server.answers import Prompt
from tools.provider_server.limits import Dialect

Ending = Literal["stop", "length", "refusal", "filter"]
CHARS_PER_TOKEN = 4


class Result(Struct, frozen=True, kw_only=True):
    """One answer with its true usage; `input_tokens` include `cached_tokens` and `written_tokens`."""

    number: int
    model: str
    text: str
    ending: Ending
    input_tokens: int
    cached_tokens: int
    written_tokens: int
    output_tokens: int


class Wire(Protocol):
    """One provider's requests and replies as JSON."""

    dialect: Dialect

    def prompt(self, body: dict[str, Any]) -> Prompt:
        """Return what a request asks; raises KeyError, TypeError or ValueError for what is no request."""

    def reply(self, result: Result) -> dict[str, Any]:
        """Return the body of a whole answer."""

    def events(self, result: Result, pieces: list[str], body: dict[str, Any]) -> Iterator[tuple[bytes, bool]]:
        """Yield (server-sent event, whether it is a piece of text) for a streamed answer."""

    def error(self, status: int, kind: str) -> dict[str, Any]:
        """Return the body of an error; `kind` is the fault's name where the status alone does not say enough."""


def tokens(text: str) -> int:
    """Return the tokens of `text` as this server counts them."""
    return -(-len(text) // CHARS_PER_TOKEN)


def text_of(content: object) -> str:
    """Return the text of a message's content, plain or in blocks."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(str(block.get("text", "")) for block in content if isinstance(block, dict))
    raise TypeError("content is neither text nor blocks")
