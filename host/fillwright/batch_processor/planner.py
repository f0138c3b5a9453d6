"""Which calls a batch takes: what each asks, which of them wait for the cache, and what they are expected to cost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from fillwright.batch_processor.batch import Batch
from fillwright.batch_processor.packing import Rules, Unit, at_once, units
from fillwright.batch_processor.plan import estimates, plan_event
from fillwright.batch_processor.run import Run
from fillwright.batch_processor.writer import Writer, smaller_price
from fillwright.messages import PlanEvent
from fillwright.providers import GenerationRequest
from fillwright.response_generator import ResponseGenerator


@dataclass(frozen=True)
class Calls:
    """The calls of one batch, the most urgent first."""

    generator: ResponseGenerator
    writer: Writer
    batch: Batch
    run: Run

    @cached_property
    def units(self) -> list[Unit]:
        """The questions of each call."""
        rules = Rules(
            packs=self.writer.packs,
            pressed=self.run.pressed,
            cached=self._cached,
            max_parallel=self.run.max_parallel,
            wishes=tuple(self.batch.request.wish),
        )
        return units(self.batch.to_write, rules)

    @cached_property
    def framed(self) -> bool:
        """Whether single questions take a pack's form: where a cache holds the prefix, one form is paid once."""
        return len({len(unit) > 1 for unit in self.units}) > 1 and self._cached

    @cached_property
    def requests(self) -> list[GenerationRequest]:
        """What the provider is asked in each call."""
        requests = [self.generator.pack([item.request for item in unit if item.request]) for unit in self.units]
        if not self.framed:
            return requests
        return [request if request.structured else self.generator.framed(request) for request in requests]

    @cached_property
    def warming(self) -> GenerationRequest | None:
        """What has the cache hold their prefix; None where no two of them would read it."""
        if len(self.units) < 2 or not self._cached:  # noqa: PLR2004 (a pair)
            return None
        structured = any(request.structured for request in self.requests)
        return self.generator.warming(self.batch.context, structured=structured)

    @property
    def at_once(self) -> int:
        """How many of them begin at once; the others wait for the cache, all of them where it is being warmed."""
        return 0 if any(map(self.writer.warms, self.requests)) else at_once(self.units)

    def event(self) -> PlanEvent:
        """Return the batch's counts, and what the calls are expected to cost and take."""
        provider = self.generator.provider
        cold = at_once(self.units) if self.writer.waits else self.run.max_parallel
        expected = estimates(self.requests, provider, self.writer.warm, cold=cold)
        return plan_event(self.batch, provider, expected, self.run.max_parallel)

    async def keep_within_budget(self) -> None:
        """Have the prices at hand, and money kept so that each call has at least the smaller model, if there is one."""
        if not self.units or self.run.budget is None:
            return
        await self.generator.provider.prepare()
        for unit, request in zip(self.units, self.requests, strict=True):
            least = smaller_price(self.generator, request)
            if least is not None:
                self.run.keep([item.index for item in unit], least / len(unit))

    @cached_property
    def _cached(self) -> bool:
        """Whether the provider's cache takes the prefix of the questions to write."""
        return bool(self.batch.to_write) and self.generator.provider.caches(self.batch.context.prefix)
