"""The remembered answers: those written once, and those the person pinned."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from fillwright.server.bodies import read_json
from fillwright.server.engine import ENGINE
from fillwright.server.replies import reply
from fillwright.server.shapes import AnswerList, BatchList, Edit, Merge, Pin, Removed
from fillwright.server.table import Query, Route
from fillwright.storage import AnswerMemory, Remembered


async def _memory(request: web.Request) -> AnswerMemory:
    return (await request.app[ENGINE].store.get()).memory


async def list_answers(request: web.Request) -> web.Response:
    """List the newest answers first; `q` keeps those that hold all its words."""
    memory = await _memory(request)
    answers = await memory.list(request.query.get("q", ""))
    return reply(AnswerList(answers=answers, duplicates=await memory.duplicates()))


async def get_answer(request: web.Request) -> web.Response:
    """Return one answer."""
    memory = await _memory(request)
    return reply(await memory.get(request.match_info["id"]))


async def pin_answer(request: web.Request) -> web.Response:
    """Keep the person's own answer to a question."""
    pin = await read_json(request, Pin)
    memory = await _memory(request)
    identity = await memory.pin(
        pin.question, pin.answer, answer_label=pin.answer_label, company=pin.company, asked_by=pin.asked_by
    )
    return reply(await memory.get(identity))


async def edit_answer(request: web.Request) -> web.Response:
    """Put the person's own wording in place of a remembered answer, which pins it."""
    edit = await read_json(request, Edit)
    memory = await _memory(request)
    return reply(
        await memory.set(request.match_info["id"], edit.answer, answer_label=edit.answer_label, company=edit.company)
    )


async def list_uses(request: web.Request) -> web.Response:
    """List the forms that were given one answer, the newest first."""
    store = await request.app[ENGINE].store.get()
    answer = await store.memory.get(request.match_info["id"])
    return reply(BatchList(batches=await store.history.using(answer.id)))


async def merge_answers(request: web.Request) -> web.Response:
    """Keep one of several answers as the person's own and forget the others."""
    merge = await read_json(request, Merge)
    memory = await _memory(request)
    return reply(await memory.merge(merge.keep, merge.forget))


async def forget_answer(request: web.Request) -> web.Response:
    """Forget one answer."""
    memory = await _memory(request)
    await memory.forget(request.match_info["id"])
    return reply(Removed(removed=1))


async def forget_all(request: web.Request) -> web.Response:
    """Forget every answer, pinned ones too."""
    memory = await _memory(request)
    return reply(Removed(removed=await memory.forget_all()))


_ALL: Final = "/api/answers"
_ONE: Final = "/api/answers/{id}"

ROUTES: Final = (
    Route(
        "GET",
        _ALL,
        list_answers,
        "List the remembered answers",
        reply=AnswerList,
        query=(Query("q", "Words that the question, the answer or the company must hold"),),
    ),
    Route("PUT", _ALL, pin_answer, "Pin the person's own answer to a question", body=Pin, reply=Remembered),
    Route("DELETE", _ALL, forget_all, "Forget every answer, pinned ones too", reply=Removed),
    Route("GET", _ONE, get_answer, "Return one answer", reply=Remembered, errors=(404,)),
    Route("PUT", _ONE, edit_answer, "Change an answer, which pins it", body=Edit, reply=Remembered, errors=(404,)),
    Route("GET", f"{_ONE}/uses", list_uses, "List the forms that were given it", reply=BatchList, errors=(404,)),
    Route(
        "POST",
        f"{_ALL}/merge",
        merge_answers,
        "Keep one of several answers and forget the others",
        body=Merge,
        reply=Remembered,
        errors=(404,),
    ),
    Route("DELETE", _ONE, forget_answer, "Forget one answer", reply=Removed, errors=(404,)),
)
