"""A provider behind HTTP: what OpenAI, Anthropic and local servers have in common.

    complete → with_retries → per attempt: slot → gate → one SDK call → reply checked, or a leaf of ProviderError

The dialects (openai.py, anthropic.py) make the SDK's client, the one call, and read its reply.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from fillwright.config import Endpoint, Settings
from fillwright.errors import DeadlineExceeded, InvalidAnswer, MissingKey, ProviderError, ProviderTimeout, RateLimited
from fillwright.providers import prices
from fillwright.providers.base import Completion, Estimate, GenerationRequest, Slot
from fillwright.providers.failures import TITLES, from_connection, from_status
from fillwright.providers.gates import Gate, Ticket, gate_for
from fillwright.providers.prices import Tokens
from fillwright.providers.rate_headers import retry_after
from fillwright.providers.retries import Backoff, with_retries

KEEP_ALIVE: Final = 120.0
"""Seconds an idle connection is kept, so that a person who thinks between two forms pays no new TLS handshake."""

CHARS_PER_TOKEN: Final = 4
CHARS_PER_TOKEN_WRITTEN: Final = 3
"""An answer may take a token for each three characters: languages with long words need more than English's four."""

REASONING_TOKENS: Final = 4_096
"""Room beside the answer for models that think first: their thoughts count toward the same limit, and an answer cut off
by its own thinking is paid for and useless. What is not used costs nothing."""

USUAL_ANSWER_TOKENS: Final = 250
LONGEST_ANSWER_TOKENS: Final = 2_048
_SHORTEST_ANSWER_TOKENS: Final = 64
_CONNECTIONS: Final = 1_000
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_SECONDS_TO_FIRST: Final = 1.0
_TOKENS_PER_SECOND: Final = 80.0


class Reply(Struct, frozen=True, kw_only=True):
    """One reply of a provider: its text, what it was billed, and why it can't be used, if it can't."""

    text: str
    tokens: Tokens
    problem: ProviderError | None = None


class _Tally:
    """What all attempts of one request took together."""

    def __init__(self) -> None:
        self.attempts = 0
        self.refused = 0
        self.at_gate = False
        self.billed: list[Tokens] = []
        self.duration = 0.0


