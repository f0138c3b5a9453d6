"""A résumé's lines → a profile, by rules alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from fillwright.errors import TooLarge
from fillwright.profile.importers import listed
from fillwright.profile.importers.blocks import Block, blocks
from fillwright.profile.importers.contact import Contact, is_label
from fillwright.profile.importers.entries import positions, projects, work
from fillwright.profile.importers.lines import Document, Line
from fillwright.profile.importers.model import Collector, Imported
from fillwright.profile.importers.parts import degree, is_school
from fillwright.profile.importers.sections import Section, sections
from fillwright.profile.importers.studies import education, studies

Left = Iterator[tuple[Line, str]]
_Reader = Callable[[Sequence[Line], Collector], Left]

MAX_CHARACTERS: Final = 300_000
MAX_LINE: Final = 2_000
_MIN_SUMMARY: Final = 60
_READERS: Final[dict[str, _Reader]] = {
    "work": work,
    "volunteer": lambda lines, out: work(lines, out, "volunteer"),
    "education": education,
    "projects": projects,
    "skills": listed.skills,
    "languages": listed.languages,
    "interests": listed.interests,
    "summary": listed.summary,
    "certificates": lambda lines, out: listed.titled(lines, out, "certificates", ("name", "issuer", "date")),
    "awards": lambda lines, out: listed.titled(lines, out, "awards", ("title", "awarder", "date")),
    "publications": lambda lines, out: listed.titled(lines, out, "publications", ("name", "publisher", "releaseDate")),
}


def read(document: Document, kind: str) -> Imported:
    """Return what the rules find in `document`; every text of the profile stands in it.

    Raises TooLarge for more than 300,000 characters. A line of more than 2,000 is left alone, and told.
    """
    if sum(len(line.text) for line in document.lines) > MAX_CHARACTERS:
        raise TooLarge(f"The file holds more than {MAX_CHARACTERS} characters of text: no résumé is that long.")
    parted = sections([line for line in document.lines if len(line.text) <= MAX_LINE])
    out = Collector()
    left = [(line, f"{line.text[:_MIN_SUMMARY]}…") for line in document.lines if len(line.text) > MAX_LINE]
    head = _head(parted)
    rest = _contact(head, parted, document, out)
    left += _headless(rest, out)
    for section in parted:
        reader = _READERS.get(section.kind or "")
        if reader:
            left += reader(section.lines, out)
        elif section.kind in {"references", "other"}:
            left += [(line, line.text) for line in section.lines]
    order = {id(line): number for number, line in enumerate(document.lines)}
    left.sort(key=lambda found: order.get(id(found[0]), len(order)))
    return out.done(kind, (f"{line.where}: {' '.join(text.split())}" for line, text in left))


def _head(parted: Sequence[Section]) -> list[Line]:
    """Return the lines that can hold contact data: below no heading, or below that of the contact data."""
    return [line for section in parted if section.kind in {None, "contact"} for line in section.lines]


def _contact(head: list[Line], parted: Sequence[Section], document: Document, out: Collector) -> list[Line]:
    """Put the contact data and return the head's other lines."""
    contact = Contact(out)
    everything = [line for section in parted for line in section.lines]
    unread = [line for section in parted if section.kind in {"other", "summary"} for line in section.lines]
    contact.email([*head, *everything], document.links)
    contact.pages([*head, *unread], document.links)
    contact.phone([*head, *unread])
    top = _above_entries(head)
    named = contact.name(top) or contact.name(list(document.lines[:3]))
    contact.label(top, named if named is None or any(line is named for line in top) else None)
    contact.place(top)
    rest = []
    for line in head:
        text = contact.rest(line)
        if id(line) in contact.used or not re.search(r"\w{2}", text) or is_label(text):
            continue
        rest.append(line if text == line.text else replace(line, text=text))
    return rest


def _above_entries(head: list[Line]) -> list[Line]:
    """Return the lines of the head that belong to no entry, where entries stand below no heading."""
    of_entries: set[int] = set()
    for block in blocks(head, single=False)[1]:
        parts = [part.line for part in (*block.names, *block.places)]
        of_entries |= {id(line) for line in (*parts, *block.body, *([block.dated] if block.dated else []))}
    return [line for line in head if id(line) not in of_entries]


def _headless(lines: list[Line], out: Collector) -> Left:
    """Read what stands below no heading: entries by their dates, one text as the summary."""
    lead, found = blocks(lines, single=False)
    text = [line for line in lead if len(line.text) >= _MIN_SUMMARY]
    if text:
        first = next(number for number, line in enumerate(lead) if line is text[0])
        end = next(number for number, line in enumerate(lead) if line is text[-1]) + 1
        if end < len(lead) and not lead[end].bullet and not lead[end - 1].text.endswith("."):
            end += 1  # the end of its last sentence
        yield from listed.summary(lead[first:end], out)
        lead = [*lead[:first], *lead[end:]]
    yield from ((line, line.text) for line in lead)
    yield from studies([block for block in found if _studied(block)], out)
    yield from positions([block for block in found if not _studied(block)], out)


def _studied(block: Block) -> bool:
    texts = [part.text for part in block.names]
    found = [degree(text) for text in texts]
    graded = any(match and not match.start() for match in found)
    return graded or (any(is_school(text) for text in texts) and len(texts) < 2)  # noqa: PLR2004 - no position beside it
