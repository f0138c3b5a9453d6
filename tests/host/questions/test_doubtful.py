"""A form of nothing but questions that the profile nearly answers, through the whole processor."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.messages import BatchReply, Field, FieldResponse, JobContext
from fillwright.response_generator import ResponseGenerator
from tests.host.questions.people import PERSON, options
from tests.support.spy import SpyProvider

FILE = Path(__file__).parent / "doubtful.txt"
TYPES = {"yn": "radio", "box": "checkbox"}
MOST = 500
GIVEN_AT_LEAST = 25


def read() -> Iterator[tuple[Field, str]]:
    """Yield each question with the answer that is right, "" where none is."""
    control = Field(label="")
    for line in FILE.read_text("utf-8").splitlines()[3:]:
        if line.startswith("# "):
            name, _, listed = line[2:].partition(":")
            texts = ["Yes", "No"] if name == "yn" else listed.split("~") if listed else []
            several = name == "checkbox" and bool(texts)
            control = Field(label="", type=TYPES.get(name, name), options=options(*texts), multiple=several)
        elif line:
            label, _, right = line.partition(" => ")
            yield Field(label=label, type=control.type, options=control.options, multiple=control.multiple), right


QUESTIONS = list(read())


@pytest.fixture(scope="module")
def reply() -> BatchReply:
    processor = BatchProcessor(ResponseGenerator(SpyProvider()))
    job = JobContext(company="Example", title="Engineer", location="Berlin, Germany")
    return asyncio.run(processor.batch_generate([field for field, _ in QUESTIONS][:MOST], PERSON, job))


def given(response: FieldResponse) -> str:
    """Return what a person would read in the control afterwards, "" where nothing was put there."""
    if response.status != "answered" or response.source != "extracted":
        return ""
    shown = response.answer_label or response.answer
    return ", ".join(shown) if isinstance(shown, list) else str(shown)


def test_no_wrong_fact_is_given(reply: BatchReply) -> None:
    answers = [
        (field.label, answer)
        for (field, right), response in zip(QUESTIONS, reply.responses, strict=True)
        if (answer := given(response)) and answer != right
    ]
    assert answers == []


def test_the_right_facts_among_them_are_given(reply: BatchReply) -> None:
    answers = zip(QUESTIONS, reply.responses, strict=True)
    assert sum(bool(right) and given(response) == right for (_, right), response in answers) >= GIVEN_AT_LEAST


def test_no_sensitive_one_is_answered_but_by_the_persons_own_consent(reply: BatchReply) -> None:
    answered = [one.label for one in reply.responses if one.strategy == "sensitive" and one.status == "answered"]
    assert answered == ["Add me to the talent pool"]


def test_the_questions_are_in_seven_languages() -> None:
    text = " ".join(field.label for field, _ in QUESTIONS)
    assert len(QUESTIONS) >= 150
    for word in ("Your", "Ihr", "Votre|votre", "Tienes", "Hai", "Você", "Heb|je"):
        assert re.search(word, text)
