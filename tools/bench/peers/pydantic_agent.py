"""pydantic-ai: one agent under a semaphore, over the openai SDK with its default retries."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

# only in its own environment
from pydantic_ai import Agent  # type: ignore[import-not-found, unused-ignore]
from pydantic_ai.models.openai import OpenAIChatModel  # type: ignore[import-not-found, unused-ignore]
from pydantic_ai.providers.openai import OpenAIProvider  # type: ignore[import-not-found, unused-ignore]

from tools.bench.peers.harness import Options, bounded, serve


class PydanticAgent:
    """One agent for all calls."""

    def __init__(self, options: Options) -> None:
        provider = OpenAIProvider(base_url=options.url, api_key=options.key)
        self._agent = Agent(OpenAIChatModel(options.model, provider=provider), instructions=options.system)

    async def answer_all(self, prompts: Sequence[str], parallel: int) -> list[object]:
        """See harness.Client."""
        return await bounded(self._ask, prompts, parallel)

    async def _ask(self, prompt: str) -> object:
        return (await self._agent.run(prompt)).output

    async def pieces(self, prompt: str) -> AsyncIterator[str]:
        """See harness.Client."""
        async with self._agent.run_stream(prompt) as reply:
            async for text in reply.stream_text(delta=True, debounce_by=None):
                yield text


@asynccontextmanager
async def opened(options: Options) -> AsyncIterator[PydanticAgent]:
    """Make the agent."""
    yield PydanticAgent(options)


if __name__ == "__main__":
    serve(opened)
