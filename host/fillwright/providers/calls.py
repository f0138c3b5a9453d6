"""One attempt at a request: slot → gate → one SDK call, whole or streamed → its reply, or a leaf of ProviderError.

The dialects (openai.py, anthropic.py) make the SDK's client and the call, and read what comes back.
"""

from __future__ import annotations

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from fillwright.config import Endpoint, Settings
from fillwright.errors import InvalidAnswer, ProviderError, ProviderTimeout, ProviderUnavailable, RateLimited
from fillwright.providers.base import GenerationRequest
from fillwright.providers.caching import Held, cacheable
from fillwright.providers.failures import TITLES, NoCacheMarks, NoStreams, NoStructure, from_connection, from_status
from fillwright.providers.first_token import first_tokens_for
from fillwright.providers.gates import Gate, Ticket, gate_for
from fillwright.providers.prices import Tokens
from fillwright.providers.race import Overtaken, Race, Runner, never
from fillwright.providers.rate_headers import retry_after
from fillwright.providers.reply import Reply, Transcript
from fillwright.providers.sse import EVENTS_TYPE, Events
from fillwright.providers.standing import Standing
from fillwright.providers.tally import Places, Tally, answer_tokens, input_tokens, prompt_tokens, written_tokens
from fillwright.providers.telling import Ear, Teller

REASONING_TOKENS: Final = 4_096
"""Room beside the answer for models that think first: their thoughts count toward the same limit, and an answer cut off
by its own thinking is paid for and useless. What is not used costs nothing."""

WARMING_TOKENS: Final = 1
"""The least that a call may be asked to write, where nothing but its prompt matters."""

LINGER_S: Final = 0.02
"""How long an abandoned call keeps its slot, so that the provider has seen it go before the next one comes."""


