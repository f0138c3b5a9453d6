"""profile list, use, create, rename, delete, versions, restore: several profiles, and what each was before."""

from __future__ import annotations

import argparse
from functools import partial

import msgspec

from fillwright.cli.tables import show_table
from fillwright.cli.terminal import EXIT_OK, Terminal
from fillwright.config import load_settings, save_settings
from fillwright.paths import Home, find_home
from fillwright.profile import (
    ProfileStore,
    ShelfEntry,
    Version,
    create_profile,
    delete_profile,
    list_profiles,
    rename_profile,
)


def list_all(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List the profiles; the active one is marked."""
    return _show_profiles(find_home(arguments.home), terminal)


def use(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Make another profile the active one; one that does not exist yet starts empty."""
    settings = save_settings(find_home(arguments.home), {"profile": arguments.name})
    terminal.show(
        {"profile": settings.profile}, lambda: terminal.line(f"{settings.profile} is the active profile now.")
    )
    return EXIT_OK


def create(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Make a profile, empty or a copy, and list all."""
    home = find_home(arguments.home)
    create_profile(home, arguments.name, arguments.copy_of)
    return _show_profiles(home, terminal)


def rename(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Give a profile another name, the active one staying active, and list all."""
    home = find_home(arguments.home)
    rename_profile(home, arguments.name, arguments.new)
    if load_settings(home).profile == arguments.name:
        save_settings(home, {"profile": arguments.new})
    return _show_profiles(home, terminal)


def delete(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Delete a profile that is not the active one, with its versions and files, and list the others."""
    home = find_home(arguments.home)
    delete_profile(home, arguments.name, load_settings(home).profile)
    return _show_profiles(home, terminal)


def versions(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List what a profile was before, the newest first."""
    store = _store(arguments)
    found = store.versions.list()
    told = {"profile": store.name, "versions": msgspec.to_builtins(found)}
    terminal.show(told, partial(_show_versions, store.name, found, terminal))
    return EXIT_OK


def restore(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Make an earlier version the profile again."""
    store = _store(arguments)
    store.load()  # an edit by hand nobody has read yet becomes a version too
    store.restore(arguments.version)
    told = {"profile": store.name, "version": arguments.version, "path": str(store.path)}
    terminal.show(told, lambda: terminal.line(f"{store.path} is again what it was; the one before is kept too."))
    return EXIT_OK


def _store(arguments: argparse.Namespace) -> ProfileStore:
    home = find_home(arguments.home)
    return ProfileStore(home, arguments.name or load_settings(home).profile)


def _show_profiles(home: Home, terminal: Terminal) -> int:
    active = load_settings(home).profile
    found = list_profiles(home, active)
    told = {"active": active, "profiles": msgspec.to_builtins(found)}
    terminal.show(told, lambda: show_table(("", "profile", "of", "changed"), [_row(each) for each in found]))
    return EXIT_OK


def _row(profile: ShelfEntry) -> tuple[str, ...]:
    return ("*" if profile.active else "", profile.name, profile.person, profile.changed or "not made yet")


def _show_versions(name: str, found: list[Version], terminal: Terminal) -> None:
    if not found:
        terminal.line(f"The profile {name} has no earlier version yet.")
        return
    show_table(("version", "profile since", "bytes"), [(each.id, each.saved, str(each.size)) for each in found])
