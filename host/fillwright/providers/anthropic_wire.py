"""What Anthropic's Messages reply, whole or as a stream."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from fillwright.providers.failures import cut_off, declined, from_event
from fillwright.providers.prices import Tokens
from fillwright.providers.reply import ABSENT, NOTHING, Reply

_CUT_OFF: Final = frozenset({"max_tokens", "model_context_window_exceeded"})


class _Usage(Struct):
    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None


class _Block(Struct):
    type: str
    text: str = ""


class _Message(Struct):
    content: list[_Block]
    stop_reason: str | None = None
    usage: _Usage | None = None


class _Head(Struct):
    usage: _Usage | None = None


class _Delta(Struct):
    type: str = ""
    text: str = ""
    stop_reason: str | None = None


class _Event(Struct):
    type: str
    message: _Head | None = None
    delta: _Delta | None = None
    usage: _Usage | None = None
    error: msgspec.Raw = NOTHING


def read_message(body: bytes, provider: str) -> Reply:
    """Return what a whole reply says. Raises msgspec.DecodeError for what is none."""
    message = msgspec.json.decode(body, type=_Message)
    text = "".join(block.text for block in message.content if block.type == "text")
    return _reply(text, _tokens(message.usage or _Usage(), Tokens()), message.stop_reason, provider)


class MessageTranscript:
    """A reply as its events come in: the input's usage comes first, the output's last."""

    def __init__(self, provider: str) -> None:
        self._provider = provider
        self._text: list[str] = []
        self._stop: str | None = None
        self._decoder = msgspec.json.Decoder(_Event)
        self.tokens: Tokens | None = None
        self.ended = False

    def feed(self, payload: bytes) -> str:
        """Return the text that one event adds. Raises msgspec.DecodeError and ProviderError for what is no text."""
        event = self._decoder.decode(payload)
        if bytes(event.error) not in ABSENT:
            raise from_event(bytes(event.error), self._provider)
        usage = event.message.usage if event.message else event.usage
        if usage:
            self.tokens = _tokens(usage, self.tokens or Tokens())
        if event.type == "message_stop":
            self.ended = True
        if event.delta is None:
            return ""
        self._stop = event.delta.stop_reason or self._stop
        piece = event.delta.text if event.delta.type == "text_delta" else ""
        self._text.append(piece)
        return piece

    def reply(self) -> Reply:
        """Return the reply as it stands."""
        return _reply("".join(self._text), self.tokens or Tokens(), self._stop, self._provider)


def _tokens(usage: _Usage, before: Tokens) -> Tokens:
    """Return `before` with what `usage` says; a later event may repeat the input's figures or leave them out."""
    if usage.output_tokens is not None:
        before = replace(before, output=usage.output_tokens)
    if usage.input_tokens is None:
        return before
    cached, written = usage.cache_read_input_tokens or 0, usage.cache_creation_input_tokens or 0
    return replace(before, input=usage.input_tokens + cached + written, cached=cached, written=written)


def _reply(text: str, tokens: Tokens, stop: str | None, provider: str) -> Reply:
    if stop == "refusal":
        return Reply(text="", tokens=tokens, problem=declined(provider))
    if stop in _CUT_OFF:
        return Reply(text="", tokens=tokens, problem=cut_off())
    return Reply(text=text, tokens=tokens)
