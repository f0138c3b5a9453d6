from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest

from fillwright.bridge import callers
from fillwright.bridge.callers import check_caller, host_name, manifest_folder, shipped_ids
from fillwright.errors import Forbidden

CHROMIUM = "phkeggjcnlhhbdccojjfgagelifdcgmp"
OTHER = "a" * 32
FIREFOX = "extension@fillwright.io"
MANIFEST = "/home/a/.mozilla/native-messaging-hosts/io.fillwright.host.json"


def test_the_shipped_chromium_extension_may_call() -> None:
    assert check_caller([f"chrome-extension://{CHROMIUM}/"]) == CHROMIUM


def test_chromium_on_windows_adds_its_window() -> None:
    assert check_caller([f"chrome-extension://{CHROMIUM}/", "--parent-window=12345"]) == CHROMIUM


def test_the_shipped_firefox_extension_may_call() -> None:
    assert check_caller([MANIFEST, FIREFOX]) == FIREFOX


def test_an_added_extension_may_call() -> None:
    assert check_caller([f"chrome-extension://{OTHER}/"], [OTHER]) == OTHER
    assert check_caller([MANIFEST, "mine@example.org"], ["mine@example.org"]) == "mine@example.org"


@pytest.mark.parametrize(
    "words",
    [
        [],
        [""],
        ["--parent-window=1"],
        [CHROMIUM],
        [f"chrome-extension://{OTHER}/"],
        [f"chrome-extension://{CHROMIUM}"],
        [f"chrome-extension://{CHROMIUM}/x"],
        [f"chrome-extension://{CHROMIUM}/\n"],
        [f"chrome-extension://{CHROMIUM.upper()}/"],
        [f"moz-extension://{CHROMIUM}/"],
        [f"https://{CHROMIUM}/"],
        [f"chrome-extension://{CHROMIUM}/", f"chrome-extension://{OTHER}/"],
        [f"chrome-extension://{CHROMIUM}/", "--allow=x"],
        [FIREFOX],
        [MANIFEST],
        [MANIFEST, "other@example.org"],
        [MANIFEST, CHROMIUM],
        ["/home/a/other.json", FIREFOX],
        [MANIFEST, FIREFOX, FIREFOX],
    ],
)
def test_nobody_else_may(words: list[str]) -> None:
    with pytest.raises(Forbidden):
        check_caller(words)


def test_the_chromium_id_is_that_of_the_extensions_key() -> None:
    key = json.loads((manifest_folder().parent / "extension" / "manifest.json").read_bytes())["key"]
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()[:32]
    assert shipped_ids()["chromium"] == ["".join(chr(ord("a") + int(digit, 16)) for digit in digest)]


def test_the_firefox_id_is_the_extensions() -> None:
    manifest = json.loads((manifest_folder().parent / "extension" / "manifest.json").read_bytes())
    assert shipped_ids()["firefox"] == [manifest["browser_specific_settings"]["gecko"]["id"]]


def test_a_wheel_has_the_ids_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "fillwright" / "registration" / "manifest"
    folder.mkdir(parents=True)
    monkeypatch.setattr(callers, "__file__", str(tmp_path / "fillwright" / "bridge" / "callers.py"))
    assert manifest_folder() == folder


def test_the_host_has_one_name_everywhere() -> None:
    names = {json.loads((manifest_folder() / f"{kind}.json").read_bytes())["name"] for kind in ("chromium", "firefox")}
    assert names == {host_name()} == {"io.fillwright.host"}
