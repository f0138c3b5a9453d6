"""Courses of study, from their blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from fillwright.profile.importers.blocks import Block, Part, blocks, paragraphs
from fillwright.profile.importers.lexicon import bare, words
from fillwright.profile.importers.lines import Line
from fillwright.profile.importers.model import Collector
from fillwright.profile.importers.parts import degree, is_place, is_school, strip_edges
from fillwright.profile.importers.putting import Left, adjoin, put, put_period, with_text

_HEAD_WORDS: Final = 12


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
        school, graded, rest = _chosen([*_scored(parts, path, out)])
        put(out, f"{path}.institution", school)
        if not _put_degree(out, path, graded) and rest and (graded is not None or school is not None):
            put(out, f"{path}.area", rest[0])
            rest = rest[1:]
        if out.count("education") > int(path[10:-1]) or block.period:
            put_period(out, path, block)
        yield from ((part.line, part.text) for part in rest if not is_place(part.text))
        yield from _study_body(out, path, body)


def _chosen(parts: list[Part]) -> tuple[Part | None, Part | None, list[Part]]:
    """Return the school, the degree, and the parts beside them."""
    school = next((part for part in parts if is_school(part.text) and not _all_degree(part.text)), None)
    graded = next((part for part in parts if part is not school and degree(part.text)), None)
    rest = [part for part in parts if part is not school and part is not graded]
    if school is not None and degree(school.text):
        first, second = _halves(school)
        if second is None and graded is None:
            return None, school, rest
        if second is not None:
            school = second
            rest = [with_text(first, _field(first.text)), *rest] if graded is not None else rest
            graded = graded or first
    if school is None and rest:
        school = rest.pop(0)
    return school, graded, rest


def _field(text: str) -> str:
    """Return the field of "Studium der Betriebswirtschaft", and any other text as it is."""
    found = degree(text)
    if found is None or found.start():
        return text
    joint = words().fields.match(bare(text[found.end() :]))
    return text[found.end() + (joint.end() if joint else 0) :] or text


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
        if graded and plain_field and not words().scores.search(bare(part.text)) and adjoin(joined[-1], part):
            joined[-1] = with_text(joined[-1], f"{joined[-1].text}, {part.text}")
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
            yield with_text(part, rest)


def _all_degree(text: str) -> bool:
    """Say whether `text` is a degree whose wording only sounds like a school ("High School Diploma")."""
    found = degree(text)
    return found is not None and not is_school(text[: found.start()] + " " + text[found.end() :])


def _halves(part: Part) -> tuple[Part, Part | None]:
    """Part "BSc Physics, Example University" at the comma, "Studium der Physik an der Universität …" at its word."""
    pieces = [piece.strip() for piece in part.text.split(",")]
    schools = [piece for piece in pieces if is_school(piece) and not degree(piece)]
    if schools:
        rest = ", ".join(piece for piece in pieces if piece not in schools)
        return with_text(part, rest), with_text(part, schools[0])
    for at in words().schools.finditer(part.text):
        before, after = part.text[: at.start()], part.text[at.end() :]
        if is_school(after) and not degree(after) and degree(before) and not is_school(before):
            return with_text(part, before), with_text(part, after)
    return part, None


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
    before = graded.text[: found.start()].strip()
    out.put(f"{path}.studyType", kind, graded.line.where)
    if not field and before and not before.endswith(":"):
        field = strip_edges(before)
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
