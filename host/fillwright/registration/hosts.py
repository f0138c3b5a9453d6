"""Host manifests: what tells a browser where the host is and which extensions may start it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fillwright.bridge import host_name, manifest_folder, shipped_ids
from fillwright.errors import InvalidRequest
from fillwright.paths import Home
from fillwright.registration.browsers import Browser, Kind
from fillwright.registration.launcher import launcher_folder
from fillwright.registration.machine import Machine

_CHROMIUM_ID = re.compile(r"[a-p]{32}")
_FIREFOX_ID = re.compile(r"[A-Za-z0-9._-]*@[A-Za-z0-9._-]+|\{[0-9A-Fa-f-]{36}\}")
_ORIGIN = re.compile(r"chrome-extension://([a-p]{32})/")


@dataclass(frozen=True)
class Place:
    """Where one browser finds its host manifest: a file and, on Windows, the registry key that names it."""

    file: Path
    key: str | None


def manifest_place(browser: Browser, home: Home) -> Place:
    """Return where the manifest of `browser` belongs."""
    name = host_name()
    if browser.hosts is not None:
        return Place(browser.hosts / f"{name}.json", None)
    return Place(launcher_folder(home) / browser.kind / f"{name}.json", f"{browser.key}\\{name}")


def kind_of_id(extension_id: str) -> Kind:
    """Return which kind of browser an extension id belongs to; raises InvalidRequest for what is none."""
    if _CHROMIUM_ID.fullmatch(extension_id):
        return "chromium"
    if _FIREFOX_ID.fullmatch(extension_id):
        return "firefox"
    raise InvalidRequest(f"{extension_id!r} is not an extension's id.", field="extension_ids")


def make_manifest(kind: Kind, launcher: Path, added: Iterable[str]) -> bytes:
    """Return the manifest that lets the shipped extension ids, and those `added` of this kind, start `launcher`."""
    manifest: dict[str, Any] = json.loads((manifest_folder() / f"{kind}.json").read_bytes())
    ids = dict.fromkeys([*shipped_ids()[kind], *(one for one in sorted(added) if kind_of_id(one) == kind)])
    manifest["path"] = str(launcher)
    if kind == "chromium":
        manifest["allowed_origins"] = [f"chrome-extension://{extension_id}/" for extension_id in ids]
    else:
        manifest["allowed_extensions"] = list(ids)
    return json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n"


def read_manifest(place: Place, machine: Machine) -> dict[str, Any] | None:
    """Return what the browser would find, None where it finds nothing; raises ValueError for what is no manifest."""
    file = place.file
    if place.key is not None:
        registered = machine.registry.read(place.key)
        if registered is None:
            return None
        file = Path(registered)
    try:
        manifest = json.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    if not isinstance(manifest, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - like every other fault of the file
    return manifest


def allowed_ids(manifest: dict[str, Any]) -> list[str]:
    """Return the extension ids a manifest lets in."""
    origins = [_ORIGIN.fullmatch(str(origin)) for origin in manifest.get("allowed_origins", [])]
    addons = [str(addon) for addon in manifest.get("allowed_extensions", [])]
    return [found[1] for found in origins if found] + [addon for addon in addons if _FIREFOX_ID.fullmatch(addon)]


def added_ids(places: Iterable[Place], machine: Machine) -> set[str]:
    """Return the ids in the installed manifests at `places` that are not shipped: the person added them."""
    found: set[str] = set()
    for place in places:
        try:
            manifest = read_manifest(place, machine)
        except (ValueError, OSError):
            continue
        found.update(allowed_ids(manifest or {}))
    shipped = shipped_ids()
    return found - {*shipped["chromium"], *shipped["firefox"]}
