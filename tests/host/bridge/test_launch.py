from __future__ import annotations

import fcntl
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import NotConnected
from pathlib import Path

import pytest

from fillwright.bridge import launch
from fillwright.bridge.launch import Launcher, prove, serve_command
from fillwright.errors import ServerUnavailable
from fillwright.paths import Home
from fillwright.runtime import Runtime, proof, read_runtime, write_runtime
from tests.support.tiny_server import Impostor, TinyServer, http_json

TINY_SERVER = Path(__file__).parents[2] / "support" / "tiny_server.py"
SECRET = "secret-canary"  # noqa: S105 - invented
TOKEN = "token-canary"  # noqa: S105 - invented


def runtime_on(port: int) -> Runtime:
    return Runtime(port=port, pid=os.getpid(), secret=SECRET, token=TOKEN, version="0")


@pytest.fixture
def start(home: Home) -> Iterator[Callable[[], Launcher]]:
    """Make launchers that start the tiny server; end what they started."""
    launchers = []

    def make() -> Launcher:
        launcher = Launcher(home, [sys.executable, str(TINY_SERVER), str(home.root)])
        launchers.append(launcher)
        return launcher

    yield make
    for launcher in launchers:
        if launcher.child is not None:
            launcher.child.terminate()
            launcher.child.wait()


def servers_started(home: Home) -> int:
    return len((home.root / "starts").read_text().splitlines())


def test_a_true_server_is_proved(home: Home) -> None:
    with TinyServer(home) as server:
        proved = prove(server.runtime)
        proved.connection.close()
        assert proved.runtime == server.runtime


def test_the_proved_connection_is_the_one_that_is_used(home: Home) -> None:
    with TinyServer(home) as server:
        proved = prove(server.runtime)
        proved.connection.request("GET", "/api/health")
        with proved.connection.getresponse() as reply:
            assert json.loads(reply.read()) == {"well": True}
        proved.connection.close()


def test_a_proved_connection_never_opens_itself_again(home: Home) -> None:
    with TinyServer(home) as server:
        proved = prove(server.runtime)
        proved.connection.close()
        with pytest.raises(NotConnected):
            proved.connection.request("GET", "/api/health", headers={"Authorization": "Bearer x"})


def test_each_challenge_is_another() -> None:
    with Impostor(lambda _asked, _port: http_json(b'{"proof": "x"}')) as impostor:
        for _ in range(2):
            with pytest.raises(ServerUnavailable):
                prove(runtime_on(impostor.port))
    nonces = re.findall(rb"nonce=([0-9a-f]{64}) ", impostor.captured)
    assert len(set(nonces)) == 2


def test_where_nobody_listens_nothing_is_proved() -> None:
    with Impostor(lambda _asked, _port: b"") as gone:
        pass
    with pytest.raises(ServerUnavailable):
        prove(runtime_on(gone.port))


def _nonce(asked: bytes) -> str:
    return asked.split(b"nonce=")[1].split(b" ")[0].decode()


IMPOSTURES: dict[str, Callable[[bytes, int], bytes]] = {
    "nothing": lambda _asked, _port: b"",
    "not HTTP": lambda _asked, _port: b"SSH-2.0-x\r\n\r\n",
    "not JSON": lambda _asked, _port: http_json(b"hello"),
    "a list": lambda _asked, _port: http_json(b"[]"),
    "no proof": lambda _asked, _port: http_json(b"{}"),
    "null": lambda _asked, _port: http_json(b'{"proof": null}'),
    "not ASCII": lambda _asked, _port: http_json('{"proof": "é"}'.encode()),
    "the nonce": lambda asked, _port: http_json(json.dumps({"proof": _nonce(asked)}).encode()),
    "another secret": lambda asked, port: http_json(json.dumps({"proof": proof("x", _nonce(asked), port)}).encode()),
    "no secret": lambda asked, port: http_json(json.dumps({"proof": proof("", _nonce(asked), port)}).encode()),
    "another port's proof": lambda asked, port: http_json(
        json.dumps({"proof": proof(SECRET, _nonce(asked), port + 1)}).encode()
    ),
    "an old nonce's proof": lambda _asked, port: http_json(json.dumps({"proof": proof(SECRET, "00", port)}).encode()),
    "401": lambda _asked, _port: b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n",
    "redirect": lambda _asked, _port: b"HTTP/1.1 302 Found\r\nLocation: /api/health\r\nContent-Length: 0\r\n\r\n",
    "the proof on a connection that closes": lambda asked, port: http_json(
        json.dumps({"proof": proof(SECRET, _nonce(asked), port)}).encode()
    ).replace(b"\r\n", b"\r\nConnection: close\r\n", 1),
    "an endless reply": lambda _asked, _port: http_json(b" " * 100_000),
    "a cut reply": lambda _asked, _port: http_json(b"{}").replace(b"Length: 2", b"Length: 20"),
}


