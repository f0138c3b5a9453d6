"""Chromium, driven by Playwright and, where Playwright has no word for it, by the DevTools protocol."""

from __future__ import annotations

import asyncio
import json
import signal
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from playwright.async_api import TimeoutError, async_playwright  # noqa: A004 - Playwright's own

from tools.browsers.base import EXTENSION_IDS, PANEL, PATIENCE_S, Browser, BrowserError
from tools.browsers.machine import watching

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from playwright.async_api import BrowserContext, CDPSession, Page, Playwright, Worker

    from tools.browsers.base import Key

_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# A click before the worker is activated is lost, and nothing says so.
_ACTIVATED: Final = """
() => new Promise((done) => {
  const worker = self.serviceWorker;
  const look = () => worker.state === "activated" && done(true);
  worker.addEventListener("statechange", look);
  look();
})
"""


# What choosing an entry leads to, told by the event the extension listens to; an entry that nobody made is refused.
_CHOOSE: Final = """
async (entry) => {
  await chrome.contextMenus.update(entry, {});
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  chrome.contextMenus.onClicked.dispatch({ menuItemId: entry, editable: true, pageUrl: tab.url, frameId: 0 }, tab);
}
"""


@dataclass
class Opened:
    """A tab that was opened: its address."""

    url: str = ""


