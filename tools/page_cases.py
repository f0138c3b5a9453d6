"""A case of `tests/pages` filled in a real browser: what its controls held before, held then, and hold after Undo.

`answers.json` holds the person's own answers to the page's questions, `{label: answer}`; what is not in it comes from
the sample profile. `filled.json` is what should have changed: `controls`, those that hold something else than before
(page_state.js names them), `submission`, what a page that keeps its state in scripts says of it, `left`, the questions
that nothing was written to, with the state in which the panel shows them, and `stuck` where the page lets nobody empty
a control again: those that differ, and what the panel has `said` of it.
"""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from fillwright.demo import folder_site, make_home
from fillwright.profile import ProfileStore
from fillwright.storage import AnswerMemory, Database
from tools.browsers import start
from tools.browsers.machine import Machine
from tools.browsers.panel import fill_page, press, rows, text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from fillwright.paths import Home
    from tools.browsers import Browser

EXTENSION: Final = Path(__file__).parents[1] / "extension"
ANSWERS: Final = "answers.json"
FILLED: Final = "filled.json"
PAGE_STATE: Final = Path(__file__).with_name("page_state.js").read_text("utf-8")
FILES: Final = {"leonie-brandner-cv.pdf": 3000, "leonie-brandner-letter.pdf": 2000}
"""What the sample person has stored, with sizes in bytes."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A page before and after, each as page_state.js tells it."""

    before: dict[str, Any]
    after: dict[str, Any]
    undone: dict[str, Any]
    left: dict[str, str]
    said: str

    def changes(self) -> dict[str, Any]:
        """Return what `filled.json` keeps."""
        kept = {"controls": _others(self.before["controls"], self.after["controls"]), "left": self.left}
        if self.after["submission"] is not None:
            kept["submission"] = self.after["submission"]
        if not self.is_undone:
            kept["stuck"] = {"said": self.said, **_others(self.before["controls"], self.undone["controls"])}
        return kept

    @property
    def is_undone(self) -> bool:
        """Whether everything is as before: controls, each form's FormData, and what the page says of itself."""
        return self.before == self.undone and self.said == "The form is as it was"


def _others(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the controls that hold something else `after`."""
    return {name: value for name, value in after.items() if before.get(name) != value}


async def state(browser: Browser) -> dict[str, Any]:
    """Return `{controls, forms, submission}` of the page as it stands."""
    found: dict[str, Any] = await browser.evaluate(PAGE_STATE)
    return found


async def say(home: Home, answers: Mapping[str, Any]) -> None:
    """Make `answers` the person's own, in place of all that were there."""
    database = await Database.open(home.answers)
    try:
        memory = AnswerMemory(database)
        await memory.forget_all()
        for question, answer in answers.items():
            await memory.pin(question, answer)
    finally:
        await database.close()


class CaseFiller:
    """One browser on a machine of its own that fills cases, one after the other; made by `case_filler()`."""

    def __init__(self, browser: Browser, home: Home, site: str, pages: Path) -> None:
        self._browser, self._home, self._site, self._pages = browser, home, site, pages

    async def fill(self, slug: str) -> Filled:
        """Fill the page of the case `slug` by one press and undo it by another."""
        folder, browser = self._pages / slug, self._browser
        await say(self._home, json.loads((folder / ANSWERS).read_text("utf-8")))
        await browser.open(f"{self._site}{slug}/source.html")
        before = await state(browser)
        await fill_page(browser)
        after = await state(browser)
        left = {label: stated for label, stated in (await rows(browser)).items() if stated != "filled"}
        await press(browser, "undo", "undone")
        await browser.watch_panel("(root) => !root.getElementById('again').hidden")
        return Filled(before, after, await state(browser), left, await text(browser, "title"))


@asynccontextmanager
async def case_filler(name: str, pages: Path) -> AsyncIterator[CaseFiller]:
    """Run the browser `name` with the extension and the real host for the time of the block."""
    with TemporaryDirectory() as folder, folder_site(pages) as site:
        machine = Machine(Path(folder), {"FILLWRIGHT_PROVIDER": "drafts"})
        make_home(machine.home.root)
        store_files(machine.home)
        await machine.install_host()
        try:
            async with start(name, folder=machine.folder, extension=EXTENSION, environ=machine.environ) as browser:
                yield CaseFiller(browser, machine.home, site, pages)
        finally:
            await machine.end_server()


def store_files(home: Home) -> None:
    """Store FILES for the sample person."""
    files = ProfileStore(home).files
    for name, size in FILES.items():
        files.put(name, b"%" * size)


def render_filled(changes: Mapping[str, Any]) -> str:
    """Return `filled.json` with a line for each control."""

    def lines(part: object) -> str:
        if not isinstance(part, dict) or not part:
            return json.dumps(part, ensure_ascii=False)
        rows = (
            f"    {json.dumps(name, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"
            for name, value in part.items()
        )
        return "{\n" + ",\n".join(rows) + "\n  }"

    parts = (f"  {json.dumps(name)}: {lines(part)}" for name, part in changes.items())
    return "{\n" + ",\n".join(parts) + "\n}\n"
