"""What a test or the demo can do with a browser, whichever it is."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

if TYPE_CHECKING:
    from pathlib import Path

EXTENSION_IDS: Final = {"chromium": "phkeggjcnlhhbdccojjfgagelifdcgmp", "firefox": "extension@fillwright.io"}

Key = Literal["Tab", "Shift+Tab", "Enter", " ", "ArrowDown", "ArrowUp", "End", "Escape", "."]

PANEL: Final = "fillwright-panel"
"""The element whose closed shadow root holds the panel; it stands directly in the document's root element."""

PANEL_MARK: Final = "#panel"
"""Stands in the panel's closed shadow root and in no other."""

PATIENCE_S: Final = 30.0
"""How long a condition may take to come true; a test that waits longer has failed."""

_WATCH: Final = """
(root, condition, milliseconds) => new Promise((resolve, reject) => {
  const watcher = new MutationObserver(look);
  const late = setTimeout(() => finish(reject, new Error("not so: " + shown())), milliseconds);
  function shown() { return (root.querySelector("#panel") ?? root.documentElement).innerText; }
  function finish(end, value) { clearTimeout(late); watcher.disconnect(); end(value); }
  function look() {
    try {
      const value = condition(root);
      if (value) finish(resolve, value);
    } catch (error) {
      finish(reject, error);
    }
  }
  watcher.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  look();
})
"""

_CENTRE: Final = """
(root, selector) => {
  const element = root.querySelector(selector);
  if (!element) throw new Error(`nothing matches ${selector}`);
  element.scrollIntoView({ block: "nearest" });
  const box = element.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}
"""


class BrowserError(RuntimeError):
    """The browser could not do what it was asked."""


class Browser(ABC):
    """One running browser with one tab and the extension installed. Its process ends with `close`.

    JavaScript is given as the text of a function, its arguments and its result are JSON, a promise is awaited. Every
    way of waiting is told by the browser itself that something changed, and gives up after PATIENCE_S.
    """

    name: ClassVar[str]

    @abstractmethod
    async def open(self, url: str) -> None:
        """Load `url` in the tab and wait for its load event."""

    @abstractmethod
    async def open_extension_page(self, path: str) -> None:
        """Load a page of the extension itself, such as `options/options.html#files`, in the tab."""

    @abstractmethod
    async def renew_tab(self) -> None:
        """Close the tab, beside which a new and empty one stands from then on."""

    @abstractmethod
    async def prefer_colours(self, scheme: Literal["light", "dark"]) -> None:
        """Let pages see that the person prefers light or dark colours."""

    @abstractmethod
    async def click_toolbar_button(self) -> None:
        """Click the extension's button in the toolbar, which grants it the tab as a person's click does."""

    @abstractmethod
    async def stop_worker(self) -> None:
        """End the extension's background as the browser itself does with an idle one, and wait until it has gone.

        The next event starts it anew.
        """

    @abstractmethod
    async def evaluate(self, function: str, *arguments: object) -> Any:  # noqa: ANN401 - any JSON
        """Call `function(...arguments)` in the page's own world and return what it returns."""

    @abstractmethod
    async def in_panel(self, function: str, *arguments: object) -> Any:  # noqa: ANN401 - any JSON
        """Wait for the extension's panel and call `function(shadow root, ...arguments)`."""

    @abstractmethod
    async def click_at(self, x: float, y: float) -> None:
        """Press and release the left mouse button there, in CSS pixels of the viewport."""

    @abstractmethod
    async def press_key(self, key: Key | str) -> None:
        """Press and release `key`, as KeyboardEvent names it, or a letter, wherever the focus is.

        Keys held meanwhile stand before it, as in `Shift+Tab`.
        """

    async def type(self, words: str) -> None:
        """Type `words`, letter by letter, wherever the focus is."""
        for letter in words:
            await self.press_key(letter)

    @abstractmethod
    async def screenshot(self, path: Path) -> None:
        """Write what the tab shows to `path` as PNG."""

    @abstractmethod
    async def kill(self) -> None:
        """Take the browser away without a word, and wait until it has gone."""

    @abstractmethod
    async def close(self) -> None:
        """End the browser, unless it has ended, and wait until it has gone."""

    async def watch_panel(self, condition: str) -> Any:  # noqa: ANN401 - any JSON
        """Return the first true value of `condition(shadow root)`, looked at whenever the panel changes."""
        return await self.in_panel(f"(root) => ({_WATCH})(root, {condition}, {PATIENCE_S * 1000})")

    async def watch_page(self, condition: str) -> Any:  # noqa: ANN401 - any JSON
        """Return the first true value of `condition(document)`, looked at whenever the page's elements change."""
        return await self.evaluate(f"() => ({_WATCH})(document, {condition}, {PATIENCE_S * 1000})")

    async def click_in_panel(self, selector: str) -> None:
        """Click the panel's element `selector` as a person does; waits until it is there and enabled."""
        wanted = json.dumps(selector)
        await self.watch_panel(f"(root) => root.querySelector({wanted})?.matches(':not([hidden], :disabled)')")
        x, y = await self.in_panel(_CENTRE, selector)
        await self.click_at(x, y)
