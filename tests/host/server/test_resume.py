"""A server killed in the middle of a batch, and the batch sent again."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from fillwright.paths import Home
from fillwright.profile import ProfileStore, sample_profile
from fillwright.runtime import read_runtime
from fillwright.server import serving
from tests.host.server.raw import Server
from tests.host.server.test_batch import ESSAYS, STREAM
from tests.host.server.test_lifecycle import port_of, process
from tools.provider_server.config import Config, Fault
from tools.provider_server.running import provider_server_here


async def test_only_unfinished_questions_are_asked_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    ProfileStore(home).save(sample_profile())
    body = msgspec.json.encode({"fields": ESSAYS, "batch_id": "b1"})
    hanging = Config(faults=(Fault(kind="hang", contains="disagreement"),))
    async with provider_server_here(hanging) as provider:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
        monkeypatch.setenv("OPENAI_BASE_URL", provider.openai_url)
        async with process(home) as first:
            server = await _server(home, await port_of(first))
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            length = f"Content-Length: {len(body)}"
            head = server.head("POST", "/api/generate-batch", "Content-Type: application/json", length, STREAM)
            writer.write(head + body)
            for _ in range(2):
                await reader.readuntil(b'"event":"field"')
            first.kill()
            await first.wait()
            writer.close()
        await provider.configure(Config())
        async with serving(home) as runtime:
            reply = (await Server(runtime.port, runtime.token).call("POST", "/api/generate-batch", body)).json
        assert (reply["summary"]["cached_count"], reply["summary"]["generated_count"]) == (2, 1)
        assert (await provider.counts()).calls == 1


async def _server(home: Home, port: int) -> Server:
    runtime = read_runtime(home.runtime)
    assert runtime
    assert runtime.port == port
    return Server(port, runtime.token)
