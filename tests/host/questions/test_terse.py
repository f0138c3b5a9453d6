"""What is asked in two words, or only by the options below: abbreviations, bare skills, statements to choose from."""

from __future__ import annotations

import pytest

from fillwright.messages import Field, Option
from fillwright.questions import analyze, resemblance
from fillwright.questions.learned import Model, pack
from fillwright.questions.terse import above_levels, years_with

YEARS = ("None", "Under 1 year", "1-3 years", "3+ years")
LEVELS = ("Beginner", "Intermediate", "Expert")
DRAWN = f"extract:salary-expectation generate:-\n{pack([(0, 1.0), (1, -1.0)])}\tw:for\tw:the\tw:menu\n"


def field(label: str, *options: str) -> Field:
    shown = tuple(Option(label=text, value=text) for text in options)
    return Field(label=label, type="select" if shown else "text", options=shown)


@pytest.mark.parametrize(
    ("label", "skill"),
    [
        ("# yrs w/ Kafka", "Kafka"),
        ("Yrs of Salesforce", "Salesforce"),
        ("React: years", "React"),
        ("Excel – years", "Excel"),
        ("Photoshop (yrs)", "Photoshop"),
        ("Go: yrs exp", "Go"),
        ("Jahre mit Revit", "Revit"),
        ("Années de Catia", "Catia"),
        ("Años con Odoo", "Odoo"),
        ("Anni di AutoCAD", "AutoCAD"),
        ("Anos com Totvs", "Totvs"),
        ("Jaren met Afas", "Afas"),
        ("Years of experience", ""),
        ("Years of age", ""),
        ("Years in present position", ""),
        ("Année d'obtention", ""),
        ("Anni di esp.", ""),
    ],
)
def test_years_with_a_skill_are_read_from_a_few_words(label: str, skill: str) -> None:
    assert years_with(label) == skill


@pytest.mark.parametrize("options", [YEARS, LEVELS])
def test_a_bare_name_above_years_or_levels_is_a_skill(options: tuple[str, ...]) -> None:
    verdict = analyze(field("TypeScript", *options))
    assert (verdict.strategy, verdict.key, verdict.params["skill"]) == ("extract", "skill-experience", "TypeScript")
    assert verdict.params.get("part", "") == ("level" if options is LEVELS else "")


@pytest.mark.parametrize(
    ("label", "options"),
    [
        ("Contract length", ("6 months", "1 year", "2 years")),
        ("TypeScript", ("Yes", "No")),
        ("TypeScript", ("1 year", "2 years", "It depends")),
        ("How well do you know it?", LEVELS),
    ],
)
def test_other_lists_make_no_skill_of_their_label(label: str, options: tuple[str, ...]) -> None:
    assert above_levels(field(label, *options)) == ""


@pytest.mark.parametrize(
    ("options", "key"),
    [
        (("Authorised", "Not authorised"), "work-authorization"),
        (("I need no sponsorship", "I will need sponsorship"), "visa-sponsorship"),
        (("RQTH", "Non RQTH"), "disability"),
        (("GdB 50", "Gleichgestellt"), "disability"),
        (("General category", "OBC", "SC", "ST"), "race"),
        (("Under 16", "16 or 17", "18 or over"), "age"),
        (("I belong to a class of protected veterans", "I am not a protected veteran"), "veteran"),
        (("I would relocate", "I would not relocate"), "willing-to-relocate"),
    ],
)
def test_options_tell_what_a_vague_label_asks(options: tuple[str, ...], key: str) -> None:
    assert analyze(field("Which applies?", *options)).key == key


@pytest.mark.parametrize("article", ["El", "La", "Elle"])
def test_an_article_before_a_noun_is_no_pronoun(article: str) -> None:
    verdict = analyze(field("¿Qué valoras más?", *(f"{article} {noun}" for noun in ("sueldo", "horario", "equipo"))))
    assert (verdict.strategy, verdict.key) == ("choice", None)


@pytest.mark.parametrize("label", ["RG", "CPF", "NIE", "NIF", "BSN", "Codice fiscale", "Aadhaar", "PAN", "SIN", "NINO"])
def test_every_country_s_identity_paper_is_sensitive(label: str) -> None:
    verdict = analyze(field(label))
    assert (verdict.strategy, verdict.key) == ("sensitive", None)


def test_words_without_a_subject_decide_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resemblance, "model", lambda: Model(DRAWN))
    assert analyze(field("Zebra for the")).key is None
    assert analyze(field("Menu for the")).key == "salary-expectation"
