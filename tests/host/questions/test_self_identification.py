"""One word is enough: a bare label of self-identification is sensitive, in every language and on every control."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pytest

from fillwright.messages import Field, JobContext, Option
from fillwright.profile import parse_profile
from fillwright.questions import analyze, answer_fact
from tests.host.questions.people import PERSON

WORDS: Final = {
    "en": "Gender Sex Race Ethnicity Ethnic Hispanic Indigenous Veteran Military Pronouns Disability Disabled "
    "Neurodiversity Orientation Sexuality LGBTQ Transgender Age Religion Faith Birthday DOB",
    "de": "Geschlecht Gender Herkunft Abstammung Ethnie Ethnizität Pronomen Behinderung Schwerbehinderung "
    "Schwerbehindert Veteran Alter Religion Konfession Familienstand Sexualität Orientierung Transgender Geburtsdatum",
    "fr": "Sexe Genre Ethnie Ethnicité Origine Race Pronoms Handicap RQTH Âge Religion Orientation Sexualité "
    "Transgenre Vétéran Réserviste",
    "es": "Sexo Género Raza Etnia Origen Pronombres Discapacidad Edad Religión Veterano Orientación Sexualidad "
    "Transgénero Reservista",
    "it": "Sesso Genere Razza Etnia Origine Pronomi Disabilità Età Religione Veterano Orientamento Sessualità "
    "Transgender",
    "pt": "Sexo Gênero Género Raça Etnia Cor Pronomes Deficiência PCD Idade Religião Veterano Orientação "
    "Sexualidade Transgênero",
    "nl": "Geslacht Gender Ras Etniciteit Afkomst Herkomst Voornaamwoorden Beperking Handicap Leeftijd Religie "
    "Veteraan Geaardheid Seksualiteit Transgender",
}
SHAPES: Final = {
    "untyped": Field(label=""),
    "text": Field(label="", type="text"),
    "textarea": Field(label="", type="textarea"),
    "closed list": Field(label="", type="select"),
    "list": Field(label="", type="select", options=tuple(Option(label=text) for text in ("A", "B", "C"))),
    "yes or no": Field(label="", type="radio", options=tuple(Option(label=text) for text in ("Yes", "No"))),
    "typeahead": Field(label="", type="combobox"),
    "box": Field(label="", type="checkbox"),
    "boxes": Field(label="", type="checkbox", options=tuple(Option(label=text) for text in ("A", "B")), multiple=True),
}
CLOSED: Final = parse_profile({**PERSON, "application": {**PERSON["application"], "consents": {}}})
TODAY: Final = dt.date(2026, 11, 23)


def labelled(shape: Field, label: str) -> Field:
    """Return `shape` with `label`."""
    return Field(label=label, type=shape.type, options=shape.options, multiple=shape.multiple)


@pytest.mark.parametrize("tongue", WORDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_single_word_of_self_identification_is_sensitive(tongue: str, shape: str) -> None:
    read = {word: analyze(labelled(SHAPES[shape], word)).strategy for word in WORDS[tongue].split()}
    assert {word: strategy for word, strategy in read.items() if strategy != "sensitive"} == {}


@pytest.mark.parametrize("tongue", WORDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_none_of_them_is_answered_without_the_persons_consent(tongue: str, shape: str) -> None:
    fields = [labelled(SHAPES[shape], f"{word} *") for word in WORDS[tongue].split()]
    answers = [answer_fact(field, analyze(field), CLOSED, job=JobContext(), today=TODAY).answer for field in fields]
    assert [answer for answer in answers if answer is not None] == []
