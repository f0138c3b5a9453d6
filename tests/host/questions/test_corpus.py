"""The labelled questions: what is wrong is listed and compared exactly, so that an improvement is recorded too.

Run `python tests/host/questions/corpus_reader.py` to write the list anew.
"""

from __future__ import annotations

import pytest

from tests.host.questions.corpus_reader import EXPECTED, questions, report

ENOUGH = 0.95


def test_the_failures_are_exactly_the_expected_ones() -> None:
    assert report() == EXPECTED.read_text("utf-8").splitlines()


def test_the_corpus_speaks_seven_languages() -> None:
    assert {"de", "en", "es", "fr", "it", "nl", "pt"} <= {question.language for question in questions()}


@pytest.mark.parametrize("half", ["tuned", "unseen"])
def test_each_half_is_read_right_often_enough(half: str) -> None:
    part = [question for question in questions() if question.half == half]
    wrong = sum(question.failure() is not None for question in part)
    assert 1 - wrong / len(part) >= ENOUGH
