"""A provider behind HTTP: what OpenAI, Anthropic and local servers have in common.

complete → with_retries → attempts (calls.py) → one completion with what all of them took
"""

from __future__ import annotations

import asyncio
import math
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec.structs import replace

from fillwright.config import Endpoint, Settings
from fillwright.errors import DeadlineExceeded, MissingKey, ProviderError
from fillwright.providers import prices
from fillwright.providers.base import Completion, Estimate, GenerationRequest, OnText, Slot, Spare, add_spent
from fillwright.providers.batches import BatchApi, Speech
from fillwright.providers.calls import Caller
from fillwright.providers.failures import TITLES
from fillwright.providers.retries import Backoff, with_retries
from fillwright.providers.tally import Places, Tally, expected_tokens
from fillwright.providers.telling import Teller

KEEP_ALIVE: Final = 120.0
"""Seconds an idle connection is kept, so that a person who thinks between two forms pays no new TLS handshake."""

_CONNECTIONS: Final = 1_000
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_SECONDS_TO_FIRST: Final = 1.0
_TOKENS_PER_SECOND: Final = 80.0


class RemoteProvider(Caller):
    """One endpoint with one client for all batches, one gate, and retries; SDK and client appear at the first use."""

    drafts = False

    def __init__(self, endpoint: Endpoint, settings: Settings, backoff: Backoff = Backoff()) -> None:  # noqa: B008 (frozen)
        super().__init__(endpoint, settings)
        self._backoff = backoff
        self._loading = asyncio.Lock()
        self._pricing: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        """Show who it is, never the key."""
        return f"{type(self).__name__}(name={self.name!r}, model={self.model!r})"

    @abstractmethod
    def _connect(self, http: Mapping[str, Any]) -> Any:  # noqa: ANN401 (the SDK's types must not load before this)
        """Import the SDK and return its client, whose aiohttp client takes `http`; runs in a thread."""

    async def prepare(self) -> None:
        """Import the SDK and the price list, and make the client, in threads; connects to nobody."""
        async with self._loading:
            if self._client is None and self._obstacle() is None:
                self._client = await asyncio.to_thread(self._open)
        await prices.load()

    @property
    def packs(self) -> bool:
        """Whether structured requests are understood, as far as is known."""
        return self._structures

    async def batches(self) -> BatchApi | None:
        """Return the provider's batch API, None where it has none. Raises MissingKey."""
        return None

    def estimate(self, request: GenerationRequest, *, warm: bool = False) -> Estimate:
        """Say what `request` will cost and take, by its length; the price is None before `prepare`."""
        tokens = replace(self._prompt(request, warm=warm), output=expected_tokens(request))
        seconds = _SECONDS_TO_FIRST + tokens.output / _TOKENS_PER_SECOND
        return Estimate(prices.cost(self.name, self.model, tokens), seconds)

    async def complete(
        self,
        request: GenerationRequest,
        *,
        slot: Slot | None = None,
        spare: Spare | None = None,
        deadline: float | None = None,
        on_text: OnText | None = None,
    ) -> Completion:
        """Return the answer to `request`; see Provider for slots, deadlines and errors."""
        places, tally, teller = Places(slot, spare), Tally(), Teller(on_text)
        clock = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout_at(deadline):
                await self._ready()
                reply = await with_retries(
                    lambda: self._attempt(request, places, tally, teller),
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
        except asyncio.CancelledError as called_off:
            if tally.billed:
                add_spent(called_off, await self._completion("", tally))
            raise
        return await self._completion(reply.text, tally)

    async def close(self) -> None:
        """Close the connections; calls still running fail."""
        client, self._client = self._client, None
        if self._pricing is not None:
            await self._pricing
        if client is not None:
            await client.close()

    async def _speech(self) -> Speech:
        """Return how the provider is spoken to by its batch API, the prices known."""
        await self._ready()
        await prices.load()
        return Speech(
            name=self.name,
            model=self.model,
            client=self._client,
            asked=self._asked,
            read=self._read,
            backoff=self._backoff,
        )

    def _obstacle(self) -> ProviderError | None:
        """Return why this provider can't be called at all."""
        if self._endpoint.api_key:
            return None
        return MissingKey(f"There is no API key for {TITLES[self.name]}; set one, or choose another provider.")

    def _open(self) -> Any:  # noqa: ANN401 (the SDK's client)
        """Return the SDK's client; a proxy is not asked for a server on this machine."""
        import httpx2  # noqa: PLC0415 (comes with the SDKs, and as late)

        from fillwright.providers.bounds import http_options  # noqa: PLC0415 (the same)

        host = urlsplit(self._endpoint.base_url or "").hostname
        limits = httpx2.Limits(
            max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS, keepalive_expiry=KEEP_ALIVE
        )
        trusting = {"trust_env": host not in _LOOPBACK}
        return self._connect({"limits": limits, "timeout": self._timeout, **trusting, **http_options()})

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

    def _why_late(self, tally: Tally) -> str:
        if tally.at_gate or self._gate.shut:
            return f"The time was up while waiting for {TITLES[self.name]}'s rate limit; ask again."
        return f"The time was up before {TITLES[self.name]} had answered; ask again."

    async def _completion(self, text: str, tally: Tally) -> Completion:
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
            hedges=tally.hedges,
        )
