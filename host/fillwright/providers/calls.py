"""One attempt at a request: slot → gate → one SDK call, whole or streamed → its reply, or a leaf of ProviderError.

The dialects (openai.py, anthropic.py) make the SDK's client and the call, and read what comes back.
"""

from __future__ import annotations

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Final

import msgspec

from fillwright.config import Endpoint, Settings
from fillwright.errors import InvalidAnswer, ProviderError, ProviderTimeout, ProviderUnavailable, RateLimited
from fillwright.providers.base import GenerationRequest, Slot
from fillwright.providers.failures import TITLES, NoStreams, from_connection, from_status
from fillwright.providers.gates import Gate, Ticket, gate_for
from fillwright.providers.rate_headers import retry_after
from fillwright.providers.reply import Reply, Transcript
from fillwright.providers.sse import EVENTS_TYPE, Events
from fillwright.providers.tally import Tally, answer_tokens, input_tokens, unsaid
from fillwright.providers.telling import Teller

REASONING_TOKENS: Final = 4_096
"""Room beside the answer for models that think first: their thoughts count toward the same limit, and an answer cut off
by its own thinking is paid for and useless. What is not used costs nothing."""


class Caller(ABC):
    """One endpoint, called through one client and one gate."""

    name: str

    def __init__(self, endpoint: Endpoint, settings: Settings) -> None:
        self.name = endpoint.provider
        self._endpoint = endpoint
        self._model = endpoint.model
        self._timeout = settings.call_timeout_s
        self._gate: Gate = gate_for(self.name, self._model, endpoint.api_key or "", endpoint.base_url or "")
        self._gate.configure(settings.requests_per_minute, settings.tokens_per_minute)
        self._client: Any = None
        self._streams = True

    @property
    def model(self) -> str:
        """The model's name as the provider spells it."""
        return self._model

    @abstractmethod
    async def _call(self, request: GenerationRequest) -> Any:  # noqa: ANN401 (each SDK has its own raw response)
        """Make one call without retries and return the SDK's raw response; the SDK's errors pass through."""

    @abstractmethod
    def _stream(self, request: GenerationRequest) -> AbstractAsyncContextManager[Any]:
        """Make one streaming call without retries; entering gives the SDK's response, its body still to be read."""

    @abstractmethod
    def _read(self, body: bytes) -> Reply:
        """Return what `body` says. Raises msgspec.DecodeError for what is not the dialect."""

    @abstractmethod
    def _transcript(self) -> Transcript:
        """Return what takes down one streamed reply."""

    async def _begin(self) -> None:  # noqa: B027 (most have nothing to find out)
        """Find out what a call needs to know beforehand; in a slot and through the gate, like the call."""

    def _shown(self, text: str) -> str:
        """Return what may be told of a `text` that is still being written."""
        return text

    async def _attempt(self, request: GenerationRequest, slot: Slot | None, tally: Tally, teller: Teller) -> Reply:
        """Make one call, a streamed one where that is asked for and the server knows how."""
        teller.take_back()
        try:
            reply = await self._admitted(request, slot, tally, teller)
        except NoStreams:
            self._streams = False
            reply = await self._admitted(request, slot, tally, teller)
        tally.billed.append(reply.tokens)
        if reply.problem is not None:
            raise reply.problem
        if not reply.text.strip():
            raise InvalidAnswer(f"{TITLES[self.name]} sent an empty answer; ask again.")
        return reply

    async def _admitted(self, request: GenerationRequest, slot: Slot | None, tally: Tally, teller: Teller) -> Reply:
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
                tally.attempts += 1
                async with self._watched(ticket, tally):
                    await self._begin()
                    if request.streamed and self._streams:
                        return await self._streamed(request, ticket, tally, teller)
                    response = (await self._call(request)).http_response
                    ticket.heard(response.headers)
                    return self._read(response.content)

    async def _streamed(self, request: GenerationRequest, ticket: Ticket, tally: Tally, teller: Teller) -> Reply:
        """Make one streaming call and tell its text as it comes; a server may answer it whole as well."""
        text = told = ""
        transcript, events = self._transcript(), Events()
        async with self._stream(request) as response:
            ticket.heard(response.headers)
            if EVENTS_TYPE not in response.headers.get("content-type", ""):
                reply = self._read(await response.read())
                teller.tell(self._shown(reply.text))
                return reply
            try:
                async for data in response.iter_bytes():
                    for payload in events.feed(data):
                        text += transcript.feed(payload)
                    shown = self._shown(text)
                    teller.tell(shown[len(told) :])
                    told = shown
            except BaseException:
                tally.billed.append(transcript.tokens or unsaid(request, text))
                raise
        if not transcript.ended:  # neither SDK says so
            tally.billed.append(transcript.tokens or unsaid(request, text))
            raise ProviderUnavailable(f"{TITLES[self.name]} broke off its answer; ask again.")
        reply = transcript.reply()
        return reply if transcript.tokens else msgspec.structs.replace(reply, tokens=unsaid(request, text))

    @asynccontextmanager
    async def _watched(self, ticket: Ticket, tally: Tally) -> AsyncIterator[None]:
        """Time one call and turn whatever goes wrong with it into a leaf of ProviderError; the gate hears of it."""
        started = perf_counter()
        try:
            async with asyncio.timeout(self._timeout):
                yield
        except ProviderError:
            raise
        except TimeoutError:
            raise ProviderTimeout(f"{TITLES[self.name]} did not answer in time; ask again.") from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise InvalidAnswer(f"{TITLES[self.name]} sent a reply that can't be read; ask again.") from None
        except Exception as error:  # noqa: BLE001 - the SDK and its transport raise dozens of kinds
            failure = self._failure(error, ticket)
            tally.refused += isinstance(failure, RateLimited)
            raise failure from None  # what the SDK raises holds the prompt and the key
        tally.duration = perf_counter() - started

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


def _nobody_asks() -> None:
    """Be called as an attempt is sent that holds no slot."""
