"""The extension that came with the program: where it lies, which version it is, and how the person gets to see it."""

from __future__ import annotations

import json
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Final

from fillwright.registration.browsers import Browser
from fillwright.registration.machine import Machine

_OPENERS: Final = {"linux": "xdg-open", "macos": "open", "windows": "explorer"}
_DISPLAYS: Final = ("DISPLAY", "WAYLAND_DISPLAY")
_OPEN_SECONDS: Final = 5.0
_STEPS: Final = {
    "chromium": "open chrome://extensions, turn on “Developer mode” and drag the folder onto the page, or press "
    "“Load unpacked” and paste its path.",
    "firefox": "open about:debugging#/runtime/this-firefox, press “Load Temporary Add-on…” and choose the file "
    "manifest.json in the folder. Firefox forgets it when it ends.",
}


def extension_folder(machine: Machine) -> Path:
    """Return the folder that a browser loads unpacked: in the wheel, else in the checkout."""
    shipped = machine.package / "extension"
    return shipped if (shipped / "manifest.json").is_file() else machine.package.parent.parent / "extension"


def extension_version(folder: Path) -> str | None:
    """Return the version that the extension in `folder` says it has, None where there is no extension."""
    try:
        return str(json.loads((folder / "manifest.json").read_bytes())["version"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def loading_steps(browsers: tuple[Browser, ...]) -> list[str]:
    """Return, for each kind of browser among `browsers`, a line that says how it takes an unpacked extension."""
    lines = []
    for kind, step in _STEPS.items():
        names = ", ".join(browser.name for browser in browsers if browser.kind == kind)
        if names:
            lines.append(f"{names}: {step}")
    return lines


def show_folder(folder: Path, machine: Machine) -> bool:
    """Open `folder` in the desktop's file manager; return False where there is no desktop, or it does not."""
    opener = _OPENERS[machine.system]
    if machine.system == "linux" and not any(machine.environ.get(name) for name in _DISPLAYS):
        return False
    if not machine.has_program(opener):
        return False
    with suppress(OSError):
        process = subprocess.Popen(  # noqa: S603 - the desktop's own opener
            [opener, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        with suppress(subprocess.TimeoutExpired):  # some stay as long as the window is open
            return machine.system == "windows" or process.wait(_OPEN_SECONDS) == 0  # explorer's code says nothing
        return True
    return False
