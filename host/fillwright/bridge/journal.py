"""The bridge's log file: when, which process, which call id, which route, which status. Never a value."""

from __future__ import annotations

import os
import time
from contextlib import suppress

from fillwright.paths import Home

_LARGEST = 1024 * 1024


class Journal:
    """Appends lines to `logs/bridge.log` (0600); over 1 MiB the file becomes `bridge.log.1` when a bridge starts.

    Writing never fails a call: a full disk costs the line.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._path = home.logs / "bridge.log"
        with suppress(OSError):
            if self._path.stat().st_size > _LARGEST:
                self._path.replace(self._path.with_name("bridge.log.1"))

    def note(self, text: str) -> None:
        """Append one line."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        with suppress(OSError):
            descriptor = self._open()
            try:
                os.write(descriptor, f"{stamp} {os.getpid()} {text}\n".encode("ascii", "backslashreplace"))
            finally:
                os.close(descriptor)

    def _open(self) -> int:
        how = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        try:
            return os.open(self._path, how, 0o600)
        except FileNotFoundError:  # the home's first day
            self._home.prepare()
            return os.open(self._path, how, 0o600)
