"""The ways to have a form answered that are set side by side, and the provider server behind all of them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from fillwright.batch_processor import BatchProcessor
from fillwright.config import DEFAULT_MODELS, Endpoint, Settings
from fillwright.profile import sample_profile
from fillwright.providers import create_provider
from fillwright.response_generator import ResponseGenerator
from fillwright.runtime import read_runtime
from tools.bench import forms
from tools.bench.forms import JOB

TIMEOUT_S: Final = 900
IDLE_S: Final = 1
KEY: Final = "bench-key"

Form = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Timed:
    """A reply and the seconds until it was there."""

    reply: dict[str, Any]
    wall: float

    @property
    def summary(self) -> dict[str, Any]:
        """The reply's summary."""
        summary: dict[str, Any] = self.reply["summary"]
        return summary


class ProviderServer:
    """The provider server's control plane."""

    def __init__(self, url: str) -> None:
        self.url = url

    def configure(self, **config: object) -> None:
        """Replace the configuration, and forget counts and buckets."""
        _call(self.url, "POST", "/_control/config", config)
        self.reset()

    def reset(self) -> None:
        """Forget counts, buckets and caches."""
        _call(self.url, "POST", "/_control/reset", {})

    def counts(self) -> dict[str, Any]:
        """Return what was seen since `configure`."""
        return _call(self.url, "GET", "/_control/counts", None)

    def requests(self) -> list[dict[str, Any]]:
        """Return the last requests since `configure`, oldest first."""
        found: list[dict[str, Any]] = _reply_to(self.url, "GET", "/_control/requests", None)
        return found


class FillwrightServer:
    """Fillwright over HTTP: one connection, kept for calls that follow each other."""

    def __init__(self, url: str, home: Path) -> None:
        runtime = read_runtime(home / "runtime.json")
        if runtime is None:
            raise RuntimeError(f"no runtime file in {home}")
        self._headers = {"Authorization": f"Bearer {runtime.token}"}
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT_S)
        self._used = perf_counter()

    def answer(self, form: Form, **options: object) -> Timed:
        """Answer `form`; `options` are the other parts of the request."""
        started = perf_counter()
        reply = self.call("POST", "/api/generate-batch", {"fields": list(form), "job_context": JOB, **options})
        return Timed(reply, perf_counter() - started)

    def call(self, method: str, path: str, body: object) -> dict[str, Any]:
        """Return the JSON reply to one call; raises RuntimeError for an error."""
        headers = {**self._headers, "Content-Type": "application/json"}
        if perf_counter() - self._used > IDLE_S:
            self._connection.close()  # the server may have done so; the next request opens it again
        try:
            self._connection.request(method, path, json.dumps(body).encode(), headers)
            reply: dict[str, Any] = _reply(self._connection, path)
        finally:
            self._used = perf_counter()
        return reply

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@dataclass(frozen=True)
class InPython:
    """How `answer_in_python` asks: which provider, with shared calls or without, for which job.

    `begin` is called when the clock starts.
    """

    provider: Literal["openai", "anthropic"] = "openai"
    packing: Literal["auto", "off"] = "off"
    job: Mapping[str, str] = field(default_factory=lambda: JOB)
    begin: Callable[[], None] | None = None


def answer_in_python(provider_url: str, form: Form, *, max_parallel: int, how: InPython | None = None) -> Timed:
    """Answer `form` with `BatchProcessor` in this process, warmed up by one call before the clock starts."""
    return asyncio.run(_answer_in_python(provider_url, form, max_parallel, how or InPython()))


async def _answer_in_python(provider_url: str, form: Form, max_parallel: int, how: InPython) -> Timed:
    url = provider_url if how.provider == "anthropic" else f"{provider_url}/v1"
    endpoint = Endpoint(how.provider, url, KEY, DEFAULT_MODELS[how.provider])
    provider = create_provider(endpoint, Settings(packing=how.packing))
    processor = BatchProcessor(ResponseGenerator(provider), packing=how.packing)
    try:
        await processor.batch_generate(forms.written(1, first=900), sample_profile(), JOB)
        if how.begin:
            how.begin()
        started = perf_counter()
        reply = await processor.batch_generate(form, sample_profile(), how.job, max_parallel)
        wall = perf_counter() - started
    finally:
        await processor.close()
        await provider.close()
    return Timed({"summary": {"efficiency": reply.summary.efficiency}}, wall)


def gather_with_sdk(provider_url: str, prompts: Sequence[str], *, max_parallel: int) -> float:
    """Return the seconds that the bare openai SDK takes for `prompts` under a semaphore, its client made before."""
    return asyncio.run(_gather_with_sdk(provider_url, prompts, max_parallel))


async def _gather_with_sdk(provider_url: str, prompts: Sequence[str], max_parallel: int) -> float:
    semaphore = asyncio.Semaphore(max_parallel)
    async with _sdk(provider_url) as client:

        async def ask(prompt: str) -> None:
            async with semaphore:
                await client.chat.completions.create(
                    model=DEFAULT_MODELS["openai"], messages=[{"role": "user", "content": prompt}]
                )

        await ask("Are you there?")
        started = perf_counter()
        await asyncio.gather(*map(ask, prompts))
        return perf_counter() - started


@asynccontextmanager
async def _sdk(provider_url: str) -> AsyncIterator[Any]:
    import openai  # noqa: PLC0415 - two thirds of a second, and only the peer's runs need it

    async with openai.AsyncOpenAI(
        api_key=KEY, base_url=f"{provider_url}/v1", max_retries=0, http_client=openai.DefaultAioHttpClient()
    ) as client:
        yield client


def _call(url: str, method: str, path: str, body: object) -> dict[str, Any]:
    reply: dict[str, Any] = _reply_to(url, method, path, body)
    return reply


def _reply_to(url: str, method: str, path: str, body: object) -> Any:  # noqa: ANN401 - any JSON
    connection = HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT_S)
    try:
        connection.request(method, path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        return _reply(connection, path)
    finally:
        connection.close()


def _reply(connection: HTTPConnection, path: str) -> Any:  # noqa: ANN401 - any JSON
    response = connection.getresponse()
    raw = response.read()
    if response.status >= 300:  # noqa: PLR2004 - what is no success
        raise RuntimeError(f"{path}: {response.status} {raw[:300]!r}")
    return json.loads(raw) if raw else {}
