"""Entries of work, volunteering and projects, from their blocks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from fillwright.profile.importers.blocks import Block, Part, blocks, paragraphs
from fillwright.profile.importers.lines import Line
from fillwright.profile.importers.model import Collector
from fillwright.profile.importers.parts import is_sentence, leaning
from fillwright.profile.importers.putting import Left, adjoin, put, put_body, put_period, with_text

_MAX_UNKNOWN_PLACE_WORDS: Final = 3
_NAMED: Final = re.compile(r"(?P<name>.{2,60}?)(?::\s|\s[–—-]\s|\s\|\s)(?P<about>.+)")
_URL: Final = re.compile(r"(?:https?://|www\.)[^\s,;)]+|\b(?:github|gitlab)\.com/[^\s,;)]+", re.IGNORECASE)


def work(lines: Sequence[Line], out: Collector, section: str = "work") -> Left:
    """Put the positions of a section into `section` (`work` or `volunteer`); yield what was not understood."""
    lead, found = blocks(lines, single=False)
    if not found:
        lead, found = blocks(lines, single=True)
    yield from ((line, line.text) for line in lead)
    yield from positions(found, out, section)


def positions(found: Sequence[Block], out: Collector, section: str = "work") -> Left:
    """Put the entries `found` into `section`; yield what was not understood."""
    votes = _votes(found)
    _take_places(found)
    company: Part | None = None
    for number, block in enumerate(found):
        position, employer, rest = _roles(block, votes)
        if _is_roof(block, found[number + 1 :]):
            company = block.names[0]
            continue
        if employer is None and company is not None:
            employer = company
        elif employer is not None:
            company = employer if employer.row == 0 and position is not None and position.row > 0 else None
        path = f"{section}[{out.count(section)}]"
        if position is None and employer is None and not block.body:
            yield from ((block.dated, block.dated.text) for _ in range(1) if block.dated)
            continue
        put(out, f"{path}.{'name' if section == 'work' else 'organization'}", employer)
        put(out, f"{path}.position", position)
        if section == "work":
            _put_place(out, f"{path}.location", block, rest, employer)
        put_period(out, path, block)
        put_body(out, path, block.body, "summary")
        yield from ((part.line, part.text) for part in rest)


def _take_places(found: Sequence[Block]) -> None:
    """Take the line below the head for a place where all entries have a short one there that says nothing else."""
    below = [block.body[0] for block in found if not block.places and block.body]
    fits = [not line.bullet and _may_be_place(line.text) for line in below]
    if len(found) > 1 and len(below) + sum(bool(block.places) for block in found) == len(found) and all(fits):
        for block in found:
            if not block.places:
                line = block.body.pop(0)
                block.places.append(Part(line.text, line, 0, 0))


def _may_be_place(text: str) -> bool:
    short = len(text.split()) <= _MAX_UNKNOWN_PLACE_WORDS and text[:1].isupper() and text[-1] not in ".:"
    return short and leaning(text) == 0 and not any(char.isdigit() for char in text)


def _is_roof(block: Block, after: Sequence[Block]) -> bool:
    """Say whether the block is a company with its whole time, above several positions with theirs."""
    if block.body or len(block.names) != 1 or not after or len(after[0].names) != 1:
        return False
    above, below = block.period, after[0].period
    within = above is not None and below is not None and above.start <= below.start and (above.open or not below.open)
    return within and leaning(block.names[0].text) <= 0 and leaning(after[0].names[0].text) >= 0


def _votes(found: Sequence[Block]) -> dict[tuple[int, int], float]:
    """Return per place in the head how much it reads as a position throughout the section."""
    votes: dict[tuple[int, int], float] = defaultdict(float)
    for block in found:
        for part in block.names:
            votes[part.row, part.place] += max(-1.0, min(1.0, leaning(part.text)))
    return votes


def _roles(block: Block, votes: dict[tuple[int, int], float]) -> tuple[Part | None, Part | None, list[Part]]:
    """Return the position, the company, and the parts beside them."""
    parts = block.names
    if not parts:
        return None, None, []
    weight = {id(part): 2 * leaning(part.text) + votes[part.row, part.place] for part in parts}
    if len(parts) == 1:
        only = parts[0]
        return (None, only, []) if weight[id(only)] < 0 else (only, None, [])
    order = {id(part): number for number, part in enumerate(parts)}
    position = max(parts, key=lambda part: (weight[id(part)], -order[id(part)]))
    others = [part for part in parts if part is not position]
    company = min(others, key=lambda part: (min(0, weight[id(part)]), order[id(part)]))
    rest = [part for part in others if part is not company]
    for part in list(rest):  # "Institute of Botany, Example University" is one employer
        if leaning(part.text) < 0 and adjoin(company, part):
            company = with_text(company, f"{company.text}, {part.text}")
            rest.remove(part)
    return position, company, rest


def _put_place(out: Collector, path: str, block: Block, rest: list[Part], company: Part | None) -> None:
    """Put the place told, or a short name after the company's, which is where places stand."""
    if block.places:
        put(out, path, with_text(block.places[0], block.places[0].text.rstrip(".")))
        return
    for part in rest:
        after = company is not None and (part.row, part.place) > (company.row, company.place)
        after = after or (part.line is block.dated and sum(other.row == part.row for other in block.names) == 1)
        if after and _may_be_place(part.text.rstrip(".")):
            put(out, path, with_text(part, part.text.rstrip(".")))
            rest.remove(part)
            return


def _undated(lines: Sequence[Line], out: Collector) -> None:
    """Put each line that names a project, with what is told behind a dash or a colon; sentences below go with it."""
    highlights = 0
    for text, line, _ in paragraphs(lines):
        named = _NAMED.match(text)
        if named is None and is_sentence(text) and out.count("projects"):
            out.put(f"projects[{out.count('projects') - 1}].highlights[{highlights}]", text, line.where)
            highlights += 1
            continue
        path, highlights = f"projects[{out.count('projects')}]", 0
        out.put(f"{path}.name", named["name"] if named else text, line.where)
        out.put(f"{path}.description", named["about"] if named else "", line.where)


def projects(lines: Sequence[Line], out: Collector) -> Left:
    """Put the projects of a section; yield what was not understood."""
    lead, found = blocks(lines, single=True)
    if not found:
        _undated(lead, out)
        return
    yield from ((line, line.text) for line in lead)
    for block in found:
        path = f"projects[{out.count('projects')}]"
        listed = len(block.names) > len(("name", "description"))
        for number, part in enumerate(block.names[1:] if listed else []):
            out.put(f"{path}.keywords[{number}]", part.text, part.line.where)
        for part, key in zip(block.names[:1] if listed else block.names, ("name", "description"), strict=False):
            address = _URL.search(part.text)
            out.put(f"{path}.{key if not address else 'url'}", address[0] if address else part.text, part.line.where)
        put_period(out, path, block)
        put_body(out, path, block.body, "description" if len(block.names) < 2 else "")  # noqa: PLR2004 - it has one