@pytest.mark.parametrize("imposture", IMPOSTURES)
def test_an_impostor_sees_no_secret(imposture: str) -> None:
    with Impostor(IMPOSTURES[imposture]) as impostor, pytest.raises(ServerUnavailable):
        prove(runtime_on(impostor.port), seconds=0.3)
    assert impostor.captured.startswith(b"GET /api/challenge?nonce=")
    assert impostor.captured.count(b"\r\n\r\n") == 1
    assert SECRET.encode() not in impostor.captured
    assert TOKEN.encode() not in impostor.captured


def test_a_proof_that_drips_is_cut() -> None:
    """Each byte comes in time for the socket, the whole never does."""
    pause = threading.Event()

    def drip(_asked: bytes, _port: int) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nX-Header: "
        while not pause.wait(0.02):
            yield b"x"

    with Impostor(drip) as impostor, pytest.raises(ServerUnavailable):
        prove(runtime_on(impostor.port), seconds=0.2)


def test_a_listener_on_the_ipv6_loopback_is_not_asked(home: Home) -> None:
    with TinyServer(home) as server:
        with Impostor(lambda _asked, _port: b"", port=server.runtime.port, address="::1") as impostor:
            prove(server.runtime).connection.close()
        assert impostor.captured == b""


def test_a_running_server_is_found(home: Home) -> None:
    with TinyServer(home) as server:
        proved = Launcher(home, ["/nonexistent"]).connect()
        proved.connection.close()
        assert proved.runtime == server.runtime


def test_a_server_is_started_where_none_runs(home: Home, start: Callable[[], Launcher]) -> None:
    proved = start().connect()
    proved.connection.close()
    assert proved.runtime == read_runtime(home.runtime)


def test_a_dead_servers_runtime_file_does_not_keep_a_new_one_away(home: Home, start: Callable[[], Launcher]) -> None:
    with Impostor(lambda _asked, _port: b"") as gone:
        pass
    home.prepare()
    write_runtime(home.runtime, runtime_on(gone.port))
    proved = start().connect()
    proved.connection.close()
    assert proved.runtime.token != TOKEN


def test_a_squatter_on_the_old_port_is_passed_by(home: Home, start: Callable[[], Launcher]) -> None:
    home.prepare()
    with Impostor(lambda asked, _port: http_json(json.dumps({"proof": _nonce(asked)}).encode())) as impostor:
        write_runtime(home.runtime, runtime_on(impostor.port))
        proved = start().connect()
        proved.connection.close()
    assert proved.runtime.port != impostor.port
    assert TOKEN.encode() not in impostor.captured


def test_a_server_that_is_killed_is_replaced(start: Callable[[], Launcher]) -> None:
    launcher = start()
    first = launcher.connect()
    first.connection.close()
    assert launcher.child is not None
    os.kill(first.runtime.pid, signal.SIGKILL)
    launcher.child.wait()
    second = launcher.connect()
    second.connection.close()
    assert second.runtime.pid != first.runtime.pid


def test_many_threads_start_one_server(home: Home, start: Callable[[], Launcher]) -> None:
    launcher = start()
    with ThreadPoolExecutor(8) as pool:
        proved = list(pool.map(lambda _: launcher.connect(), range(8)))
    for one in proved:
        one.connection.close()
    assert {one.runtime.pid for one in proved} == {proved[0].runtime.pid}
    assert servers_started(home) == 1


