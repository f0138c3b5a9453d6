"""The lines of a section → entries, each around its date."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fillwright.profile.importers.dates import Period, closes, dangles, periods, without_duration
from fillwright.profile.importers.lines import GAP, Line, tidy
from fillwright.profile.importers.parts import is_place, is_sentence, leaning, split_head, strip_edges

_MAX_BEFORE: Final = 3
_MAX_AFTER: Final = 2
_ENOUGH: Final = 2
_LONG_LINE: Final = 95
_LONG_WORDS: Final = 13
_INDENT: Final = 2.0
_FILLED_LINE: Final = 75
_CLOSE: Final = 0.5  # lines between lines of one paragraph
_MIN_SENTENCE: Final = 5


@dataclass(slots=True)
class Part:
    """A part of an entry's head: its text, its line, which line of the head that is, and which part of the line."""

    text: str
    line: Line
    row: int
    place: int
    bold: bool = False


@dataclass(slots=True)
class Block:
    """One entry: its period (None where no date is written), the parts of its head, places apart, and its body."""

    period: Period | None
    dated: Line | None
    names: list[Part] = field(default_factory=list)
    places: list[Part] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Dated:
    period: Period
    rest: str


def blocks(lines: Sequence[Line], *, single: bool) -> tuple[list[Line], list[Block]]:
    """Return the lines before the first entry, and the entries; `single` takes one date alone for an entry's too.

    How many lines of an entry's head stand above its date is learned from the first entry, which begins the section.
    """
    lines = _closed(lines)
    dates = [_dated(line, single=single) for line in lines]
    anchors = [number for number, date in enumerate(dates) if date]
    if not anchors:
        return list(lines), []
    short = _headlike(lines, dates)
    before = _before(anchors[0], short)
    starts = [anchors[0] - before]
    for last, anchor in itertools.pairwise(anchors):
        start = anchor
        while start - 1 > last and anchor - start < before and short[start - 1]:
            start -= 1
        if start == anchor - before == anchor and _roofed(lines, last, anchor, dates, short):
            start -= 1
        starts.append(start)
    found = []
    for start, anchor, end in zip(starts, anchors, [*starts[1:], len(lines)], strict=True):
        date = dates[anchor]
        if date:
            found.append(_block(lines[start:end], anchor - start, date, short[start:end]))
    return list(lines[: starts[0]]), found


def _roofed(
    lines: Sequence[Line], last: int, anchor: int, dates: Sequence[_Dated | None], short: Sequence[bool]
) -> bool:
    """Say whether the line above a date names what its line lacks: a company, below the bullets of another entry."""
    date = dates[anchor]
    ends_list = anchor - 2 > last and (lines[anchor - 2].bullet or not short[anchor - 2])
    return bool(date) and ends_list and short[anchor - 1] and len(split_head(date.rest if date else "")[0]) < _ENOUGH


def _closed(lines: Sequence[Line]) -> list[Line]:
    """Join a period that a narrow column breaks over two lines: "03/2019 –" above "heute"."""
    joined: list[Line] = []
    for line in lines:
        first, _, rest = line.text.partition(GAP)
        if joined and closes(first):
            head, *others = joined[-1].text.split(GAP)
            if dangles(head) or (first.strip()[:1] in "-–—" and len(list(periods(head))) == 1):
                joined[-1] = replace(joined[-1], text=GAP.join([f"{head} {first}", *others]))
                if not rest:
                    continue
                line = tidy(replace(line, text=rest))  # noqa: PLW2901 - what is left of it
        joined.append(line)
    return joined


def _dated(line: Line, *, single: bool) -> _Dated | None:
    parts = line.text.split(GAP)
    for number, part in enumerate(parts):
        found = list(periods(part))
        chosen = next((period for period in found if period.ranged), None)
        if chosen is None and single and found:
            chosen = found[-1]
        if chosen is None:
            continue
        before, after = part[: chosen.begin], part[chosen.end :]
        rest = strip_edges(
            without_duration(
                f"{before.rstrip(' (')} {GAP if before.strip() and after.strip() else ''} {after.lstrip(' )')}"
            )
        )
        if _belongs(line, part, chosen, rest):
            others = [*parts[:number], rest, *parts[number + 1 :]]
            return _Dated(chosen, GAP.join(other.strip() for other in others if other.strip(" \t()")))
    return None


