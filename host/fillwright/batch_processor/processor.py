"""BatchProcessor: every field of a form answered at once, in the form's order."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Literal

import msgspec

from fillwright.answers import inconsistencies
from fillwright.batch_processor.batch import Batch, Item, prepare
from fillwright.batch_processor.plan import PlanReply, plan_reply
from fillwright.batch_processor.planner import Calls
from fillwright.batch_processor.prewarm import NOTHING_SHARED, OFF, PREWARM_S, WARM, PrewarmReply, prewarmed
from fillwright.batch_processor.purse import Purse
from fillwright.batch_processor.run import Run
from fillwright.batch_processor.summary import summarize
from fillwright.batch_processor.turns import others_sent
from fillwright.batch_processor.writer import How, News, Writer
from fillwright.errors import BudgetExceeded, InvalidRequest, ProviderError
from fillwright.messages import (
    MAX_PARALLEL,
    BatchEvent,
    BatchReply,
    BatchRequest,
    DeltaEvent,
    Field,
    FieldEvent,
    FieldResponse,
    JobContext,
    SummaryEvent,
    WarningEvent,
    convert,
)
from fillwright.profile import Profile, parse_profile
from fillwright.providers import CanComplete, Completion, GenerationRequest
from fillwright.response_generator import (
    BatchContext,
    CanGenerate,
    Contexts,
    ResponseGenerator,
    as_generator,
    code_of,
    tell,
)
from fillwright.storage import AnswerMemory

_log = logging.getLogger(__name__)

UserData = Profile | Mapping[str, Any] | bytes


class BatchProcessor:
    """Answers whole batches with `response_generator`, never more than `max_parallel` provider calls at once.

    A caller's own object does as well: one with `async def generate(field, user_data, job_context)`, or a provider; see
    response_generator/given.py. Raises TypeError for what is neither, InvalidRequest for an impossible `max_parallel`.

    With a `memory`, remembered answers are looked up for the whole batch before any call, and each new one is stored
    the moment it is complete. `masked` hides the person's and employers' names from providers; None does as the
    generator has it. With `packing` "auto" short questions share a few calls, and calls wait for the provider's prompt
    cache where that pays. `prewarm` lets the method of that name have it warmed before the batch is sent.
    `wishes` are the person's for every written answer, such as "shorter".
    """

    def __init__(  # noqa: PLR0913 (what a caller may leave out)
        self,
        response_generator: ResponseGenerator | CanGenerate | CanComplete,
        max_parallel: int = 5,
        *,
        memory: AnswerMemory | None = None,
        masked: bool | None = None,
        packing: Literal["auto", "off"] = "off",
        prewarm: bool = False,
        wishes: Sequence[str] = (),
    ) -> None:
        self._generator = as_generator(response_generator)
        if not isinstance(max_parallel, int) or not 1 <= max_parallel <= MAX_PARALLEL:
            raise InvalidRequest(f"max_parallel is a whole number from 1 to {MAX_PARALLEL}.", field="max_parallel")
        self._max_parallel = max_parallel
        self._memory = memory
        self._masked = self._generator.masked if masked is None else masked
        self._writer = Writer(self._generator, memory, packs=packing == "auto")
        self._prewarm = prewarm
        self._wishes = tuple(wishes)
        self._contexts = Contexts()
        self._finishing: set[asyncio.Task[None]] = set()

    async def batch_generate(
        self,
        fields: Sequence[Field | Mapping[str, Any]],
        user_data: UserData,
        job_context: JobContext | Mapping[str, Any] | None = None,
        max_parallel: int | None = None,
        **options: Any,  # noqa: ANN401 - the other parts of a BatchRequest, validated as such
    ) -> BatchReply:
        """Return the answers to all `fields` in their order, and the summary.

        `fields` are Fields or mappings like them, `user_data` a Profile or JSON Resume with `application`; `options`
        are the other parts of a BatchRequest (`batch_id, deadline_s, budget_usd, overwrite, refresh, wish`) and
        `files`, the names of stored files. Raises InvalidRequest and InvalidProfile; a field that fails carries its
        own error.
        """
        files = tuple(options.pop("files", ()))
        request = convert(
            BatchRequest,
            {
                "fields": [_plain(field) for field in fields],
                "job_context": _plain(job_context or JobContext()),
                "max_parallel": max_parallel,
                **options,
            },
        )
        return await self.run(request, user_data, files)

    async def run(self, request: BatchRequest, user_data: UserData, files: Sequence[str] = ()) -> BatchReply:
        """Return the reply to `request`: all responses in the form's order, and the summary."""
        responses: dict[int, FieldResponse] = {}
        async with aclosing(self.stream(request, user_data, files, deltas=False)) as events:
            async for event in events:
                match event:
                    case FieldEvent():
                        responses[event.index] = event.response
                    case SummaryEvent():
                        return BatchReply(responses=[responses[at] for at in sorted(responses)], summary=event.summary)
                    case _:
                        pass
        raise RuntimeError("a stream ended without its summary")

    async def requests(
        self, request: BatchRequest, user_data: UserData, files: Sequence[str] = ()
    ) -> dict[int, GenerationRequest]:
        """Return what a provider would be asked for `request`, by the field's place; calls nobody."""
        batch = await self._prepare(request, user_data, files)
        return {item.index: item.request for item in batch.to_write if item.request}

    async def plan(self, request: BatchRequest, user_data: UserData, files: Sequence[str] = ()) -> PlanReply:
        """Return what `request` would do and cost; never calls a provider."""
        batch = await self._prepare(request, user_data, files)
        provider = self._generator.provider
        if batch.to_write:
            await provider.prepare()
        calls = self._calls(batch, self._run(request))
        warming = calls.warming if self._prewarm else None
        prewarm = warming is not None and not self._writer.warm(warming)
        return plan_reply(batch, calls.event(), provider, prewarm=prewarm)

    async def prewarm(
        self,
        request: BatchRequest,
        user_data: UserData,
        files: Sequence[str] = (),
        *,
        purse: Purse | None = None,
    ) -> PrewarmReply:
        """Have the provider's cache hold what the calls of `request` begin with, so that none of them waits for it.

        Makes one call that writes next to nothing, and only where `prewarm` is on and several calls would share the
        prefix; a failure is the reply's `reason`.
        """
        provider = self._generator.provider
        batch = await self._prepare(request, user_data, files)
        if not self._prewarm:
            return prewarmed(provider, reason=OFF)
        run = Run(1, budget_usd=request.budget_usd, deadline_s=PREWARM_S, purse=purse)
        warming = self._calls(batch, self._run(request)).warming
        if warming is None:
            return prewarmed(provider, reason=NOTHING_SHARED)
        await provider.prepare()
        try:
            call = await self._writer.warm_up(warming, run)
        except (BudgetExceeded, ProviderError) as error:
            spent = error.spent if isinstance(error, ProviderError) and isinstance(error.spent, Completion) else None
            return prewarmed(provider, spent, error.message)
        return prewarmed(provider, call, None if call else WARM)

    async def stream(
        self,
        request: BatchRequest,
        user_data: UserData,
        files: Sequence[str] = (),
        *,
        deltas: bool = True,
        purse: Purse | None = None,
    ) -> AsyncGenerator[BatchEvent]:
        """Yield the plan, each field as it is answered, warnings that concern several, and the summary.

        With `deltas`, also each piece of an essay while it is written; one without text takes back those before it.
        What `purse` holds is shared with other batches. Closing the iterator cancels what has not started; calls in
        flight are finished and remembered, for they are paid for.
        """
        started = perf_counter()
        batch = await self._prepare(request, user_data, files)
        known = [item for item in batch.items if item.response is not None]
        run = self._run(request, purse)
        calls = self._calls(batch, run)
        await calls.keep_within_budget()
        yield calls.event()
        news: News = asyncio.Queue()
        tasks: list[asyncio.Task[None]] = []
        responses: dict[int, FieldResponse] = {}
        try:
            await self._begin(calls, news, tasks, deltas=deltas)
            for item in known:
                yield _finished(batch, item, responses)
            if tasks and not self._generator.provider.drafts:
                batch.context.rehearse()
            while len(responses) < len(batch.items):
                new = await news.get()
                if isinstance(new, Item):
                    yield _finished(batch, new, responses)
                elif isinstance(new, DeltaEvent):
                    yield new
                else:
                    yield _warned(responses, new.index, new.warning)
        finally:
            self._leave(tasks, run)
            self._touch(batch)
        ordered = [responses[place] for place in range(len(batch.items))]
        for place, warning in inconsistencies(ordered):
            yield _warned(responses, place, warning)
        yield SummaryEvent(
            summary=summarize(
                ordered,
                wall_ms=(perf_counter() - started) * 1000,
                cached_tokens=run.cached_tokens,
                durations=run.durations,
                max_parallel=run.max_parallel,
            )
        )

    async def _begin(self, calls: Calls, news: News, tasks: list[asyncio.Task[None]], *, deltas: bool) -> None:
        """Begin the `calls` as `tasks`, each in its place once the one before is sent.

        So the first is with the provider while the next is made ready, and their answers don't come all at once.
        """
        first = calls.at_once
        for place, unit in enumerate(calls.units):
            how = How(deltas, calls.framed, patient=place >= first)
            tasks.append(asyncio.create_task(self._writer.write(calls.batch, unit, calls.run, news, how)))
            if place < calls.run.max_parallel and not self._generator.provider.drafts:
                await others_sent()

    async def close(self, grace_s: float = 3.0) -> None:
        """Wait up to `grace_s` seconds for what is still to be finished: calls that closed streams left in flight."""
        if not self._finishing:
            return
        _, late = await asyncio.wait(self._finishing, timeout=grace_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _prepare(self, request: BatchRequest, user_data: UserData, files: Sequence[str]) -> Batch:
        today = datetime.now(UTC).astimezone().date()
        given = user_data if isinstance(user_data, Mapping) else None
        context = BatchContext(
            parse_profile(user_data),
            request.job_context,
            today,
            tuple(files),
            self._masked,
            given=given,
            wishes=self._wishes,
        )
        return await prepare(self._generator, self._memory, request, self._contexts.like(context))

    def _run(self, request: BatchRequest, purse: Purse | None = None) -> Run:
        return Run(
            request.max_parallel or self._max_parallel,
            budget_usd=request.budget_usd,
            deadline_s=request.deadline_s,
            purse=purse,
            questions=len(request.fields),
        )

    def _calls(self, batch: Batch, run: Run) -> Calls:
        return Calls(self._generator, self._writer, batch, run)

    def _touch(self, batch: Batch) -> None:
        """Note beside the answers of `batch` that they were given again, when there is time."""
        if self._memory is not None and batch.recalled:
            self._memory.given(batch.recalled)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._finishing.add(task)
        task.add_done_callback(self._finishing.discard)

    def _leave(self, tasks: Sequence[asyncio.Task[None]], run: Run) -> None:
        run.stop()
        for task in tasks:
            if task.done():
                continue
            if run.in_flight(task):
                self._finish(task)
            else:
                task.cancel()


def _finished(batch: Batch, item: Item, responses: dict[int, FieldResponse]) -> FieldEvent:
    if item.response is None:
        raise RuntimeError(f"field {item.index} was reported before it was answered")
    item.response.warnings.extend(item.warnings)
    tell(item.response, batch.context.profile)
    responses[item.index] = item.response
    return FieldEvent(index=item.index, response=item.response)


def _warned(responses: Mapping[int, FieldResponse], place: int, warning: str) -> WarningEvent:
    """Add `warning` to an answer that was told already."""
    said = code_of(warning)
    responses[place].warnings.append(warning)
    responses[place].warning_codes.append(said)
    return WarningEvent(index=place, warning=warning, code=said.code, values=said.values)


def _plain(part: Field | JobContext | Mapping[str, Any]) -> object:
    return msgspec.to_builtins(part) if isinstance(part, msgspec.Struct) else part
