"""What makes a question the same one."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.messages import Field, JobContext, Option
from fillwright.storage import QuestionKey, company_of, limits_of, question_key, wording_of
from fillwright.storage.wording import normalise

ACME = JobContext(company="Acme, Inc.")


def key(label: str = "Why us?", job: JobContext = ACME, version: str = "v1") -> QuestionKey:
    return question_key(Field(label=label), job, version)


def limited(parts: dict[str, object]) -> QuestionKey:
    return question_key(msgspec.convert({"label": "Why us?", **parts}, type=Field, from_attributes=True), ACME, "v1")


@pytest.mark.parametrize(
    "label",
    [
        "why us?",
        "WHY US",
        "  Why \n us ? ",
        "Why us? *",
        "Why us? ✱",
        "Why us? (required)",
        "Ｗｈｙ us?",
        "»Why us« (Optional)",
    ],
)
def test_how_a_label_is_set_does_not_matter(label: str) -> None:
    assert key(label) == key("Why us?")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C++"),
        ("C++", "C#"),
        ("Salary in €", "Salary in $"),
        ("> 5", "< 5"),
        ("1,5", "15"),
        ("20 %", "20"),
        ("नमस्ते", "नमस"),
    ],
)
def test_signs_that_change_a_meaning_stay(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_thousands_are_one_number() -> None:
    assert normalise("1,000") == normalise("1.000") == normalise("1000")


def test_a_label_of_signs_alone_is_not_empty() -> None:
    assert normalise(" ??? ") == "???"


@given(text=st.text(min_size=1))
def test_normal_is_normal(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize("company", ["Acme", "ACME", "Acme, Inc.", "Acme GmbH & Co. KG", "Acme Holding Ltd."])
def test_the_company_s_name_becomes_a_slot(company: str) -> None:
    assert wording_of("Why Acme?", JobContext(company=company)) == "why {company}"


def test_a_company_s_name_with_its_legal_form_becomes_a_slot() -> None:
    assert wording_of("Why Acme, Inc.?", ACME) == "why {company}"


def test_a_possessive_name_becomes_a_slot() -> None:
    assert wording_of("What do you like about Acme's product?", ACME) == "what do you like about {company} product"


def test_a_name_inside_a_word_stays() -> None:
    assert wording_of("Why Acmeology?", ACME) == "why acmeology"


def test_a_company_that_is_called_after_its_form_alone_keeps_its_name() -> None:
    assert wording_of("Why Group?", JobContext(company="Group")) == "why {company}"


def test_another_company_s_question_is_another_key() -> None:
    assert key("Why Acme?") != key("Why Globex?", JobContext(company="Globex"))
    assert key() != key(job=JobContext(company="Globex"))


def test_another_profile_s_question_is_another_key() -> None:
    assert key() != key(version="v2")


def test_without_a_company_the_page_tells_whose_question_it_is() -> None:
    one = JobContext(url="https://jobs.example.com/acme/1?ref=x")
    assert company_of(one) == company_of(JobContext(url="https://Jobs.example.com/acme/1/")) != ""
    assert key(job=one) != key(job=JobContext(url="https://jobs.example.com/globex/1"))


def test_a_page_may_call_itself_anything() -> None:
    assert company_of(JobContext(url="http://[broken")) == "http://[broken"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"type": "textarea"}, {"type": "text"}),
        ({"max_length": 100}, {"max_length": 200}),
        ({"max_length": 100}, {}),
        ({"help": "In German"}, {}),
        ({"options": (Option(label="A"),)}, {}),
        ({"options": (Option(label="A"),)}, {"options": (Option(label="B"),)}),
        ({"options": (Option(label="A"),)}, {"options": (Option(label="A"),), "multiple": True}),
    ],
)
def test_other_limits_are_another_key(one: dict[str, object], other: dict[str, object]) -> None:
    assert limited(one) != limited(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"type": "text"}, {"type": "search"}),
        ({"type": "select", "options": (Option(label="A"),)}, {"type": "radio", "options": (Option(label="A"),)}),
        (
            {"options": (Option(value="1", label="A"), Option(value="2", label="B"))},
            {"options": (Option(value="x", label="b"), Option(value="y", label="a "))},
        ),
        ({"id": "1", "name": "a", "required": True}, {"id": "2", "name": "b"}),
    ],
)
def test_what_does_not_limit_the_answer_does_not_matter(one: dict[str, object], other: dict[str, object]) -> None:
    assert limited(one) == limited(other)


def test_limits_are_short() -> None:
    options = tuple(Option(label=f"Option {number}") for number in range(500))
    assert len(limits_of(Field(label="A", type="select", options=options))) < 40


parts = st.text(max_size=5)


@given(one=st.tuples(parts, parts, parts, parts), other=st.tuples(parts, parts, parts, parts))
def test_keys_have_one_digest_only_if_they_are_equal(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert (QuestionKey(*one).digest == QuestionKey(*other).digest) == (one == other)
