"""Many bridges and servers started at once on one home: one server lives, and every bridge finds it."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer
from typing import Any, Final

from fillwright.bridge import shipped_ids
from fillwright.paths import Home
from fillwright.runtime import read_runtime
from tools.soak.machine import NO_KEYRING, kill, new_home

ALREADY_RUNNING: Final = 3
WAIT_SECONDS: Final = 60
POLLS: Final = 500
POLL_SECONDS: Final = 0.02


def race(*, starts: int, rounds: int) -> dict[str, Any]:
    """Start `starts` programs at once, half of them bridges, `rounds` times, and return the figures."""
    tally: dict[str, Any] = {"starts": starts, "rounds": rounds, "servers_most": 0, "servers_least": starts}
    tally |= {"bridges_unanswered": 0, "bridges_led_elsewhere": 0, "starts_ended_oddly": 0}
    for _ in range(rounds):
        with new_home() as home:
            _round(home, starts, tally)
    return tally


def _round(home: Home, starts: int, tally: dict[str, Any]) -> None:
    bridges = [_begin(home, *_bridge_words()) for _ in range(starts // 2)]
    servers = [_begin(home, "serve", "--home", str(home.root)) for _ in range(starts - starts // 2)]
    try:
        with ThreadPoolExecutor(len(bridges)) as pool:
            found = list(pool.map(_ask, bridges))
        alive = _settled(home)
        runtime = read_runtime(home.runtime)
        winner = runtime.pid if runtime else None
        tally["servers_most"] = max(tally["servers_most"], len(alive))
        tally["servers_least"] = min(tally["servers_least"], len(alive))
        tally["bridges_unanswered"] += found.count(None)
        tally["bridges_led_elsewhere"] += sum(pid not in {None, winner} for pid in found)
        tally["starts_ended_oddly"] += sum(_ended_oddly(server, winner) for server in servers)
    finally:
        for pid in _serving(home):
            with suppress(ProcessLookupError):
                kill(pid)
        for process in (*bridges, *servers):
            with process:
                process.kill()


def _begin(home: Home, *words: str) -> subprocess.Popen[bytes]:
    environ = {**os.environ, **NO_KEYRING, "FILLWRIGHT_HOME": str(home.root)}
    return subprocess.Popen(
        [sys.executable, "-m", "fillwright", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environ,
    )


def _bridge_words() -> tuple[str, str]:
    return "bridge", f"chrome-extension://{shipped_ids()['chromium'][0]}/"


def _ask(bridge: subprocess.Popen[bytes]) -> int | None:
    """Return the id of the server process that a bridge leads to, None where it leads to none."""
    if bridge.stdin is None or bridge.stdout is None:
        raise RuntimeError("the bridge has no pipes")
    data = json.dumps({"id": 1, "method": "GET", "path": "/api/health"}).encode()
    watchdog = Timer(WAIT_SECONDS, bridge.kill)
    watchdog.start()
    with suppress(BrokenPipeError, struct.error):
        bridge.stdin.write(struct.pack("=I", len(data)) + data)
        bridge.stdin.flush()
        (length,) = struct.unpack("=I", bridge.stdout.read(4))
        reply = json.loads(bridge.stdout.read(length))
        watchdog.cancel()
        return reply["body"].get("pid") if reply["status"] == 200 else None  # noqa: PLR2004 - HTTP's own number
    return None


def _settled(home: Home) -> list[int]:
    """Return the servers of `home` once all but one have ended, or those that are left after ten seconds."""
    for _ in range(POLLS):
        if len(_serving(home)) <= 1:
            break
        Event().wait(POLL_SECONDS)
    return _serving(home)


def _serving(home: Home) -> list[int]:
    """Return the ids of all processes that serve `home`."""
    root = re.escape(str(home.root).encode())
    serve = re.compile(rb"\0serve\0--home\0" + root + rb"\0")
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and serve.search((entry / "cmdline").read_bytes()):
                found.append(int(entry.name))
    return found


def _ended_oddly(server: subprocess.Popen[bytes], winner: int | None) -> bool:
    """Return whether a server that was started by hand neither serves nor has said that another one does."""
    if server.pid == winner:
        return False
    with suppress(subprocess.TimeoutExpired):
        return server.wait(WAIT_SECONDS) != ALREADY_RUNNING
    return True
