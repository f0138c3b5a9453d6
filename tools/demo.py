"""The whole line on sample data: a form answered through the real bridge and server, and filled in real browsers.

    python -m tools.demo [--no-browser] [--json]

First the demo page's 20 fields go through the bridge, as `fillwright demo` has it; then every browser found here opens
the page itself and the extension fills it. A picture of each is written to dist/demo-BROWSER.png. With `--json` stdout
holds `{responses, summary}` and nothing else. Exit code 1 where a field holds anything wrong or more than two are left.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fillwright.cli.tables import show_responses
from fillwright.demo import (
    NEXT_STEPS,
    Judgement,
    answer_form,
    judge_answers,
    judge_page,
    make_home,
    page_site,
    read_request,
    serving,
)
from tools.browsers import NAMES, find, start
from tools.browsers.machine import Machine
from tools.browsers.panel import fill_page, read_form

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

ROOT: Final = Path(__file__).parents[1]
ENOUGH: Final = 18
WINDOW: Final = (1600, 2300)


def main() -> int:
    """Run the demo and return its exit code."""
    parser = argparse.ArgumentParser(prog="scripts/demo", description="Show the whole line on sample data.")
    parser.add_argument("--no-browser", action="store_true", help="leave the browsers out")
    parser.add_argument("--json", action="store_true", help="write {responses, summary} to stdout, progress to stderr")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fillwright-demo-") as folder:
        machine = Machine(Path(folder), {"FILLWRIGHT_PROVIDER": "drafts"})
        make_home(machine.home.root)
        say("Answering a form of 20 fields through the bridge and the server, with a sample profile …")
        with serving(machine.environ):
            reply = answer_form(machine.environ)
        if arguments.json:
            print(json.dumps(reply, ensure_ascii=False, indent=2))
        else:
            show_responses(reply)
        sys.stdout.flush()
        judgements = [judge_answers(reply["responses"])]
        report("the form", judgements[0], reasons(reply))
        if not arguments.no_browser:
            judgements += asyncio.run(fill_in_browsers(machine, reasons(reply)))
    if not arguments.json:
        print(f"\n{NEXT_STEPS}\nHere the command is {Path(sys.executable).with_name('fillwright')}.")
    return 0 if all(len(each.answered) >= ENOUGH and not each.wrong for each in judgements) else 1


async def fill_in_browsers(machine: Machine, why: Mapping[str, str]) -> list[Judgement]:
    """Let the extension fill the page in every browser found, and return how each page ended."""
    found = [name for name in NAMES if find(name)]
    if not found:
        say("Neither Chromium nor Firefox is installed, and apt could not install them: no page was filled.")
        return []
    await machine.install_host()
    judgements = []
    try:
        for name in found:
            judgements.append(await fill_in(name, machine))
            report(f"the page in {name.capitalize()}", judgements[-1], why)
    finally:
        await machine.end_server()
    return judgements


async def fill_in(name: str, machine: Machine) -> Judgement:
    """Fill the page in the browser `name` by its toolbar button, photograph it, and judge what it would submit."""
    say(f"Filling the page in {name.capitalize()} by the extension's button …")
    picture = ROOT / "dist" / f"demo-{name}.png"
    picture.parent.mkdir(exist_ok=True)
    with page_site() as url:
        async with start(
            name, folder=machine.folder, extension=ROOT / "extension", environ=machine.environ, size=WINDOW
        ) as browser:
            await browser.open(url)
            await fill_page(browser)
            judgement = judge_page(await read_form(browser))
            await browser.screenshot(picture)
    say(f"  picture: {picture.relative_to(ROOT)}")
    return judgement


def reasons(reply: Mapping[str, Any]) -> dict[str, str]:
    """Return why fields have no answer, by name."""
    return {each["id"]: each["reason"] or each["status"] for each in reply["responses"] if each["status"] != "answered"}


def report(what: str, judgement: Judgement, why: Mapping[str, str]) -> None:
    """Say how many fields of `what` are filled, and name the others with their reason."""
    asked = [field["id"] for field in read_request()["fields"]]
    say(f"  {what}: {len(judgement.answered)} of {len(asked)} fields answered, {len(judgement.wrong)} wrong")
    for name in judgement.wrong:
        say(f"    wrong: {name}")
    for name in judgement.left:
        if name in asked:
            say(f"    left: {name} ({why.get(name, 'the page did not take the answer')})")


def say(text: str) -> None:
    """Write a line of progress."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
