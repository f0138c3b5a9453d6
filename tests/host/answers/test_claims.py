"""Claims that the profile does not support are found, and honest answers left alone: all lines of two lists."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.answers import unsupported
from fillwright.messages import Field
from tests.support.claimants import grounds_of

ESSAY = Field(label="Tell us about yourself", type="textarea")
GROUNDS = grounds_of("leonie")
LEAST_LINES, LEAST_LANGUAGES = 60, 4


def lines(name: str, parts: int) -> list[tuple[str, ...]]:
    rows = (Path(__file__).parent / "claims" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(row.split(" ", parts)) for row in rows if row and not row.startswith("#")]


HONEST = lines("honest", 2)
DISHONEST = lines("dishonest", 3)
WORDS = sorted({word for row in (*HONEST, *DISHONEST) for word in row[-1].split()})


@pytest.mark.parametrize(("language", "person", "text"), HONEST)
def test_an_honest_answer_is_left_alone(language: str, person: str, text: str) -> None:
    assert unsupported(text, ESSAY, grounds_of(person)) == (), language


@pytest.mark.parametrize(("language", "person", "kind", "text"), DISHONEST)
def test_an_unsupported_claim_is_named(language: str, person: str, kind: str, text: str) -> None:
    found = unsupported(text, ESSAY, grounds_of(person))
    assert kind in {claim.kind for claim in found}, language
    assert all(claim.text in text for claim in found)


@pytest.mark.parametrize("rows", [HONEST, DISHONEST])
def test_the_lists_are_long_and_in_several_languages(rows: list[tuple[str, ...]]) -> None:
    assert len(rows) >= LEAST_LINES
    languages = Counter(row[0] for row in rows)
    assert len([language for language, count in languages.items() if count > 1]) >= LEAST_LANGUAGES


@pytest.mark.parametrize(("language", "person", "kind", "text"), lines("missed", 3))
def test_what_is_known_to_be_missed_is_listed(language: str, person: str, kind: str, text: str) -> None:
    assert kind not in {claim.kind for claim in unsupported(text, ESSAY, grounds_of(person))}, language


@given(st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_text_can_be_searched_and_names_only_what_stands_in_it(text: str) -> None:
    for claim in unsupported(text, ESSAY, GROUNDS):
        assert claim.text
        assert all(word in text for word in claim.text.split())


def test_a_plain_yes_to_a_skill_that_the_person_lacks_is_a_claim() -> None:
    asked = Field(label="Do you have experience with Rust?")
    assert [claim.text for claim in unsupported("Yes.", asked, GROUNDS)] == ["Rust"]
    assert unsupported("Yes, with Python.", Field(label="Do you have experience with Python?"), GROUNDS) == ()


def test_a_skill_that_the_job_names_may_be_spoken_of_but_not_claimed() -> None:
    assert unsupported("Your team writes Rust.", ESSAY, GROUNDS) == ()
    assert [claim.text for claim in unsupported("I have used Rust for years.", ESSAY, GROUNDS)] == ["Rust"]
