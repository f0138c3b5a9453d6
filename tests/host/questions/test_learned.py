"""What is read by what it resembles, and what that reading may never do."""

from __future__ import annotations

import math

import pytest

from fillwright.messages import Field, Option
from fillwright.questions import analyze
from fillwright.questions.facts import UNSURE
from fillwright.questions.features import features
from fillwright.questions.learned import STEP, Model, pack
from tests.host.questions.corpus_reader import questions
from tools.reading.train import Learner

YES_NO = (Option(label="Yes", value="1"), Option(label="No", value="0"))
WEIGHTS = f"extract:email generate:-\n{pack([(0, 2.0), (1, -1.0)])}\tw:mail\n{pack([(1, 4.5)])}\tw:why\n"


def test_a_vote_is_the_share_of_likelihood_of_the_summed_weights() -> None:
    field = Field(label="mail")
    best = Model(WEIGHTS).votes(field)[0]
    scale = math.sqrt(len(features(field)))
    assert (best.strategy, best.key) == ("extract", "email")
    assert best.weight == pytest.approx(1 / (1 + math.exp(-3.0 / scale)), rel=1e-6)


def test_words_that_nobody_taught_leave_every_class_alike() -> None:
    votes = Model(WEIGHTS).votes(Field(label="zzz"))
    assert [vote.weight for vote in votes] == [0.5, 0.5]


def test_weights_come_back_from_the_file_to_the_nearest_step() -> None:
    packed = Model(f"extract:email skip:-\n{pack([(0, 1.23), (1, -9.0)])}\tw:mail\n")
    apart = 1.2 + 45 * STEP
    share = packed.votes(Field(label="mail"))[0].weight
    assert share == pytest.approx(1 / (1 + math.exp(-apart / math.sqrt(len(features(Field(label="mail")))))), rel=1e-6)


def test_a_label_of_any_length_is_weighed() -> None:
    heaviest = [f"{pack([(0, 4.5), (1, -4.5)])}\tw:{number}a" for number in range(900)]
    learned = Model("\n".join(["extract:email generate:-", *heaviest]))
    label = " ".join(f"{number}a" for number in range(900))
    assert learned.votes(Field(label=label))[0].key == "email"


def test_what_is_learned_is_told_apart_again() -> None:
    taught = [(Field(label=f"Your {word} mail"), "extract:email") for word in ("own", "best", "usual")]
    taught += [(Field(label=f"Why {word}?", type="textarea"), "generate:-") for word in ("us", "now", "here")]
    learner = Learner(taught)
    learner.learn()
    learned = Model(learner.text())
    assert learned.votes(Field(label="A mail"))[0].key == "email"
    assert learned.votes(Field(label="Why not?", type="textarea"))[0].strategy == "generate"


def test_the_words_that_decided_are_named() -> None:
    learned, field = Model(WEIGHTS), Field(label="why mail?")
    written = next(vote for vote in learned.votes(field) if vote.strategy == "generate")
    assert learned.speakers(field, written) == ("why",)


def test_what_only_resembles_a_fact_is_never_sure() -> None:
    verdicts = [analyze(question.field) for question in questions()]
    resembled = [verdict for verdict in verdicts if any(part.startswith("wording: ") for part in verdict.evidence)]
    assert resembled
    assert max(verdict.confidence for verdict in resembled) < UNSURE


@pytest.mark.parametrize(
    "label",
    [
        "Please tell us your ethnic background in your own words",
        "If you have a disability, describe what would help you",
        "Tell us about any convictions",
    ],
)
def test_no_resemblance_makes_a_sensitive_question_one_to_write(label: str) -> None:
    assert analyze(Field(label=label, type="textarea")).strategy == "sensitive"


def test_options_are_never_answered_with_prose_nor_prose_with_options() -> None:
    assert analyze(Field(label="Tell us why", type="radio", options=YES_NO)).strategy != "generate"
    assert analyze(Field(label="Which team would you like to join?", type="textarea")).strategy != "choice"


def test_a_faint_likeness_makes_no_fact_of_a_question_that_no_rule_knows() -> None:
    assert analyze(Field(label="Which book shaped your work?", type="text")).strategy == "generate"
