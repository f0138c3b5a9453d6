"""How soon the panel answers a click, in headless Chromium through the real bridge and server.

`panel.visible_ms` is from the click on the toolbar button to the first frame that shows the panel, `panel.facts_ms` to
the last fact in the page (the demo page of 20 questions, filled without a press on the plan), both with everything
running since an earlier page. `panel.hops.…_ms` are the parts of the way to the plan, of the same runs.
`panel.longest_task_ms` is the longest task of the page's own thread from the press on, while a form of 70 questions is
planned, filled and reviewed; browsers tell of none under 50 ms, which counts as 0.
"""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from fillwright.demo import folder_site, make_home, page_site
from tools.bench import page_forms
from tools.browsers import start
from tools.browsers.chromium import Chromium
from tools.browsers.machine import Machine
from tools.browsers.panel import fill_page, open_panel, wait_for_phase

if TYPE_CHECKING:
    from tools.bench.bench import Bench

ROOT: Final = Path(__file__).parents[2]
MANY: Final = 70

# Of the extension's background: when it hears of a press, and how long each call of it takes, by name.
_LISTEN: Final = """
() => {
  const times = (self.times = { heard: 0, calls: [] });
  const timed = (name, started) => times.calls.push([name, Date.now() - started]);
  chrome.action.onClicked.addListener(() => Object.assign(times, { heard: Date.now(), calls: [] }));
  const { executeScript } = chrome.scripting;
  chrome.scripting.executeScript = async (...given) => {
    const started = Date.now();
    try { return await executeScript.apply(chrome.scripting, given); } finally { timed("inject", started); }
  };
  const listen = (port, keyOf, nameOf) => {
    const waiting = new Map();
    const { postMessage } = port;
    port.postMessage = (message) => {
      if (nameOf(message)) waiting.set(keyOf(message), [nameOf(message), Date.now()]);
      postMessage.call(port, message);
    };
    port.onMessage.addListener((message) => {
      const [name, started] = waiting.get(keyOf(message)) ?? [];
      if (name) timed(name, started);
      waiting.delete(keyOf(message));
    });
    return port;
  };
  const { connect } = chrome.tabs;
  chrome.tabs.connect = (...given) =>
    listen(connect.apply(chrome.tabs, given), ({ call }) => call, ({ method }) => method);
  const { connectNative } = chrome.runtime;
  chrome.runtime.connectNative = (...given) =>
    listen(connectNative.apply(chrome.runtime, given), ({ id }) => id, ({ path }) => path && "host");
}
"""

# Of the page: the first frame with the panel in it, and the last change of a control that is no text to write.
_WATCH: Final = """
() => {
  const seen = (window.seen = { panel: 0, fact: 0 });
  const now = () => performance.timeOrigin + performance.now();
  new MutationObserver((_, watcher) => {
    if (!document.querySelector("fillwright-panel")) return;
    watcher.disconnect();
    requestAnimationFrame(() => setTimeout(() => { seen.panel = now(); }));
  }).observe(document.documentElement, { childList: true });
  for (const name of ["input", "change"])
    document.addEventListener(name, ({ target }) => { if (target.tagName !== "TEXTAREA") seen.fact = now(); }, true);
}
"""

_TASKS: Final = """
async () => {
  await new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done)));
  window.tasks = [];
  const begun = performance.now();
  new PerformanceObserver((list) => {
    for (const { duration, startTime } of list.getEntries()) if (startTime >= begun) window.tasks.push(duration);
  }).observe({ type: "longtask" });
}
"""

HOPS: Final = ("press", "inject", "open", "scrape", "host")
"""The click until the background hears it, the scripts into the page, the panel, the form, and its plan."""


def open_the_panel(bench: Bench) -> None:
    """Click, and look when the panel and the facts are there; then look for long tasks on a long form."""
    with TemporaryDirectory(prefix="fillwright-bench-") as folder:
        asyncio.run(_measure(bench, Path(folder)))


async def _measure(bench: Bench, folder: Path) -> None:
    machine = Machine(folder, {"FILLWRIGHT_PROVIDER": "drafts"})
    make_home(machine.home.root)
    await machine.install_host()
    (folder / "pages").mkdir()
    (folder / "pages" / "long.html").write_text(page_forms.page(page_forms.form(MANY)), "utf-8")
    try:
        async with start("chromium", folder=folder, extension=ROOT / "extension", environ=machine.environ) as browser:
            if not isinstance(browser, Chromium):
                raise TypeError("this looks into Chromium's worker")
            with page_site() as url:
                await _clicks(bench, browser, url)
            with folder_site(folder / "pages") as url:
                bench.put("panel.longest_task_ms", await _longest_task(browser, f"{url}long.html"))
    finally:
        await machine.end_server()


async def _clicks(bench: Bench, browser: Chromium, url: str) -> None:
    await browser.open(url)
    await fill_page(browser)
    await browser.in_background(_LISTEN)
    await browser.in_background("() => chrome.storage.local.set({ at_once: true })")
    runs = [await _click(browser, f"{url}?{number}") for number in bench.repeats(15, 3)]
    await browser.in_background("() => chrome.storage.local.set({ at_once: false })")
    for name in ("visible", "facts"):
        bench.put(f"panel.{name}_ms", round(median(run[name] for run in runs), 1))
    for name in HOPS:
        bench.put(("panel", "hops", f"{name}_ms"), round(median(run[name] for run in runs), 1))


async def _click(browser: Chromium, url: str) -> dict[str, float]:
    """Return the milliseconds from a click on a fresh page, and those of each hop."""
    await browser.open(url)
    await browser.evaluate(_WATCH)
    clicked = time.time() * 1000
    await browser.click_toolbar_button()
    await wait_for_phase(browser, "done")
    seen = await browser.evaluate("() => seen")
    times: dict[str, Any] = await browser.in_background("() => self.times")
    hops: dict[str, float] = {}
    for name, taken in times["calls"]:
        hops.setdefault(name, taken)
    return {
        "visible": seen["panel"] - clicked,
        "facts": seen["fact"] - clicked,
        "press": times["heard"] - clicked,
        **{name: hops.get(name, 0.0) for name in HOPS[1:]},
    }


async def _longest_task(browser: Chromium, url: str) -> float:
    await browser.open(url)
    await open_panel(browser)
    await browser.click_in_panel("#close")
    await browser.open(f"{url}?again")
    await browser.evaluate(_TASKS)
    await fill_page(browser)
    tasks: list[float] = json.loads(await browser.evaluate("() => JSON.stringify(tasks)"))
    return max(tasks, default=0.0)
