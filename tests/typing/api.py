"""The public names as a caller's type checker sees them; checked by mypy, never run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_type

from aiohttp.web import Application

from fillwright import (
    BatchProcessor,
    BatchReply,
    BatchRequest,
    BatchSummary,
    Field,
    FieldResponse,
    JobContext,
    Profile,
    ResponseGenerator,
    __version__,
    create_app,
    parse_profile,
)
from fillwright.paths import Home, find_home


async def answer_a_form() -> None:
    processor = BatchProcessor(ResponseGenerator(), max_parallel=5)
    fields: list[Field | dict[str, str]] = [Field(label="E-mail", type="email"), {"label": "First name"}]
    job = JobContext(company="Example Robotics")
    reply = await processor.batch_generate(fields, {"basics": {"name": "Ada Example"}}, job)
    assert_type(reply, BatchReply)
    assert_type(reply.responses, list[FieldResponse])
    assert_type(reply.summary, BatchSummary)
    assert_type(reply.summary.efficiency, float | None)


class Own:
    """A generator of one's own."""

    async def generate(self, field: Mapping[str, object], user_data: object, job_context: object) -> str:
        """Answer `field`."""
        return f"{field['label']} {user_data} {job_context}"


async def answer_with_ones_own() -> None:
    reply = await BatchProcessor(Own(), max_parallel=5).batch_generate([{"label": "E-mail"}], {"basics": {}})
    assert_type(reply, BatchReply)


async def run_a_request(processor: BatchProcessor, request: BatchRequest, profile: Profile) -> BatchReply:
    return await processor.run(request, profile)


assert_type(__version__, str)
assert_type(parse_profile(b"{}"), Profile)
assert_type(find_home(), Home)
assert_type(create_app(find_home()), Application)
