"""The openai SDK asked the same as Fillwright asks it, with nothing around: the engine is measured against it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import openai

from fillwright.answers import max_words
from fillwright.config import Endpoint, Settings
from fillwright.providers.openai import OpenAIProvider
from fillwright.response_generator import ResponseGenerator
from tools.bench.engine import context, field_of
from tools.bench.forms import is_line
from tools.bench.peers.harness import Options, serve
from tools.bench.peers.openai_sdk import OpenAISDK


class BareSDK(OpenAISDK):
    """The parameters are Fillwright's, as arguments; answers are streamed, and their bytes read but not understood."""

    def __init__(self, client: openai.AsyncOpenAI, options: Options) -> None:
        super().__init__(client, options)
        self._provider = OpenAIProvider(Endpoint("openai", options.url, options.key, options.model), Settings())
        self._generator = ResponseGenerator(self._provider)
        self._context = context()
        self._known: dict[tuple[bool, int | None], tuple[str, str, dict[str, Any]]] = {}

    async def ask(self, prompt: str) -> object:
        """Return one answer as it came."""
        create = self._client.chat.completions.with_streaming_response.create
        async with create(**self.asked(prompt), stream=True, stream_options={"include_usage": True}) as response:
            return b"".join([data async for data in response.iter_bytes()]).decode()

    def asked(self, prompt: str) -> dict[str, Any]:
        """Return the parameters of Fillwright's call for the question `prompt`, with the question alone made anew."""
        field = field_of(prompt)
        kind = is_line(prompt), max_words(field)
        if kind not in self._known:
            request = self._generator.request(field, self._context)
            asked = self._provider._asked(request)  # noqa: SLF001 - the very parameters, however they change
            self._known[kind] = prompt, request.question, asked
        known, question, asked = self._known[kind]
        content = question.replace(known, prompt)
        return {**asked, "messages": [asked["messages"][0], {"role": "user", "content": content}]}


@asynccontextmanager
async def opened(options: Options) -> AsyncIterator[BareSDK]:
    """Open the client, with the transport that Fillwright uses."""
    async with openai.AsyncOpenAI(
        api_key=options.key, base_url=options.url, max_retries=0, http_client=openai.DefaultAioHttpClient()
    ) as client:
        yield BareSDK(client, options)


if __name__ == "__main__":
    serve(opened)
