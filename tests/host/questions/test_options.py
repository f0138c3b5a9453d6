"""Which option says the same, and when none is taken."""

from __future__ import annotations

import pytest

from fillwright.messages import Option
from fillwright.questions import match_options
from fillwright.questions.options import match_truth
from fillwright.questions.ranges import options_holding, parse_range
from tests.host.questions.people import options


def chosen(candidate: str, *texts: str, key: str | None = None) -> str | None:
    option = match_options([candidate], options(*texts), key).option
    return option.label if option else None


def test_the_exact_text_wins_over_a_synonym() -> None:
    assert chosen("Master", "Masters", "Master", key="education-level") == "Master"


def test_case_accents_and_signs_do_not_matter() -> None:
    assert chosen("Sales & Marketing", "SALES and Marketing", "Sales") == "SALES and Marketing"


def test_no_is_not_norfolk_island() -> None:
    assert chosen("No", "Norfolk Island", "Norway", "None of the above") is None


def test_no_is_found_beside_none_of_the_above() -> None:
    assert chosen("No", "Yes", "No", "None of the above") == "No"


@pytest.mark.parametrize(
    "text", ["Select…", "Please choose", "—", "-- Select --", "Bitte wählen", "Veuillez sélectionner"]
)
def test_a_placeholder_is_never_chosen(text: str) -> None:
    assert match_options([text], options(text, "Berlin")).option is None


@pytest.mark.parametrize(
    ("truth", "texts", "expected"),
    [
        (True, ("Ja", "Nein"), "Ja"),
        (False, ("Oui", "Non"), "Non"),
        (True, ("Sí", "No"), "Sí"),
        (True, ("Yes, I am authorized", "No, I am not authorized"), "Yes, I am authorized"),
        (True, ("Yes", "Yes, but only part-time", "No"), "Yes"),
        (True, ("Yes, as a citizen", "Yes, as a resident", "No"), None),
        (True, ("Yes, with sponsorship", "No"), None),
        (False, ("Not applicable", "Maybe"), None),
    ],
)
def test_yes_and_no_are_found_with_their_elaborations(
    truth: bool,  # noqa: FBT001 - the fact itself
    texts: tuple[str, ...],
    expected: str | None,
) -> None:
    option = match_truth(truth, options(*texts)).option
    assert (option.label if option else None) == expected


@pytest.mark.parametrize(
    ("candidate", "texts", "key", "expected"),
    [
        ("Germany", ("Deutschland", "Österreich"), "country", "Deutschland"),
        ("US", ("United Kingdom", "United States of America"), "country", "United States of America"),
        ("Netherlands", ("Paesi Bassi", "Italia"), "country", "Paesi Bassi"),
        (
            "master",
            ("Bachelor's degree", "Master's degree (M.Sc., M.A.)"),
            "education-level",
            "Master's degree (M.Sc., M.A.)",
        ),
        ("C1", ("Basic", "Fluent", "Native"), "language-level", "Fluent"),
        ("German", ("Alemán", "Inglés"), "languages", "Alemán"),
        ("full-time", ("Vollzeit", "Teilzeit"), "employment-type", "Vollzeit"),
        ("LinkedIn", ("LinkedIn job posting", "Indeed"), "referral-source", "LinkedIn job posting"),
        ("Hamburg", ("Hamburg, Germany", "Berlin, Germany"), "preferred-location", "Hamburg, Germany"),
        ("Female", ("Man", "Woman", "Non-binary"), "gender", "Woman"),
    ],
)
def test_the_same_meaning_is_found(candidate: str, texts: tuple[str, ...], key: str, expected: str) -> None:
    assert chosen(candidate, *texts, key=key) == expected


def test_two_fitting_options_are_no_answer() -> None:
    match = match_options(["German"], (Option("a", "German"), Option("b", "German")))
    assert match.option is None
    assert match.reason
    assert "several" in match.reason


def test_a_missing_option_is_named_in_the_reason() -> None:
    assert "Rust" in (match_options(["Rust"], options("Go", "C")).reason or "")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3–5 years", 3, 5),
        ("10+", 10, float("inf")),
        ("less than 1", 0, 1),
        ("€60k - €70k", 60000, 70000),
        ("60-70k", 60000, 70000),
        ("1.000 – 2.500", 1000, 2500),
        ("bis zu 2 Jahre", 0, 2),
    ],
)
def test_ranges_are_read(text: str, low: float, high: float) -> None:
    found = parse_range(text)
    assert found
    assert (found.low, found.high) == (low, high)


def test_no_number_is_no_range() -> None:
    assert parse_range("several years") is None


def test_a_strict_end_does_not_hold_its_number() -> None:
    assert [option.label for option in options_holding(1, 1, options("less than 1", "1-2"))] == ["1-2"]
