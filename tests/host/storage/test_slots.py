"""Slots in answers that hold for every company."""

from __future__ import annotations

import pytest

from fillwright.messages import Answer, JobContext
from fillwright.storage.slots import filled, slotted

JOB = JobContext(company="Acme GmbH", title="Engineer")


@pytest.mark.parametrize(
    ("answer", "given"),
    [
        ("I like {company} as {role}.", "I like Acme GmbH as Engineer."),
        ("{company}, {company}", "Acme GmbH, Acme GmbH"),
        ("{other} and {}", "{other} and {}"),
        (True, True),
        (["{company}"], ["{company}"]),
    ],
)
def test_the_job_s_names_stand_in_the_slots(answer: Answer, given: Answer) -> None:
    assert filled(answer, JOB) == given


@pytest.mark.parametrize("answer", ["For {company}", "As {role}"])
def test_a_slot_without_a_name_gives_no_answer(answer: str) -> None:
    assert filled(answer, JobContext(company=" ", title="")) is None
    assert filled("Plain", JobContext()) == "Plain"


def test_a_name_with_braces_is_no_slot_again() -> None:
    assert filled("At {company}", JobContext(company="{role}")) == "At {role}"


@pytest.mark.parametrize(
    ("answer", "company", "kept"),
    [
        ("Acme GmbH and Acme, never Acmeist", "Acme GmbH", "{company} and {company}, never Acmeist"),
        ("acme the word", "Acme", "acme the word"),
        ("C++ at C+", "C+", "C++ at {company}"),
        ("Anything", "", "Anything"),
    ],
)
def test_the_company_s_name_becomes_a_slot(answer: str, company: str, kept: str) -> None:
    assert slotted(answer, company) == kept
