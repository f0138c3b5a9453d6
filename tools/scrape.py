"""The extension's own scraper on saved pages, in headless Chromium without any network.

    scripts/scrape PAGE.html… [--json] [--details] [--live]

With `--json` one line per page, in the order given: `{page, ms, fields}`, each field a Field of PROTOCOL.md with
`dom: {id, name, data_field_path, tag}` of its element; `{page, error}` for a page that cannot be read, and the run goes
on. `--details` adds `left` (what was seen and left alone, with the reason) and `job`. `ms` is the time of the scrape
alone, on a page that is laid out. Exit code 1 where a page failed.

The page's own scripts don't run (with `--live` those written in the page itself do), though it is read as with
scripting on: `noscript` holds nothing. It may load files that lie beside it, and nothing else. It stands at the
address it names as its own (a `saved from` comment, `link rel=canonical`, `og:url`), so that what the scraper
concludes from addresses can be seen.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from playwright.async_api import Error, ViewportSize, async_playwright

from tools.browsers import BrowserError, find

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from playwright.async_api import BrowserContext, Page, Route

EXTENSION: Final = Path(__file__).parents[1] / "extension"
TABS: Final = 3
PATIENCE_S: Final = 30.0
WINDOW: Final[ViewportSize] = {"width": 1280, "height": 900}

_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-site-isolation-trials",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline' 'self' data:; img-src data:; font-src data:; "
    "frame-src 'self' data: blob:; base-uri 'none'; form-action 'none'"
)
_SCRIPTS: Final = re.compile(r'"(page/\w+\.js)"')
_LAST_SCRIPT: Final = "page/scrape.js"
_OWN_ADDRESS: Final = (
    re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s<>]+)", re.IGNORECASE),
    re.compile(rb"<link\b[^>]*\brel=[\"']?canonical\b[^>]*?\bhref=[\"']?(https?://[^\s\"'<>]+)", re.IGNORECASE),
    re.compile(rb"<link\b[^>]*\bhref=[\"']?(https?://[^\s\"'<>]+)[^>]*?\brel=[\"']?canonical\b", re.IGNORECASE),
    re.compile(rb"<meta\b[^>]*\bog:url\b[^>]*?\bcontent=[\"']?(https?://[^\s\"'<>]+)", re.IGNORECASE),
)
_HEAD: Final = 200_000
_SHADOW_ROOT: Final = re.compile(rb"(<template\b[^>]*\s)shadowroot(?:mode)?=[\"']?(?:open|closed)[\"']?", re.IGNORECASE)
_TYPES: Final = {".css": "text/css", ".htm": "text/html", ".html": "text/html"}

# Where scripts run: an extension sees into closed shadow roots, which is not for anybody else.
_OPEN_ROOTS: Final = """
(() => {
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) { return attachShadow.call(this, { ...options, mode: "open" }); };
})()
"""
_SCRAPE: Final = """
(() => {
  document.documentElement.getBoundingClientRect();
  const start = performance.now();
  const { fields, left, job } = fillwright.scrape.scrape();
  const ms = Math.round((performance.now() - start) * 10) / 10;
  const dom = ({ question: { element }, field }) => {
    const path = fillwright.dom.closest(element, "[data-field-path]");
    return {
      id: element.id,
      name: element.getAttribute("name") || (field.name === element.id ? "" : (field.name ?? "")),
      data_field_path: path?.getAttribute("data-field-path") ?? "",
      tag: element.localName,
    };
  };
  return { ms, fields: fields.map((field, at) => ({ ...field, dom: dom(fillwright.asked[at]) })), left, job };
})()
"""


@dataclass(frozen=True, slots=True)
class _Saved:
    """A saved page, the address it is shown at, and the folder beside it that it may load from."""

    path: Path
    url: str
    body: bytes

    @classmethod
    def read(cls, path: Path) -> _Saved:
        """Read `path`; closed shadow roots are opened, for the extension sees into them by a means of its own."""
        body = path.read_bytes()
        found = [match[1] for match in (shape.search(body[:_HEAD]) for shape in _OWN_ADDRESS) if match]
        address = unescape(found[0].decode("utf-8", "replace")) if found else f"http://page.invalid/{quote(path.name)}"
        return cls(path, address.split("#")[0], _SHADOW_ROOT.sub(rb'\1shadowrootmode="open"', body))

    def beside(self, url: str) -> Path | None:
        """Return the file that the page means by `url`, None where there is none in its folder."""
        folder = urljoin(self.url, ".")
        if not url.startswith(folder):
            return None
        file = (self.path.parent / unquote(urlsplit(url[len(folder) :]).path)).resolve()
        return file if file.is_file() and file.is_relative_to(self.path.parent.resolve()) else None


def page_scripts(last: str) -> str:
    """Return the extension's page scripts up to `last`, in the order in which the browser gets them."""
    names = _SCRIPTS.findall((EXTENSION / "page_scripts.js").read_text("utf-8"))
    reading = names[: names.index(last) + 1]
    return "globalThis.chrome ??= {};\n" + "\n".join((EXTENSION / name).read_text("utf-8") for name in reading)


