"""Firefox, driven through Marionette: no geckodriver stands between."""

from __future__ import annotations

import asyncio
import base64
import re
from collections import deque
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from tools.browsers.base import EXTENSION_IDS, PANEL_MARK, PATIENCE_S, Browser, BrowserError
from tools.browsers.marionette import Marionette

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from tools.browsers.base import Key

_PREFERENCES: Final = """\
user_pref("marionette.port", 0);
user_pref("remote.log.level", "Info");
"""

_KEYS: Final = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "End": "\ue010",
    "ArrowUp": "\ue013",
    "ArrowDown": "\ue015",
    "Shift": "\ue008",
    "Control": "\ue009",
    "Alt": "\ue00a",
}

_LISTENING: Final = re.compile(rb"Marionette\tINFO\tListening on port (\d+)")

# The id under which Firefox keeps a toolbar button: the extension's, with everything odd made an underscore.
_WIDGET: Final = re.sub(r"[^A-Za-z0-9_-]", "_", EXTENSION_IDS["firefox"])

_PIN: Final = 'CustomizableUI.addWidgetToArea(arguments[0] + "-browser-action", CustomizableUI.AREA_NAVBAR);'

_CHOOSE: Final = """
const [entry, label] = arguments;
const menu = document.getElementById("contentAreaContextMenu");
const opened = (popup) => new Promise((done) => {
  popup.addEventListener("popupshown", look);
  look();
  function look() {
    if (popup.state !== "open") return;
    popup.removeEventListener("popupshown", look);
    done(popup);
  }
});
return (async () => {
  await opened(menu);
  const item = menu.querySelector(`[id^="${entry}"]`);
  if (!label) return menu.activateItem(item);
  item.openMenu(true);
  const popup = await opened(item.menupopup);
  popup.activateItem([...popup.children].find((one) => one.label === label));
})();
"""

_STOP_BACKGROUND: Final = """
const { extension } = WebExtensionPolicy.getByID(arguments[0]);
return extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true }).then(() => null);
"""

# The question slides in; pressed before it stands, its button does nothing.
_ALLOW: Final = """
async () => {
  const { PopupNotifications } = window;
  const { panel } = PopupNotifications;
  if (panel.state !== "open") await new Promise((shown) => panel.addEventListener("popupshown", shown, { once: true }));
  panel.querySelector("popupnotification").button.click();
}
"""

# A privileged sandbox sees closed shadow roots. The panel's host stands directly in <html> or <body>.
_FIND_PANEL: Final = """
(mark) => new Promise((resolve) => {
  const watcher = new MutationObserver(look);
  const watch = (node) => watcher.observe(node, { subtree: true, childList: true });
  function look() {
    for (const element of document.querySelectorAll("html > *, body > *")) {
      const root = element.openOrClosedShadowRoot;
      if (!root) continue;
      if (root.querySelector(mark)) {
        watcher.disconnect();
        resolve(root);
        return;
      }
      watch(root);
    }
  }
  watch(document);
  look();
})
"""