class Chromium(Browser):
    """Chromium, headless, its user data under `folder/.config/chromium` as in a home of its own."""

    name = "chromium"

    def __init__(self, playwright: Playwright, context: BrowserContext, page: Page, devtools: CDPSession) -> None:
        self._playwright = playwright
        self._context = context
        self._document_changed = asyncio.Event()
        self._take(page, devtools)

    def _take(self, page: Page, devtools: CDPSession) -> None:
        """Make `page` the browser's one tab."""
        self._page = page
        self._devtools = devtools
        for event in ("DOM.childNodeInserted", "DOM.shadowRootPushed", "DOM.setChildNodes", "DOM.documentUpdated"):
            devtools.on(event, lambda _: self._document_changed.set())

    @classmethod
    async def start(
        cls, program: Path, *, folder: Path, extension: Path, environ: Mapping[str, str], size: tuple[int, int]
    ) -> Self:
        """Start `program` with the unpacked `extension` and wait until its worker listens."""
        data = folder / ".config" / "chromium"
        await asyncio.to_thread(_let_reload, data)
        playwright = await async_playwright().start()
        try:
            context = await playwright.chromium.launch_persistent_context(
                data,
                executable_path=program,
                headless=True,
                ignore_default_args=["--disable-extensions"],
                args=[*_ARGUMENTS, f"--load-extension={extension}", f"--disable-extensions-except={extension}"],
                env={**environ},
                viewport={"width": size[0], "height": size[1]},
            )
            await (await _worker(context)).evaluate(_ACTIVATED)
            context.set_default_timeout(PATIENCE_S * 1000)
            page = context.pages[0]
            devtools = await _devtools(page)
        except BaseException:
            await playwright.stop()
            raise
        return cls(playwright, context, page, devtools)

    async def open(self, url: str) -> None:
        """Load `url` in the tab and wait for its load event."""
        await self._page.goto(url)

    async def renew_tab(self) -> None:
        """Close the tab, beside which a new and empty one stands from then on."""
        old, new = self._page, await self._context.new_page()
        self._take(new, await _devtools(new))
        await old.close()

    async def open_extension_page(self, path: str) -> None:
        """Load a page of the extension itself in the tab; a change of the fragment alone loads nothing anew."""
        await self._page.goto(f"chrome-extension://{EXTENSION_IDS['chromium']}/{path}")

    async def prefer_colours(self, scheme: Literal["light", "dark"]) -> None:
        """Let the tab's pages see that the person prefers light or dark colours."""
        await self._page.emulate_media(color_scheme=scheme)

    async def click_toolbar_button(self) -> None:
        """Trigger the extension's action for the tab, which grants it the tab."""
        async with self._browser_session() as session:
            targets = (await session.send("Target.getTargets", {"filter": [{"type": "tab"}]}))["targetInfos"]
            (tab,) = (target for target in targets if target["url"] == self._page.url)
            action = {"id": EXTENSION_IDS["chromium"], "targetId": tab["targetId"]}
            await session.send("Extensions.triggerAction", action)

    @asynccontextmanager
    async def _browser_session(self) -> AsyncIterator[CDPSession]:
        """Speak to the browser itself instead of a page."""
        browser = self._context.browser
        if browser is None:
            raise BrowserError("Playwright gave no handle of the browser: use version 1.60 or later.")
        session = await browser.new_browser_cdp_session()
        try:
            yield session
        finally:
            await session.detach()

    async def stop_worker(self) -> None:
        """Stop the worker, and wait until the browser says that it has."""
        stopped = asyncio.Event()

        def look(event: Mapping[str, Any]) -> None:
            for version in event["versions"]:
                if EXTENSION_IDS["chromium"] in version["scriptURL"] and version["runningStatus"] == "stopped":
                    stopped.set()

        self._devtools.on("ServiceWorker.workerVersionUpdated", look)
        try:
            await self._devtools.send("ServiceWorker.enable")
            await self._devtools.send("ServiceWorker.stopAllWorkers")
            await asyncio.wait_for(stopped.wait(), PATIENCE_S)
        finally:
            self._devtools.remove_listener("ServiceWorker.workerVersionUpdated", look)
            await self._devtools.send("ServiceWorker.disable")

    async def evaluate(self, function: str, *arguments: object) -> Any:  # noqa: ANN401 - any JSON
        """Call `function(...arguments)` in the page's own world and return what it returns."""
        return await self._page.evaluate(f"(given) => ({function})(...given)", list(arguments))

    async def in_panel(self, function: str, *arguments: object) -> Any:  # noqa: ANN401 - any JSON
        """Wait for the extension's panel and call `function(shadow root, ...arguments)`."""
        async with asyncio.timeout(2 * PATIENCE_S):
            panel = await self._panel()
            reply = await self._devtools.send(
                "Runtime.callFunctionOn",
                {
                    "objectId": panel,
                    "functionDeclaration": f"function (...given) {{ return ({function})(this, ...given); }}",
                    "arguments": [{"value": argument} for argument in arguments],
                    "awaitPromise": True,
                    "returnByValue": True,
                },
            )
        if "exceptionDetails" in reply:
            raise BrowserError(json.dumps(reply["exceptionDetails"].get("exception", {}).get("description", reply)))
        return reply["result"].get("value")

    async def _panel(self) -> str:
        """Return the remote object of the panel's shadow root, once the document has it.

        No more of the document is asked for than that: to have all of it told keeps a long page busy.
        """
        while True:
            self._document_changed.clear()
            document = (await self._devtools.send("DOM.getDocument", {"depth": 2}))["root"]
            query = {"nodeId": document["nodeId"], "selector": PANEL}
            if host := (await self._devtools.send("DOM.querySelector", query))["nodeId"]:
                told = await self._devtools.send("DOM.describeNode", {"nodeId": host, "depth": 1, "pierce": True})
                for shadow in told["node"].get("shadowRoots", []):
                    root = {"backendNodeId": shadow["backendNodeId"]}
                    return str((await self._devtools.send("DOM.resolveNode", root))["object"]["objectId"])
            await self._document_changed.wait()

    async def click_at(self, x: float, y: float) -> None:
        """Press and release the left mouse button there, in CSS pixels of the viewport."""
        await self._page.mouse.click(x, y)

    async def choose_in_context_menu(self, x: float, y: float, entry: str) -> None:
        """Click with the right button there, and tell the extension that its `entry` was chosen.

        A headless Chromium draws no context menu: the click is real, the choice is dispatched as the browser would. It
        grants no tab either, so the extension must have got that by its toolbar button before.
        """
        await self._page.mouse.click(x, y, button="right")
        await (await _worker(self._context)).evaluate(_CHOOSE, entry)

    async def keep_from_clipboard(self) -> None:
        """Refuse scripts the clipboard, as a page's own policy does; what a person copies is no matter of it."""
        async with self._browser_session() as session:
            write = {"permission": {"name": "clipboard-write"}, "setting": "denied"}
            await session.send("Browser.setPermission", write)

    async def in_background(self, function: str) -> Any:  # noqa: ANN401 - any JSON
        """Call `function` in the extension's worker and return what it returns."""
        return await (await _worker(self._context)).evaluate(function)

    async def reload_extension(self) -> None:
        """Have the extension start anew, as an update does."""
        worker = await _worker(self._context)
        await worker.evaluate("() => { setTimeout(() => chrome.runtime.reload()); }")

    @asynccontextmanager
    async def opening(self) -> AsyncIterator[Opened]:
        """Wait at the end until something within has opened another tab, and tell its address."""
        found = Opened()
        async with self._context.expect_page(timeout=PATIENCE_S * 1000) as opened:
            yield found
        page = await opened.value
        await page.wait_for_load_state()
        found.url = page.url

    @asynccontextmanager
    async def restarting(self) -> AsyncIterator[None]:
        """Wait at the end until the extension, which something within starts anew, listens again."""
        async with self._context.expect_event("serviceworker", timeout=PATIENCE_S * 1000) as started:
            yield
        await (await started.value).evaluate(_ACTIVATED)

    async def press_key(self, key: Key | str) -> None:
        """Press and release `key`, as KeyboardEvent names it, or a letter, wherever the focus is."""
        await self._page.keyboard.press(key)

    async def screenshot(self, path: Path) -> None:
        """Write what the tab shows to `path` as PNG."""
        await self._page.screenshot(path=path)

    async def kill(self) -> None:
        """Take the browser away without a word, and wait until it has gone."""
        async with self._browser_session() as session:
            processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
        (pid,) = (process["id"] for process in processes if process["type"] == "browser")
        async with watching(pid) as (process, gone), self._context.expect_event("close"):
            signal.pidfd_send_signal(process, signal.SIGKILL)
            await gone.wait()

    async def close(self) -> None:
        """End the browser, unless it has ended, and wait until it has gone."""
        await self._context.close()
        await self._playwright.stop()


def _let_reload(data: Path) -> None:
    """Turn developer mode on, without which an unpacked extension that starts anew is not loaded again."""
    preferences = data / "Default" / "Preferences"
    preferences.parent.mkdir(parents=True, exist_ok=True)
    if not preferences.exists():
        preferences.write_text(json.dumps({"extensions": {"ui": {"developer_mode": True}}}), "utf-8")


async def _devtools(page: Page) -> CDPSession:
    """Return a line to the developer tools of `page`, told of changes in its document."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("DOM.enable")
    return devtools


async def _worker(context: BrowserContext) -> Worker:
    """Return the extension's worker; raises BrowserError where there is none."""
    if context.service_workers:
        return context.service_workers[0]
    try:
        worker: Worker = await context.wait_for_event("serviceworker", timeout=PATIENCE_S * 1000)
    except TimeoutError:
        raise BrowserError("Chromium did not load the extension: its manifest names something wrong.") from None
    return worker
