"""Keeps what a batch came to: the batch in the history, each provider call in the usage log."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from time import perf_counter
from typing import Final

from fillwright.errors import MissingKey, ProviderError, StorageError
from fillwright.messages import BatchEvent, FieldEvent, FieldResponse, JobContext, PlanEvent, SummaryEvent
from fillwright.providers import Completion, Estimate, GenerationRequest, OnText, Provider, Slot, Spare
from fillwright.storage import Call, History, UsageLog

log: Final = logging.getLogger(__name__)

_batch_id: ContextVar[str] = ContextVar("batch_id", default="")


class Recorder:
    """Watches one batch's events and adds it to `history` before its summary is passed on; None keeps nothing."""

    def __init__(self, job: JobContext, history: History | None) -> None:
        self._job = job
        self._history = history
        self._batch_id = ""
        self._responses: dict[int, FieldResponse] = {}

    async def see(self, event: BatchEvent) -> None:
        """Take note of `event`; a store that can't be written is logged and costs the entry alone."""
        match event:
            case PlanEvent():
                self._batch_id = event.batch_id
                _batch_id.set(event.batch_id)
            case FieldEvent():
                self._responses[event.index] = event.response
            case SummaryEvent() if self._history:
                ordered = [self._responses[place] for place in sorted(self._responses)]
                try:
                    await self._history.add(self._batch_id, self._job, ordered, event.summary)
                except StorageError as error:
                    log.warning("batch %s is not in the history: %s", self._batch_id, error.code)
            case _:
                pass


class MeteredProvider:
    """A provider whose calls, answered and failed, are added to a usage log."""

    def __init__(self, provider: Provider, usage: UsageLog) -> None:
        self._provider = provider
        self._usage = usage
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
        try:
            completion = await self._provider.complete(
                request, slot=slot, spare=spare, deadline=deadline, on_text=on_text
            )
        except ProviderError as error:
            if not isinstance(error, MissingKey):  # which calls nobody
                spent = error.spent if isinstance(error.spent, Completion) else None
                await self._record(
                    spent or Completion(text="", provider=self.name, model=self.model), asked, error.code
                )
            raise
        await self._record(completion, asked)
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

    async def _record(self, completion: Completion, asked: float, error: str | None = None) -> None:
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
        try:
            await self._usage.record(call)
        except StorageError as wrong:
            log.warning("a call is not in the usage log: %s", wrong.code)
