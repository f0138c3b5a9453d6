"""LinkedIn's data export: a ZIP of CSV files (Settings → Data privacy → Get a copy of your data)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Final

from fillwright.profile.importers.archive import Archive
from fillwright.profile.importers.dates import single_date
from fillwright.profile.importers.model import Collector, Imported

_MAX_ROWS: Final = 5_000
_PRIVATE: Final = frozenset({"birth date", "maiden name", "instant messengers", "geo location"})

_TABLES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "positions.csv": (
        "work",
        {
            "company name": "name",
            "title": "position",
            "description": "summary",
            "location": "location",
            "started on": "startDate",
            "finished on": "endDate",
        },
    ),
    "education.csv": (
        "education",
        {
            "school name": "institution",
            "degree name": "studyType",
            "start date": "startDate",
            "end date": "endDate",
        },
    ),
    "skills.csv": ("skills", {"name": "name"}),
    "languages.csv": ("languages", {"name": "language", "proficiency": "fluency"}),
    "certifications.csv": (
        "certificates",
        {"name": "name", "url": "url", "authority": "issuer", "started on": "date"},
    ),
    "projects.csv": (
        "projects",
        {
            "title": "name",
            "description": "description",
            "url": "url",
            "started on": "startDate",
            "finished on": "endDate",
        },
    ),
    "volunteering.csv": (
        "volunteer",
        {
            "company name": "organization",
            "role": "position",
            "description": "summary",
            "started on": "startDate",
            "finished on": "endDate",
        },
    ),
    "honors.csv": ("awards", {"title": "title", "description": "summary", "issued on": "date"}),
    "publications.csv": (
        "publications",
        {
            "name": "name",
            "publisher": "publisher",
            "published on": "releaseDate",
            "url": "url",
            "description": "summary",
        },
    ),
}
_DATES: Final = frozenset({"startDate", "endDate", "date", "releaseDate"})
_PROFILE: Final = {
    "headline": "basics.label",
    "summary": "basics.summary",
    "zip code": "basics.location.postalCode",
    "address": "basics.location.address",
}


class _Row:
    """One row by lower-cased column, and where its cells stand."""

    def __init__(self, file: str, number: int, cells: dict[str, str]) -> None:
        self.cells = {key.strip().casefold(): (value or "").strip() for key, value in cells.items() if key}
        self.titles = {key.strip().casefold(): key.strip() for key in cells if key}
        self._at = f"{file}, row {number}"

    def where(self, column: str) -> str:
        return f"{self._at}, {self.titles.get(column, column)}"


def read(data: bytes) -> Imported:
    """Return the profile of an export; what other files it holds is left alone, and said.

    Raises UnreadableFile for a broken archive and TooLarge for one that unpacks to too much.
    """
    archive, out, left = Archive(data), Collector(), list[str]()
    by_name = {name.rsplit("/", 1)[-1].casefold(): name for name in archive.names}
    tables = {
        name: _rows(full.rsplit("/", 1)[-1], archive.read(full)) for name, full in by_name.items() if name in _KNOWN
    }
    for row in tables.get("profile.csv", [])[:1]:
        left += _profile(row, out)
    _first(tables.get("email addresses.csv", []), "email address", "primary", "basics.email", out)
    _first(tables.get("phonenumbers.csv", []), "number", "", "basics.phone", out)
    for name, (section, columns) in _TABLES.items():
        for row in tables.get(name, []):
            left += _entry(section, columns, row, out)
    left += [
        f"{by_name[name]}: not part of a profile" for name in by_name if name.endswith(".csv") and name not in _KNOWN
    ]
    return out.done("linkedin", left)


_KNOWN: Final = frozenset({"profile.csv", "email addresses.csv", "phonenumbers.csv", *_TABLES})


def _rows(file: str, data: bytes) -> list[_Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    lines = text.splitlines(keepends=True)
    while (
        lines
        and (lines[0].startswith("Notes:") or "," not in lines[0])
        and len(lines) > 1
        and "," in "".join(lines[1:])
    ):
        lines.pop(0)  # some files begin with a note before the header
    rows: list[_Row] = []
    try:
        for number, cells in enumerate(csv.DictReader(io.StringIO("".join(lines), newline="")), start=2):
            cells.pop(None, None)  # csv puts there what is beyond the header
            rows.append(_Row(file, number, cells))
            if len(rows) >= _MAX_ROWS:
                break
    except csv.Error:
        return rows
    return rows


def _profile(row: _Row, out: Collector) -> Iterator[str]:
    cells = row.cells
    names = [part for part in (cells.get("first name", ""), cells.get("last name", "")) if part]
    out.put("basics.name", " ".join(names), row.where("first name"))
    for column, path in _PROFILE.items():
        out.put(path, cells.get(column, ""), row.where(column))
    if not cells.get("address"):
        out.put("basics.location.city", cells.get("geo location", "").split(",")[0], row.where("geo location"))
    _websites(row, out)
    used = {*_PROFILE, "first name", "last name", "websites", "twitter handles", "industry", *_PRIVATE}
    for column, value in cells.items():
        if value and (column not in used or column in {"twitter handles", "industry"}):
            yield f"{row.where(column)}: {value}"


def _websites(row: _Row, out: Collector) -> None:
    """`[PERSONAL:https://ada.example.com,OTHER:…]`."""
    text = row.cells.get("websites", "").strip("[]")
    for at, entry in enumerate(part for part in text.split(",") if part):
        url = entry.partition(":")[2] if entry.split(":", 1)[0].isupper() else entry
        path = "basics.url" if at == 0 else f"basics.profiles[{at - 1}].url"
        out.put(path, url, row.where("websites"))


def _first(rows: list[_Row], column: str, preferred: str, path: str, out: Collector) -> None:
    """Take the preferred row, else the first one that holds something."""
    filled = [row for row in rows if row.cells.get(column)]
    filled.sort(key=lambda row: row.cells.get(preferred, "").casefold() != "yes")
    for row in filled[:1]:
        out.put(path, row.cells[column], row.where(column))


def _entry(section: str, columns: Mapping[str, str], row: _Row, out: Collector) -> Iterator[str]:
    path = f"{section}[{out.count(section)}]"
    if not any(row.cells.get(column) for column in columns):
        return
    for column, value in row.cells.items():
        target = columns.get(column)
        if target in _DATES:
            date = single_date(value)
            if date:
                out.put(f"{path}.{target}", date, row.where(column))
            elif value:
                yield f"{row.where(column)}: {value} is no date"
        elif target:
            out.put(f"{path}.{target}", value, row.where(column))
        elif value and column != "license number":
            yield f"{row.where(column)}: {value}"
