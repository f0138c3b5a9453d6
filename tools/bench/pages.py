"""How fast pages are read and filled by the extension's page scripts, in headless Chromium.

Each figure is of a page just opened, drawn and at rest, as a person finds it: the scripts have never run there before.
`pages.scrape75_ms` is the first reading of a form of 75 fields, `pages.inject70_ms` the writing of 70 facts into it
with every check and read-back, `pages.large100_s` the whole of reading 100 pages of 500 KB, the browser's start
included.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Final

from tools.bench import page_forms
from tools.scrape import scrape_pages, scraper

if TYPE_CHECKING:
    from tools.bench.bench import Bench

FIELDS: Final = 75
FACTS: Final = 70
LARGE: Final = 500_000
MANY: Final = 100

_TIMED: Final = """
(async () => {
  const rest = () => new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done)));
  await rest();
  await rest();
  document.documentElement.getBoundingClientRect();
  const start = performance.now();
  const { fields } = fillwright.scrape.scrape();
  const scraped = performance.now();
  const typed = { checkbox: true, number: "7", date: "2027-02-01", email: "leonie.brandner@example.com" };
  const writes = fields.slice(0, FACTS).map(({ type, options }, index) => {
    const { value, label = null } = options?.[1] ?? {};
    return { index, label, answer: options ? value || label : (typed[type] ?? `Answer ${index}`) };
  });
  const before = performance.now();
  const outcomes = await fillwright.guard.withGuard(() => fillwright.inject.injectAll(writes, location.origin));
  const end = performance.now();
  const filled = outcomes.filter(({ state }) => state === "filled").length;
  return { fields: fields.length, filled, scrape_ms: scraped - start, inject_ms: end - before };
})()
""".replace("FACTS", str(FACTS))


def read_pages(bench: Bench) -> None:
    """Read and fill a form of 75 fields on fresh pages, and read large pages."""
    with TemporaryDirectory(prefix="fillwright-bench-") as folder:
        asyncio.run(_form(bench, Path(folder)))
        asyncio.run(_large(bench, Path(folder)))


async def _form(bench: Bench, folder: Path) -> None:
    page = folder / "form.html"
    page.write_text(page_forms.page(page_forms.form(FIELDS)), "utf-8")
    async with scraper(last="page/guard.js") as browser:
        found = [await browser.run(page, _TIMED) for _ in bench.repeats(15, 5)]
    if any(each["fields"] != FIELDS or each["filled"] != FACTS for each in found):
        raise RuntimeError(f"not every field was read or filled: {found[0]}")
    bench.put(f"pages.scrape{FIELDS}_ms", median(each["scrape_ms"] for each in found))
    bench.put(f"pages.inject{FACTS}_ms", median(each["inject_ms"] for each in found))


async def _large(bench: Bench, folder: Path) -> None:
    count = MANY // 10 if bench.quick else MANY
    paths = [folder / f"{seed}.html" for seed in range(count)]
    for seed, path in enumerate(paths):
        path.write_text(page_forms.large(LARGE, seed), "utf-8")
    started = perf_counter()
    found = [len(each.get("fields", [])) async for each in scrape_pages(paths)]
    if set(found) != {page_forms.AROUND}:
        raise RuntimeError(f"not every field of a large page was read: {found}")
    bench.put(f"pages.large{MANY}_s", (perf_counter() - started) * MANY / count)
