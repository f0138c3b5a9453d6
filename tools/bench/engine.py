"""Fillwright's engine without its server, as a program that does the same jobs as the peers."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from time import process_time
from typing import Literal, cast

from fillwright import answers
from fillwright.batch_processor import BatchProcessor
from fillwright.config import Endpoint, Settings
from fillwright.messages import Field, JobContext, convert
from fillwright.profile import parse_profile, sample_profile
from fillwright.providers import create_provider
from fillwright.response_generator import BatchContext, ResponseGenerator
from tools.bench.forms import JOB, is_line
from tools.bench.peers.harness import Options, serve


class Engine:
    """One processor for all batches; a prompt is the label of a question to write."""

    def __init__(self, processor: BatchProcessor) -> None:
        self._processor = processor
        self._profile = parse_profile(sample_profile())

    async def answer_all(self, prompts: Sequence[str], parallel: int) -> list[object]:
        """See harness.Client."""
        fields = [field_of(prompt) for prompt in prompts]
        reply = await self._processor.batch_generate(fields, self._profile, JOB, parallel)
        return [each.answer if each.source == "generated" else RuntimeError(each.status) for each in reply.responses]


def field_of(prompt: str) -> Field:
    """Return the control that is labelled with `prompt`."""
    return Field(label=prompt, type="text" if is_line(prompt) else "textarea", required=True)


@asynccontextmanager
async def opened(options: Options) -> AsyncIterator[Engine]:
    """Make the processor and load what its first call needs, as the server does."""
    packing = cast("Literal['auto', 'off']", options.packing)
    endpoint = Endpoint("openai", options.url, options.key, options.model)
    provider = create_provider(endpoint, Settings(packing=packing))
    await provider.prepare()
    answers.load()
    gc.freeze()
    processor = BatchProcessor(ResponseGenerator(provider), packing=packing)
    try:
        yield Engine(processor)
    finally:
        await processor.close()
        await provider.close()


def context() -> BatchContext:
    """Return what the bench's questions are answered from."""
    today = datetime.now(UTC).date()
    return BatchContext(parse_profile(sample_profile()), convert(JobContext, JOB), today)


def checks_ms(labels: Sequence[str], texts: Sequence[str]) -> float:
    """Return the CPU milliseconds that checking one of the answers `texts` to `labels` takes, in the mean."""
    known = context()
    fields = [Field(label=label, type="textarea", required=True) for label in labels]
    for warm_up in (True, False):
        started = process_time()
        for field, text in zip(fields, texts, strict=True):
            answers.check_text(text, field, known.private)
            known.sources.of(text, field.label)
            answers.unsupported(text, field, known.grounds)
        if not warm_up:
            return (process_time() - started) * 1000 / len(texts)
    raise AssertionError


if __name__ == "__main__":
    serve(opened)
