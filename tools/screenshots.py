"""From the wheel to the first filled form, as a new user goes, with a picture of each step.

    python -m tools.screenshots [--out DIR] [--browser NAME] [--json] | --store

The tree's wheel is built and installed into a fresh environment of its own, `fillwright install` run, and the
extension loaded from the folder it names. A real browser then goes through the first run with an invented person's
résumé, and the extension fills the demo page. Nothing leaves the machine; written answers are drafts. Exit code 1 where
too few of the page's fields end filled. With `--store` the stores' pictures are made instead, in store/.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Final

from msgspec import Struct, to_builtins

from fillwright.demo import page_site
from tools.browsers import NAMES, Browser, start
from tools.browsers.machine import Machine
from tools.browsers.options import OptionsPage
from tools.browsers.panel import fill_page, open_panel, read_form
from tools.resumes.make import resumes
from tools.store_pictures.pictures import make_pictures
from tools.wheel import Installed, build_wheel

ROOT: Final = Path(__file__).parents[1]
OUT: Final = ROOT / "docs" / "getting-started"
WINDOW: Final = (1200, 860)
FILE_CLICKS: Final = 2
PANEL_CLICKS: Final = 2
ENOUGH: Final = 12


class Journey(Struct, frozen=True):
    """How it went in one browser: clicks and seconds from the extension's options to the filled form, fields filled."""

    browser: str
    clicks: int
    seconds: float
    filled: int
    pictures: list[str]


class Album:
    """Pictures of one browser, numbered in the order they are taken."""

    def __init__(self, browser: Browser, folder: Path, name: str) -> None:
        self._browser = browser
        self._folder = folder
        self._name = name
        self.taken: list[str] = []

    async def take(self, step: str) -> None:
        """Photograph the tab as it is now."""
        name = f"{len(self.taken) + 1}-{step}-{self._name}.png"
        await self._browser.screenshot(self._folder / name)
        self.taken.append(name)


async def travel(name: str, installed: Installed, out: Path) -> Journey:
    """Go the whole way in the browser `name`, on a machine of its own."""
    with tempfile.TemporaryDirectory(prefix="fillwright-first-") as folder:
        machine = Machine(Path(folder), {}, (str(installed.command),))
        done = json.loads(await machine.fillwright("--json", "install", "--no-open"))
        extension = Path(done["extension"]["path"])
        try:
            async with start(
                name, folder=machine.folder, extension=extension, environ=machine.environ, size=WINDOW
            ) as browser:
                return await _travel(name, browser, out)
        finally:
            await machine.end_server()


async def _travel(name: str, browser: Browser, out: Path) -> Journey:
    album, began = Album(browser, out, name), perf_counter()
    clicks = await first_run(OptionsPage(browser), browser, album)
    with page_site() as url:
        await browser.open(url)
        await open_panel(browser)
        await album.take("plan")
        await browser.open(url)
        await fill_page(browser)
        seconds = perf_counter() - began
        filled = sum(any(map(str.strip, values)) for values in (await read_form(browser)).values())
        await album.take("filled")
    return Journey(name, clicks + PANEL_CLICKS, round(seconds, 1), filled, album.taken)


async def first_run(options: OptionsPage, browser: Browser, album: Album) -> int:
    """Go through the options page's first run; return how many clicks it took."""
    resume = next(found for found in resumes() if found.name.endswith(".pdf"))
    await browser.open_extension_page("options/options.html#start")
    await options.settled("start")
    await options.unfolded("step-resume")
    await album.take("start")
    await options.choose("#import-file", "cv.pdf", resume.data)
    await options.says("import-said", "cv.pdf")
    await options.unfolded("step-gaps")
    await options.type("#gap\\.basics\\.location\\.countryCode", "US")
    await options.type("#gap\\.application\\.start_date", "2027-02-01")
    await options.type("#gap\\.application\\.relocate", "true")
    await options.type("#gap\\.application\\.notice\\.value", "3")
    await options.type("#gap\\.application\\.salary\\.min", "70000")
    await options.type("#gap\\.application\\.salary\\.currency", "USD")
    await options.look_at("#step-gaps")
    await album.take("missing")
    await options.press("#gaps-save")
    await options.watch_state("gaps-said", "ok")
    await options.press("#step-gaps-next")
    await options.unfolded("step-writer")
    await options.press("#setup-drafts")
    await options.watch_state("writer-said", "ok")
    await album.take("writer")
    await options.press("#step-writer-next")
    await options.unfolded("step-privacy")
    await options.press("#step-privacy-next")
    await browser.watch_page("""(page) => !page.getElementById("ready").hidden""")
    await album.take("ready")
    return options.clicks + FILE_CLICKS


async def journeys(names: list[str], out: Path) -> list[Journey]:
    """Build and install the wheel once, and go the way in each browser of `names`."""
    with tempfile.TemporaryDirectory(prefix="fillwright-wheel-") as folder:
        installed = Installed(Path(folder) / "venv")
        installed.install(build_wheel(Path(folder) / "wheel"))
        return [await travel(name, installed, out) for name in names]


def main() -> int:
    """Take the pictures, print how it went, and return the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/screenshots", description="Photograph the way to the first form.")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the pictures (default: docs/getting-started)")
    parser.add_argument("--browser", choices=NAMES, help="one browser only")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--store", action="store_true", help="make the stores' pictures in store/ instead")
    arguments = parser.parse_args()
    if arguments.store:
        print(*asyncio.run(make_pictures()), sep="\n")
        return 0
    arguments.out.mkdir(parents=True, exist_ok=True)
    found = asyncio.run(journeys([arguments.browser] if arguments.browser else list(NAMES), arguments.out))
    if arguments.json:
        print(json.dumps(to_builtins(found), indent=2))
    else:
        for each in found:
            print(f"{each.browser}: {each.clicks} clicks, {each.seconds} s, {each.filled} fields filled")
    return int(any(each.filled < ENOUGH for each in found))


if __name__ == "__main__":
    sys.exit(main())
