"""Importing the sample résumés: every layout, four languages, PDF and Word."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fillwright.profile import parse_profile
from fillwright.profile.importers import Imported, import_resume, pdf
from fillwright.profile.importers import docx as word
from fillwright.profile.importers.lexicon import countries, headings, plain, section_of, table, words
from fillwright.profile.importers.model import texts
from tools.resumes.make import Resume, resumes
from tools.resumes.score import GROUPS, Mark, marks

EXPECTED = Path(__file__).with_name("expected_failures.json")
LEAST = {"contact": 0.95, "work": 0.85, "education": 0.85, "skills": 0.85, "languages": 0.85}


@pytest.fixture(scope="module")
def imports() -> list[tuple[Resume, Imported]]:
    return [(resume, import_resume(resume.data, resume.name)) for resume in resumes()]


@pytest.fixture(scope="module")
def scored(imports: list[tuple[Resume, Imported]]) -> dict[str, list[Mark]]:
    return {resume.name: list(marks(resume.truth, imported.profile)) for resume, imported in imports}


def test_there_are_resumes_enough(imports: list[tuple[Resume, Imported]]) -> None:
    names = [resume.name for resume, _ in imports]
    assert len(names) >= 100
    assert {name.split("-")[1] for name in names} == {"en", "de", "fr", "es"}
    assert {name.rpartition(".")[2] for name in names} == {"pdf", "docx"}
    assert len({name.split("-")[0] for name in names}) >= 25


@pytest.mark.parametrize("group", GROUPS)
def test_fields_come_out_right(scored: dict[str, list[Mark]], group: str) -> None:
    counted = Counter(mark.right for found in scored.values() for mark in found if mark.group == group)
    share = counted[True] / counted.total()
    print(f"{group}: {counted[True]} of {counted.total()} fields right ({share:.1%})")  # noqa: T201 - the figure is wanted
    assert share >= LEAST[group]


def test_what_fails_is_known(scored: dict[str, list[Mark]]) -> None:
    """An improvement fails here too until it is written down: mend the file by what this prints."""
    failures = {name: sorted(mark.path for mark in found if not mark.right) for name, found in scored.items()}
    assert {name: paths for name, paths in failures.items() if paths} == json.loads(EXPECTED.read_text("utf-8"))


def test_every_profile_is_sound(imports: list[tuple[Resume, Imported]]) -> None:
    for _, imported in imports:
        parse_profile(imported.profile)


def test_every_value_has_its_place(imports: list[tuple[Resume, Imported]]) -> None:
    for _, imported in imports:
        assert sorted(texts(imported.profile)) == sorted((found.path, found.value) for found in imported.found)
        assert all(re.match(r"(page \d+|paragraph \d+)", found.where) for found in imported.found)


def test_nothing_is_invented(imports: list[tuple[Resume, Imported]]) -> None:
    for resume, imported in imports:
        lines = _lines(resume)
        whole = _bare(" ".join(lines.values()))
        for found in imported.found:
            assert _stands(found.path, found.value, whole), (resume.name, found)


def test_a_value_stands_where_it_is_said_to(imports: list[tuple[Resume, Imported]]) -> None:
    for resume, imported in imports:
        lines = _lines(resume)
        order = list(lines)
        for found in imported.found:
            begins = order.index(found.where)
            near = _bare(" ".join(lines[where] for where in order[begins : begins + 12]))
            assert _stands(found.path, found.value, near), (resume.name, found)


def test_lines_that_are_not_used_are_listed(imports: list[tuple[Resume, Imported]]) -> None:
    """Every word of a sample is in the profile, or listed, or heads a section."""
    titles = headings().titles | set(words().labels)
    for resume, imported in imports:
        told = _bare(" ".join([*(found.value for found in imported.found), *imported.not_understood]))
        for line in _lines(resume).values():
            parts = [part for part in re.split(r"[\t:]", line) if not section_of(part) and plain(part) not in titles]
            long = [word for part in parts for word in re.findall(r"[^\W\d_]{9,}", part)]
            lost = [word for word in long if _bare(word) not in told and plain(word) not in _date_words()]
            assert not lost, (resume.name, line)


def _lines(resume: Resume) -> dict[str, str]:
    document = (pdf if resume.name.endswith(".pdf") else word).read(resume.data)
    lines: dict[str, str] = {}
    for line in document.lines:
        lines[line.where] = f"{lines.get(line.where, '')} {line.text}"
    return lines


def _date_words() -> set[str]:
    data = table("dates")
    words = {plain(name) for names in data["months"].values() for name in names}
    return words | {word for text in data["words"]["present"] for word in plain(text).split()}


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", plain(text))


def _stands(path: str, value: str, text: str) -> bool:
    if path.endswith(("Date", ".date")):
        return all(_date_part(number, part, text) for number, part in enumerate(value.split("-")))
    if path.endswith("countryCode"):
        return any(_bare(name) in text for name in _names_of(value))
    if path.endswith(".url"):
        value = value.removeprefix("https://")
    return _bare(value) in text


def _names_of(code: str) -> Iterator[str]:
    return (name for name, told in countries().items() if told == code)


def _date_part(number: int, part: str, text: str) -> bool:
    if number != 1:
        return part in text
    months: dict[str, Any] = table("dates")["months"]
    return part in text or any(_bare(name) in text for name in months[str(int(part))])


def test_names_of_countries_are_compared_without_accents() -> None:
    assert countries()[plain("España")] == "ES"
