"""litellm: `acompletion` under a semaphore, with the `num_retries` of its documents."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # or it loads a price list from the network when imported

import litellm  # type: ignore[import-not-found, unused-ignore]

from tools.bench.peers.harness import Options, bounded, serve

_RETRIES = 2


class LitellmCalls:
    """The library keeps its client itself."""

    def __init__(self, options: Options) -> None:
        self._options = options

    async def answer_all(self, prompts: Sequence[str], parallel: int) -> list[object]:
        """See harness.Client."""
        return await bounded(self._ask, prompts, parallel)

    async def _ask(self, prompt: str) -> object:
        return (await litellm.acompletion(**self._asked(prompt))).choices[0].message.content

    async def pieces(self, prompt: str) -> AsyncIterator[str]:
        """See harness.Client."""
        async for chunk in await litellm.acompletion(**self._asked(prompt), stream=True):
            yield chunk.choices[0].delta.content or ""

    def _asked(self, prompt: str) -> dict[str, Any]:
        options = self._options
        return {
            "model": f"openai/{options.model}",
            "messages": [{"role": "system", "content": options.system}, {"role": "user", "content": prompt}],
            "api_base": options.url,
            "api_key": options.key,
            "num_retries": _RETRIES,
        }


@asynccontextmanager
async def opened(options: Options) -> AsyncIterator[LitellmCalls]:
    """Quieten it."""
    litellm.suppress_debug_info = True
    yield LitellmCalls(options)


if __name__ == "__main__":
    serve(opened)
