"""The invented people, and what a layout may ask of them: dates in a notation, headings in a wording, the truth."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final, Literal

Notation = Literal["short", "long", "slash", "dot", "years", "iso", "since", "words"]

_YEAR: Final = 4


def people() -> list[dict[str, Any]]:
    """Return the people of the data file."""
    found: list[dict[str, Any]] = _read("people")["people"]
    return found


@lru_cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person as one layout shows them: `notation` of dates, `wording` the number of the wording of headings."""

    person: dict[str, Any]
    notation: Notation
    wording: int = 0
    upper: bool = False
    places: bool = True

    @property
    def words(self) -> dict[str, Any]:
        """The words of the person's language."""
        found: dict[str, Any] = _read("words")[self.person["language"]]
        return found

    def heading(self, section: str) -> str:
        """Return the heading of `section`."""
        wordings = self.words[section]
        text = str(wordings[self.wording % len(wordings)])
        return text.upper() if self.upper else text

    def date(self, iso: str) -> str:
        """Return one date in the layout's notation; "" stands for today."""
        if not iso:
            return str(self.words["present"][self.wording % 3])
        year, month = iso[:_YEAR], iso[_YEAR + 1 :]
        if not month or self.notation == "years":
            return year
        if self.notation in {"short", "since"}:
            return f"{self.words['short'][int(month) - 1]} {year}"
        if self.notation in {"long", "words"}:
            of = " de " if self.person["language"] == "es" else " "
            return f"{self.words['months'][int(month) - 1]}{of}{year}"
        return {"slash": f"{month}/{year}", "dot": f"{month}.{year}", "iso": f"{year}-{month}"}[self.notation]

    def period(self, entry: dict[str, Any]) -> str:
        """Return the time of a position or a course of study."""
        start, end = entry["start"], entry.get("end", "")
        if self.notation == "since" and not end:
            return f"{self.words['since']} {self.date(start)}"
        mark = f" {self.words['to']} " if self.notation == "words" else " – "
        return f"{self.date(start)}{mark}{self.date(end)}"

    def study(self, entry: dict[str, Any]) -> str:
        """Return a degree with its field."""
        if not entry["area"]:
            return str(entry["degree"])
        mark = self.words["in"] if len(entry["degree"]) > _YEAR else " "
        return f"{entry['degree']}{mark}{entry['area']}"

    def town(self) -> str:
        """Return the line of the address with the city."""
        person = self.person
        if person["language"] == "en" and person.get("postal"):
            return f"{person['city']} {person['postal']}"
        before = f"{person['postal']} " if person.get("postal") else ""
        after = person.get("region") or person.get("country")
        return f"{before}{person['city']}" + (f", {after}" if after else "")

    def links(self) -> list[str]:
        """Return the addresses of pages."""
        return [self.person[name] for name in ("linkedin", "github") if name in self.person]

    def address(self) -> str:
        """Return the address on one line."""
        street = self.person.get("street")
        return f"{street}, {self.town()}" if street else self.town()

    def contact(self) -> list[str]:
        """Return what a head lists, one text each."""
        return [self.address(), self.person["phone"], self.person["email"], *self.links()]

    def truth(self) -> dict[str, Any]:
        """Return what a reader of this sheet knows, in JSON Resume's form."""
        person = self.person
        location = {
            "address": person.get("street", ""),
            "postalCode": person.get("postal", ""),
            "city": person["city"],
        }
        basics = {
            "name": person["name"].removeprefix("Dr. "),
            "email": person["email"],
            "phone": person["phone"],
            "location": {key: value for key, value in location.items() if value},
            "profiles": [{"url": link} for link in self.links()],
        }
        return {
            "basics": basics,
            "work": [self._position(entry) for entry in person["work"]],
            "education": [self._study(entry) for entry in person["education"]],
            "skills": person["skills"],
            "languages": [{"language": name, "fluency": level} for name, level in person["spoken"]],
            "certificates": [name for name, _, _ in person["certificates"]],
        }

    def _position(self, entry: dict[str, Any]) -> dict[str, Any]:
        told = {"name": entry["name"], "position": entry["position"], **self._dates(entry)}
        if self.places:
            told["location"] = entry["location"]
        return {**told, "highlights": entry["highlights"]}

    def _study(self, entry: dict[str, Any]) -> dict[str, Any]:
        told = {
            "institution": entry["school"],
            "studyType": entry["degree"],
            "area": entry["area"],
            **self._dates(entry),
        }
        return {key: value for key, value in told.items() if value}

    def _dates(self, entry: dict[str, Any]) -> dict[str, str]:
        size = _YEAR if self.notation == "years" else None
        told = {"startDate": entry["start"][:size], "endDate": entry.get("end", "")[:size]}
        return {key: value for key, value in told.items() if value}
