"""What kind of machine a run was made on, and how busy others kept it meanwhile."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, Final

_STAT: Final = Path("/proc/stat")
_IDLE: Final = slice(3, 5)
"""Where /proc/stat counts the time that nobody used: idle, and waiting for a disk."""


class Machine:
    """Watches from its making on."""

    def __init__(self) -> None:
        self._began = perf_counter()
        self._busy = _busy_s()
        self._load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None

    def report(self) -> dict[str, Any]:
        """Return date, system, cores, memory, the load average before, the seconds it took and what others used.

        `others_busy` is the share of all cores' time that other programs took, None where the system does not tell.
        """
        took = perf_counter() - self._began
        busy = _busy_s()
        others = None
        if busy is not None and self._busy is not None:
            used = os.times()
            ours = used.user + used.system + used.children_user + used.children_system
            others = round(max(0.0, busy - self._busy - ours) / took / (os.cpu_count() or 1), 3)
        return {
            "date": datetime.now(UTC).date().isoformat(),
            "system": f"{platform.system()} {platform.machine()}",
            "cores": os.cpu_count(),
            "memory_gb": _memory_gb(),
            "load": self._load,
            "took_s": round(took),
            "others_busy": others,
        }


def _busy_s() -> float | None:
    """Return the seconds all cores have worked since the system started."""
    try:
        ticks = [int(part) for part in _STAT.read_text("ascii").splitlines()[0].split()[1:9]]
        return (sum(ticks) - sum(ticks[_IDLE])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None


def _memory_gb() -> int | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)
    except (ValueError, AttributeError, OSError):
        return None
