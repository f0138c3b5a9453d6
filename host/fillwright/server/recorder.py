"""Keeps what a batch came to: the batch in the history, each provider call in the usage log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter
from typing import Final

from fillwright.errors import MissingKey, ProviderError, StorageError
from fillwright.messages import BatchEvent, FieldEvent, FieldResponse, JobContext, PlanEvent, SummaryEvent
from fillwright.providers import (
    Completion,
    Estimate,
    GenerationRequest,
    OnText,
    Provider,
    Slot,
    Spare,
    spent_by_then,
)
from fillwright.server.store import Store
from fillwright.storage import CALLED_OFF, Call

log: Final = logging.getLogger(__name__)

_batch_id: ContextVar[str] = ContextVar("batch_id", default="")


class Recorder:
    """Watches one batch's events and adds it to the history in `store`, which its summary does not wait for.

    Whoever asks for the history does. None keeps nothing.
    """

    def __init__(self, job: JobContext, store: Store | None) -> None:
        self._job = job
        self._store = store
        self._batch_id = ""
        self._responses: dict[int, FieldResponse] = {}

    def see(self, event: BatchEvent) -> None:
        """Take note of `event`."""
        match event:
            case PlanEvent():
                self._batch_id = event.batch_id
                _batch_id.set(event.batch_id)
            case FieldEvent():
                self._responses[event.index] = event.response
            case SummaryEvent() if self._store:
                ordered = [self._responses[place] for place in sorted(self._responses)]
                self._store.history.soon(self._batch_id, self._job, ordered, event.summary)
            case _:
                pass


class UnderWay:
    """The calls that have begun and are not in the usage log yet; each is expected to cost what its provider thinks."""

    def __init__(self) -> None:
        self._calls: dict[object, tuple[Provider, GenerationRequest]] = {}

    @contextmanager
    def call(self, provider: Provider, request: GenerationRequest) -> Iterator[None]:
        """Have a call count for the time of the block."""
        mark = object()
        self._calls[mark] = provider, request
        try:
            yield
        finally:
            del self._calls[mark]

    @property
    def usd(self) -> float:
        """What they will cost, in US dollars, as far as a price is known."""
        return sum(provider.estimate(request).usd or 0.0 for provider, request in self._calls.values())


class MeteredProvider:
    """A provider whose calls, answered, failed and called off, are added to the usage log in `store`.

    No answer waits for that. Until a call has ended it is `under_way`.
    """

    def __init__(self, provider: Provider, store: Store, under_way: UnderWay) -> None:
        self._provider = provider
        self._store = store
        self._under_way = under_way
        self.name = provider.name
        self.model = provider.model
        self.drafts = provider.drafts

    async def prepare(self) -> None:
        """Load what the first call needs."""
        await self._provider.prepare()

    async def complete(
        self,
        request: GenerationRequest,
        *,
        slot: Slot | None = None,
        spare: Spare | None = None,
        deadline: float | None = None,
        on_text: OnText | None = None,
    ) -> Completion:
        """Return the provider's answer, its call recorded."""
        asked = perf_counter()
        with self._under_way.call(self._provider, request):
            try:
                completion = await self._provider.complete(
                    request, slot=slot, spare=spare, deadline=deadline, on_text=on_text
                )
            except ProviderError as error:
                if not isinstance(error, MissingKey):  # which calls nobody
                    spent = error.spent if isinstance(error.spent, Completion) else None
                    nothing = Completion(text="", provider=self.name, model=self.model)
                    self._record(spent or nothing, asked, error.code)
                raise
            except asyncio.CancelledError as called_off:
                if sent := spent_by_then(called_off):
                    self._record(sent, asked, CALLED_OFF)
                raise
            self._record(completion, asked)
        return completion

    @property
    def packs(self) -> bool:
        """Whether structured requests are understood."""
        return self._provider.packs

    def caches(self, prefix: str) -> bool:
        """Return whether calls with `prefix` get cheaper after the first."""
        return self._provider.caches(prefix)

    def estimate(self, request: GenerationRequest, *, warm: bool = False) -> Estimate:
        """Say what `request` will cost and take."""
        return self._provider.estimate(request, warm=warm)

    async def close(self) -> None:
        """Close the provider."""
        await self._provider.close()

    def _record(self, completion: Completion, asked: float, error: str | None = None) -> None:
        call = Call(
            provider=completion.provider,
            model=completion.model,
            batch_id=_batch_id.get(),
            input_tokens=completion.input_tokens,
            cached_tokens=completion.cached_tokens,
            output_tokens=completion.output_tokens,
            cost_usd=completion.cost_usd,
            duration_s=completion.duration_s,
            attempts=completion.attempts,
            refused_429=completion.refused_429,
            hedges=completion.hedges,
            waited_s=max(0.0, perf_counter() - asked - completion.duration_s),
            error=error,
        )
        self._store.database.later(self._keep(call))

    async def _keep(self, call: Call) -> None:
        try:
            await self._store.usage.record(call)
        except StorageError as wrong:
            log.warning("a call is not in the usage log: %s", wrong.code)