class Firefox(Browser):
    """Firefox, headless, its profile under `folder/firefox`; `environ` must name a HOME of its own."""

    name = "firefox"

    def __init__(self, process: asyncio.subprocess.Process, marionette: Marionette, output: asyncio.Task[None]) -> None:
        self._process = process
        self._marionette = marionette
        self._output = output

    @classmethod
    async def start(
        cls, program: Path, *, folder: Path, extension: Path, environ: Mapping[str, str], size: tuple[int, int]
    ) -> Self:
        """Start `program`, install the unpacked `extension` for the session and pin its button to the toolbar."""
        profile = folder / "firefox"
        profile.mkdir(exist_ok=True)
        (profile / "user.js").write_text(_PREFERENCES)
        arguments = ("--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile")
        process = await asyncio.create_subprocess_exec(
            program,
            *arguments,
            profile,
            env={**environ, "MOZ_HEADLESS_WIDTH": str(size[0]), "MOZ_HEADLESS_HEIGHT": str(size[1])},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            async with asyncio.timeout(2 * PATIENCE_S):
                port = await _port(process)
                output = asyncio.create_task(_drain(process))
                browser = cls(process, await Marionette.connect(port), output)
                await browser._prepare(extension, size)
        except BaseException:
            process.kill()
            await process.wait()
            raise
        return browser

    async def _prepare(self, extension: Path, size: tuple[int, int]) -> None:
        call = self._marionette.call
        await call("WebDriver:NewSession", capabilities={"alwaysMatch": {}})
        await call("WebDriver:SetTimeouts", script=int(2 * PATIENCE_S * 1000))
        await call("WebDriver:SetWindowRect", width=size[0], height=size[1])
        await call("Addon:Install", path=str(extension), temporary=True)
        async with self._window():
            await call("WebDriver:ExecuteScript", script=_PIN, args=[_WIDGET])

    async def open(self, url: str) -> None:
        """Load `url` in the tab and wait for its load event."""
        await self._marionette.call("WebDriver:Navigate", url=url)

    async def renew_tab(self) -> None:
        """Close the tab, beside which a new and empty one stands from then on."""
        opened = await self._marionette.call("WebDriver:NewWindow", type="tab")
        await self._marionette.call("WebDriver:CloseWindow")
        await self._marionette.call("WebDriver:SwitchToWindow", handle=opened["handle"])

    async def open_extension_page(self, path: str) -> None:
        """Load a page of the extension itself in the tab; its address has an id that Firefox made up."""
        script = "return WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname;"
        host = await self._in_browser(script, EXTENSION_IDS["firefox"])
        await self.open("about:blank")  # Firefox does not say when one page of an extension has given way to another
        await self.open(f"moz-extension://{host}/{path}")

    async def prefer_colours(self, scheme: Literal["light", "dark"]) -> None:
        """Let pages see that the person prefers light or dark colours."""
        script = 'Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", arguments[0]);'
        await self._in_browser(script, ("dark", "light").index(scheme))

    async def _in_browser(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - any JSON
        """Run `script` in the browser's own window, with its privileges."""
        await self._marionette.call("Marionette:SetContext", value="chrome")
        try:
            return await self._marionette.call("WebDriver:ExecuteScript", script=script, args=list(arguments))
        finally:
            await self._marionette.call("Marionette:SetContext", value="content")

    async def click_toolbar_button(self) -> None:
        """Click the button in the browser's own window."""
        async with self._window():
            button = await self._marionette.call("WebDriver:FindElement", using="css selector", value=f"#{_WIDGET}-BAP")
            (identity,) = button.values()
            await self._marionette.call("WebDriver:ElementClick", id=identity)

    async def press_shortcut(self) -> None:
        """Press Alt+Shift+F in the browser's own window."""
        held = (_KEYS["Alt"], _KEYS["Shift"], "F")
        down = [{"type": "keyDown", "value": key} for key in held]
        up = [{"type": "keyUp", "value": key} for key in reversed(held)]
        async with self._window():
            await self._marionette.call("WebDriver:ExecuteScript", script="gURLBar.focus();", args=[])
            await self._act({"type": "key", "id": "keyboard", "actions": [*down, *up]})

    async def choose_in_context_menu(self, x: float, y: float, label: str = "") -> None:
        """Click with the right button there, in CSS pixels of the viewport, and choose the extension's entry.

        Where it has several there, `label` says which.
        """
        await self._click(x, y, button=2)
        async with self._window():
            await self._marionette.call("WebDriver:ExecuteScript", script=_CHOOSE, args=[f"{_WIDGET}-menuitem", label])

    @asynccontextmanager
    async def _window(self) -> AsyncIterator[None]:
        """Speak to the browser's own window instead of the page."""
        await self._marionette.call("Marionette:SetContext", value="chrome")
        try:
            yield
        finally:
            await self._marionette.call("Marionette:SetContext", value="content")

    async def allow(self) -> None:
        """Press Allow in the question that an extension's request for a permission brings up."""
        async with self._window():
            await self._marionette.call("WebDriver:ExecuteScript", script=f"return ({_ALLOW})();", args=[])

    async def stop_worker(self) -> None:
        """Let the browser end the event page, whatever it is doing."""
        async with self._window():
            await self._marionette.call(
                "WebDriver:ExecuteScript", script=_STOP_BACKGROUND, args=[EXTENSION_IDS["firefox"]]
            )

    async def evaluate(self, function: str, *arguments: object) -> Any:  # noqa: ANN401 - any JSON
        """Call `function(...arguments)` in the page's own world and return what it returns."""
        return await self._marionette.call(
            "WebDriver:ExecuteScript", script=f"return ({function})(...arguments);", args=list(arguments)
        )

    async def in_panel(self, function: str, *arguments: object) -> Any:  # noqa: ANN401 - any JSON
        """Wait for the extension's panel and call `function(shadow root, ...arguments)`."""
        call = f"(root) => ({function})(root, ...given)"
        script = f"const [mark, ...given] = arguments; return ({_FIND_PANEL})(mark).then({call});"
        return await self._marionette.call(
            "WebDriver:ExecuteScript", script=script, args=[PANEL_MARK, *arguments], sandbox="system"
        )

    async def click_at(self, x: float, y: float) -> None:
        """Press and release the left mouse button there, in CSS pixels of the viewport."""
        await self._click(x, y, button=0)

    @asynccontextmanager
    async def within(self, frame: str) -> AsyncIterator[None]:
        """Click and type in the page's frame `frame` (a selector); what is pressed outside does not reach into it."""
        found = await self._marionette.call("WebDriver:FindElement", using="css selector", value=frame)
        (identity,) = found.values()
        await self._marionette.call("WebDriver:SwitchToFrame", element=identity)
        try:
            yield
        finally:
            await self._marionette.call("WebDriver:SwitchToFrame", id=None)

    async def press_key(self, key: Key | str) -> None:
        """Press and release `key`, as KeyboardEvent names it, or a letter, wherever the focus is."""
        keys = [_KEYS.get(one, one) for one in key.split("+")]
        down = [{"type": "keyDown", "value": value} for value in keys]
        up = [{"type": "keyUp", "value": value} for value in reversed(keys)]
        await self._act({"type": "key", "id": "keyboard", "actions": [*down, *up]})

    async def _click(self, x: float, y: float, *, button: int) -> None:
        steps = [
            {"type": "pointerMove", "x": round(x), "y": round(y), "origin": "viewport", "duration": 0},
            {"type": "pointerDown", "button": button},
            {"type": "pointerUp", "button": button},
        ]
        await self._act({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps})

    async def _act(self, source: dict[str, object]) -> None:
        await self._marionette.call("WebDriver:PerformActions", actions=[source])

    async def screenshot(self, path: Path) -> None:
        """Write what the tab shows to `path` as PNG."""
        picture = await self._marionette.call("WebDriver:TakeScreenshot", full=False)
        await asyncio.to_thread(path.write_bytes, base64.b64decode(picture))

    async def kill(self) -> None:
        """Take the browser away without a word, and wait until it has gone."""
        self._process.kill()
        await self._process.wait()
        with suppress(ConnectionError):
            await self._marionette.close()

    async def close(self) -> None:
        """End the browser, unless it has ended, and wait until it has gone; one that does not answer is killed."""
        try:
            if self._process.returncode is None:
                async with asyncio.timeout(PATIENCE_S):
                    await self._marionette.call("Marionette:Quit", flags=["eForceQuit"])
                    await self._marionette.close()
                    await self._process.wait()
        except (BrowserError, TimeoutError, OSError, EOFError):
            await self.kill()
        await self._output


async def _port(process: asyncio.subprocess.Process) -> int:
    """Return the port Marionette says it listens on."""
    assert process.stdout is not None  # noqa: S101 - it was asked for as a pipe
    said: deque[bytes] = deque(maxlen=20)
    async for line in process.stdout:
        if listening := _LISTENING.search(line):
            return int(listening.group(1))
        said.append(line)
    raise BrowserError(f"Firefox ended before it listened: {b''.join(said).decode(errors='replace')}")


async def _drain(process: asyncio.subprocess.Process) -> None:
    """Read what Firefox prints, so that it never waits for a reader."""
    assert process.stdout is not None  # noqa: S101 - it was asked for as a pipe
    while await process.stdout.read(1 << 16):
        pass
