"""Entries of work, volunteering, education and projects, from their blocks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from fillwright.profile.importers.blocks import Block, Part, blocks, paragraphs
from fillwright.profile.importers.lexicon import bare, words
from fillwright.profile.importers.lines import Line
from fillwright.profile.importers.model import Collector
from fillwright.profile.importers.parts import degree, is_place, is_school, leaning, strip_edges

_MAX_UNKNOWN_PLACE_WORDS: Final = 3
_HEAD_WORDS: Final = 12
_URL: Final = re.compile(r"(?:https?://|www\.)[^\s,;)]+|\b(?:github|gitlab)\.com/[^\s,;)]+", re.IGNORECASE)

Left = Iterator[tuple[Line, str]]


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
        _put(out, f"{path}.{'name' if section == 'work' else 'organization'}", employer)
        _put(out, f"{path}.position", position)
        if section == "work":
            _put_place(out, f"{path}.location", block, rest, employer)
        _put_period(out, path, block)
        _put_body(out, path, block.body, "summary")
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
        if leaning(part.text) < 0 and _adjoin(company, part):
            company = _with(company, f"{company.text}, {part.text}")
            rest.remove(part)
    return position, company, rest


def _adjoin(first: Part, second: Part) -> bool:
    """Say whether only a comma stands between two parts."""
    return first.row == second.row and f"{first.text}, {second.text}" in first.line.text


def _with(part: Part, text: str) -> Part:
    return Part(text, part.line, part.row, part.place, part.bold)


def _put_place(out: Collector, path: str, block: Block, rest: list[Part], company: Part | None) -> None:
    """Put the place told, or a short name after the company's, which is where places stand."""
    if block.places:
        _put(out, path, _with(block.places[0], block.places[0].text.rstrip(".")))
        return
    for part in rest:
        after = company is not None and (part.row, part.place) > (company.row, company.place)
        after = after or (part.line is block.dated and sum(other.row == part.row for other in block.names) == 1)
        if after and _may_be_place(part.text.rstrip(".")):
            _put(out, path, _with(part, part.text.rstrip(".")))
            rest.remove(part)
            return


def education(lines: Sequence[Line], out: Collector) -> Left:
    """Put the courses of study of a section; yield what was not understood."""
    lead, found = blocks(lines, single=True)
    if not found and lead:
        found, lead = _undated(lead), []
    yield from ((line, line.text) for line in lead)
    yield from studies(found, out)


def _undated(lines: Sequence[Line]) -> list[Block]:
    """Return an entry for each degree where no dates are written."""
    found: list[Block] = []
    for row, line in enumerate(lines):
        starts = degree(line.text) is not None or not found
        if starts and (not found or any(degree(part.text) for part in found[-1].names)):
            found.append(Block(None, line))
        found[-1].names.append(Part(" ".join(line.parts), line, row, 0))
    return found


def studies(found: Sequence[Block], out: Collector) -> Left:
    """Put the entries `found` into `education`; yield what was not understood."""
    for block in found:
        path = f"education[{out.count('education')}]"
        parts = _joined(block.names)
        for line in block.body:
            if len(block.names) and not line.bullet and _told_in_body(parts, line):
                parts.append(Part(" ".join(line.parts), line, len(parts), 0))
        body = [line for line in block.body if not any(part.line is line for part in parts)]
        parts = [*_scored(parts, path, out)]
        school = next((part for part in parts if is_school(part.text) and not _all_degree(part.text)), None)
        graded = next((part for part in parts if part is not school and degree(part.text)), None)
        if graded is None and school is not None and degree(school.text):
            graded, school = _halves(school)
            parts = [part for part in parts if part.line is not graded.line or part.text not in graded.text]
        rest = [part for part in parts if part is not school and part is not graded]
        if school is None and rest:
            school = rest.pop(0)
        _put(out, f"{path}.institution", school)
        area = _put_degree(out, path, graded)
        if not area and rest and (graded is not None or len(parts) > 1):
            area = True
            _put(out, f"{path}.area", rest.pop(0))
        if out.count("education") > int(path[10:-1]) or block.period:
            _put_period(out, path, block)
        yield from ((part.line, part.text) for part in rest if not is_place(part.text))
        yield from _study_body(out, path, body)


def _told_in_body(parts: list[Part], line: Line) -> bool:
    """Say whether the line still names the school or the degree that the head lacks, or a grade."""
    text = " ".join(line.parts)
    if len(text.split()) > _HEAD_WORDS:
        return False
    if words().scores.search(bare(text)):
        return True
    lacks_school = not any(is_school(part.text) for part in parts)
    lacks_degree = not any(degree(part.text) for part in parts)
    return (lacks_school and is_school(text)) or (lacks_degree and degree(text) is not None)


