"""In which order the files of tests are given out, so that no worker is left alone with a long one at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).parents[1]
LONGEST: Final = (
    "browser/test_pages.py",
    "browser/test_unstyled.py",
    "browser/test_closed.py",
    "tools/bench/test_quick.py",
    "tools/test_mutation.py",
    "host/trust/test_soak.py",
    "host/trust/test_batch_life.py",
)
"""The files that take minutes; how many tests one holds says nothing of that."""


def rank(path: Path) -> int:
    """Return when the file at `path` starts: the longest first, then those with browsers, then the others."""
    name = path.relative_to(TESTS).as_posix() if path.is_relative_to(TESTS) else path.name
    return LONGEST.index(name) if name in LONGEST else len(LONGEST) + (not name.startswith("browser/"))