class RemoteProvider(ABC):
    """One endpoint with one client for all batches, one gate, and retries; SDK and client appear at the first use."""

    drafts = False
    name: str

    def __init__(self, endpoint: Endpoint, settings: Settings, backoff: Backoff = Backoff()) -> None:  # noqa: B008 (frozen)
        self.name = endpoint.provider
        self._endpoint = endpoint
        self._model = endpoint.model
        self._backoff = backoff
        self._timeout = settings.call_timeout_s
        self._gate: Gate = gate_for(self.name, self._model, endpoint.api_key or "", endpoint.base_url or "")
        self._gate.configure(settings.requests_per_minute, settings.tokens_per_minute)
        self._client: Any = None
        self._loading = asyncio.Lock()
        self._pricing: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        """Show who it is, never the key."""
        return f"{type(self).__name__}(name={self.name!r}, model={self.model!r})"

    @property
    def model(self) -> str:
        """The model's name as the provider spells it."""
        return self._model

    @abstractmethod
    def _connect(self, http: Mapping[str, Any]) -> Any:  # noqa: ANN401 (the SDK's types must not load before this)
        """Import the SDK and return its client, whose aiohttp client takes `http`; runs in a thread."""

    @abstractmethod
    async def _call(self, request: GenerationRequest) -> Any:  # noqa: ANN401 (each SDK has its own raw response)
        """Make one call without retries and return the SDK's raw response; the SDK's errors pass through."""

    @abstractmethod
    def _read(self, body: bytes) -> Reply:
        """Return what `body` says. Raises msgspec.DecodeError for what is not the dialect."""

    async def prepare(self) -> None:
        """Import the SDK and the price list, and make the client, in threads; connects to nobody."""
        async with self._loading:
            if self._client is None and self._obstacle() is None:
                self._client = await asyncio.to_thread(self._open)
        await prices.load()

    def estimate(self, request: GenerationRequest) -> Estimate:
        """Say what `request` will cost and take, by its length; the price is None before `prepare`."""
        tokens = Tokens(input=input_tokens(request), output=min(answer_tokens(request), USUAL_ANSWER_TOKENS))
        seconds = _SECONDS_TO_FIRST + tokens.output / _TOKENS_PER_SECOND
        return Estimate(prices.cost(self.name, self.model, tokens), seconds)

    async def complete(
        self, request: GenerationRequest, *, slot: Slot | None = None, deadline: float | None = None
    ) -> Completion:
        """Return the answer to `request`; see Provider for slots, deadlines and errors."""
        tally = _Tally()
        clock = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout_at(deadline):
                await self._ready()
                reply = await with_retries(
                    lambda: self._attempt(request, slot, tally),
                    backoff=self._backoff,
                    pause_left=lambda: self._gate.pause_left,
                    time_left=lambda: math.inf if deadline is None else deadline - clock(),
                )
        except ProviderError as error:
            error.spent = await self._completion("", tally) if tally.attempts else None
            raise
        except TimeoutError:
            late = DeadlineExceeded(self._why_late(tally))
            late.spent = await self._completion("", tally) if tally.attempts else None
            raise late from None
        return await self._completion(reply.text, tally)

    async def close(self) -> None:
        """Close the connections; calls still running fail."""
        client, self._client = self._client, None
        if self._pricing is not None:
            await self._pricing
        if client is not None:
            await client.close()

    def _obstacle(self) -> ProviderError | None:
        """Return why this provider can't be called at all."""
        if self._endpoint.api_key:
            return None
        return MissingKey(f"There is no API key for {TITLES[self.name]}; set one, or choose another provider.")

    def _open(self) -> Any:  # noqa: ANN401 (the SDK's client)
        """Return the SDK's client; a proxy is not asked for a server on this machine."""
        import httpx2  # noqa: PLC0415 (comes with the SDKs, and as late)

        host = urlsplit(self._endpoint.base_url or "").hostname
        limits = httpx2.Limits(
            max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS, keepalive_expiry=KEEP_ALIVE
        )
        return self._connect({"limits": limits, "timeout": self._timeout, "trust_env": host not in _LOOPBACK})

    async def _ready(self) -> None:
        """Have the client, and begin to load the price list while the first call is on its way."""
        obstacle = self._obstacle()
        if obstacle is not None:
            raise obstacle
        if self._client is None:
            async with self._loading:
                if self._client is None:
                    self._client = await asyncio.to_thread(self._open)
        if self._pricing is None:
            self._pricing = asyncio.create_task(prices.load())

    async def _attempt(self, request: GenerationRequest, slot: Slot | None, tally: _Tally) -> Reply:
        """Make one call in a slot and through the gate.

        The gate is waited for inside the slot: so each batch has no more than its places in the gate's queue, and no
        batch's hundred fields stand before another's first.
        """
        admission = self._gate.admission(input_tokens(request), self._output_limit(request))
        tally.at_gate = False
        async with slot() if slot else contextlib.nullcontext(_nobody_asks) as sent:
            tally.at_gate = True
            async with admission as ticket:
                sent()
                tally.at_gate = False
                response = await self._exchange(request, ticket, tally)
        try:
            reply = self._read(response.content)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise InvalidAnswer(f"{TITLES[self.name]} sent a reply that can't be read; ask again.") from None
        tally.billed.append(reply.tokens)
        if reply.problem is not None:
            raise reply.problem
        if not reply.text.strip():
            raise InvalidAnswer(f"{TITLES[self.name]} sent an empty answer; ask again.")
        return reply

    async def _exchange(self, request: GenerationRequest, ticket: Ticket, tally: _Tally) -> Any:  # noqa: ANN401 (httpx2's)
        """Make the one call and return its HTTP response; the gate hears of every reply."""
        tally.attempts += 1
        started = perf_counter()
        try:
            async with asyncio.timeout(self._timeout):
                response = (await self._call(request)).http_response
        except ProviderError:
            raise
        except TimeoutError:
            raise ProviderTimeout(f"{TITLES[self.name]} did not answer in time; ask again.") from None
        except Exception as error:  # noqa: BLE001 - the SDK and its transport raise dozens of kinds
            failure = self._failure(error, ticket)
            tally.refused += isinstance(failure, RateLimited)
            raise failure from None  # what the SDK raises holds the prompt and the key
        tally.duration = perf_counter() - started
        ticket.heard(response.headers)
        return response

    def _failure(self, error: Exception, ticket: Ticket) -> ProviderError:
        response = getattr(error, "response", None)
        if response is None:
            return from_connection(error, self.name)
        wait = retry_after(response.headers, datetime.now(UTC))
        failure = from_status(
            response.status_code, response.content, provider=self.name, model=self.model, retry_after=wait
        )
        if isinstance(failure, RateLimited):
            ticket.refused(response.headers, wait)
        else:
            ticket.heard(response.headers)
        return failure

    def _output_limit(self, request: GenerationRequest) -> int:
        return answer_tokens(request) + REASONING_TOKENS

    def _why_late(self, tally: _Tally) -> str:
        if tally.at_gate or self._gate.shut:
            return f"The time was up while waiting for {TITLES[self.name]}'s rate limit; ask again."
        return f"The time was up before {TITLES[self.name]} had answered; ask again."

    async def _completion(self, text: str, tally: _Tally) -> Completion:
        """Return `text` with what all its attempts were billed."""
        if self._pricing is not None:
            await asyncio.shield(self._pricing)
        costs = [prices.cost(self.name, self.model, tokens) for tokens in tally.billed]
        return Completion(
            text=text,
            provider=self.name,
            model=self.model,
            input_tokens=sum(tokens.input for tokens in tally.billed),
            cached_tokens=sum(tokens.cached for tokens in tally.billed),
            output_tokens=sum(tokens.output for tokens in tally.billed),
            cost_usd=None if None in costs else sum(cost or 0.0 for cost in costs),
            attempts=tally.attempts,
            duration_s=tally.duration,
            refused_429=tally.refused,
        )


def _nobody_asks() -> None:
    """Be called as an attempt is sent that holds no slot."""


def input_tokens(request: GenerationRequest) -> int:
    """Return about how many tokens the prompt has, for admission and estimates; bills come from the provider."""
    return (len(request.prefix) + len(request.question)) // CHARS_PER_TOKEN + 1


def answer_tokens(request: GenerationRequest) -> int:
    """Return how many tokens the visible answer may take."""
    if request.max_output_tokens is not None:
        return request.max_output_tokens
    if request.max_chars is None:
        return LONGEST_ANSWER_TOKENS
    return min(LONGEST_ANSWER_TOKENS, request.max_chars // CHARS_PER_TOKEN_WRITTEN + _SHORTEST_ANSWER_TOKENS)