def _joined(parts: list[Part]) -> list[Part]:
    """Join fields that commas part: "A-levels in English, History, French"."""
    joined: list[Part] = []
    graded = False
    for part in parts:
        plain_field = not is_school(part.text) and not degree(part.text) and not is_place(part.text)
        if graded and plain_field and not words().scores.search(bare(part.text)) and _adjoin(joined[-1], part):
            joined[-1] = _with(joined[-1], f"{joined[-1].text}, {part.text}")
            continue
        joined.append(part)
        found = degree(part.text)
        graded = found is not None and not is_school(part.text) and bool(strip_edges(part.text[found.end() :]))
        graded = graded or (len(joined) > 1 and plain_field and degree(joined[-2].text) is not None)
    return joined


def _scored(parts: list[Part], path: str, out: Collector) -> Iterator[Part]:
    """Take grades out of the parts."""
    taken = False
    for part in parts:
        found = None if taken else words().scores.search(bare(part.text))
        if found is None:
            yield part
            continue
        taken = True
        begin, end = found.span("score")
        out.put(f"{path}.score", part.text[begin:end].strip(" ,;"), part.line.where)
        rest = strip_edges(part.text[: found.start()] + part.text[found.end() :])
        if rest:
            yield _with(part, rest)


def _all_degree(text: str) -> bool:
    """Say whether `text` is a degree whose wording only sounds like a school ("High School Diploma")."""
    found = degree(text)
    return found is not None and not is_school(text[: found.start()] + " " + text[found.end() :])


def _halves(part: Part) -> tuple[Part, Part | None]:
    """Part "BSc Physics, Example University" at the comma, or the school's name from its first word on."""
    pieces = [piece.strip() for piece in part.text.split(",")]
    schools = [piece for piece in pieces if is_school(piece) and not degree(piece)]
    if not schools:
        return part, None
    rest = ", ".join(piece for piece in pieces if piece not in schools)
    return _with(part, rest), _with(part, schools[0])


def _put_degree(out: Collector, path: str, graded: Part | None) -> bool:
    """Put the degree and the field that follows it; return whether there was one."""
    if graded is None:
        return False
    found = degree(graded.text)
    if found is None:
        return False
    kind, after = graded.text[found.start() : found.end()].strip(" ,"), graded.text[found.end() :]
    inner = re.match(r"\s*\(([^)]*)\)\s*(.*)", after)
    if inner and degree(inner[1]):  # "Bachelor of Science (B.Sc.) Physics"
        after = inner[2]
    joint = words().fields.match(bare(after))
    field = strip_edges(after[joint.end() :] if joint else after).strip("()").strip()
    before = strip_edges(graded.text[: found.start()])
    out.put(f"{path}.studyType", kind, graded.line.where)
    if not field and before and not before.endswith(":"):
        field = before
    if field and not is_place(field):
        out.put(f"{path}.area", field, graded.line.where)
        return True
    return False


def _study_body(out: Collector, path: str, body: Sequence[Line]) -> Left:
    """Put bullets as courses, as JSON Resume has no other place for them; yield sentences."""
    number = 0
    for text, line, bullet in paragraphs(body):
        if bullet:
            out.put(f"{path}.courses[{number}]", text, line.where)
            number += 1
        else:
            yield line, text


def projects(lines: Sequence[Line], out: Collector) -> Left:
    """Put the projects of a section; yield what was not understood."""
    lead, found = blocks(lines, single=True)
    if not found:
        for text, line, _ in paragraphs(lead):
            path = f"projects[{out.count('projects')}]"
            name, mark, about = text.partition(": ") if ": " in text[:60] else text.partition(" – ")
            out.put(f"{path}.name", name if mark else text, line.where)
            out.put(f"{path}.description", about, line.where)
        return
    yield from ((line, line.text) for line in lead)
    for block in found:
        path = f"projects[{out.count('projects')}]"
        for part, key in zip(block.names, ("name", "description"), strict=False):
            address = _URL.search(part.text)
            out.put(f"{path}.{key if not address else 'url'}", address[0] if address else part.text, part.line.where)
        _put_period(out, path, block)
        _put_body(out, path, block.body, "description" if len(block.names) < 2 else "")  # noqa: PLR2004 - it has one
        yield from ((part.line, part.text) for part in block.names[2:])


def _put(out: Collector, path: str, part: Part | None) -> None:
    if part is not None:
        out.put(path, strip_edges(part.text), part.line.where)


def _put_period(out: Collector, path: str, block: Block) -> None:
    if block.period and block.dated:
        out.put(f"{path}.startDate", block.period.start, block.dated.where)
        if not block.period.open:
            out.put(f"{path}.endDate", block.period.stop, block.dated.where)


def _put_body(out: Collector, path: str, body: Sequence[Line], prose: str) -> None:
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
