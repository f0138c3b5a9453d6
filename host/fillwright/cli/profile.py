"""profile import, show, validate, path, use: the person's profile, also while a server runs on it."""

from __future__ import annotations

import argparse
import json
from functools import partial

import msgspec

from fillwright.cli.inputs import read_bytes
from fillwright.cli.terminal import EXIT_ERROR, EXIT_OK, Terminal
from fillwright.config import load_settings, save_settings
from fillwright.errors import InvalidProfile, NotFound, NotJson
from fillwright.paths import Home, find_home
from fillwright.profile import ProfileStore, parse_profile


def import_profile(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Keep a JSON Resume file as the profile; raises NotJson and InvalidProfile, and then changes nothing.

    The `application` part, which other tools do not write, stays as it was where the file has none.
    """
    home, name = _chosen(arguments)
    store = ProfileStore(home, name)
    raw = read_bytes(arguments.file)
    parse_profile(raw)
    store.save(_with_application(raw, store))
    kept = {"profile": name, "path": str(store.path)}
    terminal.show(kept, lambda: terminal.line(f"Kept as {store.path}."))
    return EXIT_OK


def _with_application(raw: bytes, store: ProfileStore) -> bytes:
    imported = json.loads(raw)
    profile = store.load()
    kept = json.loads(store.raw()) if store.problem is None else msgspec.to_builtins(profile)
    if "application" in imported or not kept.get("application"):
        return raw
    return json.dumps({**imported, "application": kept["application"]}, ensure_ascii=False, indent=2).encode()


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
