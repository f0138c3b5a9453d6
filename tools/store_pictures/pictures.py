"""The extension at the stores' size: plan, filled page, profile, answers, who writes; and the tile."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from fillwright.demo import folder_site, make_home, page_site
from tools.browsers import Browser, start
from tools.browsers.machine import Machine
from tools.browsers.options import OptionsPage
from tools.browsers.panel import fill_page, open_panel

ROOT: Final = Path(__file__).parents[2]
OUT: Final = ROOT / "store"
SIZE: Final = (1280, 800)
TILE_SIZE: Final = (440, 280)
VIEWS: Final = ("profile", "answers", "provider")
ANSWERS: Final = (
    ("What is your greatest strength?", "I stay calm when things break, and leave them better than I found them."),
    (
        "Why do you want to work at this company?",
        "{company} builds what people rely on every day, and says plainly how.",
    ),
    ("What are you looking for in your next role?", "A small team that owns what it ships, and time to do it well."),
)


async def make_pictures(out: Path = OUT) -> list[Path]:
    """Write `screenshots/` and `tile.png` below `out` with an invented person's data; return what was written.

    Written answers are drafts: nothing leaves the machine.
    """
    (out / "screenshots").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fillwright-store-") as folder:
        machine = Machine(Path(folder), {"FILLWRIGHT_PROVIDER": "drafts"})
        make_home(machine.home.root)
        for question, answer in ANSWERS:
            await machine.fillwright("answers", "set", question, answer)
        try:
            async with _browser(machine, SIZE) as browser:
                taken = await _photograph(browser, out / "screenshots")
            async with _browser(machine, TILE_SIZE) as browser:
                taken.append(await _photograph_tile(browser, out / "tile.png"))
        finally:
            await machine.end_server()
    return taken


@asynccontextmanager
async def _browser(machine: Machine, size: tuple[int, int]) -> AsyncIterator[Browser]:
    await machine.install_host()
    extension = ROOT / "extension"
    async with start(
        "chromium", folder=machine.folder, extension=extension, environ=machine.environ, size=size
    ) as browser:
        yield browser


async def _photograph(browser: Browser, folder: Path) -> list[Path]:
    taken: list[Path] = []

    async def take(name: str) -> None:
        taken.append(folder / f"{len(taken) + 1}-{name}.png")
        await browser.screenshot(taken[-1])

    with page_site() as url:
        await browser.open(url)
        await open_panel(browser)
        await take("plan")
        await browser.open(url)
        await fill_page(browser)
        await take("filled")
    options = OptionsPage(browser)
    for view in VIEWS:
        await browser.open_extension_page(f"options/options.html?{view}#{view}")
        await options.settled(view)
        await take(view)
    return taken


async def _photograph_tile(browser: Browser, target: Path) -> Path:
    with folder_site(Path(__file__).parent / "tile") as url:
        await browser.open(url)
        await browser.screenshot(target)
    return target
