"""An import made the profile."""

from __future__ import annotations

from typing import Any

import msgspec

from fillwright.profile.importers.model import Imported
from fillwright.profile.importers.read import import_resume
from fillwright.profile.store import ProfileStore


def import_into(store: ProfileStore, data: bytes, name: str = "") -> Imported:
    """Make the résumé file `data` the profile of `store`, and return it as it is kept.

    The `application` part, which other tools do not write, stays as it was where the file has none; a JSON Resume file
    is else kept byte by byte. Raises what `import_resume` and `ProfileStore.save` raise, and then changes nothing.
    """
    imported = import_resume(data, name)
    application = _present(store).get("application")
    kept = imported.profile
    if application and "application" not in kept:
        kept = {**kept, "application": application}
    same = kept is imported.profile and imported.format == "json-resume"
    store.save(data if same else msgspec.json.format(msgspec.json.encode(kept)))
    return msgspec.structs.replace(imported, profile=kept)


def _present(store: ProfileStore) -> dict[str, Any]:
    profile = store.load()
    tree: dict[str, Any] = msgspec.to_builtins(profile) if store.problem else msgspec.json.decode(store.raw())
    return tree
