"""Lines → sections, by their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fillwright.profile.importers.lexicon import headings, languages, plain, section_of
from fillwright.profile.importers.lines import GAP, Line

_SMALLER: Final = 0.6  # points below the size of the chief headings: no heading
_CHIEF: Final = frozenset({"work", "education"})


@dataclass(slots=True)
class Section:
    """The lines below one heading; `kind` None for those below none, `column` of the page."""

    kind: str | None
    column: int = 0
    lines: list[Line] = field(default_factory=list)


def sections(lines: Sequence[Line]) -> list[Section]:
    """Return the sections in reading order; a new column begins one of its own."""
    found = [Section(None)]
    least = dict(_least_sizes(lines))
    for line in lines:
        if line.column != found[-1].column:
            found.append(Section(None, line.column))
        kind, rest = _heading(line, found[-1].kind, least.get(line.column, 0.0))
        if kind is None:
            if not _is_title(line):
                found[-1].lines.append(line)
        else:
            found.append(Section(kind, line.column, [rest] if rest else []))
    return [section for section in found if section.lines]


def _least_sizes(lines: Sequence[Line]) -> Iterator[tuple[int, float]]:
    """Yield per column the size below which nothing is a heading, from those of work and education."""
    for column in {line.column for line in lines}:
        sizes = [
            line.size
            for line in lines
            if line.column == column and not line.bullet and section_of(_label(line.text)) in _CHIEF
        ]
        if sizes:
            yield column, min(sizes) - _SMALLER


def _heading(line: Line, within: str | None, least: float) -> tuple[str | None, Line | None]:
    if line.bullet:
        return None, None
    whole = section_of(_label(line.text))
    if whole and (not line.size or line.size >= least):
        return whole, None
    for mark in (GAP, ":"):
        label, found, rest = line.text.partition(mark)
        kind = section_of(_label(label)) if found else None
        if kind and rest.strip() and _opens(kind, within, label, rest):
            return kind, replace(line, text=rest.strip())
    return None, None


def _opens(kind: str, within: str | None, label: str, rest: str) -> bool:
    """Say whether a heading with its text on the same line opens a section, or labels one line of this one."""
    if kind == "contact" or within in {"contact", "projects", "volunteer"}:
        return False
    if kind == "languages" and within == "skills":
        return any(word in languages() for word in plain(rest).split())
    if within in {"work", "education"}:
        return label.isupper() or (kind == "languages" and _all_spoken(rest))
    return within is None or kind != within


def _all_spoken(text: str) -> bool:
    """Say whether each item of a list begins with the name of a language."""
    items = [plain(item).split() for item in text.replace(";", ",").split(",") if item.strip()]
    return all(bool(item) and item[0] in languages() for item in items)


def _label(text: str) -> str:
    return text.strip().strip(":–—-|_=·• ").strip()


def _is_title(line: Line) -> bool:
    return plain(line.text) in headings().titles
