"""One provider with the batch processor on top of it, kept as long as a batch runs on it."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fillwright import answers
from fillwright.batch_processor import BatchProcessor
from fillwright.config import Endpoint, Settings
from fillwright.providers import Provider, create_chain, create_provider, create_smaller
from fillwright.response_generator import ResponseGenerator
from fillwright.server.recorder import MeteredProvider, UnderWay
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
        providers = [_metered(create_provider(endpoint, settings), store, under_way) for endpoint in endpoints]
        self.provider = providers[0]
        smaller = create_smaller(endpoints[0], settings)
        smallers = [_metered(smaller, store, under_way)] if smaller else []
        self._providers = [*providers, *smallers]
        self.processor = BatchProcessor(
            ResponseGenerator(create_chain(providers), *smallers),
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


def _metered(provider: Provider, store: Store | None, under_way: UnderWay) -> Provider:
    """Return `provider` with each of its calls in the usage log, and `under_way` before."""
    return MeteredProvider(provider, store, under_way) if store and not provider.drafts else provider
