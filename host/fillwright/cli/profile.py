"""profile import, show, validate, path: the person's profile, also while a server runs on it."""

from __future__ import annotations

import argparse
import json
from functools import partial
from pathlib import Path

from fillwright.cli.inputs import read_bytes
from fillwright.cli.terminal import EXIT_ERROR, EXIT_OK, Terminal, one_line
from fillwright.config import load_settings, save_settings
from fillwright.errors import InvalidProfile, NotFound, NotJson
from fillwright.paths import Home, find_home
from fillwright.profile import ProfileStore, parse_profile
from fillwright.profile.importers import Imported, import_into


def import_profile(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Make a résumé of one of the five formats the profile; raises what is wrong with it, and then changes nothing.

    The `application` part, which other tools do not write, stays as it was where the file has none.
    """
    home, name = _chosen(arguments)
    store = ProfileStore(home, name)
    file = Path(arguments.file).name
    keep_as = "" if arguments.no_file or arguments.file == "-" else file
    imported = import_into(store, read_bytes(arguments.file), file, keep_as=keep_as)
    active = _activated(home, name)
    kept = {
        "profile": name,
        "active": active,
        "path": str(store.path),
        "file": imported.file,
        "format": imported.format,
        "found": [{"path": found.path, "value": found.value, "where": found.where} for found in imported.found],
        "not_understood": imported.not_understood,
    }
    terminal.show(kept, partial(_tell, imported, store, terminal, active=active))
    return EXIT_OK


def _activated(home: Home, name: str) -> bool:
    """Say whether `name` is the active profile; it becomes it where the active one was never made."""
    active = load_settings(home).profile
    if name != active and not ProfileStore(home, active).path.exists():
        active = save_settings(home, {"profile": name}).profile
    return name == active


def _tell(imported: Imported, store: ProfileStore, terminal: Terminal, *, active: bool) -> None:
    terminal.line(f"Kept as {store.path}.")
    if imported.file is not None:
        terminal.line(f"The file is kept as {imported.file}, the résumé to upload.")
    if not active:
        terminal.line(f"Another profile is active; to use this one: `fillwright profile use {store.name}`.")
    if imported.format != "json-resume":
        terminal.line(f"{_counted(imported)}. Look it over: `fillwright profile show`.")
    if imported.not_understood:
        terminal.line("Not understood:")
        for text in imported.not_understood:
            terminal.line(f"  {one_line(text)}")


def _counted(imported: Imported) -> str:
    """Return "Found: 12 contact details, 3 of work, …"."""
    counts = {name: len(part) for name, part in imported.profile.items() if isinstance(part, list) and part}
    contact = sum(found.path.startswith("basics.") for found in imported.found)
    return ", ".join([f"Found: {contact} of the person", *(f"{count} of {name}" for name, count in counts.items())])


def show(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the profile as it is kept, sound or not; with --json it has to be JSON."""
    raw = _stored(arguments)
    text = raw.decode("utf-8-sig", "replace").rstrip("\n")
    if not terminal.json:
        terminal.line(text)
        return EXIT_OK
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        parse_profile(raw)  # says what is wrong, and in which line
        raise
    terminal.document(tree)
    return EXIT_OK


def validate(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Say whether the profile is sound; what is wrong is the answer asked for, so it goes to stdout too with --json."""
    raw = read_bytes(arguments.file) if arguments.file else _stored(arguments)
    try:
        parse_profile(raw)
    except (InvalidProfile, NotJson) as wrong:
        found = {"valid": False, "error": {"code": wrong.code, "message": wrong.message, "field": wrong.field}}
        terminal.show(found, partial(terminal.error, wrong))
        return EXIT_ERROR
    terminal.show({"valid": True}, lambda: terminal.line("The profile is sound."))
    return EXIT_OK


def path(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write where the profile is kept, whether it is there or not."""
    home, name = _chosen(arguments)
    place = ProfileStore(home, name).path
    terminal.show({"profile": name, "path": str(place)}, lambda: terminal.line(str(place)))
    return EXIT_OK


def _chosen(arguments: argparse.Namespace) -> tuple[Home, str]:
    home = find_home(arguments.home)
    return home, arguments.name or load_settings(home).profile


def _stored(arguments: argparse.Namespace) -> bytes:
    home, name = _chosen(arguments)
    store = ProfileStore(home, name)
    if not store.path.is_file():
        raise NotFound(f"There is no profile at {store.path}; import one with `fillwright profile import FILE`.")
    return store.path.read_bytes()
