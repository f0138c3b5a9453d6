"""langchain: ChatOpenAI's `abatch` with `max_concurrency`, its default of two retries."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from langchain_openai import ChatOpenAI  # type: ignore[import-not-found, unused-ignore]  # only in its own environment

from tools.bench.peers.harness import Options, serve


class LangchainBatch:
    """One chat model for all batches."""

    def __init__(self, options: Options) -> None:
        self._model = ChatOpenAI(model=options.model, base_url=options.url, api_key=options.key)
        self._system = options.system

    async def answer_all(self, prompts: Sequence[str], parallel: int) -> list[object]:
        """See harness.Client."""
        asked = [self._messages(prompt) for prompt in prompts]
        return list(await self._model.abatch(asked, config={"max_concurrency": parallel}, return_exceptions=True))

    async def pieces(self, prompt: str) -> AsyncIterator[str]:
        """See harness.Client."""
        async for chunk in self._model.astream(self._messages(prompt)):
            yield str(chunk.content)

    def _messages(self, prompt: str) -> list[tuple[str, str]]:
        return [("system", self._system), ("human", prompt)]


@asynccontextmanager
async def opened(options: Options) -> AsyncIterator[LangchainBatch]:
    """Make the model."""
    yield LangchainBatch(options)


if __name__ == "__main__":
    serve(opened)
