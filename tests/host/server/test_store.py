"""A store that is out of order never keeps the server from answering."""

from __future__ import annotations

import sqlite3

import pytest

from fillwright.paths import Home
from fillwright.server import serving
from fillwright.server import store as store_module
from tests.host.server.raw import Server

BATCH = {"fields": [{"label": "E-mail", "type": "email"}]}
PROFILE = {"basics": {"email": "ada@example.com"}}


def _newer(home: Home) -> None:
    with sqlite3.connect(home.answers) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA user_version = 9999")
    database.close()


async def test_a_newer_store_is_left_alone_and_the_batch_answered(home: Home) -> None:
    _newer(home)
    before = home.answers.read_bytes()
    async with serving(home) as runtime:
        server = Server(runtime.port, runtime.token)
        await server.call("PUT", "/api/profile", PROFILE)
        reply = (await server.call("POST", "/api/generate-batch", BATCH)).json
        assert reply["responses"][0]["answer"] == "ada@example.com"
        (warning,) = (await server.call("GET", "/api/health")).json["warnings"]
        assert "newer" in warning
        for path in ("/api/answers", "/api/history", "/api/usage"):
            refused = await server.call("GET", path)
            assert (refused.status, refused.json["error"]["code"]) == (500, "storage_too_new")
    assert home.answers.read_bytes() == before


async def test_a_corrupt_store_is_set_aside_and_said_to_be(home: Home) -> None:
    home.answers.write_bytes(b"garbage" * 1000)
    async with serving(home) as runtime:
        server = Server(runtime.port, runtime.token)
        assert (await server.call("PUT", "/api/answers", {"question": "Why?", "answer": "So."})).status == 200
        (warning,) = (await server.call("GET", "/api/health")).json["warnings"]
        assert "corrupt" in warning
    assert list(home.root.glob("answers.sqlite3.corrupt-*"))


async def test_a_mended_store_is_taken_up_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "RETRY_SECONDS", 0.0)
    _newer(home)
    async with serving(home) as runtime:
        server = Server(runtime.port, runtime.token)
        assert (await server.call("GET", "/api/answers")).status == 500
        home.answers.unlink()
        assert (await server.call("GET", "/api/answers")).json["answers"] == []
        assert (await server.call("GET", "/api/health")).json["warnings"] == []


async def test_a_broken_store_is_not_opened_for_every_call(home: Home) -> None:
    _newer(home)
    async with serving(home) as runtime:
        server = Server(runtime.port, runtime.token)
        assert (await server.call("GET", "/api/answers")).status == 500
        home.answers.unlink()
        assert (await server.call("GET", "/api/answers")).status == 500
