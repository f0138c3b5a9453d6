"""What a question is read as, where one part of the field alone would mislead."""

from __future__ import annotations

import pytest

from fillwright.messages import Field
from fillwright.questions import analyze
from fillwright.questions.facts import TELLERS
from fillwright.questions.lexicon import lexicon

KEYS = [
    "name",
    "given-name",
    "family-name",
    "email",
    "tel",
    "street-address",
    "address-line1",
    "address-level2",
    "address-level1",
    "postal-code",
    "country",
    "organization",
    "organization-title",
    "url",
    "bday",
    "preferred-name",
    "location",
    "linkedin",
    "github",
    "portfolio",
    "website",
    "school",
    "degree",
    "field-of-study",
    "graduation-date",
    "education-level",
    "years-experience",
    "skill-experience",
    "languages",
    "language-level",
    "salary-expectation",
    "current-salary",
    "notice-period",
    "start-date",
    "work-authorization",
    "visa-sponsorship",
    "citizenship",
    "security-clearance",
    "willing-to-relocate",
    "willing-to-travel",
    "willing-onsite",
    "availability-hours",
    "employment-type",
    "drivers-license",
    "referral-source",
    "referrer-name",
    "previously-employed-here",
    "preferred-location",
    "pronouns",
    "gender",
    "race",
    "orientation",
    "transgender",
    "veteran",
    "disability",
    "age",
    "criminal-history",
    "consent",
    "certify",
    "noncompete",
    "conflict-of-interest",
    "resume",
    "cover-letter",
    "photo",
    "other-file",
]


@pytest.mark.parametrize("key", KEYS)
def test_every_key_of_the_contract_is_known_and_has_a_fact(key: str) -> None:
    assert key in lexicon().keys
    assert key in TELLERS


@pytest.mark.parametrize(
    "label",
    [
        "Tell us about this position",
        "Why do you want to join our company?",
        "Describe a project where you used Python",
        "What salary negotiation techniques do you know?",
        "How do you handle conflicts of interest between teams?",
        "Why are you willing to relocate?",
        "Warum möchten Sie Ihren Arbeitgeber wechseln?",
        "Pourquoi ce poste et cette ville ?",
    ],
)
def test_prose_with_a_keyword_in_it_is_not_a_fact(label: str) -> None:
    verdict = analyze(Field(label=label, type="textarea"))
    assert (verdict.strategy, verdict.key) == ("generate", None)


@pytest.mark.parametrize("label", ["Emergency contact name", "Reference 1: phone", "Supervisor's email"])
def test_another_persons_data_is_not_the_applicants(label: str) -> None:
    assert analyze(Field(label=label)).key is None


def test_a_control_name_speaks_where_the_label_says_nothing() -> None:
    assert analyze(Field(label="Untitled", name="job_application[first_name]")).key == "given-name"


def test_a_clear_label_outweighs_a_wrong_name() -> None:
    assert analyze(Field(label="LinkedIn profile", name="website")).key == "linkedin"


def test_an_opaque_name_says_nothing() -> None:
    assert analyze(Field(label="Untitled", name="question_73615")).key is None


def test_autocomplete_is_read_past_its_section() -> None:
    assert analyze(Field(label="Untitled", autocomplete="section-a shipping postal-code")).key == "postal-code"


def test_the_question_decides_not_the_sentence_before_it() -> None:
    label = "You must be authorized to work in Canada. Will you require visa sponsorship?"
    assert analyze(Field(label=label)).key == "visa-sponsorship"


def test_a_heading_tells_whose_end_date_it_is() -> None:
    assert analyze(Field(label="End date", section="Education", type="month")).key == "graduation-date"


def test_a_file_input_of_no_known_kind_is_another_file() -> None:
    verdict = analyze(Field(label="Something", type="file"))
    assert (verdict.strategy, verdict.key) == ("file", "other-file")


def test_a_letter_in_a_text_box_is_written() -> None:
    verdict = analyze(Field(label="Cover letter", type="textarea"))
    assert (verdict.strategy, verdict.key) == ("generate", "cover-letter")


@pytest.mark.parametrize("kind", ["password", "hidden", "search"])
def test_controls_no_answer_belongs_in_are_skipped(kind: str) -> None:
    assert analyze(Field(label="Name", type=kind)).strategy == "skip"


def test_a_honeypot_is_skipped() -> None:
    assert analyze(Field(label="Please leave this field blank")).strategy == "skip"


def test_a_single_box_in_the_first_person_is_the_persons_own_statement() -> None:
    assert analyze(Field(label="I am aware of the risks of the job", type="checkbox")).strategy == "sensitive"


def test_an_unknown_question_in_the_eeo_section_is_sensitive() -> None:
    section = "Voluntary Self-Identification"
    verdict = analyze(Field(label="Group", type="select", section=section))
    assert (verdict.strategy, verdict.key) == ("sensitive", None)


@pytest.mark.parametrize(
    ("label", "country"),
    [
        ("Are you authorized to work in the U.S.?", "US"),
        ("Are you authorised to work in the UK?", "GB"),
        ("Haben Sie eine Arbeitserlaubnis für die Schweiz?", "CH"),
        ("Êtes-vous autorisé à travailler en Allemagne ?", "DE"),
        ("Do you have the right to work in the EU?", "EU"),
        ("Are you authorized to work in the US or Canada?", "CA,US"),
    ],
)
def test_the_wording_names_its_jurisdiction(label: str, country: str) -> None:
    found = analyze(Field(label=label)).params["country"].split(",")
    assert sorted(found) == country.split(",")


def test_tell_us_is_no_country() -> None:
    assert "country" not in analyze(Field(label="Tell us: are you authorized to work?")).params


def test_the_callers_country_counts_where_the_wording_names_none() -> None:
    assert analyze(Field(label="Do you need visa sponsorship?"), country="US").params["country"] == "US"


def test_two_questions_in_one_are_marked() -> None:
    label = "Are you authorized to work in the US and do you require sponsorship?"
    assert analyze(Field(label=label)).params["compound"] == "true"


def test_a_reason_can_be_read() -> None:
    assert analyze(Field(label="First name")).reason.startswith("given-name (0.9")
