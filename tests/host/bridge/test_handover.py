"""An upgrade: the real server of an older version finishes its batch and leaves the home to the newer one."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest

from fillwright import __version__
from fillwright.bridge.handover import is_older
from fillwright.paths import Home
from fillwright.runtime import read_runtime
from tests.support.gate import gate_to
from tests.support.native_port import NativePort, end_server, native_port
from tools.provider_server import provider_server_here

OLD: Final = "0.0.9"
_SERVE: Final = """
import sys
import fillwright
fillwright.__version__ = sys.argv[1]
from fillwright.server import app
if "without" in sys.argv:
    app.ROUTES = tuple(route for route in app.ROUTES if route.path != "/api/retire")
from pathlib import Path
from fillwright.paths import Home
from fillwright.server import run
run(Home(Path(sys.argv[2])))
"""
_FIELDS: Final = [{"label": "E-mail", "type": "email"}, {"label": "Why do you want to work here?", "type": "textarea"}]
_PROFILE: Final = {
    "basics": {"name": "Ada Example", "email": "ada@example.com"},
    "work": [{"name": "Example Robotics", "position": "Engineer", "highlights": ["Built the arm of a robot."]}],
}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home with a profile; the server that a test leaves on it is ended."""
    found = Home(tmp_path / "home")
    found.prepare()
    folder = found.profiles / "default"
    folder.mkdir(parents=True)
    (folder / "profile.json").write_text(json.dumps(_PROFILE), "utf-8")
    yield found
    end_server(found)


@asynccontextmanager
async def server_of(version: str, home: Home, *more: str, **environ: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A server process that says it is `version`, listening."""
    arguments = ("-c", _SERVE, version, str(home.root), *more)
    running = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, env={**os.environ, **environ}
    )
    try:
        assert running.stdout is not None
        assert (await running.stdout.readline()).startswith(b"listening")
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.communicate()


def version_of(port: NativePort) -> str:
    return str(port.call(id="health", method="GET", path="/api/health")["body"]["version"])


async def batch(home: Home) -> dict[str, Any]:
    """Ask the running server for a batch, at once, as an older client beside the bridge does."""
    runtime = read_runtime(home.runtime)
    assert runtime is not None
    url = f"http://127.0.0.1:{runtime.port}/api/generate-batch"
    headers = {"Authorization": f"Bearer {runtime.token}"}
    async with aiohttp.ClientSession(headers=headers) as session, session.post(url, json={"fields": _FIELDS}) as reply:
        assert reply.status == 200, await reply.text()
        found: dict[str, Any] = await reply.json()
        return found


async def test_an_idle_server_of_an_older_version_gives_way(home: Home) -> None:
    async with server_of(OLD, home) as old:
        with native_port(home.root) as port:
            assert await asyncio.to_thread(version_of, port) == __version__
        assert await old.wait() == 0
    runtime = read_runtime(home.runtime)
    assert runtime is not None
    assert (runtime.version, runtime.pid == old.pid) == (__version__, False)


async def test_an_older_server_finishes_its_batch_answers_meanwhile_and_then_gives_way(home: Home) -> None:
    reached, opened = asyncio.Event(), asyncio.Event()
    async with provider_server_here() as provider, gate_to(provider.openai_url, reached, opened) as gate:
        keys = {"OPENAI_API_KEY": "test-key", "OPENAI_BASE_URL": gate, "FILLWRIGHT_PROVIDER": "openai"}
        async with server_of(OLD, home, **keys) as old:
            running = asyncio.create_task(batch(home))
            await reached.wait()
            with native_port(home.root, environ=keys) as port:
                assert await asyncio.to_thread(version_of, port) == OLD
                assert not running.done()
                opened.set()
                responses = (await running)["responses"]
                assert await old.wait() == 0
                assert await asyncio.to_thread(version_of, port) == __version__
    assert [response["status"] for response in responses] == ["answered", "answered"]
    assert [response["source"] for response in responses] == ["extracted", "generated"]


@pytest.mark.parametrize("version", [__version__, "99.0.0", "a checkout"])
async def test_a_server_that_is_not_older_stays(home: Home, version: str) -> None:
    async with server_of(version, home) as running:
        with native_port(home.root) as port:
            assert await asyncio.to_thread(version_of, port) == version
        assert running.returncode is None


async def test_a_server_that_does_not_know_the_question_stays_in_use(home: Home) -> None:
    async with server_of(OLD, home, "without") as running:
        with native_port(home.root) as port:
            assert await asyncio.to_thread(version_of, port) == OLD
            assert await asyncio.to_thread(version_of, port) == OLD
        assert running.returncode is None


@pytest.mark.parametrize(
    ("version", "than", "older"),
    [
        ("0.1.0", "0.2.0", True),
        ("0.9.9", "0.10.0", True),
        ("0.1.0", "0.1.0", False),
        ("1.0.0", "0.9.9", False),
        ("0", "0.1.0", False),
        ("0.1.0", "main", False),
    ],
)
def test_versions_are_compared_as_numbers(version: str, than: str, older: bool) -> None:  # noqa: FBT001 - a parameter
    assert is_older(version, than) is older
