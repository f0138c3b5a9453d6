"""One provider with the batch processor on top of it, kept as long as a batch runs on it."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fillwright import answers
from fillwright.batch_processor import BatchProcessor
from fillwright.config import Endpoint, Settings
from fillwright.providers import FallbackProvider, Provider, create_chain, create_provider, create_smaller, standing_of
from fillwright.response_generator import ResponseGenerator
from fillwright.server.recorder import MeteredProvider, UnderWay
from fillwright.server.shapes import Writer
from fillwright.server.store import Store


class Line:
    """The providers in the person's order and their processor, for one state of settings, endpoints and store.

    `provider` is the one that was chosen; the others answer where it fails. Replaced lines are `retire`d: closed at
    once when idle, else with the end of the last batch on them.
    """

    def __init__(
        self, settings: Settings, endpoints: tuple[Endpoint, ...], store: Store | None, under_way: UnderWay
    ) -> None:
        self.settings = settings
        self.endpoints = endpoints
        self.store = store
        self._writers = [create_provider(endpoint, settings) for endpoint in endpoints]
        providers = [_metered(writer, store, under_way) for writer in self._writers]
        self.provider = providers[0]
        smaller = create_smaller(endpoints[0], settings)
        smallers = [_metered(smaller, store, under_way)] if smaller else []
        self._providers = [*providers, *smallers]
        self._chain = create_chain(providers)
        self.processor = BatchProcessor(
            ResponseGenerator(self._chain, *smallers),
            settings.max_parallel,
            memory=store.memory if store else None,
            masked=settings.privacy == "masked",
            packing=settings.packing,
            prewarm=settings.prewarm,
            wishes=settings.wishes,
        )
        self._users = 0
        self._retired = False
        self._warming: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a batch runs on it."""
        return self._users > 0

    def writers(self) -> list[Writer]:
        """Return how those who write stand just now, in the order in which they are asked."""
        if not isinstance(self._chain, FallbackProvider):
            return [_writer(self._writers[0], 0.0, None)]
        return [_writer(*each) for each in zip(self._writers, *zip(*self._chain.rests(), strict=True), strict=True)]

    def warm(self) -> None:
        """Begin to load what the provider's first call needs, once; no call waits for it that needs no provider."""
        if self._warming is None:
            self._warming = asyncio.create_task(self._load())

    async def _load(self) -> None:
        """Load it, and spare the collector what stays: a full round over an SDK's objects takes a tenth of a second."""
        await self.provider.prepare()
        if not self.provider.drafts:
            await asyncio.to_thread(answers.load)
        gc.freeze()

    @asynccontextmanager
    async def used(self) -> AsyncIterator[None]:
        """Keep the line open for the time of the block."""
        self.warm()
        self._users += 1
        try:
            yield
        finally:
            self._users -= 1
            if self._retired and not self._users:
                await self._close()

    async def retire(self) -> None:
        """Close the line as soon as nobody uses it."""
        self._retired = True
        if not self._users:
            await self._close()

    async def _close(self) -> None:
        if self._warming:
            await asyncio.gather(self._warming, return_exceptions=True)
        await self.processor.close()
        for provider in self._providers:
            await provider.close()


def _writer(provider: Provider, rest_s: float, rest_code: str | None) -> Writer:
    standing = standing_of(provider)
    return Writer(
        name=provider.name,
        model=provider.model,
        under_way=standing.under_way,
        waiting=standing.waiting,
        wait_s=standing.wait_s,
        limits=list(standing.limits),
        rest_s=round(rest_s, 3),
        rest_code=rest_code,
    )


def _metered(provider: Provider, store: Store | None, under_way: UnderWay) -> Provider:
    """Return `provider` with each of its calls in the usage log, and `under_way` before."""
    return MeteredProvider(provider, store, under_way) if store and not provider.drafts else provider
