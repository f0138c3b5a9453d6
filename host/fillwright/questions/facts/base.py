"""The question a fact is asked for, the fact before any control is thought of, and the way to say it is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fillwright.messages import Field, JobContext
from fillwright.profile import Application, Basics, Profile
from fillwright.questions.places import country_of_place, likely_country
from fillwright.questions.tongue import tongue_of


@dataclass(frozen=True)
class Ask:
    """One question with everything a fact may depend on."""

    field: Field
    key: str
    params: Mapping[str, str]
    profile: Profile
    job: JobContext
    today: dt.date
    files: tuple[str, ...] = ()

    @property
    def basics(self) -> Basics:
        """The profile's `basics`."""
        return self.profile.basics

    @property
    def application(self) -> Application:
        """The profile's `application`."""
        return self.profile.application

    @cached_property
    def tongue(self) -> str:
        """The language the question is written in."""
        return tongue_of(self.field.label)

    @cached_property
    def job_country(self) -> str | None:
        """The country of the job, where its location says so."""
        return country_of_place(self.job.location) if self.job.location else None

    @cached_property
    def likely_country(self) -> str | None:
        """The country in which the job's place probably lies, where its location names none."""
        return likely_country(self.job.location) if self.job.location and not self.job_country else None

    @property
    def is_box(self) -> bool:
        """Whether the control is a single tick box."""
        return self.field.type == "checkbox" and not self.field.options


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A fact in every form a control may want.

    `texts` best first; `choices` what an option may say (default: the texts); `truth` for yes/no; `number` or
    `span` for numeric controls and ranges, `days` for durations; `date` as `YYYY[-MM[-DD]]`; `items` for lists, each
    with its candidates. `proposal` is the reason for which the person has to confirm it.
    """

    texts: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    truth: bool | None = None
    number: float | None = None
    span: tuple[float, float] | None = None
    days: float | None = None
    date: str = ""
    items: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[str, ...] = ()
    confidence: float = 0.97
    warnings: tuple[str, ...] = ()
    proposal: str | None = None
    accept: Callable[[str], bool] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Missing:
    """No fact, and what is missing."""

    reason: str


Teller = Callable[[Ask], Fact | Missing]


def plain_number(value: float) -> str:
    """Return `value` without a useless fraction: 70000.0 → "70000"."""
    return str(int(value)) if value == int(value) else f"{value:g}"


def not_told(path: str) -> Missing:
    """Return that the profile says nothing at `path`."""
    return Missing(f"not in your profile ({path})")
