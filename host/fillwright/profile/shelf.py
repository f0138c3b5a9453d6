"""The profiles of a home beside each other: which there are, a new one, another name, one less."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from fillwright.errors import Conflict, NotFound, StorageError
from fillwright.paths import Home
from fillwright.profile.store import ProfileStore

_EMPTY: Final = b"{}\n"


class ShelfEntry(Struct, frozen=True, kw_only=True):
    """One profile: `person` is the name in it, `changed` when its file was (ISO 8601 in UTC), None without a file."""

    name: str
    active: bool
    person: str
    changed: str | None


def list_profiles(home: Home, active: str) -> list[ShelfEntry]:
    """Return every profile by name; the active one is among them even while it has no file."""
    return [_described(ProfileStore(home, name), active) for name in sorted({active, *ProfileStore.names(home)})]


def create_profile(home: Home, name: str, copy_of: str | None = None) -> None:
    """Make the profile `name`: empty, or with everything but the versions that `copy_of` has.

    Raises InvalidRequest for what is no name, Conflict where there is one already, NotFound for an unknown `copy_of`.
    """
    store = ProfileStore(home, name)
    _require_free(store)
    home.prepare()
    if copy_of is None:
        store.save(_EMPTY)
        return
    source = _existing(home, copy_of)
    _moved(lambda: shutil.copytree(source.path.parent, store.path.parent, ignore=shutil.ignore_patterns(".*")))


def rename_profile(home: Home, name: str, new: str) -> None:
    """Give the profile `name` another name. Raises as `create_profile` does; NotFound for an unknown `name`."""
    source, store = _existing(home, name), ProfileStore(home, new)
    if new != name:
        _require_free(store)
        _moved(lambda: source.path.parent.rename(store.path.parent))


def delete_profile(home: Home, name: str, active: str) -> None:
    """Delete the profile `name`, its versions and its files. Raises NotFound, Conflict for the active one."""
    source = _existing(home, name)
    if name == active:
        raise Conflict("This profile is the active one: choose another before you delete it.", field="name")
    _moved(lambda: shutil.rmtree(source.path.parent))


def _existing(home: Home, name: str) -> ProfileStore:
    if name not in ProfileStore.names(home):
        raise NotFound("There is no profile of that name.", field="name")
    return ProfileStore(home, name)


def _require_free(store: ProfileStore) -> None:
    if store.path.parent.exists():
        raise Conflict(f"There is a profile {store.name} already: choose another name.", field="name")


def _moved(work: Callable[[], object]) -> None:
    try:
        work()
    except OSError as wrong:
        raise StorageError(f"The profile's folder can't be changed: {wrong.strerror}.") from wrong


def _described(store: ProfileStore, active: str) -> ShelfEntry:
    person = store.load().basics.name
    try:
        moment = dt.datetime.fromtimestamp(store.path.stat().st_mtime, dt.UTC)
    except FileNotFoundError:
        moment = None
    changed = None if moment is None else moment.isoformat(timespec="seconds")
    return ShelfEntry(name=store.name, active=store.name == active, person=person, changed=changed)
