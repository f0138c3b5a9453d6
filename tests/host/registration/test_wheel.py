"""The built wheel in an environment of its own, as pipx or uv make one: install, serve, doctor, upgrade, uninstall."""

from __future__ import annotations

import asyncio
import json
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from fillwright.paths import Home
from fillwright.profile import ProfileStore
from fillwright.runtime import read_runtime
from tests.support.fake_machine import tree
from tests.support.gate import gate_to
from tests.support.native_port import end_server
from tests.support.rooms import ROOT
from tools.provider_server import provider_server_here
from tools.wheel import Installed, build_wheel, person_environ

pytestmark = pytest.mark.xdist_group("wheel")

FORM = {
    "fields": [{"label": "E-mail", "type": "email"}, {"label": "Why do you want to work here?", "type": "textarea"}],
    "job_context": {"company": "Example Parcels"},
}
PROFILE = b'{"basics": {"email": "ada@example.com", "summary": "Backend engineer who likes plain systems."}}'


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Installed:
    environment = Installed(tmp_path / "venv")
    environment.install(wheel)
    return environment


@pytest.fixture
def person(tmp_path: Path) -> Path:
    """The folder of somebody who has started Firefox before."""
    folder = tmp_path / "ada"
    (folder / ".mozilla").mkdir(parents=True)
    return folder


def fillwright(installed: Installed, environ: Mapping[str, str], *words: str) -> Any:  # noqa: ANN401 - any JSON
    """Run the installed command with --json and return its result."""
    said = subprocess.run(
        [installed.command, "--json", *words], env=environ, capture_output=True, text=True, timeout=100, check=False
    )
    assert said.returncode == 0, said.stderr or said.stdout
    return json.loads(said.stdout)


def test_the_wheel_carries_the_extension_as_it_stands(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        prefix = "fillwright/extension/"
        packed = {name.removeprefix(prefix): archive.read(name) for name in archive.namelist() if prefix in name}
    source = ROOT / "extension"
    assert packed == {
        path.relative_to(source).as_posix(): path.read_bytes() for path in source.rglob("*") if path.is_file()
    }


def test_install_serve_doctor_and_uninstall_leave_nothing(installed: Installed, person: Path) -> None:
    environ = person_environ(person, FILLWRIGHT_PROVIDER="drafts")
    home = Home(person / ".local" / "share" / "fillwright")
    before = tree(person)
    try:
        done = fillwright(installed, environ, "install", "--no-open")
        assert Path(done["extension"]["path"], "manifest.json").is_file()
        assert Path(done["extension"]["path"]).is_relative_to(installed.packages)
        resume = person.parent / "resume.json"
        resume.write_bytes(PROFILE)
        fillwright(installed, environ, "profile", "import", str(resume))
        with subprocess.Popen([installed.command, "serve"], env=environ, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            assert server.stdout.readline().startswith("listening on http://127.0.0.1:")
            checks = fillwright(installed, environ, "doctor")["checks"]
            assert {check["level"] for check in checks} == {"ok"}
            gone = fillwright(installed, environ, "uninstall", "--data")
            assert gone["server_ended"] == server.pid
            assert server.wait(20) == 0
        assert tree(person) == before
    finally:
        end_server(home)


def test_uninstall_without_data_keeps_the_profile_alone_working(installed: Installed, person: Path) -> None:
    environ = person_environ(person)
    resume = person.parent / "resume.json"
    resume.write_bytes(PROFILE)
    fillwright(installed, environ, "profile", "import", str(resume))
    before = tree(person)
    fillwright(installed, environ, "install")
    assert tree(person) != before
    fillwright(installed, environ, "uninstall")
    assert tree(person) == before


def test_the_extension_s_folder_is_shown_in_the_file_manager(installed: Installed, person: Path) -> None:
    opened = person.parent / "opened"
    opener = person.parent / "programs" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > "{opened}"\n')
    opener.chmod(0o755)
    environ = person_environ(person, DISPLAY=":1")
    environ = {**environ, "PATH": f"{opener.parent}:{environ['PATH']}"}
    said = subprocess.run(
        [installed.command, "install"], env=environ, capture_output=True, text=True, timeout=60, check=True
    )
    assert opened.read_text() == str(installed.packages / "fillwright" / "extension")
    assert "Firefox: open about:debugging" in said.stdout
    assert "(open in your file manager now)" in said.stdout
    opened.unlink()
    subprocess.run([installed.command, "install", "--no-open"], env=environ, capture_output=True, check=True)
    assert not opened.exists()


async def test_an_upgrade_waits_for_the_batch_under_way_and_takes_over(
    installed: Installed, person: Path, tmp_path: Path
) -> None:
    home = Home(person / ".local" / "share" / "fillwright")
    newer = await asyncio.to_thread(build_wheel, tmp_path / "newer", "0.1.1")
    reached, opened = asyncio.Event(), asyncio.Event()
    async with provider_server_here() as provider, gate_to(provider.openai_url, reached, opened) as url:
        environ = person_environ(person, OPENAI_BASE_URL=url, OPENAI_API_KEY="test-key")
        ProfileStore(home).save(PROFILE)
        server = await asyncio.create_subprocess_exec(
            installed.command, "serve", env=environ, stdout=asyncio.subprocess.PIPE
        )
        try:
            assert server.stdout is not None
            await server.stdout.readline()
            batch = asyncio.create_task(post(home, "/api/generate-batch", FORM))
            await reached.wait()
            await asyncio.to_thread(installed.install, newer)
            opened.set()
            reply = await batch
            assert [each["status"] for each in reply["responses"]] == ["answered", "answered"]
            done = await asyncio.to_thread(fillwright, installed, environ, "install")
            assert json.loads(Path(done["extension"]["path"], "manifest.json").read_bytes())["version"] == "0.1.1"
            checks = (await asyncio.to_thread(fillwright, installed, environ, "doctor"))["checks"]
            [said] = [each["message"] for each in checks if each["name"] == "server"]
            assert said.endswith("has proved itself.")
            assert await server.wait() == 0
        finally:
            if server.returncode is None:
                server.terminate()
                await server.wait()
            await asyncio.to_thread(end_server, home)


async def post(home: Home, path: str, body: object) -> Any:  # noqa: ANN401 - any JSON
    runtime = read_runtime(home.runtime)
    assert runtime is not None
    headers = {"Authorization": f"Bearer {runtime.token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(f"http://127.0.0.1:{runtime.port}{path}", json=body) as response,
    ):
        assert response.status == 200
        return await response.json()
