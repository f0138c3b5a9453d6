"""Test cases of the scraper: `tests/pages/SLUG/source.html` and what is read from it, `fields.json`.

    scripts/new_page SLUG PAGE.html   copies the page and writes what is read from it
    scripts/new_page SLUG…            reads these cases again
    scripts/new_page --all            reads every case again
    scripts/new_page --fill SLUG…     fills these cases in Chromium and writes what has changed, `filled.json`

What was written is to be compared with the page by eye, field by field, before it is kept.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tools.browsers import BrowserError
from tools.page_cases import ANSWERS, FILLED, case_filler, render_filled
from tools.scrape import scrape_pages, show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAGES: Final = Path(__file__).parents[1] / "tests" / "pages"
SOURCE: Final = "source.html"
EXPECTED: Final = "fields.json"


def expectation(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a case keeps of a page that was read: `{fields, left, job}`, nothing of this run or this machine."""
    fields = [{key: value for key, value in field.items() if key != "dom"} for field in found["fields"]]
    job = {key: value for key, value in found["job"].items() if key != "url"}
    return {"fields": fields, "left": found["left"], "job": job}


def render(expected: Mapping[str, Any]) -> str:
    """Return an expectation as JSON with a line for each field, so that a change shows as the fields it touches."""

    def rows(values: Sequence[object]) -> str:
        lines = ",\n".join(f"    {json.dumps(value, ensure_ascii=False)}" for value in values)
        return f"[\n{lines}\n  ]" if values else "[]"

    job = json.dumps(expected["job"], ensure_ascii=False)
    return f'{{\n  "fields": {rows(expected["fields"])},\n  "left": {rows(expected["left"])},\n  "job": {job}\n}}\n'


async def read_again(slugs: Sequence[str]) -> int:
    """Read the cases and write their expectations; returns the exit code."""
    failed = 0
    async for found in scrape_pages([PAGES / slug / SOURCE for slug in slugs], live=True):
        show(found)
        if "error" in found:
            failed = 1
            continue
        Path(found["page"]).with_name(EXPECTED).write_text(render(expectation(found)), "utf-8")
    return failed


async def fill_again(slugs: Sequence[str]) -> int:
    """Fill the cases and write what has changed; one without the person's answers gets an empty file of them."""
    async with case_filler("chromium", PAGES) as filler:
        for slug in slugs:
            answers = PAGES / slug / ANSWERS
            if not answers.exists():
                answers.write_text("{}\n", "utf-8")
            found = await filler.fill(slug)
            (PAGES / slug / FILLED).write_text(render_filled(found.changes()), "utf-8")
            undone = "" if found.is_undone else f"; {found.said}"
            print(f"{slug}: {len(found.changes()['controls'])} changed, {len(found.left)} left{undone}")
    return 0


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="scripts/new_page", description="Make or renew test cases of the scraper.")
    parser.add_argument("names", nargs="*", metavar="SLUG", help="a case; for a new one, then the page to copy")
    parser.add_argument("--all", action="store_true", help="read every case again")
    parser.add_argument("--fill", action="store_true", help="fill the cases in Chromium and write what has changed")
    given = parser.parse_args()
    match given.names:
        case [] if given.all:
            slugs = sorted(folder.name for folder in PAGES.iterdir())
        case [slug, page] if not given.fill and not (PAGES / page / SOURCE).exists():
            (PAGES / slug).mkdir(exist_ok=True)
            shutil.copyfile(page, PAGES / slug / SOURCE)
            slugs = [slug]
        case [_, *_]:
            slugs = given.names
        case _:
            parser.error("name a case, or --all")
    try:
        return asyncio.run(fill_again(slugs) if given.fill else read_again(slugs))
    except BrowserError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
