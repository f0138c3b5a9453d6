"""Starts a browser by its name."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tools.browsers.base import Browser, BrowserError
from tools.browsers.chromium import Chromium
from tools.browsers.find import find
from tools.browsers.firefox import Firefox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

_DRIVERS: dict[str, type[Chromium | Firefox]] = {"chromium": Chromium, "firefox": Firefox}


@asynccontextmanager
async def start(
    name: str, *, folder: Path, extension: Path, environ: Mapping[str, str], size: tuple[int, int] = (1280, 900)
) -> AsyncIterator[Browser]:
    """Run the browser `name` (chromium or firefox) headless with the unpacked `extension`; close it at the end.

    Its profile lives under `folder`, which should also be the HOME of `environ`, so that it finds the native host that
    was registered there and touches nothing of the person's own browser. The window's `size` is in CSS pixels.
    Raises BrowserError where the browser is not installed.
    """
    program = find(name)
    if program is None:
        raise BrowserError(f"{name} is not installed: run scripts/setup browsers.")
    browser = await _DRIVERS[name].start(program, folder=folder, extension=extension, environ=environ, size=size)
    try:
        yield browser
    finally:
        await browser.close()
