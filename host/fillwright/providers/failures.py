"""Each way a provider can fail, as the leaf of ProviderError that says what to do about it.

The messages are ours: a provider's own may quote the key or the prompt, so of those only codes are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Struct

from fillwright.errors import (
    ContentFiltered,
    InvalidAnswer,
    InvalidKey,
    ProviderError,
    ProviderTimeout,
    ProviderUnavailable,
    QuotaExhausted,
    RateLimited,
    UnknownModel,
)

TITLES: Final = {"openai": "OpenAI", "anthropic": "Anthropic", "local": "The local server"}

_FILTERS: Final = frozenset({"content_filter", "content_policy_violation", "responsibleaipolicyviolation"})
_NO_CREDIT: Final = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_error"})
_BAD_KEY: Final = frozenset({"invalid_api_key", "authentication_error", "invalid_authentication"})
_BAD_MODEL: Final = frozenset({"model_not_found", "not_found_error", "invalid_model", "deployment_not_found"})
_TOO_LONG: Final = frozenset({"context_length_exceeded", "request_too_large", "string_above_max_length"})
_CREDIT_WORDS: Final = "credit balance is too low"
_STRUCTURE_WORDS: Final = ("response_format", "json_schema", "output_config", "structured output", "grammar")
_CACHE_WORDS: Final = ("prompt_cache", "cache_control")
_STREAM_WORD: Final = "stream"  # as in "Your organization must be verified to stream this model"


class Unreachable(ProviderUnavailable):
    """Nobody listens at the provider's address, or its name is unknown."""


class CutOff(InvalidAnswer):
    """The answer ended at the output limit; asking the same again would end there too."""


class NoStreams(ProviderError):
    """The server does not send answers piece by piece; whole, it may."""


class NoCacheMarks(ProviderError):
    """The server does not take what names the prompt's cache."""


class NoStructure(ProviderError):
    """The server does not take the form that a reply has to have."""


class _Detail(Struct):
    message: str = ""
    type: str | None = None
    code: str | int | None = None


class _Body(Struct):
    error: _Detail | str | None = None


def from_status(
    status: int, content: bytes, *, provider: str, model: str, retry_after: float | None = None
) -> ProviderError:
    """Return the error for a reply with an HTTP `status` of 400 or more and the body `content`."""
    codes, words = _read(content)
    error = _from_codes(codes, words, provider, model) or _from_number(status, provider, model)
    if type(error) is ProviderError and any(word in words for word in _CACHE_WORDS):
        error = NoCacheMarks(error.message)
    elif type(error) is ProviderError and _STREAM_WORD in words:
        error = NoStreams(error.message)
    elif type(error) is ProviderError and any(word in words for word in _STRUCTURE_WORDS):
        error = NoStructure(error.message)
    error.retry_after = retry_after
    return error


def from_event(content: bytes, provider: str) -> ProviderError:
    """Return the error for a provider's own report, `{type, code, message}`, in the middle of a stream."""
    codes, words = _read(b'{"error":%b}' % content)
    title = TITLES.get(provider, provider)
    known = _from_codes(codes, words, provider, "")
    return known or ProviderUnavailable(f"{title} broke off its answer; ask again.")


def _from_codes(codes: frozenset[str], words: str, provider: str, model: str) -> ProviderError | None:
    title = TITLES.get(provider, provider)
    if codes & _NO_CREDIT or _CREDIT_WORDS in words:
        return QuotaExhausted(f"{title} says that the account has no credit left; add some in its console.")
    if codes & _FILTERS:
        return declined(provider)
    if codes & _BAD_KEY:
        return invalid_key(provider)
    if codes & _BAD_MODEL:
        return _unknown_model(title, model)
    if codes & _TOO_LONG:
        return ProviderError(f"The profile and the job are too long for the model {model}; choose a larger one.")
    return None


def _from_number(status: int, provider: str, model: str) -> ProviderError:  # noqa: PLR0911 (one row per status)
    title = TITLES.get(provider, provider)
    if status == 401:  # noqa: PLR2004 (HTTP's own numbers, here and below)
        return invalid_key(provider)
    if status == 402:  # noqa: PLR2004
        return QuotaExhausted(f"{title} says that the account has no credit left; add some in its console.")
    if status == 403:  # noqa: PLR2004
        return InvalidKey(f"{title} does not let this key use the model {model}; choose another model or key.")
    if status == 404:  # noqa: PLR2004
        return _unknown_model(title, model)
    if status == 429:  # noqa: PLR2004
        return RateLimited(f"{title} asks to slow down; the question can be asked again in a while.")
    if status in {408, 504}:
        return ProviderTimeout(f"{title} did not answer in time; ask again.")
    if status in {409, 425} or status >= 500:  # noqa: PLR2004
        return ProviderUnavailable(f"{title} has a problem just now (status {status}); ask again in a while.")
    return ProviderError(f"{title} did not accept the request (status {status}); check the model {model} in settings.")


def invalid_key(provider: str) -> InvalidKey:
    """Return the error for a key the provider refused."""
    return InvalidKey(f"{TITLES.get(provider, provider)} refused the API key; set a valid one in the settings.")


def declined(provider: str) -> ContentFiltered:
    """Return the error for a refusal."""
    title = TITLES.get(provider, provider)
    return ContentFiltered(f"{title} declined to answer this question; write it yourself or reword it.")


def cut_off() -> CutOff:
    """Return the error for an answer that ended at the output limit."""
    return CutOff("The answer was cut off at the model's output limit; ask again, or write it yourself.")


def _unknown_model(title: str, model: str) -> UnknownModel:
    return UnknownModel(f"{title} does not know the model {model!r}; set another one, or check the base URL.")


def from_connection(error: BaseException, provider: str) -> ProviderError:
    """Return the error for a call that got no complete reply.

    The aiohttp transport reports most broken connections as timeouts, so what really happened is read from the causes.
    """
    title = TITLES.get(provider, provider)
    for cause in _causes(error):
        if isinstance(cause, InvalidAnswer):  # raised while the reply was read
            return cause
    names = {kind.__name__ for cause in _causes(error) for kind in type(cause).__mro__}
    if names & {"ClientConnectorError", "ConnectionRefusedError", "UnsupportedProtocol"}:
        return Unreachable(f"{title} can't be reached; check the connection and the base URL.")
    broken = {
        "ServerDisconnectedError",
        "ClientOSError",
        "ClientPayloadError",
        "ConnectionError",
        "ClientResponseError",
    }
    if "TimeoutError" in names or ("TimeoutException" in names and not names & broken):
        return ProviderTimeout(f"{title} did not answer in time; ask again.")
    return ProviderUnavailable(f"{title} broke off the connection; ask again.")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _read(content: bytes) -> tuple[frozenset[str], str]:
    """Return (codes and types, the message in lower case) of an error body of either dialect."""
    try:
        error = msgspec.json.decode(content, type=_Body).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return frozenset(), ""
    if not isinstance(error, _Detail):
        return frozenset(), (error or "").lower()
    codes = frozenset(str(part).lower() for part in (error.type, error.code) if part is not None)
    return codes, error.message.lower()