class Scraper:
    """A browser that reads saved pages, several at a time; made by `scraper()`."""

    def __init__(self, context: BrowserContext, *, live: bool, last: str) -> None:
        self._context = context
        self._policy = f"{_POLICY}; script-src 'unsafe-inline'" if live else _POLICY
        self._scripts = page_scripts(last)

    async def read(self, path: Path) -> dict[str, Any]:
        """Return `{page, ms, fields, left, job}` of the page at `path`, `{page, error}` where it cannot be read."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                return {"page": str(path), **await self.run(path, _SCRAPE)}
        except TimeoutError:
            return {"page": str(path), "error": f"not read within {PATIENCE_S:.0f} s"}
        except (Error, OSError, ValueError) as error:
            return {"page": str(path), "error": str(error).splitlines()[0]}

    async def run(self, path: Path, expression: str) -> dict[str, Any]:
        """Open the page at `path` in a tab of its own and return what `expression` is there, in JavaScript.

        The page scripts have run before it, in a world of their own as an extension's do. Raises ValueError for what
        they throw, playwright's Error and OSError.
        """
        saved = await asyncio.to_thread(_Saved.read, path)
        page = await self._context.new_page()
        try:
            await page.add_init_script(_OPEN_ROOTS)
            await page.route("**/*", lambda route: _serve(saved, page, route, self._policy))
            with suppress(Error):
                await page.goto(saved.url, wait_until="load", timeout=PATIENCE_S / 2 * 1000)
            devtools = await self._context.new_cdp_session(page)
            frame = (await devtools.send("Page.getFrameTree"))["frameTree"]["frame"]
            if urlsplit(frame["url"]).scheme not in {"http", "https"}:
                raise ValueError(f"the browser did not open the page: {frame.get('unreachableUrl', frame['url'])}")
            world = await devtools.send("Page.createIsolatedWorld", {"frameId": frame["id"]})
            reply = await devtools.send(
                "Runtime.evaluate",
                {
                    "expression": f"{self._scripts}\n{expression}",
                    "contextId": world["executionContextId"],
                    "returnByValue": True,
                    "awaitPromise": True,
                },
            )
            if "exceptionDetails" in reply:
                raise ValueError(reply["exceptionDetails"].get("exception", {}).get("description", str(reply)))
            found: dict[str, Any] = reply["result"]["value"]
            return found
        finally:
            with suppress(Error):
                await page.close()


async def _serve(saved: _Saved, page: Page, route: Route, policy: str) -> None:
    """Answer with the page, or with a file beside it; nothing else has an answer."""
    request = route.request
    with suppress(Error):
        if request.is_navigation_request() and request.frame == page.main_frame:
            if request.url.split("#")[0] != saved.url or request.redirected_from:
                await route.fulfill(status=204)
                return
            await route.fulfill(body=saved.body, headers=_headers(saved.body, "text/html", policy))
        elif file := saved.beside(request.url):
            body = await asyncio.to_thread(file.read_bytes)
            await route.fulfill(body=body, headers=_headers(body, _TYPES.get(file.suffix.lower(), ""), policy))
        else:
            await route.abort()


def _headers(body: bytes, kind: str, policy: str) -> dict[str, str]:
    """Return the headers of a file; text that is UTF-8 is named so, for a saved page may not say it itself."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        charset = ""
    else:
        charset = "; charset=utf-8"
    return {"Content-Type": kind + charset if kind else "application/octet-stream", "Content-Security-Policy": policy}


@asynccontextmanager
async def scraper(*, live: bool = False, last: str = _LAST_SCRIPT) -> AsyncIterator[Scraper]:
    """Run a browser with the page scripts up to `last` for the time of the block.

    Raises BrowserError where Chromium is not installed.
    """
    program = find("chromium")
    if program is None:
        raise BrowserError("chromium is not installed: run scripts/setup browsers.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, headless=True, args=[*_ARGUMENTS])
        try:
            context = await browser.new_context(viewport=WINDOW, service_workers="block", accept_downloads=False)
            yield Scraper(context, live=live, last=last)
        finally:
            await browser.close()


async def scrape_pages(paths: Sequence[Path], *, live: bool = False) -> AsyncIterator[dict[str, Any]]:
    """Yield what `Scraper.read` returns for each page, in the order given, TABS of them read at a time."""
    room = asyncio.Semaphore(TABS)

    async def read(browser: Scraper, path: Path) -> dict[str, Any]:
        async with room:
            return await browser.read(path)

    async with scraper(live=live) as browser, asyncio.TaskGroup() as group:
        for task in [group.create_task(read(browser, path)) for path in paths]:
            yield await task


def show(found: dict[str, Any]) -> None:
    """Write one page for a reader."""
    if "error" in found:
        print(f"{found['page']}: {found['error']}")
        return
    print(f"{found['page']}: {len(found['fields'])} fields in {found['ms']} ms")
    for field in found["fields"]:
        mark = "*" if field.get("required") else " "
        options = f"  [{' | '.join(option['label'] for option in field['options'])}]" if field.get("options") else ""
        print(f"  {mark} {field['type']:<9} {field['label']}{options}")
    for left in found["left"]:
        print(f"    ({left['reason']}) {left['label']}")


async def run(paths: Sequence[Path], *, as_json: bool, details: bool, live: bool) -> int:
    """Read the pages, write each, and return the exit code."""
    failed = False
    async for found in scrape_pages(paths, live=live):
        failed |= "error" in found
        if as_json:
            kept = found if details else {key: value for key, value in found.items() if key not in {"left", "job"}}
            print(json.dumps(kept, ensure_ascii=False), flush=True)
        else:
            show(found)
    return int(failed)


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="scripts/scrape", description="Read the forms of saved pages.")
    parser.add_argument("pages", nargs="+", type=Path, metavar="PAGE")
    parser.add_argument("--json", action="store_true", help="write one JSON line per page")
    parser.add_argument("--details", action="store_true", help="with --json: add `left` and `job`")
    parser.add_argument("--live", action="store_true", help="let scripts in the pages run")
    given = parser.parse_args()
    try:
        return asyncio.run(run(given.pages, as_json=given.json, details=given.details, live=given.live))
    except BrowserError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
