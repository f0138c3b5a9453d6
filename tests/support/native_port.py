"""A browser's end of the native port: starts the real bridge and exchanges raw frames with it."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Timer
from typing import Any

from fillwright.paths import Home
from fillwright.runtime import read_runtime

CHROMIUM_ID = "phkeggjcnlhhbdccojjfgagelifdcgmp"
ORIGIN = f"chrome-extension://{CHROMIUM_ID}/"
BRIDGE = (sys.executable, "-I", "-m", "fillwright", "bridge")


def pack(message: object) -> bytes:
    """Return `message` as a frame."""
    data = json.dumps(message).encode()
    return struct.pack("=I", len(data)) + data


def end_server(home: Home) -> None:
    """Kill the server of `home`, and keep those that are still starting from taking its place.

    They lose against the lock, which is held for the rest of this process.
    """
    if not home.root.is_dir():
        return
    lock = os.open(home.lock, os.O_RDWR | os.O_CREAT, 0o600)
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            runtime = read_runtime(home.runtime)
            if runtime is not None:
                with suppress(ProcessLookupError):
                    os.kill(runtime.pid, signal.SIGKILL)
            Event().wait(0.02)
        else:
            return


class NativePort:
    """One bridge process; a bridge that is silent for a minute is killed, which ends every read."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, **message: object) -> None:
        self.write(pack(message))

    def read_frame(self) -> bytes | None:
        """Return the next frame's payload as it came, None at the end."""
        assert self.process.stdout is not None
        header = self.process.stdout.read(4)
        if not header:
            return None
        (length,) = struct.unpack("=I", header)
        payload = self.process.stdout.read(length)
        assert len(payload) == length
        return payload

    def read(self) -> dict[str, Any]:
        """Return the next message, its parts joined."""
        payload = self.read_frame()
        assert payload is not None, "the bridge has ended"
        message: dict[str, Any] = json.loads(payload)
        if "part" not in message:
            return message
        texts = [message["data"]]
        while len(texts) < message["parts"]:
            texts.append(json.loads(self.read_frame() or b"")["data"])
        joined: dict[str, Any] = json.loads("".join(texts))
        return joined

    def read_to_end(self, key: int | str) -> list[dict[str, Any]]:
        """Return the messages of one call up to its last."""
        messages = []
        while True:
            message = self.read()
            if message["id"] == key:
                messages.append(message)
                if "status" in message or message.get("event") in {"summary", "error"}:
                    return messages

    def call(self, **message: object) -> dict[str, Any]:
        """Send one call and return its last message."""
        self.send(**message)
        key = message["id"]
        assert isinstance(key, int | str)
        return self.read_to_end(key)[-1]

    def close(self) -> int:
        """Close the port as a browser does, and return the exit code."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(10)


@contextmanager
def native_port(
    home: Path,
    *,
    command: Sequence[str] = BRIDGE,
    arguments: Sequence[str] = (ORIGIN,),
    environ: Mapping[str, str] | None = None,
) -> Iterator[NativePort]:
    """Start a bridge on `home` for the time of the block."""
    process = subprocess.Popen(
        [*command, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "FILLWRIGHT_HOME": str(home), **(environ or {})},
    )
    watchdog = Timer(60, process.kill)
    watchdog.start()
    try:
        with process:
            try:
                yield NativePort(process)
            finally:
                process.kill()
    finally:
        watchdog.cancel()
