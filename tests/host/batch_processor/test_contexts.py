"""What batches for one application share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fillwright.messages import JobContext
from fillwright.profile import Work, parse_profile, sample_profile
from fillwright.response_generator import BatchContext, Contexts

TODAY = date(2026, 11, 28)
JOB = JobContext(company="Acme", title="Engineer")


def context(**other: Any) -> BatchContext:  # noqa: ANN401 - of a BatchContext
    return BatchContext(**{"profile": parse_profile(sample_profile()), "job": JOB, "today": TODAY, **other})


def test_an_application_seen_again_keeps_what_follows_from_it() -> None:
    contexts = Contexts()
    assert contexts.like(context()) is contexts.like(context())


@pytest.mark.parametrize(
    "other",
    [
        {"job": JobContext(company="Acme", title="Engineer", description="You build robots.")},
        {"today": date(2026, 11, 29)},
        {"files": ("cv.pdf",)},
        {"masked": True},
        {"wishes": ("shorter",)},
    ],
)
def test_whatever_differs_is_another_one(other: dict[str, Any]) -> None:
    contexts = Contexts()
    assert contexts.like(context()) is not contexts.like(context(**other))


def test_a_profile_changed_in_its_place_is_another_one() -> None:
    contexts, profile = Contexts(), parse_profile(sample_profile())
    before = contexts.like(context(profile=profile))
    known = before.version
    profile.work.append(Work(name="Example Works", position="Engineer"))
    after = contexts.like(context(profile=profile))
    assert after is not before
    assert after.version != known


def test_a_profile_as_the_caller_gave_it_is_never_shared() -> None:
    contexts = Contexts()
    given = context(given={"basics": {}})
    assert contexts.like(given) is given
    assert contexts.like(replace(given)) is not given


def test_the_fifth_application_displaces_the_one_not_seen_for_longest() -> None:
    contexts = Contexts()
    jobs = [JobContext(company=f"Company {number}") for number in range(5)]
    first, second, *_ = [contexts.like(context(job=job)) for job in jobs[:4]]
    assert contexts.like(context(job=jobs[0])) is first
    contexts.like(context(job=jobs[4]))
    assert contexts.like(context(job=jobs[0])) is first
    assert contexts.like(context(job=jobs[1])) is not second