def _belongs(line: Line, part: str, period: Period, rest: str) -> bool:
    """Say whether the date heads an entry, and is not told in a sentence."""
    words = len(rest.split())
    if line.bullet and (words > _MIN_SENTENCE * 2 or not period.ranged):
        return False
    if is_sentence(rest) and words > _MIN_SENTENCE:
        return False
    at_start, at_end = not part[: period.begin].strip(" ("), not part[period.end :].strip(" )")
    if not period.ranged:
        marked = part[: period.begin].rstrip()[-1:] in {"", "(", ",", "|", "–", "-", "·", "—"} or part[
            period.end :
        ].lstrip()[:1] in {":", "|", ")", "–", "-", ",", "·"}
        return words < _LONG_WORDS and (at_start or at_end) and (marked or not rest or at_start)
    return words <= _LONG_WORDS + 3


def _headlike(lines: Sequence[Line], dates: Sequence[_Dated | None]) -> list[bool]:
    """Say of each line whether it can stand in an entry's head: short, no bullet, no sentence, no end of one."""
    found: list[bool] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        long = len(line.text) > _LONG_LINE or len(line.text.split()) > _LONG_WORDS
        sentence = is_sentence(line.text) and len(line.text.split()) >= _MIN_SENTENCE
        goes_on = (
            before is not None
            and not dates[number - 1]
            and not found[-1]
            and (line.text[:1].islower() or _indented(before, line) or _broken(before, line))
        )
        found.append(not (line.bullet or long or sentence or goes_on))
    return found


def _indented(before: Line, line: Line) -> bool:
    """Say whether `line` stands below a bullet's text, not below its sign."""
    return before.bullet and not line.bullet and line.left > before.left + _INDENT and line.above < 1


def _broken(before: Line, line: Line) -> bool:
    """Say whether `line` may end the sentence that fills the line before."""
    return len(before.text) > _FILLED_LINE and not is_sentence(before.text) and is_sentence(line.text)


def _before(anchor: int, short: Sequence[bool]) -> int:
    count = 0
    while count < min(anchor, _MAX_BEFORE) and short[anchor - 1 - count]:
        count += 1
    return count


def _block(lines: Sequence[Line], anchor: int, date: _Dated, short: Sequence[bool]) -> Block:
    block = Block(date.period, lines[anchor])
    for row in range(anchor):
        _add(block, lines[row], lines[row].text, row)
    _add(block, lines[anchor], date.rest, anchor)
    after = anchor + 1
    while after < len(lines) and after - anchor <= _MAX_AFTER and short[after] and _still_head(block, lines[after]):
        _add(block, lines[after], lines[after].text, after)
        after += 1
    block.body = list(lines[after:])
    return block


def _still_head(block: Block, line: Line) -> bool:
    if all(is_place(part) for part in line.parts):
        return not block.places
    untitled = not any(leaning(part.text) > 0 for part in block.names)
    return len(block.names) < _ENOUGH or (untitled and leaning(line.text) > 0)


def _add(block: Block, line: Line, text: str, row: int) -> None:
    names, places = split_head(text)
    for name in names:
        place = sum(part.row == row for part in block.names)
        block.names.append(Part(name, line, row, place, bold=line.bold and place == 0))
    block.places += [Part(place, line, row, number) for number, place in enumerate(places)]


def paragraphs(lines: Sequence[Line]) -> list[tuple[str, Line, bool]]:
    """Return bullets and paragraphs with wrapped lines joined: text, first line, and whether it is a bullet."""
    found: list[tuple[str, Line, bool]] = []
    last: Line | None = None
    for line in lines:
        text = " ".join(line.parts)
        if last is not None and _wrapped(last, line, found[-1]):
            before, first, bullet = found[-1]
            found[-1] = (_join(before, text), first, bullet)
        else:
            found.append((text, line, line.bullet))
        last = line
    return found


def _wrapped(last: Line, line: Line, paragraph: tuple[str, Line, bool]) -> bool:
    if line.bullet or last.where == line.where or (not line.left and not last.left):
        return False  # Word wraps paragraphs itself
    if paragraph[2]:
        return line.left > paragraph[1].left + _INDENT or line.text[:1].islower()
    return line.above < _CLOSE and abs(line.left - last.left) < _INDENT * 2


def _join(before: str, after: str) -> str:
    if before.endswith("-") and after[:1].islower() and before[-2:-1].isalpha():
        return before[:-1] + after
    return f"{before} {after}"
