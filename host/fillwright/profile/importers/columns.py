"""The texts of a page → lines in reading order: columns one after the other, tables row by row."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from fillwright.profile.importers.dates import periods
from fillwright.profile.importers.lexicon import section_of
from fillwright.profile.importers.lines import GAP, Line

_MIN_SIDE: Final = 4  # texts; fewer on a side are no column
_MIN_GUTTER: Final = 8.0  # points
_SAME_GUTTER: Final = 40.0  # points
_CELL_LIKE: Final = 0.6
_SIDES: Final = {1: "left column, ", 2: "right column, "}
_STRAIGHT: Final = 2.0  # points
_SAME_LINE: Final = 0.35  # of the font size


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line: its text, left and right edge and baseline in points from the page's lower left corner."""

    page: int
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class _Page:
    top: list[Piece]
    left: list[Piece]
    right: list[Piece]
    bottom: list[Piece]
    gutter: float | None


def in_reading_order(pages: Sequence[Sequence[Piece]]) -> Iterator[Line]:
    """Yield the lines of all pages; a column that goes on over the page stays together.

    Two columns are told from a table (dates beside entries, labels beside values) by what their sides hold: a column
    has sections of its own.
    """
    numbers = {id(piece): number for page in pages for number, piece in _numbered(page)}
    split: list[_Page] = []
    for page in pages:
        split.append(_beside(split[-1], _split(list(page))) if split else _split(list(page)))
    at = 0
    while at < len(split):
        run = at + 1
        while run < len(split) and _goes_on(split[run - 1], split[run]):
            run += 1
        group = split[at:run]
        for column, side in enumerate(_sides(group)):
            for pieces in side:
                yield from _lines(pieces, numbers, column)
        at = run


def _numbered(page: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    number, y = 0, None
    for piece in sorted(page, key=lambda piece: (-piece.y, piece.x0)):
        if y is None or abs(y - piece.y) > _SAME_LINE * piece.size:
            number, y = number + 1, piece.y
        yield number, piece


def _beside(before: _Page, page: _Page) -> _Page:
    """Return a page that only goes on with one of the columns of the page before as that column."""
    if before.gutter is None or page.gutter is not None or not page.top:
        return page
    if min(piece.x0 for piece in page.top) >= before.gutter - _SAME_GUTTER:
        return _Page([], [], page.top, [], before.gutter)
    if max(piece.x1 for piece in page.top) <= before.gutter:
        return _Page([], page.top, [], [], before.gutter)
    return page


def _goes_on(before: _Page, after: _Page) -> bool:
    both = before.gutter is not None and after.gutter is not None
    return (
        both and not before.bottom and not after.top and abs((before.gutter or 0) - (after.gutter or 0)) < _SAME_GUTTER
    )


def _sides(group: list[_Page]) -> list[list[list[Piece]]]:
    if group[0].gutter is None:
        return [[group[0].top]]
    return [
        [group[0].top],
        [page.left for page in group],
        [page.right for page in group],
        [group[-1].bottom],
    ]


def _split(page: list[Piece]) -> _Page:
    whole = _Page(page, [], [], [], None)
    if len(page) < 2 * _MIN_SIDE:
        return whole
    best: tuple[float, _Page] | None = None
    for gutter in _gutters(page):
        divided = _divide(page, gutter)
        if divided is None or not _columns(divided):
            continue
        weight = float(len(divided.left) + len(divided.right)) + min(len(divided.left), len(divided.right)) / 1000
        if best is None or weight > best[0]:
            best = (weight, divided)
    return best[1] if best else whole


def _gutters(page: list[Piece]) -> list[float]:
    """Return the places just left of where texts begin: a column's left edge is straight."""
    starts = sorted(piece.x0 for piece in page)
    edges = [starts[0]]
    edges += [after for before, after in pairwise(starts) if after - before > _STRAIGHT]
    first = min(starts)
    return [edge - 1 for edge in edges if edge > first + 60]


def _divide(page: list[Piece], gutter: float) -> _Page | None:
    """Part the page at `gutter` below what stands across it at the top and above what does at the bottom."""
    crossing = [piece for piece in page if piece.x0 < gutter < piece.x1]
    ordered = sorted({piece.y for piece in page}, reverse=True)
    bounds = [ordered[0] + 1, *sorted((piece.y for piece in crossing), reverse=True), ordered[-1] - 1]
    top, bottom = max(pairwise(bounds), key=lambda band: _filled(page, band, gutter))
    band = [piece for piece in page if bottom < piece.y < top]
    left = [piece for piece in band if piece.x1 <= gutter]
    right = [piece for piece in band if piece.x0 >= gutter]
    if min(len(left), len(right)) < _MIN_SIDE:
        return None
    if min(piece.x0 for piece in right) - max(piece.x1 for piece in left) < _MIN_GUTTER:
        return None
    above = [piece for piece in page if piece.y >= top]
    below = [piece for piece in page if piece.y <= bottom]
    return _Page(above, left, right, below, gutter)


def _filled(page: list[Piece], band: tuple[float, float], gutter: float) -> int:
    inside = [piece for piece in page if band[1] < piece.y < band[0]]
    left = sum(piece.x1 <= gutter for piece in inside)
    return min(left, len(inside) - left)


def _columns(page: _Page) -> bool:
    """Say whether both sides are columns: each has a heading with texts below it, and neither is a table's cells."""
    if not _own_sections(page.left) or not _own_sections(page.right):
        return False
    return not any(_cells(side) for side in (page.left, page.right))


def _own_sections(side: list[Piece]) -> bool:
    """Say whether the side holds a heading, and mostly other texts."""
    heads = sum(bool(section_of(piece.text)) for piece in side)
    return bool(heads) and heads / len(side) < _CELL_LIKE


def _cells(side: list[Piece]) -> bool:
    """Say whether the side's texts are dates and headings alone, or nearly."""
    like = sum(bool(section_of(piece.text)) or _is_date(piece.text) for piece in side)
    return like / len(side) > _CELL_LIKE


def _is_date(text: str) -> bool:
    return any(period.end - period.begin > len(text) * _CELL_LIKE for period in periods(text))


def _lines(pieces: list[Piece], numbers: dict[int, int], column: int) -> Iterator[Line]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.page, -piece.y, piece.x0)):
        same = rows and rows[-1][0].page == piece.page
        if same and abs(rows[-1][0].y - piece.y) <= _SAME_LINE * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    pitch = _pitch(rows)
    before: Piece | None = None
    for row in rows:
        row.sort(key=lambda piece: piece.x0)
        first = row[0]
        above = (before.y - first.y) / pitch - 1 if before and before.page == first.page else 0.0
        yield Line(
            text=GAP.join(piece.text for piece in row),
            where=f"page {first.page}, {_SIDES.get(column, '')}line {numbers[id(first)]}",
            size=max(piece.size for piece in row),
            bold=first.bold,
            above=max(0.0, above),
            left=first.x0,
            column=column,
        )
        before = first


def _pitch(rows: list[list[Piece]]) -> float:
    steps = [
        above[0].y - below[0].y
        for above, below in pairwise(rows)
        if above[0].page == below[0].page and above[0].y > below[0].y
    ]
    return statistics.median(steps) if steps else 12.0
