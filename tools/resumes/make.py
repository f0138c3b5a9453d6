"""All sample résumés: which person in which layout, with which dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from tools.resumes import docx_layouts, pdf_layouts
from tools.resumes.person import Notation, Sheet, people

_NOTATIONS: Final[tuple[Notation, ...]] = ("short", "slash", "long", "years", "dot", "since", "iso", "words")
_SECOND: Final = 5  # how far on in the list of people a layout's second résumé is
_TWICE: Final = frozenset(
    {"classic", "sidebar_left", "dates_left", "titles_left", "networked", "halves", "styled", "dated_table"}
)
_NO_PLACES: Final = frozenset({"halves", "bare", "header_table", "airy"})
_NO_LINKS: Final = frozenset({"tabular", "education_first"})
_TOWN_ONLY: Final = frozenset({"networked", "bare", "titles_left"})
_NO_SKILLS: Final = frozenset({"plain", "education_first"})
_NO_SPOKEN: Final = frozenset({"plain"})
_SKILLS_CUT: Final = {"networked": 3}
_NO_HIGHLIGHTS: Final = frozenset({"networked", "halves", "company_first", "airy", "page_header"})


@dataclass(frozen=True, slots=True)
class Resume:
    """One sample: the file's name, its bytes and what is true of it."""

    name: str
    data: bytes
    truth: dict[str, Any]


def resumes() -> Iterator[Resume]:
    """Yield every sample, the same ones each time."""
    layouts = [(name, "pdf", make) for name, make in pdf_layouts.LAYOUTS.items()]
    layouts += [(name, "docx", make) for name, make in docx_layouts.LAYOUTS.items()]
    known = people()
    for number, (layout, kind, make) in enumerate(layouts):
        for turn in range(2 if layout in _TWICE else 1):
            person = known[(number * 3 + number // 4 + turn * _SECOND) % len(known)]
            sheet = Sheet(
                person,
                _NOTATIONS[(number + turn * 3) % len(_NOTATIONS)],
                wording=number + turn,
                places=layout not in _NO_PLACES,
            )
            name = f"{layout}-{person['language']}-{person['name'].split()[-1].lower()}.{kind}"
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
