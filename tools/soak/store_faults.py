"""A store or a profile that is out of order: the answers still come, and nothing of the person's is lost.

The engine runs in this process, with its real files, and asks a provider server over a real socket.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any, Final

import msgspec

from fillwright.config import save_settings
from fillwright.errors import FillwrightError
from fillwright.messages import BatchRequest, FieldEvent, FieldResponse
from fillwright.paths import Home
from fillwright.profile import ProfileStore, sample_profile
from fillwright.server.engine import Engine
from fillwright.server.logs import logging_to
from tools.provider_server import provider_server
from tools.soak.machine import JOB, essays, new_home

NEWER: Final = 9999
QUESTIONS: Final = 6
PINNED: Final = "What is the airspeed of an unladen swallow?"


def store_faults(*, damages: int, partial_writes: int, locked_s: float, seed: int = 1) -> dict[str, Any]:
    """Bring about every fault, `damages` kinds of damage and `partial_writes` of a profile; return the figures.

    The store is locked for `locked_s` seconds.
    """
    return asyncio.run(_store_faults(damages, partial_writes, locked_s, Random(seed)))  # noqa: S311 - damage, no secret


async def _store_faults(damages: int, partial_writes: int, locked_s: float, source: Random) -> dict[str, Any]:
    async with provider_server() as provider:
        figures: dict[str, Any] = {}
        for name, fault in (("disk_full", _disk_full), ("locked_at_start", _locked_at_start)):
            async with _room(provider.openai_url) as home:
                figures[name] = (await fault(home)).figures()
        async with _room(provider.openai_url) as home:
            figures["locked"] = await _locked(home, locked_s)
        async with _room(provider.openai_url) as home:
            figures["newer"] = (await _newer(home)).figures()
        async with _room(provider.openai_url) as home:
            figures["damaged"] = await _damaged(home, damages, source)
    return figures | {"profile": _half_written(partial_writes, source)}


@asynccontextmanager
async def _room(url: str) -> AsyncIterator[Home]:
    with new_home() as home:
        save_settings(home, {"provider": "local", "local_base_url": url, "packing": "off"}, {})
        with logging_to(home.logs):
            yield home


@dataclass
class Seen:
    """What one batch came to under a fault."""

    responses: list[FieldResponse]
    state_warnings: list[str]
    profile_touched: bool
    lost: int = 0
    crashes: list[str] = field(default_factory=list)

    @property
    def warned(self) -> bool:
        """Whether the person was told that something is out of order."""
        return bool(self.state_warnings) or any(response.warnings for response in self.responses)

    def figures(self) -> dict[str, int]:
        """Return counts."""
        return {
            "unanswered": sum(response.status != "answered" for response in self.responses),
            "unwarned": int(not self.warned),
            "profile_touched": int(self.profile_touched),
            "lost": self.lost,
            "crashes": len(self.crashes),
        }


async def _batch(engine: Engine, about: str) -> list[FieldResponse]:
    fields = [*essays(QUESTIONS, about), {"label": PINNED}, {"label": "E-mail", "type": "email"}]
    request = msgspec.convert({"fields": fields, "job_context": JOB}, BatchRequest)
    async with aclosing(engine.stream(request)) as events:
        return [event.response async for event in events if isinstance(event, FieldEvent)]


async def _fill(home: Home) -> dict[str, str]:
    """Have a batch answered and a pin set, and return what the store then remembers, by question."""
    async with Engine(home) as engine:
        store = await engine.store.get()
        await store.memory.pin(PINNED, "African or European?")
        responses = await _batch(engine, "kept")
        return {each.label: str(each.answer) for each in responses if each.source in {"generated", "pinned"}}


async def _seen(home: Home, engine: Engine, about: str) -> Seen:
    responses = await _batch(engine, about)
    touched = (home.profiles / "default" / "profile.json").read_bytes() != sample_profile()
    return Seen(responses, (await engine.state()).warnings, touched)


async def _disk_full(home: Home) -> Seen:
    """Let the store grow by no page; what was in it is to be there afterwards."""
    kept = await _fill(home)
    async with Engine(home) as engine:
        database = (await engine.store.get()).database
        ((pages,),) = await database.write("PRAGMA page_count")
        await database.write(f"PRAGMA max_page_count = {pages}")
        seen = await _seen(home, engine, "x" * 9_000)
    return await _with_losses(home, seen, kept)


async def _locked(home: Home, seconds: float) -> dict[str, Any]:
    """Let another program hold the file for `seconds`, batch after batch; what comes after that is kept again."""
    kept = await _fill(home)
    totals: Counter[str] = Counter()
    async with Engine(home) as engine:
        await engine.store.get()
        with closing(sqlite3.connect(home.answers, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            until = monotonic() + seconds
            while monotonic() < until or not totals["batches"]:
                totals += Counter({"batches": 1, **(await _seen(home, engine, f"{totals['batches']}")).figures()})
        seen = await _seen(home, engine, "afterwards")
        known = {each.question for each in await (await engine.store.get()).memory.list()}
        written = {each.label for each in seen.responses if each.source == "generated"}
        totals["not_kept_afterwards"] = len(written - known)
    names = ("batches", *seen.figures(), "not_kept_afterwards")
    lost = (await _with_losses(home, seen, kept)).lost
    return {"held_s": seconds, **{name: totals[name] for name in names}, "lost": lost}


async def _locked_at_start(home: Home) -> Seen:
    """Let another program hold the file alone before the engine opens it."""
    kept = await _fill(home)
    with closing(sqlite3.connect(home.answers, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        async with Engine(home) as engine:
            seen = await _seen(home, engine, "locked at the start")
    return await _with_losses(home, seen, kept)


async def _newer(home: Home) -> Seen:
    """Let the file be of a version that is not out yet."""
    await _fill(home)
    with closing(sqlite3.connect(home.answers)) as other:
        other.execute(f"PRAGMA user_version = {NEWER}")
    before = home.answers.read_bytes()
    async with Engine(home) as engine:
        seen = await _seen(home, engine, "newer")
    seen.lost = int(home.answers.read_bytes() != before)
    return seen


async def _with_losses(home: Home, seen: Seen, kept: dict[str, str]) -> Seen:
    """Count what `kept` holds and the store no longer does."""
    async with Engine(home) as engine:
        present = {each.question: str(each.answer) for each in await (await engine.store.get()).memory.list()}
    seen.lost = sum(present.get(question) != answer for question, answer in kept.items())
    return seen


async def _damaged(home: Home, count: int, source: Random) -> dict[str, Any]:
    """Damage the file in `count` ways, and read everything there is to read each time."""
    kept = await _fill(home)
    good = home.answers.read_bytes()
    totals = dict.fromkeys(("unanswered", "unwarned_though_set_aside", "deleted", "profile_touched", "crashes"), 0)
    totals |= {"set_aside": 0, "still_sound": 0, "altered_answers_given": 0}
    for _ in range(count):
        bent = _bent(good, source)
        for path in home.root.glob("answers.sqlite3*"):
            path.unlink()
        home.answers.write_bytes(bent)
        async with Engine(home) as engine:
            seen = await _seen(home, engine, "kept")
            seen.crashes += await _read_everything(engine)
        aside = [path.read_bytes() for path in home.root.glob("answers.sqlite3.corrupt-*") if path.suffix != ".wal"]
        totals["set_aside"] += bool(aside)
        totals["still_sound"] += not aside
        totals["unwarned_though_set_aside"] += bool(aside) and not seen.warned
        totals["deleted"] += bool(aside) and bent not in aside
        figures = seen.figures()
        for name in ("unanswered", "profile_touched", "crashes"):
            totals[name] += figures[name]
        given = [each for each in seen.responses if each.source in {"cached", "pinned"}]
        totals["altered_answers_given"] += sum(each.answer != kept[each.label] for each in given)
    return {"damages": count, **totals}


def _bent(good: bytes, source: Random) -> bytes:
    """Return `good` cut, in noise, with single bits turned, or with a part overwritten."""
    data = bytearray(good)
    match source.randrange(4):
        case 0:
            return good[: source.randrange(len(good))]
        case 1:
            return source.randbytes(len(good))
        case 2:
            for _ in range(source.randrange(1, 60)):
                data[source.randrange(len(data))] ^= 1 << source.randrange(8)
        case _:
            at = source.randrange(len(data))
            data[at : at + 4096] = source.randbytes(min(4096, len(data) - at))
    return bytes(data)


async def _read_everything(engine: Engine) -> list[str]:
    """Return the names of the errors, other than our own, that reading the store raised."""
    crashes: list[str] = []
    store = await engine.store.get_or_none()
    if store is None:
        return crashes
    memory, history, usage = store.memory, store.history, store.usage

    async def each_batch() -> None:
        for entry in await history.list():
            await history.get(entry.id)

    reads: tuple[Callable[[], Awaitable[object]], ...] = (
        *(memory.list, memory.export, history.list, each_batch, usage.totals, usage.month_cost),
    )
    for read in reads:
        try:
            await read()
        except FillwrightError:
            continue
        except Exception as wrong:  # noqa: BLE001 - what is looked for
            crashes.append(type(wrong).__name__)
    return crashes


def _half_written(count: int, source: Random) -> dict[str, int]:
    """Write the profile half `count` times; the last good one is to hold, also for a store opened anew."""
    whole = sample_profile()
    totals = {"partial_writes": count, "wrong_profiles": 0, "unnamed_problems": 0, "overwritten": 0}
    with new_home() as home:
        store = ProfileStore(home)
        good = store.load()
        path: Path = store.path
        for number in range(count):
            part = whole[: source.randrange(1, len(whole) - 2)]
            path.write_bytes(part)
            reader = ProfileStore(home) if number % 2 else store
            totals["wrong_profiles"] += reader.load() != good
            totals["unnamed_problems"] += not reader.problem
            totals["overwritten"] += path.read_bytes() != part
        path.write_bytes(whole)
        totals["wrong_profiles"] += store.load() != good or store.problem is not None
    return totals
