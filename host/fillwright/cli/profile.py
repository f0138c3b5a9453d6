"""profile import, show, validate, path, use: the person's profile, also while a server runs on it."""

from __future__ import annotations

import argparse
import json
from functools import partial

from fillwright.cli.inputs import read_bytes
from fillwright.cli.terminal import EXIT_ERROR, EXIT_OK, Terminal
from fillwright.config import load_settings, save_settings
from fillwright.errors import InvalidProfile, NotFound, NotJson
from fillwright.paths import Home, find_home
from fillwright.profile import ProfileStore, parse_profile


def import_profile(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Keep a JSON Resume file as the profile; raises NotJson and InvalidProfile, and then changes nothing."""
    home, name = _chosen(arguments)
    store = ProfileStore(home, name)
    store.save(read_bytes(arguments.file))
    kept = {"profile": name, "path": str(store.path)}
    terminal.show(kept, lambda: terminal.line(f"Kept as {store.path}."))
    return EXIT_OK


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


def use(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Make another profile the active one; one that does not exist yet starts empty."""
    settings = save_settings(find_home(arguments.home), {"profile": arguments.name})
    terminal.show(
        {"profile": settings.profile}, lambda: terminal.line(f"{settings.profile} is the active profile now.")
    )
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
