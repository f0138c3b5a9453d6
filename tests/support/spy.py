"""A provider inside the test's own hands: it waits when told to, fails when told to, and counts what it saw."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext

from fillwright.errors import ProviderError
from fillwright.providers import Completion, Estimate, GenerationRequest, OnText, Slot, Spare


class SpyProvider:
    """Answers every request with `Answer to LABEL.`; `fail` may return the error to raise instead.

    `pieces` are what a listener hears before the answer is there.
    """

    name = "openai"
    model = "spy"
    drafts = False

    def __init__(self, *, fail: Callable[[GenerationRequest], ProviderError | None] = lambda _: None) -> None:
        self.requests: list[GenerationRequest] = []
        self.most_at_once = 0
        self.text: Callable[[GenerationRequest], str] = lambda request: f"Answer to {request.label}."
        self.pieces: Callable[[GenerationRequest], list[str]] = lambda _: []
        self.price: float | None = 0.001
        self.packs = False
        self.warms = False
        self.gate = asyncio.Event()
        self.gate.set()
        self.arrived = asyncio.Event()
        self._now = 0
        self._fail = fail

    async def prepare(self) -> None:
        """Have nothing to load."""

    async def complete(
        self,
        request: GenerationRequest,
        *,
        slot: Slot | None = None,
        spare: Spare | None = None,
        deadline: float | None = None,
        on_text: OnText | None = None,
    ) -> Completion:
        """Take a slot, wait for the gate, answer or fail."""
        del deadline, spare
        async with slot() if slot else nullcontext(lambda: None) as sent:
            sent()
            self.requests.append(request)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            self.arrived.set()
            try:
                await asyncio.sleep(0)
                await self.gate.wait()
            finally:
                self._now -= 1
        if on_text:
            for piece in self.pieces(request):
                on_text(piece)
        error = self._fail(request)
        if error:
            raise error
        return Completion(
            text=self.text(request),
            provider=self.name,
            model=self.model,
            input_tokens=100,
            output_tokens=20,
            cached_tokens=50,
            cost_usd=self.price,
        )

    def caches(self, prefix: str) -> bool:
        """Say what the test wants said."""
        return bool(prefix) and self.warms

    def estimate(self, request: GenerationRequest, *, warm: bool = False) -> Estimate:
        """Name the price it charges."""
        del request, warm
        return Estimate(usd=self.price, seconds=2.0)

    async def close(self) -> None:
        """Have nothing to close."""
