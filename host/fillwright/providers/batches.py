"""The providers' batch APIs: many requests handed over at once, answered within a day at half the price.

submit → state, asked again and again → results → tidy; OpenAI's and Anthropic's differ in their forms alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from fillwright.errors import InvalidAnswer, ProviderError, ProviderUnavailable, RateLimited
from fillwright.providers import prices
from fillwright.providers.base import Completion, GenerationRequest
from fillwright.providers.failures import TITLES, from_connection, from_status
from fillwright.providers.rate_headers import retry_after
from fillwright.providers.reply import Reply
from fillwright.providers.retries import Backoff, with_retries

T = TypeVar("T")

PRICE_SHARE: Final = 0.5
"""What a batched call costs of the usual price (OpenAI's Batch API guide, Anthropic's Message Batches guide)."""

MOST_REQUESTS: Final = 10_000
"""Requests in one batch; OpenAI takes 50,000 and Anthropic 100,000, of 200 and 256 MB."""

MOST_CHARS: Final = 50_000_000

Results = dict[str, Completion | ProviderError]


class BatchState(Struct, frozen=True, kw_only=True):
    """How far a batch is: `done` of `total` requests; `ended` when no more will come."""

    ended: bool
    done: int
    total: int


class Speech(Struct, frozen=True, kw_only=True):
    """How one provider is spoken to: its SDK's client, a request as a call's parameters, a body as a Reply."""

    name: str
    model: str
    client: Any
    asked: Callable[[GenerationRequest], dict[str, Any]]
    read: Callable[[bytes], Reply]
    backoff: Backoff = Backoff()


class BatchApi(ABC):
    """One provider's batch API. Everything raises leaves of ProviderError; what may pass is tried again."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._pause = 0.0

    @abstractmethod
    async def submit(self, name: str, requests: Mapping[str, GenerationRequest]) -> str:
        """Hand `requests` over, each under an id of at most 64 letters and digits; return the batch's own id.

        `name` is kept beside the batch where the provider can, for `find`.
        """

    @abstractmethod
    async def find(self, name: str) -> str | None:
        """Return the id of the batch that was submitted as `name`; None where there is none or nobody can tell."""

    @abstractmethod
    async def state(self, batch: str) -> BatchState:
        """Return how far `batch` is."""

    @abstractmethod
    async def results(self, batch: str) -> Results:
        """Return what an ended `batch` came to, for each id the answer or why there is none."""

    @abstractmethod
    async def tidy(self, batch: str) -> None:
        """Delete at the provider what it kept for an ended `batch`."""

    async def _told(self, call: Callable[[], Awaitable[T]]) -> T:
        """Return what the SDK's `call` returns, made again after failures that may pass."""

        async def attempt() -> T:
            try:
                return await call()
            except Exception as error:  # noqa: BLE001 - the SDK and its transport raise dozens of kinds
                raise self._failure(error) from None  # what the SDK raises holds the prompt and the key

        return await with_retries(
            attempt, backoff=self._speech.backoff, pause_left=lambda: self._pause, time_left=lambda: float("inf")
        )

    def _failure(self, error: Exception) -> ProviderError:
        response = getattr(error, "response", None)
        if response is None:
            return from_connection(error, self._speech.name)
        wait = retry_after(response.headers, datetime.now(UTC))
        failure = self._from_status(response.status_code, response.content, wait)
        if isinstance(failure, RateLimited):
            self._pause = max(wait or 0.0, self._speech.backoff.first)
        return failure

    def _from_status(self, status: int, content: bytes, wait: float | None = None) -> ProviderError:
        speech = self._speech
        return from_status(status, content, provider=speech.name, model=speech.model, retry_after=wait)

    def _answered(self, body: bytes) -> Completion | ProviderError:
        """Return one reply as a completion at its price, or why it can't be used."""
        try:
            reply = self._speech.read(body)
        except msgspec.DecodeError:
            return InvalidAnswer(f"{self._title} sent a reply that can't be read; ask again.")
        tokens = reply.tokens
        price = prices.cost(self._speech.name, self._speech.model, tokens)
        completion = Completion(
            text=reply.text,
            provider=self._speech.name,
            model=self._speech.model,
            input_tokens=tokens.input,
            cached_tokens=tokens.cached,
            output_tokens=tokens.output,
            cost_usd=None if price is None else price * PRICE_SHARE,
        )
        problem = reply.problem
        if problem is None and not reply.text.strip():
            problem = InvalidAnswer(f"{self._title} sent an empty answer; ask again.")
        if problem is None:
            return completion
        problem.spent = completion
        return problem

    def _unanswered(self) -> ProviderUnavailable:
        return ProviderUnavailable(f"{self._title} did not get to it within a day; prepare it again.")

    @property
    def _title(self) -> str:
        return TITLES[self._speech.name]


def portions(requests: Mapping[str, GenerationRequest]) -> list[dict[str, GenerationRequest]]:
    """Return `requests` in their order, in as few batches as the providers' limits allow."""
    parts: list[dict[str, GenerationRequest]] = []
    chars = 0
    for identity, request in requests.items():
        size = len(request.prefix) + len(request.question)
        if not parts or len(parts[-1]) == MOST_REQUESTS or chars + size > MOST_CHARS:
            parts.append({})
            chars = 0
        parts[-1][identity] = request
        chars += size
    return parts
