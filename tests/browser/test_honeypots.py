"""Fields that a person can't see, beside as many that they can, in both browsers."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from fillwright.demo import folder_site
from tests.support.rooms import Room
from tools.browsers.panel import open_panel, press

pytestmark = pytest.mark.browser

WAYS = tomllib.loads(Path(__file__).with_name("honeypots.toml").read_text(encoding="utf-8"))
LEAST_WAYS = 30
LEAST_SEEN = 0.98
ASKED = ("E-mail", "City", "Phone number", "LinkedIn profile")


def field(name: str, number: int) -> str:
    label = ASKED[number % len(ASKED)]
    return f'<div><label for="{name}">{label}</label> <input id="{name}" name="{name}"></div>'


def page() -> str:
    """The form: each trap followed by a field that is seen, and `hideLater()` for the fields that are hidden later."""
    parts, later = [], []
    for number, shape in enumerate(WAYS["hidden"].values()):
        parts.append(shape.replace("{field}", field(f"trap{number}", number)))
        parts.append(field(f"seen{number}", number))
    for number, script in enumerate(WAYS["later"].values()):
        parts.append(f'<div id="box{number}">{field(f"swapped{number}", number)}</div>')
        later.append(f'{{ const box = document.getElementById("box{number}"); {script}; }}')
    return (
        "<!doctype html><title>Apply</title>"
        "<style>.contact-extra { display: none } .odd > :nth-child(2) { opacity: 0 } body { margin: 20px }"
        " .melted { color: white } .melted input { color: inherit; background: none; border: 0; outline: 0 }</style>"
        f"<h1>Apply for this job</h1><form>{''.join(parts)}<button>Send</button></form>"
        f"<script>window.hideLater = () => {{ {' '.join(later)} }};</script>"
    )


async def test_no_hidden_field_is_filled_and_those_seen_are(room: Room, tmp_path: Path) -> None:
    assert len(WAYS["hidden"]) + len(WAYS["later"]) >= LEAST_WAYS
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "honeypots.html").write_text(page(), encoding="utf-8")
    settings = {"FILLWRIGHT_PROVIDER": "drafts"}
    with folder_site(folder) as site:
        async with room.machine(settings) as machine, room.browser(machine) as browser:
            await browser.open(f"{site}honeypots.html")
            await open_panel(browser)
            await browser.evaluate("() => hideLater()")
            await press(browser, "fill", "done")
            filled = await browser.evaluate(
                "() => [...document.querySelectorAll('input')].filter((input) => input.value).map((input) => input.id)"
            )
    ways = list(WAYS["hidden"])
    assert [ways[int(name[4:])] for name in filled if name.startswith("trap")] == []
    assert [name for name in filled if name.startswith("swapped")] == []
    seen = [name for name in filled if name.startswith("seen")]
    assert len(seen) >= LEAST_SEEN * len(ways), sorted({f"seen{at}" for at in range(len(ways))} - set(seen))
