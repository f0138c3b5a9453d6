"""Backup and restore while the server runs."""

from __future__ import annotations

import asyncio
import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from fillwright.backup import MOST_BYTES
from fillwright.lock import preparing
from fillwright.paths import Home
from fillwright.profile import ProfileStore
from fillwright.server import serving
from fillwright.server.transit import PART
from tests.host.server.raw import Server
from tests.support.gate import gate_to
from tools.provider_server import provider_server_here

ZIP = "Content-Type: application/zip"
OCTETS = "Content-Type: application/octet-stream"
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


async def in_parts(server: Server) -> tuple[str, bytes]:
    """Have a backup made and read it part by part; return its id too."""
    begun = (await server.call("POST", "/api/backups")).json
    data = b""
    while len(data) < begun["size"]:
        part = (await server.call("GET", f"/api/backups/{begun['id']}?from={len(data)}")).body
        assert 0 < len(part) <= begun["part"]
        data += part
    return begun["id"], data


async def send_in_parts(server: Server, data: bytes) -> str:
    begun = (await server.call("POST", "/api/restores", {"size": len(data)})).json
    for at in range(0, len(data), begun["part"]):
        path = f"/api/restores/{begun['id']}?from={at}"
        assert (await server.call("PUT", path, data[at : at + begun["part"]], OCTETS)).status == 200
    return str(begun["id"])


async def test_a_large_backup_goes_out_and_comes_back_in_parts(server: Server, home: Home) -> None:
    await filled(server, "Ada")
    stored = {name: os.urandom(3 * PART // 2) for name in ("one.pdf", "two.pdf")}
    for name, data in stored.items():
        (home.profiles / "default" / name).write_bytes(data)
    backup_id, saved = await in_parts(server)
    assert len(saved) > 2 * PART
    assert (await server.call("DELETE", f"/api/backups/{backup_id}")).json == {"removed": 1}
    for name in stored:
        (home.profiles / "default" / name).unlink()
    restore_id = await send_in_parts(server, saved)
    assert (await server.call("POST", f"/api/restores/{restore_id}")).json["files"] == 2
    assert {name: (home.profiles / "default" / name).read_bytes() for name in stored} == stored
    for method, path in (("GET", f"/api/backups/{backup_id}"), ("POST", f"/api/restores/{restore_id}")):
        assert (await server.call(method, path)).status == 404


async def test_a_part_that_comes_twice_counts_once_and_a_hole_is_refused(server: Server) -> None:
    begun = (await server.call("POST", "/api/restores", {"size": 6})).json
    path = f"/api/restores/{begun['id']}?from="
    for at, data, size in ((0, b"abc", 3), (0, b"abc", 3), (3, b"def", 6)):
        assert (await server.call("PUT", f"{path}{at}", data, OCTETS)).json == {"size": size}
    assert (await server.call("PUT", f"{path}9", b"jkl", OCTETS)).status == 409
    assert (await server.call("PUT", f"{path}-1", b"x", OCTETS)).json["error"]["field"] == "from"


async def test_a_new_backup_takes_the_place_of_the_one_on_its_way(server: Server) -> None:
    first = (await server.call("POST", "/api/backups")).json["id"]
    second = (await server.call("POST", "/api/backups")).json["id"]
    assert (await server.call("GET", f"/api/backups/{first}")).status == 404
    assert (await server.call("GET", f"/api/backups/{second}")).status == 200


async def test_what_is_no_backup_can_be_sent_anew_or_forgotten(server: Server) -> None:
    restore_id = await send_in_parts(server, b"no zip")
    assert (await server.call("POST", f"/api/restores/{restore_id}")).json["error"]["code"] == "unreadable_file"
    assert (await server.call("DELETE", f"/api/restores/{restore_id}")).json == {"removed": 1}


async def test_more_than_a_home_can_be_is_refused_before_it_is_sent(server: Server) -> None:
    refused = await server.call("POST", "/api/restores", {"size": MOST_BYTES + 1})
    assert (refused.status, refused.json["error"]["code"]) == (413, "too_large")


async def test_nothing_on_its_way_outlives_the_server(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    async with serving(home) as runtime:
        await Server(runtime.port, runtime.token).call("POST", "/api/backups")
        assert len(list(scratch.rglob("*.backup"))) == 1
    assert list(scratch.iterdir()) == []
