"""The browsers Fillwright can be registered with, from `browsers.toml`, and the choice among them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from fillwright.errors import InvalidRequest
from fillwright.registration.machine import Machine

Kind = Literal["chromium", "firefox"]


@dataclass(frozen=True)
class Browser:
    """One browser on one machine: `hosts` is the folder, `key` the registry key, of its host manifests."""

    id: str
    name: str
    kind: Kind
    present: bool
    hosts: Path | None
    key: str | None


def read_table(name: str) -> dict[str, Any]:
    """Return the data file `name` that lies beside this module."""
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def known_browsers(machine: Machine) -> list[Browser]:
    """Return every browser that exists for this system, in the data file's order.

    A browser is present when its data folder exists (it has been started) or its program is found (it is installed).
    """
    browsers = []
    for browser_id, entry in read_table("browsers.toml").items():
        place = entry.get(machine.system)
        if place is None:
            continue
        started = any(machine.folder(template).is_dir() for template in place["data"])
        present = started or any(map(machine.has_program, place.get("programs", [])))
        hosts = machine.folder(place["hosts"]) if "hosts" in place else None
        browsers.append(Browser(browser_id, entry["name"], entry["kind"], present, hosts, place.get("key")))
    return browsers


def choose_browsers(machine: Machine, name: str | None = None) -> list[Browser]:
    """Return the browser called `name`; without a name those that are present, and where none is, all.

    All, because a registration without its browser does no harm and waits for it: on a fresh machine the browser may
    be installed after Fillwright. Raises InvalidRequest for a name nobody has.
    """
    browsers = known_browsers(machine)
    if name is None:
        return [browser for browser in browsers if browser.present] or browsers
    chosen = [browser for browser in browsers if name.casefold() in {browser.id, browser.name.casefold()}]
    if not chosen:
        names = ", ".join(browser.id for browser in browsers)
        raise InvalidRequest(f"No browser is called {name!r} here; use one of {names}.", field="browser")
    return chosen
