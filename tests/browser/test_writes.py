"""The page scripts write in a page of their own: what a rule alone hides in the meantime is not written into."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tools.scrape import scraper

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages-read")]

_WRITE: Final = """
(async () => {
  const { fields } = fillwright.scrape.scrape();
  const writes = fields.map((_, index) => ({ index, label: null, answer: "Ada" }));
  const outcomes = await fillwright.inject.injectAll(writes, location.origin);
  const values = [...document.querySelectorAll("input")].map(({ value }) => value);
  return { left: outcomes.map(({ reason }) => reason ?? ""), values };
})()
"""
_PAGE: Final = """
<style>form:has(#name:not(:placeholder-shown)) .next {{ {hiding} }}</style>
<form><label>Name <input id="name" placeholder="Name"></label>
<div class="next"><label>Rank <input></label></div><label>Ship <input></label></form>
"""


@pytest.mark.parametrize("hiding", ["display: none", "visibility: hidden", "opacity: 0", "content-visibility: hidden"])
async def test_what_a_rule_alone_hides_meanwhile_is_left(tmp_path: Path, hiding: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(_PAGE.format(hiding=hiding), "utf-8")
    async with scraper(last="page/guard.js") as browser:
        found = await browser.run(page, _WRITE)
    assert found == {"left": ["", "hidden", ""], "values": ["Ada", "", "Ada"]}


async def test_what_is_moved_with_its_host_into_a_hidden_box_is_left(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    fields = "".join(
        f'<x-{name}><template shadowrootmode="open"><label>{name} <input></label></template></x-{name}>'
        for name in ("name", "rank")
    )
    page.write_text(f'<form>{fields}</form><div id="box" style="display: none"></div>', "utf-8")
    move = """
      const [name, rank] = ["x-name", "x-rank"].map((host) => document.querySelector(host));
      name.addEventListener("input", () => document.getElementById("box").append(rank));
    """
    async with scraper(last="page/guard.js") as browser:
        found = await browser.run(page, f"{move}\n{_WRITE}")
    assert found["left"] == ["", "hidden"]
