"""Noise into the bridge: its codec, and the real process with the real server behind it."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from threading import Thread, Timer
from typing import Any, Final

from fillwright.bridge import shipped_ids
from fillwright.paths import Home
from tools.bench.processes import ROOT
from tools.soak.machine import NO_KEYRING, new_home, serving
from tools.soak.noise import payloads, peak_mb, streams

LAST: Final = "the last one"
HANG_SECONDS: Final = 600


def frames(*, codec: int, process: int, broken_streams: int, seed: int = 1) -> dict[str, Any]:
    """Send `codec` payloads into the codec, `process` frames into one bridge, each broken stream into one of its own.

    The codec's share is divided between two processes.
    """
    halves = [_codec(codec // 2, seed + half) for half in range(2)]
    with new_home() as home, serving(home):
        through = _through_one_bridge(home, process, seed)
        broken = [_into_a_bridge_of_its_own(home, stream) for stream in streams(broken_streams, seed)]
    return {
        "codec": _added(halves),
        "process": through,
        "broken_streams": {
            "streams": broken_streams,
            "ended_oddly": sum(code != 0 for code, _ in broken),
            "not_frames": sum(not_frames for _, not_frames in broken),
        },
    }


def _codec(count: int, seed: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tools.soak.codec", str(count), str(seed)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "host"), str(ROOT)])},
        capture_output=True,
        check=True,
        timeout=HANG_SECONDS,
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _added(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        **{name: sum(part[name] for part in parts) for name in ("inputs", "understood", "frames_cut")},
        "crashes": sum(sum(part["crashes"].values()) for part in parts),
        **{name: max(part[name] for part in parts) for name in ("slowest_ms", "rss_mb")},
    }


def _bridge(home: Home) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "fillwright", "bridge", f"chrome-extension://{shipped_ids()['chromium'][0]}/"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **NO_KEYRING, "FILLWRIGHT_HOME": str(home.root)},
    )


def _through_one_bridge(home: Home, count: int, seed: int) -> dict[str, Any]:
    """Send `count` frames of noise through one bridge, and a last one that must be answered."""
    with _bridge(home) as bridge:
        if bridge.stdin is None or bridge.stdout is None:
            raise RuntimeError("the bridge has no pipes")
        watchdog = Timer(HANG_SECONDS, bridge.kill)
        watchdog.start()
        writer = Thread(target=_write, args=[bridge, count, seed])
        writer.start()
        answers, statuses, answered_last, peak = 0, dict[str, int](), False, 0.0
        for message in _messages(bridge):
            answers += 1
            statuses[str(message.get("status"))] = statuses.get(str(message.get("status")), 0) + 1
            if message.get("id") == LAST:
                answered_last, peak = True, peak_mb(bridge.pid)
                break
        writer.join()
        bridge.stdin.close()
        rest = bridge.stdout.read()
        watchdog.cancel()
        code = bridge.wait(HANG_SECONDS)
    return {
        "frames": count,
        "answers": answers,
        "statuses": statuses,
        "hung": int(not answered_last),
        "not_frames": _not_frames(rest),
        "exit_code": code,
        "rss_mb": round(peak, 1),
    }


def _write(bridge: subprocess.Popen[bytes], count: int, seed: int) -> None:
    if bridge.stdin is None:
        return
    try:
        for payload in payloads(count, seed):
            bridge.stdin.write(struct.pack("=I", len(payload)) + payload)
        data = json.dumps({"id": LAST, "method": "GET", "path": "/nothing"}).encode()
        bridge.stdin.write(struct.pack("=I", len(data)) + data)
        bridge.stdin.flush()
    except (BrokenPipeError, ValueError):
        return  # a bridge that has ended is counted by what it did not answer


def _messages(bridge: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    """Yield what the bridge says; raises ValueError for what is no frame with a message."""
    if bridge.stdout is None:
        return
    while header := bridge.stdout.read(4):
        (length,) = struct.unpack("=I", header)
        message = json.loads(bridge.stdout.read(length))
        if not isinstance(message, dict) or not {"id", "status", "event", "part"} & message.keys():
            raise ValueError("the bridge wrote what is no message")
        yield message


def _into_a_bridge_of_its_own(home: Home, stream: bytes) -> tuple[int, int]:
    """Return a bridge's exit code after `stream`, and how many bytes of what it wrote belong to no frame."""
    with _bridge(home) as bridge:
        said, _ = bridge.communicate(stream, timeout=HANG_SECONDS)
        return bridge.returncode, _not_frames(said)


def _not_frames(said: bytes) -> int:
    """Return how many bytes at the end of `said` are no whole frames of JSON."""
    at = 0
    while at < len(said):
        (length,) = struct.unpack_from("=I", said + bytes(4), at)
        try:
            json.loads(said[at + 4 : at + 4 + length].decode())
        except ValueError:
            break
        at += 4 + length
    return len(said) - at
