"""The extension's options page as a person uses it (extension/options/options.html names its parts)."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.browsers.base import Browser

_CENTRE = """(selector) => {
  const element = document.querySelector(selector);
  element.scrollIntoView({ block: "center" });
  const box = element.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""

_CHOOSE = """(selector, name, base64) => {
  const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name));
  const input = document.querySelector(selector);
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}"""

_TYPE = """(selector, value) => {
  const control = document.querySelector(selector);
  control.value = value;
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}"""


@dataclass
class OptionsPage:
    """The options page, open in `browser`; `clicks` counts what was pressed."""

    browser: Browser
    clicks: int = 0

    async def settled(self, view: str) -> None:
        """Wait until `view` is shown and nothing in it is under way."""
        await self.browser.watch_page(f"""(page) => {{
          const section = page.getElementById("{view}");
          return !section.hidden && !section.querySelector('[role="status"][data-state="busy"]');
        }}""")

    async def unfolded(self, step: str) -> None:
        """Wait until the step `step` is open."""
        await self.browser.watch_page(f'(page) => page.getElementById("{step}").open')

    async def says(self, line: str, words: str) -> None:
        """Wait until the line `line` says `words` among others."""
        wanted = json.dumps(words)
        await self.browser.watch_page(f'(page) => page.getElementById("{line}").textContent.includes({wanted})')

    async def look_at(self, selector: str) -> None:
        """Scroll so that the element `selector` begins at the top."""
        await self.browser.evaluate("(given) => document.querySelector(given).scrollIntoView()", selector)

    async def watch_state(self, line: str, state: str) -> None:
        """Wait until the line `line` is in `state` (ok, problem) and says something."""
        await self.browser.watch_page(f"""(page) => {{
          const said = page.getElementById("{line}");
          return said.dataset.state === "{state}" && said.textContent;
        }}""")

    async def press(self, selector: str) -> None:
        """Click the element `selector` as a person does."""
        self.clicks += 1
        x, y = await self.browser.evaluate(_CENTRE, selector)
        await self.browser.click_at(x, y)

    async def type(self, selector: str, value: str) -> None:
        """Give the control `selector` another value, as typing and leaving it does."""
        await self.browser.evaluate(_TYPE, selector, value)

    async def choose(self, selector: str, name: str, data: bytes) -> None:
        """Choose a file in the file input `selector`."""
        await self.browser.evaluate(_CHOOSE, selector, name, base64.b64encode(data).decode())

    async def text(self, selector: str) -> str:
        """Return the text of the element `selector`."""
        return str(await self.browser.evaluate("(given) => document.querySelector(given).textContent", selector))

    async def texts(self, selector: str) -> list[str]:
        """Return the text of each element `selector`."""
        script = "(given) => [...document.querySelectorAll(given)].map((each) => each.textContent)"
        return list(await self.browser.evaluate(script, selector))
