"""What an importer hands back, and how it is put together so that no value stands without its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import Struct

_STEP: Final = re.compile(r"\[(\d+)\]|\.?([^.\[\]]+)")
LISTED: Final = 200


class Finding(Struct, frozen=True, kw_only=True):
    """One value: its `path` in the profile, the `value`, and `where` the file holds it, in words."""

    path: str
    value: str
    where: str


class Imported(Struct, frozen=True, kw_only=True):
    """A profile in JSON Resume form, the place of each of its texts, and what the file holds beside them.

    `format` is one of `json-resume, rendercv, linkedin, pdf, docx`; `file` is the name it is stored under as the
    résumé to upload, None where it is not.
    """

    profile: dict[str, Any]
    found: list[Finding]
    not_understood: list[str]
    format: str
    file: str | None = None


class Collector:
    """Builds a profile value by value; lists grow in the order their paths come in."""

    def __init__(self) -> None:
        self.profile: dict[str, Any] = {}
        self.found: list[Finding] = []

    def put(self, path: str, value: str, where: str) -> None:
        """Set the text at `path` (`work[0].name`), whose indices have no gaps; nothing for an empty text."""
        value = value.strip()
        if not value:
            return
        steps = [int(index) if index else key for index, key in _STEP.findall(path)]
        part: Any = self.profile
        for step, after in zip(steps, [*steps[1:], None], strict=True):
            empty: Any = value if after is None else [] if isinstance(after, int) else {}
            if isinstance(step, int):
                if step == len(part):
                    part.append(empty)
            elif after is None:
                part[step] = value
            else:
                part.setdefault(step, empty)
            part = part[step]
        self.found.append(Finding(path=path, value=value, where=where))

    def count(self, section: str) -> int:
        """Return how many entries `section` has."""
        return len(self.profile.get(section, ()))

    def done(self, kind: str, not_understood: Iterable[str]) -> Imported:
        """Return all that was put in, and the first 200 of what was not understood."""
        left = [text for text in not_understood if text.strip()]
        if len(left) > LISTED:
            left = [*left[:LISTED], f"… and {len(left) - LISTED} more"]
        return Imported(profile=self.profile, found=self.found, not_understood=left, format=kind)


def texts(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON
    """Yield the path and the text of every text in `tree`."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from texts(value, f"{path}.{key}" if path else str(key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from texts(value, f"{path}[{index}]")
    elif isinstance(tree, str) and tree:
        yield path, tree
