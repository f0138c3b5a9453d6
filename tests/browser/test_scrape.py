"""`scripts/scrape`: the extension's scraper on saved pages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tools.scrape import run, scrape_pages

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages-read")]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with pages that try what saved pages must not do, and one that is not there."""
    pages = {
        "label": '<form><label>Name <input id="n" name="full"></label></form>',
        "group": '<div data-field-path="path.1"><p>Remote?</p><button>Yes</button><button>No</button>'
        '<input type="checkbox" name="remote" style="display:none"></div>',
        "script": '<form><label id="q">Name <input></label></form><script>q.firstChild.data = "Changed"</script>'
        '<img src="x" onerror="q.remove()">',
        "noscript": "<form><label>Name <input></label><noscript><label>Copy <input></label></noscript></form>",
        "away": '<meta http-equiv="refresh" content="0;url=http://example.com/">'
        "<form><label>Name <input></label></form>",
        "closed": '<x-field><template shadowrootmode="closed"><label>Name <input></label></template></x-field>',
        "styled": '<link rel="stylesheet" href="page_files/a.css"><form><label>Name <input></label>'
        '<label class="gone">Trap <input></label></form>',
        "address": '<link rel="canonical" href="https://jobs.lever.co/acme-works/1"><title>Acme - Smith</title>',
        "latin": "<form><label>Prénom <input></label></form>",
    }
    for name, text in pages.items():
        encoding = "latin-1" if name == "latin" else "utf-8"
        (tmp_path / f"{name}.html").write_text(f"<!doctype html><body>{text}</body>", encoding)
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "a.css").write_text(".gone { display: none }", "utf-8")
    return tmp_path


async def _read(folder: Path, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    pages = [folder / f"{name}.html" for name in names]
    return {Path(found["page"]).stem: found async for found in scrape_pages(pages)}


async def test_each_field_names_the_element_it_was_read_from(saved: Path) -> None:
    found = await _read(saved, ["label", "group"])
    assert [field["dom"] for name in ("label", "group") for field in found[name]["fields"]] == [
        {"id": "n", "name": "full", "data_field_path": "", "tag": "input"},
        {"id": "", "name": "remote", "data_field_path": "path.1", "tag": "button"},
    ]


async def test_only_the_page_as_it_was_saved_is_read(saved: Path) -> None:
    names = ["script", "noscript", "away", "closed", "styled", "latin"]
    found = await _read(saved, names)
    labels = {name: [field["label"] for field in found[name]["fields"]] for name in names}
    assert labels == {name: ["Prénom" if name == "latin" else "Name"] for name in names}


async def test_a_page_stands_at_the_address_it_names(saved: Path) -> None:
    found = await _read(saved, ["address"])
    assert found["address"]["job"]["url"] == "https://jobs.lever.co/acme-works/1"
    assert found["address"]["job"]["company"] == "Acme"


async def test_a_page_that_fails_is_a_line_with_an_error_among_the_others(
    saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = await run(
        [saved / "label.html", saved / "none.html", saved / "group.html"], as_json=True, details=False, live=False
    )
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 1
    assert [sorted(line) for line in lines] == [["fields", "ms", "page"], ["error", "page"], ["fields", "ms", "page"]]
