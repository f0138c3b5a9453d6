"""From lock to listening to gone."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from fillwright.errors import AlreadyRunning, ServerUnavailable
from fillwright.paths import Home
from fillwright.runtime import Runtime, proof, read_runtime, write_runtime
from fillwright.server import serving
from tests.host.server.raw import Server

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and signals are POSIX")

RUN = """
import os, sys
from pathlib import Path
os.umask(0)
from fillwright.paths import Home
from fillwright.server import run
run(Home(Path(sys.argv[1])))
"""


@asynccontextmanager
async def process(home: Home, *command: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a server as its own process, `RUN` or another `command`; it is ended with the block."""
    arguments = command or ("-c", RUN, str(home.root))
    running = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.communicate()


async def port_of(running: asyncio.subprocess.Process) -> int:
    """Return the port the process says it listens on."""
    assert running.stdout
    line = (await running.stdout.readline()).decode()
    assert line.startswith("listening on http://127.0.0.1:"), line
    return int(line.rpartition(":")[2])


def foreign(pid: int) -> Runtime:
    """Return what another server would have written."""
    return Runtime(port=1, pid=pid, secret=secrets.token_hex(), token=secrets.token_hex(), version="0")


async def alive(home: Home) -> bool:
    """Return whether the server that the runtime file names answers and proves itself."""
    runtime = read_runtime(home.runtime)
    assert runtime
    reply = await Server(runtime.port, runtime.token).call("GET", f"/api/challenge?nonce={'ab' * 16}")
    return bool(reply.json["proof"] == proof(runtime.secret, "ab" * 16, runtime.port))


async def test_the_runtime_file_says_where_the_server_is(home: Home) -> None:
    async with serving(home) as runtime:
        assert read_runtime(home.runtime) == runtime
        assert runtime.pid == os.getpid()
        assert await alive(home)
    assert not home.runtime.exists()


async def test_secrets_differ_from_run_to_run_and_from_each_other(home: Home) -> None:
    seen = set()
    for _ in range(2):
        async with serving(home) as runtime:
            seen |= {runtime.secret, runtime.token}
    assert len(seen) == 4
    assert min(map(len, seen)) >= 43


@posix
async def test_the_runtime_file_is_private_whatever_the_umask(home: Home) -> None:
    old = os.umask(0)
    try:
        async with serving(home):
            assert stat.S_IMODE(home.runtime.stat().st_mode) == 0o600
    finally:
        os.umask(old)


async def test_a_second_server_is_told_of_the_first(home: Home) -> None:
    async with serving(home) as runtime:
        with pytest.raises(AlreadyRunning, match=f"port {runtime.port}, pid {os.getpid()}"):
            async with serving(home):
                pass
        assert await alive(home)


async def test_two_homes_have_two_servers(home: Home, tmp_path: Path) -> None:
    async with serving(home) as one, serving(Home(tmp_path / "other")) as other:
        assert one.port != other.port


@pytest.mark.parametrize(
    "stale",
    [b"", b"garbage", b'{"port": 1}', b'{"port": "x", "pid": 1, "secret": "s", "token": "t", "version": "0"}'],
)
async def test_a_broken_runtime_file_is_replaced(home: Home, stale: bytes) -> None:
    home.runtime.write_bytes(stale)
    async with serving(home):
        assert await alive(home)


async def test_a_runtime_file_with_the_id_of_another_living_process_is_replaced(home: Home) -> None:
    write_runtime(home.runtime, foreign(os.getppid()))
    async with serving(home):
        assert await alive(home)


async def test_a_runtime_file_of_a_successor_is_left(home: Home) -> None:
    successor = foreign(1)
    async with serving(home):
        write_runtime(home.runtime, successor)
    assert read_runtime(home.runtime) == successor


