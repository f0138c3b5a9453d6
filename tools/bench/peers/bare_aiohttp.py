"""aiohttp without anything around it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tools.bench.peers.harness import Options, bounded, serve

_DATA = b"data: {"


class BareAiohttp:
    """One session, kept alive; a refused call is lost."""

    def __init__(self, session: aiohttp.ClientSession, options: Options) -> None:
        self._session = session
        self._options = options

    async def answer_all(self, prompts: Sequence[str], parallel: int) -> list[object]:
        """See harness.Client."""
        return await bounded(self._ask, prompts, parallel)

    async def _ask(self, prompt: str) -> object:
        async with self._post(prompt) as response:
            return (await response.json())["choices"][0]["message"]["content"]

    async def pieces(self, prompt: str) -> AsyncIterator[str]:
        """See harness.Client."""
        async with self._post(prompt, stream=True) as response:
            async for line in response.content:
                if line.startswith(_DATA):
                    choices = json.loads(line.removeprefix(b"data: "))["choices"]
                    yield choices[0]["delta"].get("content") or ""

    def _post(self, prompt: str, **more: object) -> Any:  # noqa: ANN401 - aiohttp's own request context
        options = self._options
        messages = [{"role": "system", "content": options.system}, {"role": "user", "content": prompt}]
        return self._session.post(
            f"{options.url}/chat/completions",
            json={"model": options.model, "messages": messages, **more},
            headers={"Authorization": f"Bearer {options.key}"},
            raise_for_status=True,
        )


@asynccontextmanager
async def opened(options: Options) -> AsyncIterator[BareAiohttp]:
    """Open the session."""
    connector = aiohttp.TCPConnector(keepalive_timeout=120)
    async with aiohttp.ClientSession(connector=connector) as session:
        yield BareAiohttp(session, options)


if __name__ == "__main__":
    serve(opened)
