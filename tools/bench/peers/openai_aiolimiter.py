"""The openai SDK behind aiolimiter, which is told the provider's limit: so many a minute, as its documents show."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import openai
from aiolimiter import AsyncLimiter  # type: ignore[import-not-found, unused-ignore]  # only in its own environment

from tools.bench.peers.harness import Options, bounded, serve
from tools.bench.peers.openai_sdk import OpenAISDK

_MINUTE = 60
_NO_LIMIT = 1_000_000


class Limited(OpenAISDK):
    """A limiter in front of each call."""

    def __init__(self, client: openai.AsyncOpenAI, options: Options) -> None:
        super().__init__(client, options)
        self._limiter = AsyncLimiter(options.requests_per_minute or _NO_LIMIT, _MINUTE)

    async def answer_all(self, prompts: Sequence[str], parallel: int) -> list[object]:
        """See harness.Client."""
        return await bounded(self._limited, prompts, parallel)

    async def _limited(self, prompt: str) -> object:
        async with self._limiter:
            return await self.ask(prompt)


@asynccontextmanager
async def opened(options: Options) -> AsyncIterator[Limited]:
    """Open the client."""
    async with openai.AsyncOpenAI(api_key=options.key, base_url=options.url) as client:
        yield Limited(client, options)


if __name__ == "__main__":
    serve(opened)
