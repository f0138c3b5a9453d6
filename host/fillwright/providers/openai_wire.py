"""What OpenAI's Chat Completions reply, whole or as a stream."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from fillwright.providers.failures import cut_off, declined, from_event
from fillwright.providers.prices import Tokens
from fillwright.providers.reply import ABSENT, NOTHING, Reply

_DONE: Final = b"[DONE]"


class _PromptDetails(Struct):
    cached_tokens: int | None = None
    cache_write_tokens: int | None = None


class _Usage(Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: _PromptDetails | None = None


class _Message(Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(Struct):
    message: _Message
    finish_reason: str | None = None


class _Chat(Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


class _Beginning(Struct):
    delta: _Message | None = None
    finish_reason: str | None = None


class _Chunk(Struct):
    choices: list[_Beginning] = []
    usage: _Usage | None = None
    error: msgspec.Raw = NOTHING


def read_chat(body: bytes, provider: str) -> Reply:
    """Return what a whole reply says. Raises msgspec.DecodeError for what is none."""
    chat = msgspec.json.decode(body, type=_Chat)
    tokens = _tokens(chat.usage or _Usage())
    if not chat.choices:
        return Reply(text="", tokens=tokens)
    choice = chat.choices[0]
    refused = bool(choice.message.refusal)
    return _reply(choice.message.content or "", tokens, choice.finish_reason, provider, refused=refused)


class ChatTranscript:
    """A reply as its chunks come in; usage comes last, and from some servers never."""

    def __init__(self, provider: str) -> None:
        self._provider = provider
        self._text: list[str] = []
        self._refused = False
        self._finish: str | None = None
        self._usage: _Usage | None = None
        self._decoder = msgspec.json.Decoder(_Chunk)
        self.ended = False

    def feed(self, payload: bytes) -> str:
        """Return the text that one event adds. Raises msgspec.DecodeError and ProviderError for what is no text."""
        if payload == _DONE:
            self.ended = True
            return ""
        chunk = self._decoder.decode(payload)
        if bytes(chunk.error) not in ABSENT:
            raise from_event(bytes(chunk.error), self._provider)
        self._usage = chunk.usage or self._usage
        if not chunk.choices:
            return ""
        choice = chunk.choices[0]
        if choice.finish_reason:
            self._finish, self.ended = choice.finish_reason, True
        delta = choice.delta or _Message()
        self._refused = self._refused or bool(delta.refusal)
        piece = delta.content or ""
        self._text.append(piece)
        return piece

    @property
    def tokens(self) -> Tokens | None:
        """What was billed so far, where the provider has said it."""
        return _tokens(self._usage) if self._usage else None

    def reply(self) -> Reply:
        """Return the reply as it stands."""
        text, tokens = "".join(self._text), self.tokens or Tokens()
        return _reply(text, tokens, self._finish, self._provider, refused=self._refused)


def _tokens(usage: _Usage) -> Tokens:
    details = usage.prompt_tokens_details or _PromptDetails()
    return Tokens(
        input=usage.prompt_tokens,
        cached=details.cached_tokens or 0,
        written=details.cache_write_tokens or 0,
        output=usage.completion_tokens,
    )


def _reply(text: str, tokens: Tokens, finish: str | None, provider: str, *, refused: bool) -> Reply:
    if refused or finish == "content_filter":
        return Reply(text="", tokens=tokens, problem=declined(provider))
    if finish == "length":
        return Reply(text="", tokens=tokens, problem=cut_off())
    return Reply(text=text, tokens=tokens)
