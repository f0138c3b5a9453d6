"""An import made the profile."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from fillwright.profile.importers.model import Imported
from fillwright.profile.importers.read import import_resume
from fillwright.profile.store import ProfileStore

UPLOADED: Final = frozenset({"pdf", "docx"})
"""The formats that applications take as a résumé's file."""


def import_into(store: ProfileStore, data: bytes, name: str = "", *, keep_as: str = "") -> Imported:
    """Make the résumé file `data` the profile of `store`, and return it as it is kept.

    The `application` part, which other tools do not write, stays as it was where the file has none; a JSON Resume file
    is else kept byte by byte. With `keep_as` a PDF or Word file is stored under that name too, as the résumé to upload.
    Raises what `import_resume`, `ProfileFiles.put` and `ProfileStore.save` raise; the profile is then as it was.
    """
    imported = import_resume(data, name)
    application = _present(store).get("application")
    kept = imported.profile
    if application and "application" not in kept:
        kept = {**kept, "application": application}
    file = store.files.put(keep_as, data).name if keep_as and imported.format in UPLOADED else None
    if file is not None:
        kept = _with_resume(kept, file)
    same = kept is imported.profile and imported.format == "json-resume"
    store.save(data if same else msgspec.json.format(msgspec.json.encode(kept)))
    return msgspec.structs.replace(imported, profile=kept, file=file)


def _with_resume(profile: dict[str, Any], file: str) -> dict[str, Any]:
    application = profile.get("application", {})
    files = {**application.get("files", {}), "resume": file}
    return {**profile, "application": {**application, "files": files}}


def _present(store: ProfileStore) -> dict[str, Any]:
    profile = store.load()
    tree: dict[str, Any] = msgspec.to_builtins(profile) if store.problem else msgspec.json.decode(store.raw())
    return tree
