"""A machine of one's own with a real browser on it, for one test."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fillwright.demo import make_home
from tools.browsers import Browser, start
from tools.browsers.machine import Machine
from tools.provider_server import Handle

ROOT = Path(__file__).parents[2]


def by_openai(provider: Handle, *, packing: str = "auto") -> dict[str, str]:
    """The settings with which answers are written by `provider` as OpenAI."""
    return {
        "FILLWRIGHT_PROVIDER": "openai",
        "FILLWRIGHT_PACKING": packing,
        "OPENAI_API_KEY": "test-key",
        "OPENAI_BASE_URL": provider.openai_url,
    }


async def submission(browser: Browser) -> dict[str, Any]:
    """What the form of a page in `pages/` would send now, by its own count."""
    found: dict[str, Any] = await browser.evaluate("() => submission()")
    return found


class Room:
    """A machine of one's own for one test, in `folder`."""

    def __init__(self, name: str, folder: Path, page: str) -> None:
        self.name = name
        self.folder = folder
        self.page = page

    @asynccontextmanager
    async def machine(self, settings: Mapping[str, str], *, host: bool = True) -> AsyncIterator[Machine]:
        """A machine with the sample profile and, unless `host` is false, the native host; its server ends with it.

        `settings` are environment variables of the browser, and so of what it starts.
        """
        machine = Machine(self.folder, settings)
        make_home(machine.home.root)
        if host:
            await machine.install_host()
        try:
            yield machine
        except BaseException as wrong:
            for log in sorted(machine.home.logs.glob("*.log")):
                wrong.add_note(f"{log.name}:\n{log.read_text('utf-8')}")
            raise
        finally:
            await machine.end_server()

    @asynccontextmanager
    async def browser(
        self,
        machine: Machine,
        *,
        granted: Sequence[str] = (),
        texts: Mapping[str, object] | None = None,
        open_root: bool = False,
    ) -> AsyncIterator[Browser]:
        """The test's browser on `machine`, with the extension as it stands in the tree, the demo page open.

        `granted` are patterns of addresses the extension may read from the start, as if the person had allowed them;
        `texts` take the place of the English ones, whatever languages the browser itself has. With `open_root` the
        panel's shadow root is open, so that a program in the page can look at it.
        """
        extension = ROOT / "extension"
        if granted or texts or open_root:
            extension = shutil.copytree(extension, self.folder / "extension")
            manifest = json.loads((extension / "manifest.json").read_text("utf-8"))
            (extension / "manifest.json").write_text(json.dumps(manifest | {"host_permissions": [*granted]}), "utf-8")
        if texts:
            (extension / "_locales" / "en" / "messages.json").write_text(json.dumps(texts), "utf-8")
        if open_root:
            frame = extension / "panel" / "frame.js"
            frame.write_text(frame.read_text("utf-8").replace('mode: "closed"', 'mode: "open"'), "utf-8")
        async with start(self.name, folder=machine.folder, extension=extension, environ=machine.environ) as browser:
            await browser.open(self.page)
            yield browser
