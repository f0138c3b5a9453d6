"""All sample résumés: which person in which layout, with which dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from tools.resumes import docx_layouts, docx_special
from tools.resumes.pdf_layouts import LAYOUTS as PDF
from tools.resumes.person import Notation, Sheet, people

_NOTATIONS: Final[tuple[Notation, ...]] = ("short", "slash", "long", "years", "dot", "since", "iso", "words")
_WORD: Final[dict[str, Callable[[Sheet], bytes]]] = {
    layout.__name__: layout
    for layout in (
        docx_layouts.styled,
        docx_layouts.header_table,
        docx_layouts.dated_table,
        docx_layouts.sidebar_table,
        docx_layouts.plain,
        docx_layouts.broken_lines,
        docx_layouts.page_header,
        docx_layouts.education_first,
        docx_special.boxed,
        docx_special.controls,
        docx_special.form,
    )
}
_EACH: Final = 3  # people of each language
_NO_PLACES: Final = frozenset({"halves", "bare", "header_table", "airy", "nested", "functional"})
_NO_LINKS: Final = frozenset({"tabular", "education_first", "europass", "form"})
_TOWN_ONLY: Final = frozenset({"networked", "bare", "titles_left"})
_NO_SKILLS: Final = frozenset({"plain", "education_first", "europass", "controls", "form"})
_NO_SPOKEN: Final = frozenset({"plain"})
_SKILLS_CUT: Final = {"networked": 3}
_NO_HIGHLIGHTS: Final = frozenset(
    {"networked", "halves", "company_first", "airy", "page_header", "timeline", "controls", "functional"}
)


@dataclass(frozen=True, slots=True)
class Resume:
    """One sample: the file's name, its bytes and what is true of it."""

    name: str
    data: bytes
    truth: dict[str, Any]


def resumes(*, everybody: bool = False) -> Iterator[Resume]:
    """Yield the samples, the same ones each time: every layout for one person of each language, or for everybody."""
    layouts = [
        *((name, "pdf", make) for name, make in PDF.items()),
        *((name, "docx", make) for name, make in _WORD.items()),
    ]
    for number, (layout, kind, make) in enumerate(layouts):
        for place, person in enumerate(people()):
            if not everybody and place % _EACH != (number + place // _EACH) % _EACH:
                continue
            sheet = Sheet(
                person,
                _NOTATIONS[(number + place) % len(_NOTATIONS)],
                wording=number + place * 2,
                places=layout not in _NO_PLACES,
            )
            name = f"{layout}-{person['language']}-{person['email'].split('@')[0].replace('.', '-')}.{kind}"
            yield Resume(name, make(sheet), _shown(layout, sheet.truth()))


def _shown(layout: str, truth: dict[str, Any]) -> dict[str, Any]:
    """Return what of the truth the layout prints."""
    if layout in _NO_LINKS:
        truth["basics"].pop("profiles")
    if layout in _TOWN_ONLY:
        truth["basics"]["location"].pop("address", None)
    if layout in _NO_SKILLS:
        truth.pop("skills")
    if layout in _NO_SPOKEN:
        truth.pop("languages")
    if layout in _SKILLS_CUT:
        truth["skills"] = truth["skills"][: _SKILLS_CUT[layout]]
    for entry in truth["work"] if layout in _NO_HIGHLIGHTS else []:
        entry.pop("highlights")  # they are printed as prose
    truth.pop("certificates")
    return truth
