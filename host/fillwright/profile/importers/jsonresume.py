"""JSON Resume as it is: checked, and told what of it Fillwright does not use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from fillwright.profile.importers.model import Finding, Imported, texts
from fillwright.profile.parse import parse_profile
from fillwright.profile.schema import Profile

_BESIDE: Final = frozenset({"$schema", "meta"})


def read(data: bytes) -> Imported:
    """Return the profile as it stands, unknown keys and all; raises NotJson and InvalidProfile."""
    parse_profile(data)
    profile: dict[str, Any] = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    found = [Finding(path=path, value=value, where=path) for path, value in texts(profile)]
    return Imported(profile=profile, found=found, not_understood=list(_unknown(profile)), format="json-resume")


def _unknown(tree: dict[str, Any]) -> Iterator[str]:
    used = msgspec.to_builtins(msgspec.convert(_known(tree), type=Profile)) if tree else {}
    names = {field.encode_name: field for field in msgspec.structs.fields(Profile)}
    for key, part in tree.items():
        if key in _BESIDE or key in used or part in (None, "", [], {}):
            continue
        if key not in names:
            yield f"{key}: kept, but not used"


def _known(tree: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in tree.items() if value is not None}
