"""One home at work: its settings, keys, profile, store and provider, put together and kept current."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final, Self

from aiohttp import web
from msgspec.structs import replace

from fillwright.backup import Contents, restore
from fillwright.batch_processor import Ahead, Person, PlanReply, PrewarmReply, SharedPurse
from fillwright.config import Keys, endpoints, save_settings
from fillwright.errors import Conflict, StorageError
from fillwright.lock import unprepared
from fillwright.messages import BatchEvent, BatchRequest
from fillwright.paths import Home
from fillwright.profile import ProfileStore, rename_profile
from fillwright.providers import create_provider
from fillwright.questions import load
from fillwright.server.line import Line
from fillwright.server.recorder import MeteredProvider, Recorder, UnderWay
from fillwright.server.settings_watch import SettingsWatch
from fillwright.server.store import Store, StoreKeeper
from fillwright.server.threads import in_daemon_thread

log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How the engine is: who answers, for which profile, and what is out of order, in sentences."""

    provider: str
    model: str
    drafts: bool
    profile: str
    profile_problem: str | None
    profiles: list[str]
    warnings: list[str]
    uptime_s: float


class Engine:
    """Answers batches for one home, with whatever its files say at that moment.

    An async context manager: leaving it closes the provider and the database. A store that can't be opened leaves the
    engine answering without memory, and says so in `state().warnings`.
    """

    def __init__(self, home: Home) -> None:
        self.home = home
        self.keys = Keys(home)
        self.settings = SettingsWatch(home)
        self.store = StoreKeeper(home)
        self.under_way = UnderWay()
        self._month = SharedPurse()
        self._started = monotonic()
        self._line: Line | None = None
        self._renewing = asyncio.Lock()
        self._retiring: set[asyncio.Task[None]] = set()
        self._profiles: dict[str, ProfileStore] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def profile(self) -> ProfileStore:
        """The active profile's store."""
        name = self.settings.current().profile
        if name not in self._profiles:
            self._profiles[name] = ProfileStore(self.home, name)
        return self._profiles[name]

    def forget_profiles(self) -> None:
        """Look at the profiles' files anew, since one was renamed, deleted or restored."""
        self._profiles.clear()

    def rename_profile(self, name: str, new: str) -> None:
        """Give a profile another name, and if it is the active one keep it so. Raises as `rename_profile` does."""
        rename_profile(self.home, name, new)
        if self.settings.current().profile == name:
            save_settings(self.home, {"profile": new})
        self.forget_profiles()

    async def stream(self, request: BatchRequest, *, deltas: bool = True) -> AsyncGenerator[BatchEvent, None]:
        """Yield the batch's events as `BatchProcessor.stream` does, and keep the batch in the history at its end."""
        line = await self.line()
        store = line.store
        async with line.used():
            profile = self.profile
            recorder = Recorder(request.job_context, store)
            request, left = await self._within_budgets(request, store)
            with self._month.shared(left) as purse:
                answering = line.processor.stream(request, profile.load(), _names(profile), deltas=deltas, purse=purse)
                async with aclosing(answering) as events:
                    async for event in events:
                        recorder.see(event)
                        yield event

    async def plan(self, request: BatchRequest) -> PlanReply:
        """Return what `request` would do and cost; never calls a provider."""
        line = await self.line()
        async with line.used():
            return await line.processor.plan(request, self.profile.load(), _names(self.profile))

    async def prewarm(self, request: BatchRequest) -> PrewarmReply:
        """Have the provider's cache warmed for `request`, where the settings allow it."""
        line = await self.line()
        async with line.used():
            request, left = await self._within_budgets(request, line.store)
            with self._month.shared(left) as purse:
                return await line.processor.prewarm(request, self.profile.load(), _names(self.profile), purse=purse)

    @asynccontextmanager
    async def ahead(self) -> AsyncIterator[Ahead]:
        """Give what prepares applications ahead, with the first provider of the settings. Raises StorageError."""
        store, line = await self.store.get(), await self.line()
        settings, profile = line.settings, self.profile
        provider = create_provider(line.endpoints[0], settings)
        person = Person(profile.load(), _names(profile), settings.privacy == "masked", await self._left(store))
        try:
            yield Ahead(
                provider,
                store.memory,
                store.prepared,
                person,
                metered=lambda kept: MeteredProvider(kept, store, self.under_way),
            )
        finally:
            await provider.close()

    async def restore(self, source: Path) -> tuple[Contents, Path | None]:
        """Make the home what the backup `source` holds, as `restore` does.

        Raises Conflict while a batch runs, and while `prepare` has answers written.
        """
        async with self._renewing:
            if self._line:
                if self._line.busy:
                    raise Conflict("A form is being answered just now: restore when it is done.")
                self._retire(self._line)
                self._line = None
            with unprepared(self.home):
                async with self.store.closed():
                    done = await restore(self.home, source)
            self.forget_profiles()
        return done

    async def line(self, *, renew: bool = False) -> Line:
        """Return the provider and processor for the settings that hold now; `renew` looks for keys again too."""
        async with self._renewing:
            settings, store, line = self.settings.current(), await self.store.get_or_none(), self._line
            if line and not renew and line.settings == settings and line.store is store:
                return line
            chosen = await in_daemon_thread(partial(endpoints, settings, self.keys))
            if line and (line.settings, line.endpoints, line.store) == (settings, chosen, store):
                return line
            self._line = Line(settings, chosen, store, self.under_way)
            if line:
                self._retire(line)
            return self._line

    async def begin(self) -> None:
        """Open the store, choose the provider and load the lexicons, which the first batch would else wait for."""
        await self.line()
        await in_daemon_thread(load)

    def warm(self) -> None:
        """Begin to load what the first provider call needs: a second for an SDK's import that no batch should pay."""
        if self._line:
            self._line.warm()

    async def state(self) -> State:
        """Return how the engine is."""
        line = await self.line()
        settings, profile = self.settings, self.profile
        profile.load()
        warnings = [f"The settings file is not used: {settings.problem.message}"] if settings.problem else []
        return State(
            provider=line.provider.name,
            model=line.provider.model,
            drafts=line.provider.drafts,
            profile=settings.current().profile,
            profile_problem=profile.problem,
            profiles=ProfileStore.names(self.home),
            warnings=[*warnings, *self.store.warnings],
            uptime_s=monotonic() - self._started,
        )

    async def close(self) -> None:
        """Close the provider and the database."""
        if self._line:
            self._retire(self._line)
        await asyncio.gather(*self._retiring)
        await self.store.close()

    def _retire(self, line: Line) -> None:
        """Close `line` in the background: whoever caused it may leave before that is done."""
        task = asyncio.create_task(line.retire())
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)

    async def _within_budgets(self, request: BatchRequest, store: Store | None) -> tuple[BatchRequest, float | None]:
        """Return `request` with a form's budget where it names none, and what the month's budget has left.

        The form's is cut to that; None where nothing limits a month.
        """
        budget = self.settings.current().budget_usd if request.budget_usd is None else request.budget_usd
        left = None
        with suppress(StorageError):
            left = await self._left(store)
            if left is not None:
                budget = left if budget is None else min(left, budget)
        return replace(request, budget_usd=budget), left

    async def _left(self, store: Store | None) -> float | None:
        """Return what the month's budget has left beside the calls under way, in US dollars; None where there is none.

        Raises StorageError.
        """
        budget, under_way = self.settings.current().budget_usd_month, self.under_way.usd
        if budget is None or store is None:
            return None
        return max(0.0, budget - under_way - await store.usage.month_cost())


def _names(profile: ProfileStore) -> tuple[str, ...]:
    return tuple(file.name for file in profile.files.list())


ENGINE: Final = web.AppKey("engine", Engine)
