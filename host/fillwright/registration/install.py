"""Makes Fillwright known to browsers, and unknown again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fillwright.paths import Home
from fillwright.registration.browsers import Browser, choose_browsers, known_browsers
from fillwright.registration.files import FolderRecord, write_if_new
from fillwright.registration.hosts import added_ids, kind_of_id, make_manifest, manifest_place, read_manifest
from fillwright.registration.lasting import require_lasting
from fillwright.registration.launcher import launcher_folder, make_launcher
from fillwright.registration.machine import Machine

Action = Literal["written", "unchanged", "removed", "absent"]


@dataclass(frozen=True)
class Change:
    """What was done for one browser; `place` is the host manifest's path or, on Windows, the registry key."""

    browser: str
    name: str
    place: str
    action: Action


@dataclass(frozen=True)
class Registration:
    """What an install or uninstall did; `launcher_action` is `unchanged` too where other browsers still need it."""

    launcher: Path
    launcher_action: Action
    changes: tuple[Change, ...]


def install(
    home: Home, *, browser: str | None = None, extension_ids: Sequence[str] = (), machine: Machine | None = None
) -> Registration:
    """Register the native host for `browser`, else for the browsers that are present, else for all of this system.

    `extension_ids` (of a store build or of one's own) are allowed besides the shipped ones, now and in later installs.
    Doing it again changes nothing; after the environment has moved it mends the launcher. Raises Conflict for an
    environment that will not last, InvalidRequest for a browser or an id nobody has.
    """
    machine = machine or Machine()
    chosen = choose_browsers(machine, browser)
    for extension_id in extension_ids:
        kind_of_id(extension_id)
    require_lasting(machine)
    added = {*extension_ids, *added_ids([manifest_place(one, home) for one in known_browsers(machine)], machine)}
    folders = FolderRecord(_record(home))
    folders.make(home.root, 0o700)
    folders.make(launcher_folder(home), 0o700)
    launcher, content = make_launcher(home, machine, sorted(added))
    written = write_if_new(launcher, content, 0o700)
    for old in _launchers(home):
        if old != launcher:
            old.unlink()
    changes = tuple(_register(one, home, machine, make_manifest(one.kind, launcher, added), folders) for one in chosen)
    folders.save()
    return Registration(launcher, "written" if written else "unchanged", changes)


def uninstall(home: Home, *, browser: str | None = None, machine: Machine | None = None) -> Registration:
    """Take the native host out of `browser`, else out of every browser; with the last one goes the launcher.

    The rest of the home (profile, answers, settings) is the person's and stays.
    """
    machine = machine or Machine()
    every = known_browsers(machine)
    chosen = every if browser is None else choose_browsers(machine, browser)
    launcher, _ = make_launcher(home, machine, ())
    changes = tuple(_unregister(one, home, machine) for one in chosen)
    if any(_is_registered(one, home, machine) for one in every):
        return Registration(launcher, "unchanged", changes)
    found = _launchers(home)
    for path in found:
        path.unlink()
    FolderRecord(_record(home)).remove()
    return Registration(launcher, "removed" if found else "absent", changes)


def _record(home: Home) -> Path:
    return launcher_folder(home) / "folders.json"


def _launchers(home: Home) -> list[Path]:
    return sorted(launcher_folder(home).glob("fillwright-bridge*"))


def _register(browser: Browser, home: Home, machine: Machine, manifest: bytes, folders: FolderRecord) -> Change:
    place = manifest_place(browser, home)
    folders.make(place.file.parent)
    written = write_if_new(place.file, manifest, 0o644)
    if place.key is not None and machine.registry.read(place.key) != str(place.file):
        machine.registry.write(place.key, str(place.file))
        written = True
    return Change(browser.id, browser.name, place.key or str(place.file), "written" if written else "unchanged")


def _unregister(browser: Browser, home: Home, machine: Machine) -> Change:
    place = manifest_place(browser, home)
    was_there = _is_registered(browser, home, machine)
    if place.key is not None:
        machine.registry.delete(place.key)
        if not any(_is_registered(one, home, machine) for one in known_browsers(machine) if one.kind == browser.kind):
            place.file.unlink(missing_ok=True)
    else:
        place.file.unlink(missing_ok=True)
    return Change(browser.id, browser.name, place.key or str(place.file), "removed" if was_there else "absent")


def _is_registered(browser: Browser, home: Home, machine: Machine) -> bool:
    place = manifest_place(browser, home)
    if place.key is not None:
        return machine.registry.read(place.key) is not None
    with suppress(ValueError, OSError):
        return read_manifest(place, machine) is not None
    return True  # there, though unreadable
