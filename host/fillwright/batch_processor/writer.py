"""The questions of a batch that a provider has to write: shared, packed, warmed up for, written, remembered."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter
from typing import Final

from fillwright.batch_processor.batch import Batch, Item
from fillwright.batch_processor.flights import Flight, Flights
from fillwright.batch_processor.packing import Unit, unit_rank
from fillwright.batch_processor.run import Run, Spending
from fillwright.batch_processor.warmth import Prefix, Warmth
from fillwright.errors import BudgetExceeded, DeadlineExceeded, FillwrightError, StorageError
from fillwright.messages import DeltaEvent, FieldResponse, WarningEvent
from fillwright.providers import Completion, GenerationRequest
from fillwright.response_generator import ResponseGenerator, Terms, Written, add, as_remembered, failed
from fillwright.storage import AnswerMemory, Remembered

_log = logging.getLogger(__name__)

News = asyncio.Queue[Item | DeltaEvent | WarningEvent]

TWICE: Final = "the model answered this question twice; the first answer is here"

UNREADABLE_PACKS: Final = 2
"""Packed replies in a row that were no packs: after them the provider is asked one by one."""


@dataclass(frozen=True)
class How:
    """How a batch's questions are asked.

    `deltas` tells essays as they are written; `framed` asks single questions for a reply of a pack's form, so that one
    prefix in the provider's cache serves both; `patient` waits until it holds that.
    """

    deltas: bool
    framed: bool = False
    patient: bool = True


@dataclass(frozen=True)
class Task:
    """What the calls of one unit share: whose they are, and where their answers go."""

    batch: Batch
    run: Run
    news: News
    how: How
    owner: asyncio.Task[object] | None


class Writer:
    """Writes for all batches of one processor, so that none pays for what another one is having written."""

    def __init__(self, generator: ResponseGenerator, memory: AnswerMemory | None, *, packs: bool) -> None:
        self._generator = generator
        self._memory = memory
        self._packs = packs
        self._flights = Flights()
        self._warmth = Warmth()
        self._unreadable = 0

    @property
    def packs(self) -> bool:
        """Whether short questions may share a call."""
        return self._packs and self._generator.provider.packs and self._unreadable < UNREADABLE_PACKS

    @property
    def waits(self) -> bool:
        """Whether calls wait for the provider's cache."""
        return self._packs

    def warm(self, request: GenerationRequest) -> bool:
        """Return whether the provider's cache should hold the prefix of `request` already."""
        return self._warmth.has(self._prefix(request))

    def warms(self, request: GenerationRequest) -> bool:
        """Return whether a call under way is having it put there."""
        return self._warmth.comes(self._prefix(request))

    async def warm_up(self, request: GenerationRequest, run: Run) -> Completion | None:
        """Have the provider's cache hold the prefix of `request`; None where it does by then.

        Raises BudgetExceeded and leaves of ProviderError.
        """
        provider = self._generator.provider
        async with self._warmth.turn(self._prefix(request)) as begun:
            if self.warm(request):
                return None
            async with run.spending(provider.estimate(request).usd) as spending:
                call = await provider.complete(request, slot=run.slot, deadline=run.deadline)
                spending.cost = call.cost_usd or 0.0
            begun()
        return call

    async def write(self, batch: Batch, unit: Unit, run: Run, news: News, how: How) -> None:
        """Have the questions of one call written; each is put into `news` when it is done, whatever happens to it."""
        task = Task(batch, run, news, how, asyncio.current_task())
        if len(unit) == 1:
            await self._write_one(task, unit[0])
        else:
            await self._write_pack(task, unit)

    async def _write_one(self, task: Task, item: Item, share: Completion | None = None) -> None:
        """Have one item written; `share` is what it has cost already."""
        try:
            item.response = await self._shared(task, item, alone=share is not None)
        except FillwrightError as error:
            item.response = failed(item.question, error)
        except Exception as error:  # noqa: BLE001 - one field's fault, whatever it is, stays its own
            item.response = _broken(item, error)
        if share:
            add(item.response, share)
        task.news.put_nowait(item)

    async def _shared(self, task: Task, item: Item, *, alone: bool) -> FieldResponse:
        """Return what was written for `item`, or for the same question in this or another batch at the same time.

        `alone` asks in no frame, since a call of that form has left it out.
        """
        if self._generator.provider.drafts or item.field.id in task.batch.request.wish:
            return await self._written(task, item, Flight(), alone=alone)
        while flight := self._flights.get(item.key):
            started = perf_counter()
            try:
                async with asyncio.timeout_at(task.run.deadline):
                    remembered = await flight.landed()
            except TimeoutError:
                raise DeadlineExceeded("The time was up before the same question was answered; ask again.") from None
            response = self._generator.recall(item.question, remembered) if remembered else None
            if response is not None:
                response.time_ms = (perf_counter() - started) * 1000
                return response
        with self._flights.flying(item.key) as flight:
            return await self._written(task, item, flight, alone=alone)

    async def _written(self, task: Task, item: Item, flight: Flight, *, alone: bool) -> FieldResponse:
        """Have `item` written and remembered, and give its answer to those who wait for it."""
        request = item.request or self._generator.request(item.field, task.batch.context)
        framed = task.how.framed and not alone
        asked = self._generator.framed(request) if framed else request

        def tell(text: str) -> None:
            task.news.put_nowait(DeltaEvent(index=item.index, text=text))

        async with self._turn(task, (item,), asked, tell if task.how.deltas else None) as (terms, spending):
            so = replace(terms, framed=framed)
            written = await self._generator.write(item.question, task.batch.context, request, so)
            spending.cost = written.response.cost_usd or 0.0
        task.run.saw(written.call)
        if written.remember:
            flight.answer = await self._remember(item, written.response)
        return written.response

    async def _write_pack(self, task: Task, unit: Unit) -> None:
        """Have several items written in one call; those it leaves out, or another call has under way, one by one."""
        async with asyncio.TaskGroup() as others:
            with ExitStack() as flying:
                mine: list[tuple[Item, Flight]] = []
                for item in unit:
                    if self._flights.get(item.key):
                        others.create_task(self._write_one(task, item))
                    else:
                        mine.append((item, flying.enter_context(self._flights.flying(item.key))))
                try:
                    left = await self._packed(task, mine, others)
                except Exception as error:  # noqa: BLE001 - as above: here it is the whole call's
                    left = []
                    for item in [item for item, _ in mine if item.response is None]:
                        item.response = _broken(item, error)
                        task.news.put_nowait(item)
            for item, share in left:
                others.create_task(self._write_one(task, item, share))

    async def _packed(
        self, task: Task, mine: list[tuple[Item, Flight]], others: asyncio.TaskGroup
    ) -> list[tuple[Item, Completion | None]]:
        """Write one call's items; return those it left out, with their share of what it cost.

        Where essays are told while they are written, so is each item once it is whole.
        """
        if len(mine) == 1:
            return [(mine[0][0], None)]
        items = tuple(item for item, _ in mine)
        questions = tuple(item.question for item in items)
        request = self._generator.pack(tuple(item.request for item in items if item.request))

        telling: list[asyncio.Task[None]] = []

        def tell(place: int, written: Written) -> None:
            item, flight = mine[place]
            item.response = written.response
            telling.append(others.create_task(self._told(task, item, flight, written)))

        try:
            async with self._turn(task, items, request, None) as (terms, spending):
                pack = await self._generator.write_pack(
                    questions, task.batch.context, request, terms, tell if task.how.deltas else None
                )
                spending.cost = (pack.call.cost_usd if pack.call else None) or 0.0
        except BudgetExceeded:
            return [(item, None) for item in items]
        self._unreadable = 0 if pack.readable else self._unreadable + 1
        task.run.saw(pack.call)
        await asyncio.gather(*telling)
        for place in pack.twice:
            task.news.put_nowait(WarningEvent(index=items[place].index, warning=TWICE))
        left: list[tuple[Item, Completion | None]] = []
        for (item, flight), written, share in zip(mine, pack.written, pack.shares, strict=True):
            if written is not None:
                item.response = written.response
                await self._told(task, item, flight, written)
            elif item.response is None:
                left.append((item, share))
        return left

    async def _told(self, task: Task, item: Item, flight: Flight, written: Written) -> None:
        """Have what was written for an item of a pack remembered, then told, and given to those who wait for it."""
        try:
            if written.remember:
                flight.answer = await self._remember(item, written.response)
        except Exception as error:  # noqa: BLE001 - as above
            item.response = _broken(item, error)
        flight.land()
        task.news.put_nowait(item)

    @asynccontextmanager
    async def _turn(
        self, task: Task, unit: Unit, request: GenerationRequest, on_text: Callable[[str], None] | None
    ) -> AsyncIterator[tuple[Terms, Spending]]:
        """Hold what one call needs: its part of the budget, and its turn after the one who warms the prefix up."""
        run, generator = task.run, self._generator
        async with AsyncExitStack() as held:
            begun = None
            if self._packs and generator.provider.caches(request.prefix):
                turn = self._warmth.turn(self._prefix(request), patient=task.how.patient)
                begun = await held.enter_async_context(turn)
            prices = generator.provider.estimate(request).usd, smaller_price(generator, request)
            spending = await held.enter_async_context(run.spending(*prices, [item.index for item in unit]))
            yield (
                Terms(
                    slot=run.slots(unit_rank(unit, pressed=run.pressed), task.owner),
                    spare=partial(run.idle_for, spending),
                    deadline=run.deadline,
                    on_text=on_text,
                    begun=None if spending.smaller else begun,
                    again=lambda: run.again(spending),
                    provider=generator.smaller if spending.smaller else None,
                    note=_why_smaller(generator, run) if spending.smaller else None,
                ),
                spending,
            )

    def _prefix(self, request: GenerationRequest) -> Prefix:
        return Prefix(self._generator.provider.model, request.structured, request.prefix)

    async def _remember(self, item: Item, response: FieldResponse) -> Remembered:
        """Store the answer and return it as it may be given again; a store that does not work is a warning."""
        identity = ""
        try:
            if self._memory is not None:
                identity = await self._memory.store(item.key, item.field, response, company=item.company)
        except StorageError as error:
            _log.warning("an answer could not be stored: %s", error.code)
            response.warnings.append("not remembered: the answer store can't be written just now")
        return as_remembered(identity, response)


def smaller_price(generator: ResponseGenerator, request: GenerationRequest) -> float | None:
    """Return what `request` would cost with the smaller model; None where there is none that costs less."""
    chosen, smaller = generator.provider.estimate(request).usd, None
    if generator.smaller is not None:
        smaller = generator.smaller.estimate(request).usd
    return smaller if chosen is not None and smaller is not None and smaller < chosen else None


def _why_smaller(generator: ResponseGenerator, run: Run) -> str:
    smaller = generator.smaller.model if generator.smaller else ""
    return f"{smaller} answered instead of {generator.provider.model}, to keep the budget of ${run.budget:.4f}."


def _broken(item: Item, error: Exception) -> FieldResponse:
    where = traceback.extract_tb(error.__traceback__)[-1]
    _log.error("field %s: %s at %s:%s", item.index, type(error).__name__, where.name, where.lineno)
    return failed(item.question, FillwrightError("Something went wrong inside; see the log."))
