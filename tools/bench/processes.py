"""Programs of the project run as processes of their own, for the time of a block."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
LISTENING: Final = "listening on "
END_SECONDS: Final = 10


@dataclass(frozen=True)
class Listening:
    """A process that serves `url`; `start_ms` passed from its start until it said so."""

    pid: int
    url: str
    start_ms: float

    def rss_mb(self) -> float:
        """Return its resident memory in MB (10⁶ bytes)."""
        return rss_mb(self.pid)


def rss_mb(pid: int) -> float:
    """Return the resident memory of a process in MB (10⁶ bytes)."""
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(shown.stdout) * 1024 / 1e6


def cpu_s(pid: int) -> float:
    """Return the whole seconds of CPU that a process has used."""
    shown = subprocess.run(["ps", "-o", "cputimes=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return float(shown.stdout)


@contextmanager
def listening(module: str, *arguments: str, environ: Mapping[str, str] | None = None) -> Iterator[Listening]:
    """Run `python -m module arguments` until the block ends; yields once it listens.

    The child sees no provider keys or settings but those in `environ`.
    """
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FILLWRIGHT_", "OPENAI_", "ANTHROPIC_"))
    }
    path = os.pathsep.join([str(ROOT / "host"), str(ROOT)])
    started = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**inherited, "PYTHONPATH": path, **(environ or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Listening(process.pid, _said(process, module), (perf_counter() - started) * 1000)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


def _said(process: subprocess.Popen[str], module: str) -> str:
    """Return the address in the line the process prints once it listens."""
    for line in process.stdout or ():
        if line.startswith(LISTENING):
            return line.removeprefix(LISTENING).strip()
    raise RuntimeError(f"{module} ended with {process.wait()} before it listened")
