"""A form's questions, answered or planned."""

from __future__ import annotations

from contextlib import aclosing
from typing import Final

from aiohttp import web

from fillwright.batch_processor import PlanReply, PrewarmReply
from fillwright.messages import BatchEvent, BatchReply, BatchRequest, FieldEvent, FieldResponse, SummaryEvent
from fillwright.server.bodies import read_json
from fillwright.server.closing import CLOSING
from fillwright.server.engine import ENGINE
from fillwright.server.events import send_events, wants_stream
from fillwright.server.replies import reply
from fillwright.server.table import Route


async def generate_batch(request: web.Request) -> web.StreamResponse:
    """Answer all fields, at once or, where the client accepts NDJSON, as they are done."""
    batch = await read_json(request, BatchRequest)
    engine = request.app[ENGINE]
    if wants_stream(request):
        return await send_events(request, engine.stream(batch))
    responses: dict[int, FieldResponse] = {}
    with request.app[CLOSING].watching():
        async with aclosing(engine.stream(batch, deltas=False)) as events:
            async for event in events:
                if isinstance(event, FieldEvent):
                    responses[event.index] = event.response
                elif isinstance(event, SummaryEvent):
                    ordered = [responses[place] for place in sorted(responses)]
                    return reply(BatchReply(responses=ordered, summary=event.summary))
    raise RuntimeError("a batch ended without its summary")


async def plan_batch(request: web.Request) -> web.Response:
    """Say what the batch would do and cost; calls no provider."""
    batch = await read_json(request, BatchRequest)
    return reply(await request.app[ENGINE].plan(batch))


async def prewarm(request: web.Request) -> web.Response:
    """Have the provider's cache warmed for the batch, where the person has opted in to that."""
    batch = await read_json(request, BatchRequest)
    return reply(await request.app[ENGINE].prewarm(batch))


ROUTES: Final = (
    Route(
        "POST",
        "/api/generate-batch",
        generate_batch,
        "Answer all fields of a form",
        body=BatchRequest,
        reply=BatchReply,
        stream=BatchEvent,
        errors=(503,),
    ),
    Route(
        "POST",
        "/api/plan-batch",
        plan_batch,
        "Say what a batch would do and cost; never calls a provider",
        body=BatchRequest,
        reply=PlanReply,
    ),
    Route(
        "POST",
        "/api/prewarm",
        prewarm,
        "Have the provider's cache hold what a batch's calls begin with, if the setting prewarm is on",
        body=BatchRequest,
        reply=PrewarmReply,
    ),
)