def test_many_launchers_start_one_server(home: Home, start: Callable[[], Launcher]) -> None:
    launchers = [start() for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        proved = list(pool.map(lambda launcher: launcher.connect(), launchers))
    for one in proved:
        one.connection.close()
    assert {one.runtime.pid for one in proved} == {proved[0].runtime.pid}
    assert servers_started(home) == 1


def test_a_server_that_can_not_start_is_said_so(home: Home) -> None:
    launcher = Launcher(home, [sys.executable, "-c", "raise SystemExit(1)"])
    with pytest.raises(ServerUnavailable, match="ended with code 1"):
        launcher.connect()


def test_calls_that_wait_for_a_start_share_its_failure(home: Home, tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    command = [sys.executable, "-c", f"open({str(starts)!r}, 'a').write('x'); raise SystemExit(1)"]
    launcher = Launcher(home, command)
    together = threading.Barrier(4)
    failures: list[str] = []

    def connect() -> None:
        together.wait()
        try:
            launcher.connect()
        except ServerUnavailable as wrong:
            failures.append(wrong.message)

    threads = [threading.Thread(target=connect) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failures) == 4
    assert starts.read_text() == "x"


def test_a_server_that_never_gets_ready_is_said_so(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "START_SECONDS", 0.1)
    launcher = Launcher(home, [sys.executable, "-c", "import threading; threading.Event().wait()"])
    with pytest.raises(ServerUnavailable, match="not ready"):
        launcher.connect()
    assert launcher.child is not None
    launcher.child.kill()
    launcher.child.wait()


def test_a_loser_of_the_race_finds_the_winner_that_was_slow(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own server exits with 3; the one that runs proves itself only at the second attempt."""
    attempts: list[Runtime] = []
    original = launch.prove

    def slow_at_first(runtime: Runtime) -> launch.Proved:
        attempts.append(runtime)
        if len(attempts) < 3:
            raise ServerUnavailable("busy")
        return original(runtime)

    monkeypatch.setattr(launch, "prove", slow_at_first)
    with TinyServer(home) as server:
        proved = Launcher(home, [sys.executable, "-c", "raise SystemExit(3)"]).connect()
        proved.connection.close()
    assert attempts == [server.runtime] * 3


def test_a_server_that_shuts_down_while_we_start_is_replaced(
    home: Home, start: Callable[[], Launcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It still holds the lock when ours tries, which exits with 3, and drops it then."""
    monkeypatch.setattr(launch, "_AGAIN_SECONDS", 0.05)
    home.prepare()
    lock = home.lock.open("wb")
    fcntl.flock(lock, fcntl.LOCK_EX)
    refused: list[int | None] = []

    def read_while_it_ends(path: Path) -> Runtime | None:
        if launcher.child is not None and launcher.child.poll() == 3 and not refused:
            refused.append(launcher.child.pid)
            lock.close()
        return read_runtime(path)

    monkeypatch.setattr(launch, "read_runtime", read_while_it_ends)
    launcher = start()
    launcher.connect().connection.close()
    assert refused
    assert launcher.child is not None
    assert launcher.child.pid not in refused


def test_the_server_is_started_isolated_and_on_this_home(home: Home) -> None:
    assert serve_command(home) == [sys.executable, "-I", "-m", "fillwright", "serve", "--home", str(home.root)]


def test_a_swap_in_mid_session_gives_the_new_listener_nothing(home: Home, start: Callable[[], Launcher]) -> None:
    launcher = start()
    with TinyServer(home) as server:
        before = launcher.connect()
        before.connection.close()
        token = server.runtime.token
    with Impostor(lambda _asked, _port: http_json(b'{"proof": "x"}'), port=before.runtime.port) as impostor:
        after = launcher.connect()
        after.connection.close()
    assert after.runtime.port != impostor.port
    assert token.encode() not in impostor.captured
    assert impostor.captured.count(b"\r\n\r\n") == 1
