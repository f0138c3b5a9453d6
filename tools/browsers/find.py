"""Where the browsers are. Google's own builds are left out: they load no unpacked extension any more."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

PACKAGES: Final = {"chromium": "chromium", "firefox": "firefox-esr"}
NAMES: Final = tuple(PACKAGES)

_PROGRAMS: Final = {
    "chromium": ("chromium", "chromium-browser"),
    "firefox": ("firefox-esr", "firefox"),
}
_APPLICATIONS: Final = {
    "chromium": "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "firefox": "/Applications/Firefox.app/Contents/MacOS/firefox",
}


def find(name: str) -> Path | None:
    """Return the program of the browser `name` (chromium or firefox), None where it is not installed."""
    for program in _PROGRAMS[name]:
        if found := shutil.which(program):
            return Path(found)
    application = Path(_APPLICATIONS[name])
    return application if sys.platform == "darwin" and application.exists() else None
