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


async def wait_for_phase(browser: Browser, phase: str) -> None:
    """Wait until the panel is in `phase`; raises BrowserError, with what the panel says, for a problem instead."""
    wanted = json.dumps([phase, "problem"])
    found = await browser.watch_panel(f"""(root) => {{
      const {{ phase }} = root.querySelector("#panel").dataset;
      return {wanted}.includes(phase) && phase;
    }}""")
    if found != phase:
        raise BrowserError(await text(browser, "problem"))


async def open_panel(browser: Browser, phase: str = "plan") -> None:
    """Click the toolbar button and wait for `phase`, as `wait_for_phase` does."""
    await browser.click_toolbar_button()
    await wait_for_phase(browser, phase)


async def press(browser: Browser, button: str, phase: str) -> None:
    """Click the panel's `button` (fill, cancel, again, undo, close) and wait for `phase`, as `wait_for_phase` does."""
    await browser.click_in_panel(f"#{button}")
    await wait_for_phase(browser, phase)


async def fill_page(browser: Browser) -> dict[str, int]:
    """Open the panel, press Fill, wait for the end, and return its tally; raises BrowserError for a problem."""
    await open_panel(browser)
    await press(browser, "fill", "done")
    return await tally(browser)


async def tally(browser: Browser) -> dict[str, int]:
    """Return how many questions are filled, need the person though none has failed, were skipped and have failed."""
    shown = {"needs": 0, "failed": 0, "skipped": 0} | await numbers(browser, "tally")
    shown["needs"] -= shown["failed"]
    return {name: shown[name] for name in ("filled", "needs", "skipped", "failed")}


async def numbers(browser: Browser, name: str) -> dict[str, int]:
    """Return the panel's `counts` (of the plan) or `tally` (of what was written)."""
    found: dict[str, int] = await browser.in_panel(_NUMBERS, name)
    return found


async def rows(browser: Browser) -> dict[str, str]:
    """Return the state of each question: filled, needs, skipped, failed, ready or write."""
    found: dict[str, str] = await browser.in_panel(_ROWS)
    return found


async def card_of(browser: Browser, question: str) -> str:
    """Unfold the card of `question`, where it is folded, by a click, and return how to select the card."""
    index, is_open = await browser.in_panel(
        """(root, question) => {
          const cards = [...root.querySelectorAll("#rows > li")];
          const card = cards.find((one) => one.querySelector(".question").textContent === question);
          return [card.dataset.index, card.firstElementChild.open];
        }""",
        question,
    )
    card = f'#rows > [data-index="{index}"]'
    if not is_open:
        await browser.click_in_panel(f"{card} summary")
    return card


async def text(browser: Browser, part: str) -> str:
    """Return what the panel's `part` says."""
    return str(await browser.in_panel("(root, part) => root.getElementById(part).textContent", part))


async def read_form(browser: Browser) -> dict[str, list[str]]:
    """Return what the page's first form would submit: each control's values, none for an unchecked one."""
    found: dict[str, list[str]] = await browser.evaluate(_READ_FORM)
    return found


async def mark_as_before(browser: Browser, selector: str) -> None:
    """Give an element of the panel `data-before`, so that the one that takes its place can be told from it."""
    await browser.in_panel(f"(root) => void (root.querySelector({json.dumps(selector)}).dataset.before = '')")
