"""How much of what is true of a résumé an import found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

GROUPS: Final = ("contact", "work", "education", "skills", "languages")


@dataclass(frozen=True, slots=True)
class Mark:
    """One field: whether it came out right, and what stood there instead."""

    group: str
    path: str
    wanted: str
    got: str

    @property
    def right(self) -> bool:
        """Whether the field came out as it should."""
        return _same(self.wanted) == _same(self.got)


def _same(text: str) -> str:
    """Return `text` as a person compares: case, punctuation, blanks and the sign of a web address apart."""
    text = re.sub(r"^https?://(?:www\.)?|^www\.", "", text.strip().casefold())
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text))


def marks(truth: dict[str, Any], profile: dict[str, Any]) -> Iterator[Mark]:
    """Yield a mark for each field of `truth`, and one for each entry too many."""
    basics = profile.get("basics", {})
    for key, value in truth["basics"].items():
        if key == "location":
            for name, text in value.items():
                yield Mark("contact", f"location.{name}", text, basics.get("location", {}).get(name, ""))
        elif key == "profiles":
            urls = [entry.get("url", "") for entry in basics.get("profiles", [])]
            for number, entry in enumerate(value):
                got = next((url for url in urls if _same(url) == _same(entry["url"])), "".join(urls[:1]))
                yield Mark("contact", f"profiles[{number}]", entry["url"], got)
        else:
            yield Mark("contact", key, value, basics.get(key, ""))
    for section in ("work", "education"):
        yield from _entries(section, truth[section], profile.get(section, []))
    if "skills" in truth:
        yield from _skills(truth["skills"], profile.get("skills", []))
    if "languages" in truth:
        yield from _entries("languages", truth["languages"], profile.get("languages", []))


def _entries(section: str, wanted: list[dict[str, Any]], got: list[dict[str, Any]]) -> Iterator[Mark]:
    for number, entry in enumerate(wanted):
        there = got[number] if number < len(got) else {}
        for key, value in entry.items():
            path = f"{section}[{number}].{key}"
            if isinstance(value, list):
                yield Mark(section, path, " / ".join(value), " / ".join(there.get(key, [])))
            else:
                yield Mark(section, path, value, there.get(key, ""))
        if "startDate" in entry and "endDate" not in entry:
            yield Mark(section, f"{section}[{number}].endDate", "", there.get("endDate", ""))
    for number in range(len(wanted), len(got)):
        yield Mark(section, f"{section}[{number}]", "", " / ".join(str(value) for value in got[number].values()))


def _skills(wanted: list[str], got: list[dict[str, Any]]) -> Iterator[Mark]:
    found = {_same(text): text for entry in got for text in (entry.get("name", ""), *entry.get("keywords", []))}
    for skill in wanted:
        yield Mark("skills", f"skills: {skill}", skill, found.get(_same(skill), ""))
    extra = [text for key, text in found.items() if key and key not in {_same(skill) for skill in wanted}]
    yield from (Mark("skills", "skills: too many", "", text) for text in extra)
