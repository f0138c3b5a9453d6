"""Backup and restore while the server runs."""

from __future__ import annotations

import asyncio
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from fillwright.lock import preparing
from fillwright.paths import Home
from fillwright.profile import ProfileStore
from fillwright.server import serving
from tests.host.server.raw import Server
from tests.support.gate import gate_to
from tools.provider_server import provider_server_here

ZIP = "Content-Type: application/zip"
PIN = {"question": "Why us?", "answer": "Because of the robots."}


async def filled(server: Server, name: str) -> bytes:
    """Give the home a profile and an answer, and return its backup."""
    await server.call("PUT", "/api/profile", {"basics": {"name": name}})
    await server.call("PUT", "/api/answers", PIN)
    return (await server.call("GET", "/api/backup")).body


async def test_a_backup_has_everything_but_keys(server: Server) -> None:
    await server.call("PUT", "/api/settings", {"keys": {"openai": "canary-key"}, "max_parallel": 7})
    with zipfile.ZipFile(BytesIO(await filled(server, "Ada"))) as archive:
        assert {"settings.toml", "answers.sqlite3", "profiles/default/profile.json"} <= set(archive.namelist())
        assert all(b"canary-key" not in archive.read(name) for name in archive.namelist())


async def test_restoring_brings_profile_settings_and_answers_back(server: Server) -> None:
    await server.call("PUT", "/api/settings", {"max_parallel": 7})
    saved = await filled(server, "Ada")
    await server.call("PUT", "/api/settings", {"max_parallel": 3})
    await server.call("PUT", "/api/profile", {"basics": {"name": "Bea"}})
    await server.call("DELETE", "/api/answers")
    done = (await server.call("POST", "/api/restore", saved, ZIP)).json
    assert (done["profiles"], done["answers"]) == (["default"], True)
    assert (await server.call("GET", "/api/profile")).json == {"basics": {"name": "Ada"}}
    assert (await server.call("GET", "/api/settings")).json["max_parallel"] == 7
    (answer,) = (await server.call("GET", "/api/answers")).json["answers"]
    assert answer["answer"] == PIN["answer"]
    form = {"fields": [{"label": "Why us?", "type": "textarea"}]}
    (given,) = (await server.call("POST", "/api/generate-batch", form)).json["responses"]
    assert (given["answer"], given["source"]) == (PIN["answer"], "pinned")
    aside = Home(Path(done["kept"]))
    assert ProfileStore(aside).load().basics.name == "Bea"


async def test_calls_during_a_restore_wait_and_are_answered(server: Server) -> None:
    saved = await filled(server, "Ada")
    calls = [server.call("POST", "/api/restore", saved, ZIP), *(server.call("GET", "/api/answers") for _ in range(8))]
    assert {reply.status for reply in await asyncio.gather(*calls)} == {200}


async def test_what_is_no_backup_changes_nothing(server: Server) -> None:
    await filled(server, "Ada")
    reply = await server.call("POST", "/api/restore", b"no zip", ZIP)
    assert (reply.status, reply.json["error"]["code"]) == (422, "unreadable_file")
    assert (await server.call("GET", "/api/profile")).json == {"basics": {"name": "Ada"}}
    assert len((await server.call("GET", "/api/answers")).json["answers"]) == 1


async def test_a_form_under_way_is_not_disturbed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    reached, opened = asyncio.Event(), asyncio.Event()
    form = {"fields": [{"label": "Tell us about a project you are proud of.", "type": "textarea"}]}
    async with provider_server_here() as provider, gate_to(provider.openai_url, reached, opened) as url:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        monkeypatch.setenv("OPENAI_API_KEY", "test-key")
        async with serving(home) as runtime:
            server = Server(runtime.port, runtime.token)
            saved = await filled(server, "Ada")
            batch = asyncio.create_task(server.call("POST", "/api/generate-batch", form))
            await reached.wait()
            assert (await server.call("POST", "/api/restore", saved, ZIP)).status == 409
            opened.set()
            assert (await batch).json["responses"][0]["status"] == "answered"
            assert (await server.call("POST", "/api/restore", saved, ZIP)).status == 200


async def test_answers_being_prepared_are_not_disturbed(server: Server, home: Home) -> None:
    saved = await filled(server, "Ada")
    with preparing(home):
        refused = await server.call("POST", "/api/restore", saved, ZIP)
    assert refused.status == 409
    assert (await server.call("POST", "/api/restore", saved, ZIP)).status == 200
