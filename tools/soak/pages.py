"""Made-up pages filled in real browsers while a hostile provider answers: what then stands in their controls."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from contextlib import asynccontextmanager
from itertools import cycle, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from fillwright.demo import folder_site, make_home
from fillwright.profile import ProfileStore
from fillwright.text import clean, utf16_length
from tools.bench.clients import ProviderServer
from tools.bench.processes import ROOT, listening
from tools.browsers import NAMES, Browser, start
from tools.browsers.machine import Machine
from tools.browsers.panel import fill_page
from tools.page_cases import say
from tools.soak.hostile import NEVER, texts
from tools.soak.machine import openai_at
from tools.soak.page_maker import MARKUP, Page, make_page
from tools.soak.person import found_in, marked_profile

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

Answer = tuple[str, dict[str, object]]

ECHO: Final = "I would take my time over this: {question}"
"""An answer that says which question it is for."""
_TALK: Final = re.compile(r"(sure|certainly|okay)?\W*(here (is|are)|below is)\b", re.IGNORECASE)
PACKS: Final = ("true", "missing", "extra", "doubled", "invalid", "shuffled", "prose")
FORBIDDEN: Final = NEVER | {"contact"}

_STATE: Final = """
() => ({
  ...window.seen,
  elements: document.querySelectorAll("form *").length,
  values: Object.fromEntries(
    [...document.forms[0].elements].filter((each) => each.name).map((each) => [each.name, each.value]),
  ),
})
"""
_MARKUP_IN_PANEL: Final = """
(root) => root.querySelectorAll(
  "#rows :is(script, img, svg, iframe, object, embed, video, audio, math, base, meta)",
).length
"""


def pages(*, pages: int, seed: int = 1) -> dict[str, Any]:
    """Fill `pages` pages, a part of them in each browser, and return the figures."""
    return asyncio.run(_pages(pages, Random(seed)))  # noqa: S311 - repeatable, not secret


async def _pages(count: int, source: Random) -> dict[str, Any]:
    made = [(make_page(number, source), answer) for number, answer in enumerate(islice(_answers(), count))]
    tally = Tally()
    with listening("tools.provider_server") as provider:
        control = ProviderServer(provider.url)
        for part, name in enumerate(NAMES):
            async with _browser(name, provider.url) as (browser, machine, site):
                for number in range(part * count // len(NAMES), (part + 1) * count // len(NAMES)):
                    page, (kind, config) = made[number]
                    await asyncio.to_thread(control.configure, **config)
                    await say(machine.home, {page.pinned[0]: page.pinned[1]})
                    (site[1] / f"{number}.html").write_text(page.html, encoding="utf-8")
                    await browser.open(f"{site[0]}{number}.html")
                    before = await browser.evaluate(_STATE)
                    await fill_page(browser)
                    tally.add(kind, page, before, await browser.evaluate(_STATE))
                    tally.markup_in_panel += await browser.in_panel(_MARKUP_IN_PANEL)
    return {"pages": count, "browsers": len(NAMES), **tally.figures()}


def _answers() -> Iterator[Answer]:
    """Yield (kind, the provider's configuration) without an end: packs that lie, hostile texts, markup, in turn."""
    packs: Iterator[Answer] = cycle([(_kind(pack), {"answer": ECHO, "pack": pack}) for pack in PACKS])
    hostile: Iterator[Answer] = cycle([(kind, {"answer": text}) for kind, text in texts()])
    markup: Iterator[Answer] = cycle([("script", {"answer": text}) for text in MARKUP])
    for _ in cycle([None]):
        yield from (next(packs), next(hostile), next(markup), next(hostile))


def _kind(pack: str) -> str:
    """Return what is expected of a pack: one in prose answers no question by name."""
    return pack if pack == "prose" else "pack"


@asynccontextmanager
async def _browser(name: str, provider: str) -> AsyncIterator[tuple[Browser, Machine, tuple[str, Path]]]:
    """Run a browser on a machine of the marked person, whose server asks `provider`; and a site of one's own."""
    with TemporaryDirectory(prefix="fillwright-soak-") as folder:
        place = Path(folder) / "site"
        place.mkdir()
        settings = {**openai_at(provider), "FILLWRIGHT_PACKING": "auto"}
        machine = Machine(Path(folder), settings)
        make_home(machine.home.root)
        ProfileStore(machine.home).save(marked_profile())
        await machine.install_host()
        try:
            extension = ROOT / "extension"
            with folder_site(place) as site:
                async with start(name, folder=machine.folder, extension=extension, environ=machine.environ) as browser:
                    yield browser, machine, (site, place)
        finally:
            await machine.end_server()


class Tally:
    """What stood in the controls of all pages so far."""

    def __init__(self) -> None:
        self.markup_in_panel = 0
        self._sums: Counter[str] = Counter()
        self._examples: list[str] = []

    def add(self, kind: str, page: Page, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Judge one page before and after it was filled, `kind` being what the provider answered with."""
        values: dict[str, str] = after["values"]
        self._sums["controls"] += len(values)
        self._sums["scripts_ran"] += after["ran"]
        self._sums["submitted"] += after["submitted"]
        self._sums["elements_made"] += after["elements"] - before["elements"]
        for name, right in page.facts.items():
            self._sums["facts_filled"] += values[name] == right
            self._note("facts_shifted", values[name] not in {right, ""}, f"{name}: {values[name]}")
        self._sums["own_filled"] += values["own"] == page.pinned[1]
        self._note("own_altered", values["own"] not in {page.pinned[1], ""}, values["own"])
        for name, question in page.written.items():
            self._written(kind, values[name], question, page.limits.get(name))

    def _written(self, kind: str, value: str, question: str, limit: int | None) -> None:
        self._sums["written"] += bool(value)
        self._sums["honest_asked"] += kind == "pack"
        self._sums["honest_written"] += kind == "pack" and bool(value)
        self._note("foreign_values", bool(found_in(value)), value)
        self._note("forbidden", bool(value) and kind in FORBIDDEN, f"{kind}: {value}")
        self._note("written_shifted", kind == "pack" and bool(value) and question[:40] not in value, value)
        self._note("talk_about_the_answer", bool(_TALK.match(value)), value)
        self._note("over_the_limit", limit is not None and utf16_length(value) > limit, value)
        self._note("unclean", clean(value) != value, value)

    def _note(self, name: str, wrong: bool, shown: str) -> None:  # noqa: FBT001 - a judgement
        self._sums[name] += wrong
        if wrong:
            self._examples.append(f"{name}: {shown[:80]}")

    def figures(self) -> dict[str, Any]:
        """Return the sums; `examples` are what was wrong."""
        return {**self._sums, "markup_in_panel": self.markup_in_panel, "examples": self._examples[:20]}
