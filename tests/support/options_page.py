"""The options page in one browser, as a person uses it."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from fillwright.profile import sample_profile
from fillwright.runtime import read_runtime
from tests.support.axe import page_faults
from tools.browsers.machine import Machine
from tools.browsers.options import OptionsPage
from tools.provider_server import Handle

_OPEN_ALL = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
}"""


@dataclass
class Options(OptionsPage):
    """The options page in one browser, as a person uses it."""

    machine: Machine = field(kw_only=True)
    provider: Handle = field(kw_only=True)
    loads: itertools.count[int] = field(default_factory=itertools.count)

    @property
    def profile_path(self) -> Path:
        return self.machine.home.profiles / "default" / "profile.json"

    def profile(self) -> dict[str, Any]:
        return dict(json.loads(self.profile_path.read_text("utf-8")))

    async def call(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - any JSON
        """Ask the running server something beside the page."""
        runtime = read_runtime(self.machine.home.runtime)
        assert runtime is not None, "no server runs yet"
        headers = {"Authorization": f"Bearer {runtime.token}"}
        url = f"http://127.0.0.1:{runtime.port}{path}"
        async with aiohttp.ClientSession(headers=headers) as session, session.request(method, url, json=body) as reply:
            assert reply.status == 200, await reply.text()
            return await reply.json()

    async def open(self, view: str, profile: dict[str, Any] | None = None) -> None:
        """Load the page anew at `view`, with `profile` as the person's (default: the sample), and wait for it."""
        self.profile_path.write_text(json.dumps(json.loads(sample_profile()) if profile is None else profile), "utf-8")
        await self.browser.open_extension_page(f"options/options.html?{next(self.loads)}#{view}")
        await self.settled(view)

    async def focused(self) -> str:
        return str(await self.browser.evaluate("() => document.activeElement.id"))

    async def confirm(self) -> None:
        """Say yes in the dialog."""
        await self.browser.watch_page('(page) => page.getElementById("confirm").open')
        await self.press("#confirm-yes")

    async def look_for_faults(self) -> list[str]:
        """Return what axe-core finds wrong with the page as it is now."""
        return await page_faults(self.browser)

    async def unfold(self) -> None:
        """Open everything that folds."""
        await self.browser.evaluate(_OPEN_ALL)
