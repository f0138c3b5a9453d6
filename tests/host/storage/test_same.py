"""Which wordings recognisably ask the same."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.messages import JobContext
from fillwright.storage import wording_of
from fillwright.storage.same import signature_of

PAIRS = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text("utf-8"))
JOB = JobContext(company="Hooli")


def same(one: str, other: str) -> bool:
    first, second = (wording_of(wording.replace("{company}", "Hooli"), JOB) for wording in (one, other))
    return signature_of(first) == signature_of(second)


@pytest.mark.parametrize(("one", "other"), PAIRS["same"])
def test_these_ask_the_same(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), PAIRS["different"])
def test_these_ask_something_else(one: str, other: str) -> None:
    assert not same(one, other)


@pytest.mark.parametrize(
    "guard", ["not", "never", "without", "7", "seventeen", "Norway", "Rust", "Globex", "will", "must"]
)
@pytest.mark.parametrize("wording", ["Do you work with databases?", "Why do you want to join us?", "Work in Berlin"])
def test_one_word_that_matters_makes_another_question(wording: str, guard: str) -> None:
    assert not same(wording, f"{wording} {guard}")


@given(words=st.lists(st.sampled_from(["please", "the", "your", "any"]), max_size=4))
def test_courtesy_does_not_matter(words: list[str]) -> None:
    assert same("notice period", " ".join([*words, "notice", *words, "period"]))


@given(one=st.text(), other=st.text())
def test_any_two_wordings_can_be_compared(one: str, other: str) -> None:
    assert same(one, other) == same(other, one)


@given(text=st.text())
def test_a_wording_asks_the_same_as_itself(text: str) -> None:
    assert same(text, text)
