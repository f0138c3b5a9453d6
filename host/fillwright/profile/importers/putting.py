"""Parts of a block → the profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fillwright.profile.importers.blocks import Block, Part, paragraphs
from fillwright.profile.importers.lines import Line
from fillwright.profile.importers.model import Collector
from fillwright.profile.importers.parts import strip_edges

Left = Iterator[tuple[Line, str]]


def adjoin(first: Part, second: Part) -> bool:
    """Say whether only a comma stands between two parts."""
    return first.row == second.row and f"{first.text}, {second.text}" in first.line.text


def with_text(part: Part, text: str) -> Part:
    """Return the part with another text."""
    return Part(text, part.line, part.row, part.place, part.bold)


def put(out: Collector, path: str, part: Part | None) -> None:
    """Put a part of the head."""
    if part is not None:
        out.put(path, strip_edges(part.text), part.line.where)


def put_period(out: Collector, path: str, block: Block) -> None:
    """Put the start, and the end of what has one."""
    if block.period and block.dated:
        out.put(f"{path}.startDate", block.period.start, block.dated.where)
        if not block.period.open:
            out.put(f"{path}.endDate", block.period.stop, block.dated.where)


def put_body(out: Collector, path: str, body: Sequence[Line], prose: str) -> None:
    """Put bullets as highlights and other paragraphs as the `prose` key (as highlights too where it is "")."""
    told: list[str] = []
    where, number = "", 0
    for text, line, bullet in paragraphs(body):
        if bullet or not prose:
            out.put(f"{path}.highlights[{number}]", text, line.where)
            number += 1
        else:
            told.append(text)
            where = where or line.where
    if told:
        out.put(f"{path}.{prose}", "\n".join(told), where)
