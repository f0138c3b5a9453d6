"""Real browsers with the real extension, driven the same way: Chromium through Playwright, Firefox through Marionette.

    async with start("firefox", folder=…, extension=…, environ=…) as browser:
        await browser.open(url)
        await browser.click_toolbar_button()
        await browser.watch_panel("(panel) => …")

`python -m tools.browsers [--missing]` names what is there, or the system packages of what is not.
"""

from __future__ import annotations

from tools.browsers.base import Browser, BrowserError
from tools.browsers.find import NAMES, find
from tools.browsers.start import start

__all__ = ["NAMES", "Browser", "BrowserError", "find", "start"]
