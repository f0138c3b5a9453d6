"""The stores' packages: what is in them, and what keeps a bad one back. `scripts/check` has the linter judge both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import fillwright
from tests.support.rooms import ROOT
from tools.package import STORES, Store, contents, passes

SMALLEST = {
    "manifest_version": 3,
    "name": "A small extension",
    "version": "1.0.0",
    "background": {"scripts": ["background.js"]},
    "browser_specific_settings": {
        "gecko": {"id": "small@example.com", "data_collection_permissions": {"required": ["none"]}}
    },
}


def small(script: bytes) -> dict[str, bytes]:
    return {"manifest.json": json.dumps(SMALLEST).encode(), "background.js": script}


@pytest.mark.parametrize("store", STORES)
def test_a_package_holds_the_extension_as_it_stands_and_nothing_of_developers(store: Store) -> None:
    parts = contents(store)
    shipped = {name: data for name, data in parts.items() if name != "manifest.json"}
    source = ROOT / "extension"
    assert shipped == {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in source.rglob("*")
        if path.is_file() and path.name != "manifest.json" and path.parent != source / "types"
    }


@pytest.mark.parametrize(("store", "gone"), [("chromium", "key"), ("firefox", "minimum_chrome_version")])
def test_a_manifest_names_only_what_its_store_takes(store: Store, gone: str) -> None:
    manifest = json.loads(contents(store)["manifest.json"])
    assert gone not in manifest
    assert manifest["version"] == fillwright.__version__
    assert all((ROOT / "extension" / Path(icon)).is_file() for icon in manifest["icons"].values())


def test_the_linter_keeps_a_package_with_a_warning_back() -> None:
    assert passes(small(b"console.log(1);"))
    assert not passes(small(b"eval(location.hash);"))
