"""The labelled wordings: a heading `# STRATEGY KEY CONTROL` ("-" for no key), then a label a line.

CONTROL is a field type, `area` (textarea), `box` (a single checkbox), `yn` (yes or no), or a type with its options:
`select:Mr~Mrs~Dr`. The heading of the section that the field stands in may follow: `text §Education`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from fillwright.messages import Field, Option

FOLDER: Final = Path(__file__).parent / "wordings"
_TYPES: Final = {"area": "textarea", "box": "checkbox", "yn": "radio"}

Labelled = tuple[Field, str]
"""A field and its class, "strategy:key"."""


def read_wordings() -> Iterator[Labelled]:
    """Yield every labelled wording in the order of the files."""
    for path in sorted(FOLDER.glob("*.txt")):
        name, control = "", Field(label="")
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("# "):
                strategy, key, kind = line[2:].split(" ", 2)
                name, control = f"{strategy}:{key}", _control(kind)
            elif line:
                yield _labelled(control, line), name


def _control(kind: str) -> Field:
    kind, _, section = kind.partition(" §")
    name, _, listed = kind.partition(":")
    texts = ["Yes", "No"] if name == "yn" else listed.split("~") if listed else []
    options = tuple(Option(label=text, value=text) for text in texts)
    several = name == "checkbox" and bool(options)
    return Field(label="", type=_TYPES.get(name, name), options=options, multiple=several, section=section)


def _labelled(control: Field, label: str) -> Field:
    return replace(control, label=label)
