"""What the stores ask for is there, within their limits, and says what the manifest says."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest

from tests.support.rooms import ROOT

STORE = ROOT / "store"
MANIFEST: dict[str, Any] = json.loads((ROOT / "extension" / "manifest.json").read_text("utf-8"))
LANGUAGES = sorted(path.name for path in (ROOT / "extension" / "_locales").iterdir())
PERMISSIONS = (STORE / "permissions.md").read_text("utf-8")

SUMMARY = 132
"""The longest summary of Chrome's store; Mozilla's may have 250."""
DESCRIPTION = 15_000
"""The longest description of Mozilla's store; Chrome's may have 16,000."""
MOST_SCREENSHOTS = 5
SCREENSHOT = (1280, 800)
TILE = (440, 280)


def size_of(picture: Path) -> tuple[int, int]:
    """Return width and height of a PNG file; Chrome's store takes no transparent one."""
    head = picture.read_bytes()[:26]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, _, colours = struct.unpack(">IIBB", head[16:26])
    assert colours == 2, f"{picture.name} has an alpha channel"
    return width, height


def test_every_language_of_the_extension_has_a_listing() -> None:
    assert sorted(path.stem for path in (STORE / "listing").glob("*.txt")) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_listing_keeps_the_stores_limits_and_the_manifest_s_words(language: str) -> None:
    texts = json.loads((ROOT / "extension" / "_locales" / language / "messages.json").read_text("utf-8"))
    title, summary, description = (STORE / "listing" / f"{language}.txt").read_text("utf-8").split("\n\n", 2)
    assert (title, summary) == (texts["name"]["message"], texts["description"]["message"])
    assert len(summary) <= SUMMARY
    assert len(description) <= DESCRIPTION
    assert "fillwright install" in description


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_a_listing_says_as_much_as_the_english_one(language: str) -> None:
    english, other = ((STORE / "listing" / f"{each}.txt").read_text("utf-8") for each in ("en", language))
    assert [line[:1] == "•" for line in other.splitlines()] == [line[:1] == "•" for line in english.splitlines()]


def test_each_permission_is_justified_and_no_other() -> None:
    told = set(re.findall(r"`([^`]+)`", "\n".join(re.findall(r"^### .*", PERMISSIONS, flags=re.MULTILINE))))
    assert told == {*MANIFEST["permissions"], *MANIFEST["optional_host_permissions"]}


def test_the_kinds_of_data_are_those_of_the_manifest() -> None:
    gecko = MANIFEST["browser_specific_settings"]["gecko"]["data_collection_permissions"]
    rows = [line.split("|") for line in PERMISSIONS.splitlines() if line.startswith("| ") and "`" in line]
    assert {row[3].strip(" `") for row in rows} == {*gecko["required"], *gecko.get("optional", [])}


def test_the_screenshots_have_the_stores_size() -> None:
    pictures = sorted((STORE / "screenshots").glob("*.png"))
    assert 1 <= len(pictures) <= MOST_SCREENSHOTS
    assert {picture.name: size_of(picture) for picture in pictures} == {each.name: SCREENSHOT for each in pictures}
    assert size_of(STORE / "tile.png") == TILE


def test_the_policy_names_everything_the_extension_keeps() -> None:
    """Each module that writes into the browser's storage has its words in the policy: no new one is forgotten."""
    words = {
        "kept.js": ["last review of each tab", "starts anew because its files were renewed"],
        "never.js": ["never want asked"],
        "first_run.js": ["how far the first run has come"],
        "stale.js": ["when it last started anew"],
        "wishes.js": ["made which wish", "without a press on the plan"],
    }
    sources = {path.name: path.read_text("utf-8") for path in (ROOT / "extension").rglob("*.js")}
    assert {name for name, text in sources.items() if re.search(r"storage\.\w+\.set\(", text)} == set(words)
    policy = re.sub(r"\s+", " ", (STORE / "privacy-policy.md").read_text("utf-8"))
    assert [said for every in words.values() for said in every if said not in policy] == []
