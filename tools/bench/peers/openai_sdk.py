"""The openai SDK: one client, a semaphore, its default of two retries."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import openai

from tools.bench.peers.harness import Options, bounded, serve


class OpenAISDK:
    """One client for all calls."""

    def __init__(self, client: openai.AsyncOpenAI, options: Options) -> None:
        self._client = client
        self._options = options

    async def answer_all(self, prompts: Sequence[str], parallel: int) -> list[object]:
        """See harness.Client."""
        return await bounded(self.ask, prompts, parallel)

    async def ask(self, prompt: str) -> object:
        """Return the answer to one prompt."""
        completion = await self._client.chat.completions.create(**self.asked(prompt))
        return completion.choices[0].message.content

    async def pieces(self, prompt: str) -> AsyncIterator[str]:
        """See harness.Client."""
        async with await self._client.chat.completions.create(**self.asked(prompt), stream=True) as stream:
            async for chunk in stream:
                yield chunk.choices[0].delta.content or ""

    def asked(self, prompt: str) -> dict[str, Any]:
        """Return a call's parameters."""
        messages = [{"role": "system", "content": self._options.system}, {"role": "user", "content": prompt}]
        return {"model": self._options.model, "messages": messages}


@asynccontextmanager
async def opened(options: Options) -> AsyncIterator[OpenAISDK]:
    """Open the client."""
    async with openai.AsyncOpenAI(api_key=options.key, base_url=options.url) as client:
        yield OpenAISDK(client, options)


if __name__ == "__main__":
    serve(opened)
