"""The extension's panel as a person uses it: its phases, buttons and numbers (extension/panel/panel.js names them)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tools.browsers.base import BrowserError

if TYPE_CHECKING:
    from tools.browsers.base import Browser

# What the page's first form would submit: each control's values, none for an unchecked one.
_READ_FORM = """
() => {
  const data = new FormData(document.querySelector("form"));
  return Object.fromEntries([...new Set(data.keys())].map((name) => [name, data.getAll(name)]));
}
"""

_PHASE = """
(root) => {
  const phase = root.querySelector("#panel")?.dataset.phase;
  return %s.includes(phase) && phase;
}
"""

_NUMBERS = """
(root, name) => {
  const key = name === "counts" ? "count" : name;
  const named = (item) => [item.dataset[key], Number(item.querySelector("b").textContent)];
  return Object.fromEntries([...root.querySelectorAll(`#${name} li`)].map(named));
}
"""

_ROWS = """
(root) => {
  const stated = (row) => [row.querySelector(".question").textContent, row.dataset.state];
  return Object.fromEntries([...root.querySelectorAll("#rows > li")].map(stated));
}
"""


async def wait_for_phase(browser: Browser, *phases: str) -> str:
    """Wait until the panel is in one of `phases` and return which."""
    return str(await browser.watch_panel(_PHASE % json.dumps(phases)))


async def open_panel(browser: Browser) -> str:
    """Click the toolbar button and wait for what it brings, `plan` or `problem`; return which."""
    await browser.click_toolbar_button()
    return await wait_for_phase(browser, "plan", "problem")


async def press(browser: Browser, button: str, *phases: str) -> str:
    """Click the panel's `button` (fill, cancel, again, undo, close), wait for one of `phases`, and return which."""
    await browser.click_in_panel(f"#{button}")
    return await wait_for_phase(browser, *phases)


async def fill_page(browser: Browser) -> dict[str, int]:
    """Open the panel, press Fill, wait for the end, and return its tally; raises BrowserError for a problem."""
    if await open_panel(browser) == "problem" or await press(browser, "fill", "done", "problem") == "problem":
        raise BrowserError(await text(browser, "problem"))
    return await numbers(browser, "tally")


async def numbers(browser: Browser, name: str) -> dict[str, int]:
    """Return the panel's `counts` (of the plan) or `tally` (of what was written)."""
    found: dict[str, int] = await browser.in_panel(_NUMBERS, name)
    return found


async def rows(browser: Browser) -> dict[str, str]:
    """Return the state of each question: filled, needs, skipped, failed, ready or write."""
    found: dict[str, str] = await browser.in_panel(_ROWS)
    return found


async def text(browser: Browser, part: str) -> str:
    """Return what the panel's `part` says."""
    return str(await browser.in_panel("(root, part) => root.getElementById(part).textContent", part))


async def read_form(browser: Browser) -> dict[str, list[str]]:
    """Return what the page's first form would submit: each control's values, none for an unchecked one."""
    found: dict[str, list[str]] = await browser.evaluate(_READ_FORM)
    return found
