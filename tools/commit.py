"""Which state of the project a run was made of."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[1]


def commit() -> str:
    """Return the commit that the tree stands at, with a `+` where something in it was changed since."""
    said = ["git", "-C", str(_ROOT), "describe", "--always", "--abbrev=8", "--dirty=+", "--exclude=*"]
    return subprocess.run(said, capture_output=True, text=True, check=False).stdout.strip() or "unknown"