async def test_a_taken_port_leaves_nothing_behind(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(ServerUnavailable):
        async with serving(home, other.getsockname()[1]):
            pass
    assert not home.runtime.exists()
    async with serving(home):
        assert await alive(home)


async def test_nobody_listens_beside_the_loopback_address(home: Home) -> None:
    async with serving(home) as runtime:
        for address in ("::1", "127.0.0.2"):
            with pytest.raises((ConnectionRefusedError, OSError)):
                await asyncio.open_connection(address, runtime.port)


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_a_signal_ends_the_server_in_order(home: Home, number: signal.Signals) -> None:
    async with process(home) as running:
        await port_of(running)
        assert await alive(home)
        running.send_signal(number)
        _, said = await running.communicate()
        assert (running.returncode, said) == (0, b"")
        assert not home.runtime.exists()


@posix
async def test_idle_and_half_open_connections_do_not_hold_the_end_up(home: Home) -> None:
    async with process(home) as running:
        port = await port_of(running)
        _, idle = await asyncio.open_connection("127.0.0.1", port)
        _, half = await asyncio.open_connection("127.0.0.1", port)
        half.write(b"GET / HTTP/1.1\r\n")
        assert await alive(home)
        running.send_signal(signal.SIGTERM)
        await running.wait()
        idle.close()
        half.close()


@posix
async def test_a_killed_server_is_replaced_at_once(home: Home) -> None:
    async with process(home) as first:
        port = await port_of(first)
        first.kill()
        await first.wait()
        assert read_runtime(home.runtime)
        async with process(home) as second:
            assert await port_of(second) != port
            assert await alive(home)


@posix
async def test_every_file_of_a_run_is_private_whatever_the_umask(home: Home) -> None:
    async with process(home) as running:
        await port_of(running)
        runtime = read_runtime(home.runtime)
        assert runtime
        server = Server(runtime.port, runtime.token)
        await server.call("PUT", "/api/answers", {"question": "Why us?", "answer": "Because."})
        await server.call("PUT", "/api/profile", {"basics": {"name": "Ada Example"}})
        await server.call("PUT", "/api/settings", {"max_parallel": 3, "keys": {"openai": "sk-test"}})
        pdf = server.head("PUT", "/api/files/cv.pdf", "Content-Type: application/pdf", "Content-Length: 4")
        assert (await server.send(pdf + b"%PDF")).status == 200
        assert (await server.call("POST", "/api/profiles", {"name": "other"})).status == 200
        await server.call("POST", "/api/generate-batch", {"fields": [{"label": "E-mail"}]})
        await server.call("PUT", "/api/profile", {"basics": {"name": "Grace Example"}})
        (home.profiles / "default" / "profile.json").write_bytes(b"{")
        await server.call("PUT", "/api/profile", {"basics": {"name": "Ada Example"}})
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.root.rglob("*")}
    made = {"runtime.json", "answers.sqlite3", "settings.toml", "server.log", "profile.json", "cv.pdf", "keys.toml"}
    assert made | {"answers.sqlite3-wal", "answers.sqlite3-shm", "server.lock", ".versions", "other"} <= modes.keys()
    folders = {path.name for path in home.root.rglob("*") if path.is_dir()}
    assert {name: mode for name, mode in modes.items() if mode != (0o700 if name in folders else 0o600)} == {}


async def test_no_sdk_is_loaded_to_listen(home: Home) -> None:
    script = """
import asyncio, sys
from pathlib import Path
from fillwright.paths import Home
from fillwright.server import serving
async def main():
    async with serving(Home(Path(sys.argv[1]))):
        print(*sorted({name.partition(".")[0] for name in sys.modules}))
asyncio.run(main())
"""
    async with process(home, "-c", script, str(home.root)) as running:
        out, _ = await running.communicate()
    heavy = {"openai", "anthropic", "genai_prices", "keyring", "rich", "pydantic", "httpx"}
    assert heavy & set(out.decode().split()) == set()


@posix
async def test_a_second_serve_on_one_home_says_so_and_exits_with_3(home: Home) -> None:
    serve = ("-m", "fillwright", "serve", "--home", str(home.root))
    async with process(home, *serve) as first:
        port = await port_of(first)
        async with process(home, *serve) as second:
            out, said = await second.communicate()
        assert (second.returncode, out) == (3, b"")
        assert str(port) in said.decode()
        assert await alive(home)


@posix
async def test_of_many_starts_at_once_exactly_one_serves(home: Home) -> None:
    async with AsyncExitStack() as stack:
        started = [await stack.enter_async_context(process(home)) for _ in range(8)]
        lines = await asyncio.gather(*(running.stdout.readline() for running in started if running.stdout))
        assert sum(line.startswith(b"listening") for line in lines) == 1
        assert await alive(home)
