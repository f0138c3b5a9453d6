"""Text made comparable, and the lexicons' own language."""

from __future__ import annotations

import pytest

from fillwright.questions.lexicon import lexicon
from fillwright.questions.pattern_book import PatternBook
from fillwright.questions.tongue import tongue_of
from fillwright.questions.wording import control_name, normalise, segments


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("E-Mail*", "email"),
        ("Straße & Nr.", "strasse and nr"),
        ("I don't", "i do not"),
        ("U.S. visa", "us visa"),
        ("Autorisé(e) à", "autorise a"),
        ("Bewerber*innen", "bewerber"),
    ],
)
def test_words_are_plain(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("job_application[first_name]", "first name"),
        ("urls[LinkedIn]", "linked in"),
        ("cards[3f2a9c1d-77aa][field0]", "cards"),
        ("candidateLocation", "candidate location"),
        ("QA_12", "qa"),
    ],
)
def test_a_controls_name_is_read(name: str, meaning: str) -> None:
    assert control_name(name) == meaning


def test_a_label_falls_into_sentences_and_asides() -> None:
    pieces = segments("You live in the U.S. today. Will you move (soon)?")
    assert [(piece.text.strip(), piece.question, piece.aside) for piece in pieces] == [
        ("you live in the us today", False, False),
        ("will you move", True, False),
        ("soon", False, True),
    ]


@pytest.mark.parametrize(
    ("source", "sentence", "span"),
    [
        ("sponsor*", "need sponsorship now", (1, 2)),
        ("*gehalt", "mein wunschgehalt", (1, 2)),
        ("job|role title", "the role title", (1, 3)),
        ("legally? authorized", "authorized", (0, 1)),
        ("require ~ visa", "require a new work visa", (0, 5)),
        ("require ~ visa", "require one two three four visa", None),
        ("{language}kenntnisse", "gute englischkenntnisse", (1, 2)),
        ("level of {language}", "level of english", (0, 3)),
        ("at least * years", "at least 5 years", (0, 4)),
        ("job|job_role title", "what job role title", (1, 4)),
        ("need ~ visa ~ work", "visa to work is what they need", None),
        ("need ~ visa ~ work", "need work and need a visa for work", (3, 8)),
    ],
)
def test_a_wording_is_found(source: str, sentence: str, span: tuple[int, int] | None) -> None:
    index = PatternBook({"{language}": ("english", "englisch")}).index([(source, "key")])
    found = list(index.find(segments(sentence)[0]))
    assert [(hit.first, hit.last) for hit in found] == ([span] if span else [])


def test_each_table_of_a_book_finds_its_own() -> None:
    book = PatternBook()
    one, other = book.index([("visa", 1), ("work visa", 2)]), book.index([("visa", "a"), ("need ~ visa", "b")])
    piece = segments("I need a work visa")[0]
    assert [hit.entry for hit in one.find(piece)] == [1, 2]
    assert [hit.entry for hit in other.find(piece)] == ["a", "b"]


@pytest.mark.parametrize(
    ("label", "tongue"),
    [
        ("First name", "en"),
        ("Kündigungsfrist", "de"),
        ("Quelle est votre adresse ?", "fr"),
        ("¿Cuál es tu teléfono?", "es"),
        ("Qual è il tuo stipendio?", "it"),
        ("Qual é a sua pretensão?", "pt"),
        ("Wat is je opzegtermijn?", "nl"),
        ("", "en"),
    ],
)
def test_small_words_tell_the_language(label: str, tongue: str) -> None:
    assert tongue_of(label) == tongue


def test_every_open_end_is_long_enough_to_be_looked_up() -> None:
    short = [
        source
        for source in lexicon().wordings.sources()
        for word in source.split()
        for part in word.rstrip("?").split("|")
        if part.strip("*{}") and "*" in part and len(part.strip("*")) < 3
    ]
    assert short == []
