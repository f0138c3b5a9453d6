"""Many applications prepared ahead through a provider's batch API: half the price, answered within a day.

collect what rules and memory leave open → send it → poll → keep the results → answer from them, checked as always,
into the answer memory, so that the forms later fill from it. Each step is kept in the store: run again, it goes on.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Final

from msgspec import Struct

from fillwright.batch_processor.kept import KeptProvider, digest_of, pack
from fillwright.batch_processor.processor import BatchProcessor, UserData
from fillwright.errors import BudgetExceeded, InvalidSettings, ProviderError, ProviderTimeout, ProviderUnavailable
from fillwright.messages import BatchRequest, FieldResponse
from fillwright.providers import PRICE_SHARE, BatchApi, GenerationRequest, Provider, create_batches, portions
from fillwright.response_generator import ResponseGenerator
from fillwright.storage import AnswerMemory, Prepared, SentBatch

_log = logging.getLogger(__name__)

_MAY_HAVE_ARRIVED: Final = (ProviderTimeout, ProviderUnavailable)


class Polling(Struct, frozen=True, kw_only=True):
    """How often a batch is asked after: seconds before the first time, growing to `longest`."""

    first: float = 5.0
    longest: float = 300.0
    growth: float = 1.5


class AheadPlan(Struct, frozen=True, kw_only=True):
    """What is to be written for how many applications: `fresh` not sent yet, `sent` under way or back already.

    `est_cost_usd` is that of the fresh ones at the batch price, None where no price is known.
    """

    applications: int
    fresh: int
    sent: int
    est_cost_usd: float | None


class AheadReport(Struct, kw_only=True):
    """What came of it: questions `stored`, left to the person, failed, and still waiting at the provider.

    `reasons` are why those that are not stored are not, each once.
    """

    applications: int
    stored: int = 0
    needs_review: int = 0
    failed: int = 0
    waiting: int = 0
    cost_usd: float = 0.0
    cost_known: bool = True
    reasons: list[str] = []


@dataclass(frozen=True)
class Person:
    """Whose applications they are: profile, names of the stored files, whether names are hidden.

    `budget_usd` is what may be spent on them, None for anything.
    """

    profile: UserData
    files: tuple[str, ...] = ()
    masked: bool = False
    budget_usd: float | None = None


@dataclass
class _Asked:
    """The questions of all applications that a provider has to write, by digest."""

    requests: dict[bytes, GenerationRequest] = attribute(default_factory=dict)
    known: dict[bytes, bytes | None] = attribute(default_factory=dict)

    @property
    def fresh(self) -> dict[bytes, GenerationRequest]:
        return {digest: request for digest, request in self.requests.items() if digest not in self.known}


class Ahead:
    """Prepares `requests` of one person with `provider`; `metered` wraps the one that answers from what was kept."""

    def __init__(
        self,
        provider: Provider,
        memory: AnswerMemory,
        prepared: Prepared,
        person: Person,
        *,
        metered: Callable[[Provider], Provider] = lambda provider: provider,
    ) -> None:
        self._provider = provider
        self._memory = memory
        self._prepared = prepared
        self._person = person
        self._metered = metered

    async def plan(self, requests: Sequence[BatchRequest]) -> AheadPlan:
        """Return what there is to do; sends nothing."""
        await self._provider.prepare()
        asked = await self._ask(requests)
        return self._plan(requests, asked)

    async def run(
        self,
        requests: Sequence[BatchRequest],
        *,
        polling: Polling | None,
        see: Callable[[int, int], None] | None = None,
    ) -> AheadReport:
        """Send what was not sent, fetch what has come, and store the answers; with `polling`, wait for all of them.

        `see` hears how many requests are done, and of how many, each time the provider is asked.
        Raises InvalidSettings for a provider without a batch API, BudgetExceeded before anything is sent, and
        ProviderError where the provider takes or gives nothing; what was sent is gone on with the next time.
        """
        api = await create_batches(self._provider)
        if api is None:
            raise InvalidSettings(
                f"{self._provider.name} has no batch API: set the setting provider to openai or anthropic.",
                field="provider",
            )
        await self._find_lost(api)
        asked = await self._ask(requests)
        self._hold_budget(self._plan(requests, asked))
        await self._send(api, asked.fresh)
        async for done, total in self._fetched(api, polling):
            if see:
                see(done, total)
        return await self._take(requests, asked)

    def _processor(self, provider: Provider) -> BatchProcessor:
        return BatchProcessor(ResponseGenerator(provider), memory=self._memory, masked=self._person.masked)

    async def _ask(self, requests: Sequence[BatchRequest]) -> _Asked:
        processor, asked = self._processor(self._provider), _Asked()
        for request in requests:
            to_write = await processor.requests(request, self._person.profile, self._person.files)
            asked.requests |= {digest_of(each, self._provider): each for each in to_write.values()}
        asked.known = await self._prepared.known(list(asked.requests))
        return asked

    def _plan(self, requests: Sequence[BatchRequest], asked: _Asked) -> AheadPlan:
        prices = [self._provider.estimate(request).usd for request in asked.fresh.values()]
        known = None if None in prices else sum(price or 0.0 for price in prices) * PRICE_SHARE
        return AheadPlan(applications=len(requests), fresh=len(prices), sent=len(asked.known), est_cost_usd=known)

    def _hold_budget(self, plan: AheadPlan) -> None:
        budget = self._person.budget_usd
        if budget is None or not plan.fresh:
            return
        if plan.est_cost_usd is None:
            raise BudgetExceeded("No price is known for this model, so the budget can't be kept; lift it.")
        if plan.est_cost_usd > budget:
            raise BudgetExceeded(
                f"About ${plan.est_cost_usd:.4f} is needed and ${budget:.4f} is left of the month's budget; "
                "raise it, or prepare fewer."
            )

    async def _find_lost(self, api: BatchApi) -> None:
        """Find the batches that were sent when something broke; the questions of those not found are sent again."""
        for batch in await self._mine():
            if batch.remote is None:
                remote = await api.find(batch.name)
                if remote is None:
                    await self._prepared.keep(batch.name, {})
                else:
                    await self._prepared.sent(batch.name, remote)

    async def _send(self, api: BatchApi, fresh: dict[bytes, GenerationRequest]) -> None:
        for portion in portions({digest.hex(): request for digest, request in fresh.items()}):
            name, digests = uuid.uuid4().hex, [bytes.fromhex(each) for each in portion]
            await self._prepared.begin(name, self._provider.name, self._provider.model, digests)
            try:
                remote = await api.submit(name, portion)
            except ProviderError as error:
                if not isinstance(error, _MAY_HAVE_ARRIVED):
                    await self._prepared.keep(name, {})
                raise
            await self._prepared.sent(name, remote)

    async def _mine(self) -> list[SentBatch]:
        mine = (self._provider.name, self._provider.model)
        return [batch for batch in await self._prepared.waiting() if (batch.provider, batch.model) == mine]

    async def _fetched(self, api: BatchApi, polling: Polling | None) -> AsyncIterator[tuple[int, int]]:
        """Keep the results of batches that have ended, and yield how far the others are, until none is left."""
        wait = polling.first if polling else 0.0
        while waiting := await self._mine():
            states = [(batch, await api.state(batch.remote)) for batch in waiting if batch.remote]
            yield sum(state.done for _, state in states), sum(state.total for _, state in states)
            ended = [batch for batch, state in states if state.ended]
            for batch in ended:
                await self._keep(api, batch)
            if ended:
                continue
            if polling is None:
                return
            await asyncio.sleep(wait)
            wait = min(polling.longest, wait * polling.growth)

    async def _keep(self, api: BatchApi, batch: SentBatch) -> None:
        remote = batch.remote or ""
        try:
            results = await api.results(remote)
        except ProviderError as error:
            if not isinstance(error, _MAY_HAVE_ARRIVED):
                await self._prepared.keep(batch.name, {})
            raise
        await self._prepared.keep(batch.name, {bytes.fromhex(each): pack(told) for each, told in results.items()})
        with suppress(ProviderError):  # what can't be deleted there is no reason to lose what has come
            await api.tidy(remote)

    async def _take(self, requests: Sequence[BatchRequest], asked: _Asked) -> AheadReport:
        """Answer all applications from what has come, checked and remembered as always."""
        known = await self._prepared.known(list(asked.requests))
        results = {digest: result for digest, result in known.items() if result is not None}
        report = AheadReport(applications=len(requests), waiting=len(asked.requests) - len(results))
        processor = self._processor(self._metered(KeptProvider(self._provider, results)))
        for request in requests if results else ():
            to_write = await processor.requests(request, self._person.profile, self._person.files)
            reply = await processor.run(request, self._person.profile, self._person.files)
            for place, each in to_write.items():
                if digest_of(each, self._provider) in results:
                    _count(report, reply.responses[place])
        await self._prepared.forget(results)
        return report


def _count(report: AheadReport, response: FieldResponse) -> None:
    if response.status == "answered" and response.source == "generated":
        report.stored += 1
    elif response.status == "failed":
        report.failed += 1
    elif response.status in {"needs_review", "skipped"}:
        report.needs_review += 1
    else:
        return
    if response.cost_usd is None:
        report.cost_known = False
    report.cost_usd += response.cost_usd or 0.0
    if response.reason and response.reason not in report.reasons:
        report.reasons.append(response.reason)
