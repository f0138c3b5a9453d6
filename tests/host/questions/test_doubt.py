"""Where a fact that looks right would be wrong: it is left to the person, or only proposed."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from fillwright.messages import Field, JobContext, Option
from fillwright.profile import Profile, parse_profile, sample_profile
from fillwright.questions import FactAnswer, analyze, answer_fact
from tests.host.questions.corpus_reader import questions
from tests.host.questions.people import TODAY

JOB = JobContext(company="Example", title="Engineer", location="Berlin, Germany")
SAMPLE: dict[str, Any] = msgspec.json.decode(sample_profile())
YES_NO = ("Yes", "No")


def _with(**application: object) -> Profile:
    return parse_profile({**SAMPLE, "application": {**SAMPLE["application"], **application}})


def _answer(label: str, *options: str) -> FactAnswer:
    shown = tuple(Option(value=text, label=text) for text in options)
    field = Field(label=label, type="radio" if options else "text", options=shown)
    return answer_fact(field, analyze(field), parse_profile(SAMPLE), job=JOB, today=TODAY)


SENSITIVE = [question for question in questions() if question.strategy == "sensitive"]
PROSE = [question for question in questions() if question.strategy == "generate"]
CLOSED = _with(
    eeo={**SAMPLE["application"]["eeo"], "share": False},
    consents={},
    noncompete=None,
    conflict_of_interest=None,
    criminal_history=None,
)


def test_no_sensitive_question_is_answered_without_the_persons_entry() -> None:
    answered = [
        question.field.label
        for question in SENSITIVE
        if answer_fact(question.field, analyze(question.field), CLOSED, job=JOB, today=TODAY).answer is not None
    ]
    assert answered == []


def test_prose_is_never_answered_with_a_fact() -> None:
    answered = [
        question.field.label
        for question in PROSE
        if answer_fact(question.field, analyze(question.field), CLOSED, job=JOB, today=TODAY).answer is not None
    ]
    assert answered == []


@pytest.mark.parametrize(
    ("label", "options"),
    [
        ("What is your current work authorization status?", ("US citizen", "Green card", "H-1B", "Other")),
        ("Please confirm your right to work status", ("British citizen", "Settled status", "Visa", "None")),
        ("Do you have experience with COBOL?", YES_NO),
        ("How would you rate your Java?", ("1", "2", "3", "4", "5")),
        ("How many years of experience do you have leading teams?", ("0-2", "3-5", "6-12")),
        ("Years of management experience", ("0-2", "3-5", "6-12")),
        ("Hast du eine abgeschlossene Ausbildung als Koch?", YES_NO),
        ("Have you held a security clearance in the past?", YES_NO),
        ("Can you travel internationally?", YES_NO),
        ("Have you worked with Figma before?", YES_NO),
        ("Do you have a full UK driving licence?", YES_NO),
        ("Do you have a visa for Germany?", YES_NO),
        ("Have you signed a non-compete or confidentiality agreement?", YES_NO),
        ("What is your location and time zone?", ()),
        ("Please list your city, state and zip code", ()),
        ("What days and hours can you work?", ()),
        ("Which degree are you currently pursuing?", ()),
        ("Expected monthly net salary", ()),
        ("Are you currently serving your notice?", ()),
        ("Do you need adjustments for the interview?", ()),
        ("Portfolio password", ()),
    ],
)
def test_what_asks_for_more_than_the_profile_says_is_left_to_the_person(label: str, options: tuple[str, ...]) -> None:
    assert _answer(label, *options).answer is None


@pytest.mark.parametrize(
    ("label", "options"),
    [
        ("Are you able to work from our Dublin office two days a week?", YES_NO),
        ("This job requires occasional travel to customers. Is that something you can do?", YES_NO),
        ("When do you expect to graduate?", ()),
        ("How many years of experience do you have in this field?", ()),
    ],
)
def test_what_is_not_sure_is_only_proposed(label: str, options: tuple[str, ...]) -> None:
    found = _answer(label, *options)
    assert found.answer is not None
    assert found.reason


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("If you are not local, are you willing to relocate?", "Yes"),
        ("¿Tienes carnet de conducir?", "Yes"),
        ("Avez-vous le permis de conduire ?", "Yes"),
        ("Sei in possesso della patente C?", "No"),
        ("Does your work authorization for the US require an employer's sponsorship?", "Yes"),
        ("Can you work from our Hamburg office two days a week?", "Yes"),
    ],
)
def test_a_condition_or_a_small_word_does_not_turn_an_answer_round(label: str, answer: str) -> None:
    assert _answer(label, *YES_NO).answer == answer


def test_a_status_in_words_is_not_a_yes() -> None:
    assert _answer("What is your visa status in Germany?").answer == "Citizen (Germany)"


def test_a_listed_skill_is_experience_with_it() -> None:
    assert _answer("Do you have experience with Terraform?", *YES_NO).answer == "Yes"


def test_an_unlisted_skill_is_no_lack_of_it() -> None:
    assert _answer("Do you have experience with Terraform and Pulumi?", *YES_NO).answer is None


@pytest.mark.parametrize("identity", ["conflict", "gender", "salary", "location", "start_date"])
def test_a_controls_id_does_not_outweigh_an_open_label(identity: str) -> None:
    field = Field(label="Tell us about a disagreement in a team and how it ended.", type="textarea", id=identity)
    assert analyze(field).strategy == "generate"


@pytest.mark.parametrize(
    ("label", "strategy", "key"),
    [
        ("Name pronunciation", "extract", None),
        ("Membership number", "extract", None),
        ("Website password", "skip", None),
        ("What is 7 + 3?", "skip", None),
        ("Nome", "extract", "given-name"),
        ("Nombre", "extract", "given-name"),
        ("Nom", "extract", "family-name"),
        ("Location (country)", "extract", "country"),
        ("Adresse (Zeile 2)", "extract", "address-line2"),
        ("Title (Mr/Mrs/Dr)", "extract", "honorific-prefix"),
        ("Twitter", "extract", "twitter"),
        ("Weiterer Link", "extract", "url"),
        ("Resume text", "file", "resume"),
        ("utm_source", "skip", None),
        ("Security question", "skip", None),
        ("Bitte leer lassen", "skip", None),
        ("Keep me signed in", "skip", None),
        ("Sort by", "skip", None),
    ],
)
def test_single_words_and_data_are_read_by_what_they_name(label: str, strategy: str, key: str | None) -> None:
    verdict = analyze(Field(label=label))
    assert (verdict.strategy, verdict.key) == (strategy, key)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Do you have at least 15 years of experience in sales?", "skill-experience"),
        ("Do you have a minimum of two years of full-time work experience?", "years-experience"),
        ("Are you able to lift at least 20 lbs?", None),
        ("Are you legally able to serve alcohol?", None),
        ("Have you managed remote teams?", None),
        ("Have you been employed by a government agency in the past two years?", "conflict-of-interest"),
        ("Are you a former employee of our external auditor?", "conflict-of-interest"),
        ("Have you ever worked for us?", "previously-employed-here"),
        ("Are you 18 years or older?", "age"),
    ],
)
def test_a_number_or_a_word_alone_decides_nothing(label: str, key: str | None) -> None:
    options = tuple(Option(value=text, label=text) for text in YES_NO)
    assert analyze(Field(label=label, type="radio", options=options)).key == key
