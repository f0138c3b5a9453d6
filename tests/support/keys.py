"""The panel by keyboard alone: Tab to something, and press."""

from __future__ import annotations

from typing import Final

from tools.browsers import Browser

MOST_TABS: Final = 90

_FOCUS: Final = """(root) => {
  const part = root.activeElement;
  return part && { name: part.id || part.className || part.localName, value: part.value ?? "",
    card: part.closest("[data-index]")?.dataset.index ?? "",
    filter: part.closest("[data-tally], [data-count]")?.dataset.tally ?? "" };
}"""


async def focused(browser: Browser) -> dict[str, str]:
    """Return what has the focus in the panel: its `name` (id, class or tag), `value`, `card`, `filter`; {} for none."""
    found: dict[str, str] | None = await browser.in_panel(_FOCUS)
    return found or {}


async def tab_to(browser: Browser, name: str = "", *, back: bool = False, **others: str) -> None:
    """Press Tab until the focus is on what is called `name`, and has all of `others`, as `focused` tells them.

    Where it stands before what has the focus, go `back`, with Shift.
    """
    wanted = ({"name": name} if name else {}) | others
    for _ in range(MOST_TABS):
        at = await focused(browser)
        if at and wanted.items() <= at.items():
            return
        await browser.press_key("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{wanted} is not reached by Tab")


async def press(browser: Browser, name: str = "", *, back: bool = False, **others: str) -> None:
    """Tab to what `tab_to` finds and press Enter there."""
    await tab_to(browser, name, back=back, **others)
    await browser.press_key("Enter")


async def unfold(browser: Browser, card: str) -> None:
    """Go to the card with the index `card`, and open it where it is folded."""
    await tab_to(browser, "summary", card=card)
    if not await browser.in_panel("(root) => root.activeElement.parentElement.open"):
        await browser.press_key("Enter")
