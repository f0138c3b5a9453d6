"""The bridge's other side: starts it and speaks to it as a browser does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from threading import Timer
from types import TracebackType
from typing import Any, Final, Self

from fillwright.bridge.callers import shipped_ids
from fillwright.bridge.framing import FrameReader, frame, parse, serialize
from fillwright.errors import ServerUnavailable

PATIENCE_S: Final = 120.0
_LAST_EVENTS: Final = frozenset({"summary", "error"})


class NativePort:
    """One bridge process in `environ`; it ends with the block."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        command = [
            sys.executable,
            "-I",
            "-m",
            "fillwright",
            "bridge",
            f"chrome-extension://{shipped_ids()['chromium'][0]}/",
        ]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environ)  # noqa: S603
        self._last_id = 0

    def __enter__(self) -> Self:
        return self

    def call(self, method: str, path: str, body: object = None) -> Iterator[dict[str, Any]]:
        """Send one message and yield each frame of its reply, without the id; the last has a `status` or ends a stream.

        Raises ServerUnavailable where the bridge ends, or has said nothing for two minutes.
        """
        assert self._process.stdin is not None  # noqa: S101 - it was asked for as a pipe
        assert self._process.stdout is not None  # noqa: S101 - the same
        self._last_id += 1
        message = {"id": self._last_id, "method": method, "path": path, "body": body}
        self._process.stdin.write(frame(serialize(message)))
        self._process.stdin.flush()
        frames = FrameReader(partial(os.read, self._process.stdout.fileno()))
        while True:
            reply = self._read(frames)
            reply.pop("id")
            yield reply
            if "status" in reply or reply.get("event") in _LAST_EVENTS:
                return

    def _read(self, frames: FrameReader) -> dict[str, Any]:
        """Return the next message, put together from its parts where it came in parts."""
        text = ""
        while True:
            guard = Timer(PATIENCE_S, self._process.kill)
            guard.start()
            try:
                payload = frames.next()
            finally:
                guard.cancel()
            if payload is None:
                raise ServerUnavailable(
                    "The bridge ended before it answered; `fillwright doctor` checks the whole line."
                )
            message: Any = parse(payload)
            if "part" not in message:
                return dict(message)
            text += message["data"]
            if message["part"] == message["parts"] - 1:
                whole: dict[str, Any] = parse(text.encode())  # type: ignore[assignment] # a message is an object
                return whole

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._process:
            try:
                self._process.communicate(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
