"""One home at work, without HTTP."""

from __future__ import annotations

import asyncio
import gc
import logging
from contextlib import aclosing

import pytest

from fillwright.messages import BatchRequest, Field, FieldEvent, SummaryEvent
from fillwright.paths import Home
from fillwright.profile import ProfileStore
from fillwright.server.engine import Engine
from fillwright.server.logs import logging_to

MAIL = BatchRequest(fields=(Field(label="E-mail", type="email"),), batch_id="b1")


async def _answer(engine: Engine) -> object:
    async with aclosing(engine.stream(MAIL)) as events:
        responses = [event.response async for event in events if isinstance(event, FieldEvent)]
    return responses[0].answer


async def test_an_engine_answers_without_a_server(home: Home) -> None:
    ProfileStore(home).save(b'{"basics": {"email": "ada@example.com"}}')
    async with Engine(home) as engine:
        assert await _answer(engine) == "ada@example.com"
        assert [batch.id for batch in await (await engine.store.get()).history.list()] == ["b1"]


async def test_a_profile_edited_by_hand_holds_for_the_next_batch(home: Home) -> None:
    ProfileStore(home).save(b'{"basics": {"email": "ada@example.com"}}')
    async with Engine(home) as engine:
        await _answer(engine)
        ProfileStore(home).path.write_bytes(b'{"basics": {"email": "new@example.com"}}')
        assert await _answer(engine) == "new@example.com"
        ProfileStore(home).path.write_bytes(b'{"basics": {"em')
        assert await _answer(engine) == "new@example.com"
        assert (await engine.state()).profile_problem


async def test_the_line_stays_while_nothing_changes(home: Home) -> None:
    async with Engine(home) as engine:
        first = await engine.line()
        assert await engine.line() is first
        assert await engine.line(renew=True) is first


async def test_many_first_calls_open_one_store_and_one_line(home: Home) -> None:
    async with Engine(home) as engine:
        lines = await asyncio.gather(*(engine.line() for _ in range(10)))
        stores = await asyncio.gather(*(engine.store.get() for _ in range(10)))
        assert len({id(line) for line in lines}) == len({id(store) for store in stores}) == 1


async def test_a_replaced_line_is_closed_with_its_last_batch(home: Home) -> None:
    async with Engine(home) as engine:
        old = await engine.line()
        closed: list[str] = []

        async def close() -> None:
            closed.append("provider")

        old.provider.close = close  # type: ignore[method-assign]  # a spy
        async with old.used():
            home.settings.write_text("max_parallel = 2")
            assert await engine.line() is not old
            await asyncio.sleep(0)
            assert closed == []
        assert closed == ["provider"]


async def test_a_caller_that_leaves_while_the_store_opens_leaves_it_usable(home: Home) -> None:
    async with Engine(home) as engine:
        leaving = asyncio.create_task(engine.store.get())
        await asyncio.sleep(0)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        assert await (await engine.store.get()).memory.list() == []


async def test_the_log_of_a_batch_holds_no_value(home: Home) -> None:
    canary = "canary-2b7e"
    raw = f'{{"basics": {{"email": "{canary}@example.com", "summary": "{canary} did things."}}}}'
    ProfileStore(home).save(raw.encode())
    fields = (
        Field(label=f"E-mail {canary}", type="email", value=None),
        Field(label=f"Why {canary}?", type="textarea", placeholder=canary),
    )
    with logging_to(home.logs, logging.DEBUG):
        async with Engine(home) as engine, aclosing(engine.stream(BatchRequest(fields=fields))) as events:
            assert isinstance([event async for event in events][-1], SummaryEvent)
        logging.getLogger("fillwright").info("end")
    assert canary not in (home.logs / "server.log").read_text()


async def test_what_a_line_has_loaded_is_spared_by_the_collector(home: Home) -> None:
    gc.unfreeze()
    async with Engine(home) as engine:
        await _answer(engine)
    assert gc.get_freeze_count()