class Caller(ABC):
    """One endpoint, called through one client and one gate.

    A dialect names the `_path` of its calls, and what the body of a `_streaming` one holds beside the question.
    """

    name: str
    _path: str
    _streaming: Mapping[str, object]

    def __init__(self, endpoint: Endpoint, settings: Settings) -> None:
        self.name = endpoint.provider
        self._endpoint = endpoint
        self._model = endpoint.model
        self._timeout = settings.call_timeout_s
        self._gate: Gate = gate_for(self.name, self._model, endpoint.api_key or "", endpoint.base_url or "")
        self._gate.configure(settings.requests_per_minute, settings.tokens_per_minute)
        self._client: Any = None
        self._streams = True
        self._structures = True
        self._cache_marks = True
        self._held = Held()
        self._watches = self.name != "local"  # a server of one's own may load a model first, and has no slot to spare
        self._overtakes = settings.packing == "auto"  # "off" promises one call per question
        self._first_tokens = first_tokens_for(self.name, self._model, endpoint.base_url or "")

    @property
    def model(self) -> str:
        """The model's name as the provider spells it."""
        return self._model

    def standing(self) -> Standing:
        """Return how the calls to this endpoint stand just now, those of all batches."""
        return self._gate.standing()

    @abstractmethod
    def _asked(self, request: GenerationRequest) -> dict[str, Any]:
        """Return the body of a call that asks `request`."""

    async def _posted(self, request: GenerationRequest, *, streams: bool = False) -> Any:  # noqa: ANN401 (the SDK's HTTP response)
        """Make one call without retries and return the response, its own body unread where it `streams`.

        The SDK gets the body as bytes: it would look through all parts of another for names to translate, half of what
        a call costs it. Its errors pass through.
        """
        import httpx2  # noqa: PLC0415 (loaded with the SDK)

        body = {**self._asked(request), **(self._streaming if streams else {})}
        return await self._client.post(
            self._path,
            cast_to=httpx2.Response,
            content=msgspec.json.encode(body),
            options={"timeout": self._timeout},
            stream=streams,
        )

    @abstractmethod
    def _read(self, body: bytes) -> Reply:
        """Return what `body` says. Raises msgspec.DecodeError for what is not the dialect."""

    @abstractmethod
    def _transcript(self) -> Transcript:
        """Return what takes down one streamed reply."""

    @abstractmethod
    def _bills_writes(self) -> bool:
        """Return whether what is put into the provider's cache is billed as such."""

    def caches(self, prefix: str) -> bool:
        """Return whether `prefix` is long enough for the model's cache."""
        return cacheable(self.name, self.model, prefix)

    async def _begin(self) -> None:  # noqa: B027 (most have nothing to find out)
        """Find out what a call needs to know beforehand; in a slot and through the gate, like the call."""

    def _shown(self, text: str) -> str:
        """Return what may be told of a `text` that is still being written."""
        return text

    async def _attempt(self, request: GenerationRequest, places: Places, tally: Tally, teller: Teller) -> Reply:
        """Make one call, a streamed and watched one where that is asked for and the server knows how."""
        teller.take_back()
        try:
            reply = await self._made(request, places, tally, teller)
        except NoStructure:
            self._structures = False
            raise
        except NoCacheMarks:
            self._cache_marks = False
            reply = await self._made(request, places, tally, teller)
        tally.billed.append(reply.tokens)
        if request.warming:
            return reply
        if reply.problem is not None:
            raise reply.problem
        if not reply.text.strip():
            raise InvalidAnswer(f"{TITLES[self.name]} sent an empty answer; ask again.")
        return reply

    async def _made(self, request: GenerationRequest, places: Places, tally: Tally, teller: Teller) -> Reply:
        if request.streamed and self._streams:
            try:
                return await self._raced(request, places, tally, teller)
            except NoStreams:
                self._streams = False
        return await self._whole(request, places, tally)

    async def _raced(self, request: GenerationRequest, places: Places, tally: Tally, teller: Teller) -> Reply:
        """Make one streaming call; where its first token is missing, again in an idle place or in its own."""
        known, costs = self._first_tokens, (input_tokens(request), self._output_limit(request))
        patience = self._patience(tally)

        def may_try(*, held: bool) -> bool:
            spare = places.spare is not None and places.spare(held=held)
            if not (self._overtakes and spare and known.may_try and self._gate.roomy(*costs)):
                return False
            known.tried()
            tally.hedges += 1
            return True

        async def run(runner: Runner[Reply]) -> Reply:
            async with self._placed(places, tally) as sent:

                async def call() -> Reply:
                    async with (
                        self._admitted(request, tally, sent) as ticket,
                        self._watched(ticket, tally, patience) as limit,
                    ):
                        runner.sent()
                        return await self._streamed(request, ticket, tally, Ear(runner, limit, teller))

                return await runner.tries(call)

        tally.attempts += 1
        known.called()
        if self._watches:
            return await Race(run, known.hedge_after, may_try, known.anew_after).result()
        return await Race(run, self._timeout, never).result()

    async def _whole(self, request: GenerationRequest, places: Places, tally: Tally) -> Reply:
        """Make one call that is answered in one piece."""
        tally.attempts += 1
        async with (
            self._placed(places, tally) as sent,
            self._admitted(request, tally, sent) as ticket,
            self._watched(ticket, tally, self._timeout),
        ):
            await self._begin()
            try:
                response = await self._posted(request)
            except asyncio.CancelledError:
                tally.billed.append(self._prompt(request))
                raise
            ticket.heard(response.headers)
            self._held.note(request)
            return self._read(response.content)

    @asynccontextmanager
    async def _placed(self, places: Places, tally: Tally) -> AsyncIterator[Callable[[], None]]:
        """Hold a slot; what is yielded is to be called as a call is sent."""
        tally.at_gate = False
        async with places.slot() if places.slot else contextlib.nullcontext(_nobody_asks) as sent:
            yield sent

    @asynccontextmanager
    async def _admitted(
        self, request: GenerationRequest, tally: Tally, sent: Callable[[], None]
    ) -> AsyncIterator[Ticket]:
        """Hold the gate's admission, waited for inside a slot.

        So each batch has no more than its places in the gate's queue, and no batch's hundred fields stand before
        another's first.
        """
        tally.at_gate = True
        async with self._gate.admission(input_tokens(request), self._output_limit(request)) as ticket:
            sent()
            tally.at_gate = False
            yield ticket

    async def _streamed(self, request: GenerationRequest, ticket: Ticket, tally: Tally, ear: Ear) -> Reply:
        """Make one streaming call and tell its text as it comes; a server may answer it whole as well."""
        text, prompt = "", self._prompt(request)
        transcript, events = self._transcript(), Events()
        started = _now()
        try:
            await self._begin()
            async with aclosing(await self._posted(request, streams=True)) as response:
                ticket.heard(response.headers)
                if EVENTS_TYPE not in response.headers.get("content-type", ""):
                    reply = self._read(await response.aread())
                    self._heard(request, ear, reply.text, started)
                    return reply
                async for data in response.aiter_bytes():
                    for payload in events.feed(data):
                        text += transcript.feed(payload)
                    if text:
                        self._heard(request, ear, text, started)
            self._whether_ended(transcript)
        except BaseException as error:
            left = isinstance(error, asyncio.CancelledError)
            if left or text or transcript.tokens:
                tally.billed.append(_unsaid(transcript.tokens or prompt, text))
            if left:
                if not text:
                    self._first_tokens.saw(_now() - started, second=ear.second, came=False)
                await asyncio.sleep(LINGER_S)
            raise
        reply = transcript.reply()
        if transcript.tokens:
            return reply
        return msgspec.structs.replace(reply, tokens=_unsaid(prompt, text))

    def _prompt(self, request: GenerationRequest, *, warm: bool = False) -> Tokens:
        """Return about what the prompt of `request` is billed; the provider's cache may be known to be warm."""
        if not self.caches(request.prefix):
            return Tokens(input=input_tokens(request))
        return prompt_tokens(request, warm=warm or self._held.has(request), writes=self._bills_writes())

    def _heard(self, request: GenerationRequest, ear: Ear, text: str, started: float) -> None:
        if not ear.began:
            self._held.note(request)
            ear.begin(_now() + self._timeout)
            self._first_tokens.saw(_now() - started, second=ear.second)
        ear.hear(self._shown(text))

    def _whether_ended(self, transcript: Transcript) -> None:
        """Raise ProviderUnavailable for a stream without its final event: neither SDK says so."""
        if not transcript.ended:
            raise ProviderUnavailable(f"{TITLES[self.name]} broke off its answer; ask again.")

    def _patience(self, tally: Tally) -> float:
        """Return how long to wait for a first token, each time twice as long."""
        if not self._watches:
            return self._timeout
        return min(self._timeout, self._first_tokens.give_up_after * 2.0**tally.timeouts)

    @asynccontextmanager
    async def _watched(self, ticket: Ticket, tally: Tally, patience: float) -> AsyncIterator[asyncio.Timeout]:
        """Time one call and turn whatever goes wrong with it into a leaf of ProviderError; the gate hears of it."""
        started = _now()
        try:
            async with asyncio.timeout(patience) as limit:
                yield limit
        except (ProviderError, Overtaken):
            raise
        except TimeoutError:
            tally.timeouts += 1
            raise ProviderTimeout(f"{TITLES[self.name]} did not answer in time; ask again.") from None
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise InvalidAnswer(f"{TITLES[self.name]} sent a reply that can't be read; ask again.") from None
        except Exception as error:  # noqa: BLE001 - the SDK and its transport raise dozens of kinds
            failure = self._failure(error, ticket)
            tally.refused += isinstance(failure, RateLimited)
            raise failure from None  # what the SDK raises holds the prompt and the key
        tally.duration = _now() - started

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
        return WARMING_TOKENS if request.warming else answer_tokens(request) + REASONING_TOKENS


def _unsaid(known: Tokens, text: str) -> Tokens:
    """Return about what a call was billed that did not say so at its end: what is `known`, and the `text` by then."""
    return msgspec.structs.replace(known, output=max(known.output, written_tokens(text)))


def _now() -> float:
    return asyncio.get_running_loop().time()


def _nobody_asks() -> None:
    """Be called as an attempt is sent that holds no slot."""
