"""The `application` part of the profile: what job forms ask and a résumé does not say.

Every part is optional and none has a default that states something: an empty text or None means "not told", and
an unknown answer is never guessed from it. Countries are ISO 3166-1 codes of two capital letters, currencies ISO 4217.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Amount = Annotated[int, Meta(ge=0)] | Annotated[float, Meta(ge=0)]
Percent = Annotated[int, Meta(ge=0, le=100)]
Period = Literal["hour", "day", "week", "month", "year"]
Unit = Literal["day", "week", "month"]


class WorkAuthorization(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether the person may work in one country, on what basis ("citizen", "permit"), and needs sponsorship."""

    authorized: bool | None = None
    basis: str = ""
    needs_sponsorship: bool | None = None


class Salary(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A gross salary or a range: amounts in `currency` per `period`."""

    min: Amount | None = None
    max: Amount | None = None
    currency: str = ""
    period: Period | None = None


class Notice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A notice period: `value` times `unit`; a value of 0 means none."""

    value: Amount
    unit: Unit


class Eeo(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Voluntary self-identification, in the person's words; used only where `share` is true."""

    share: bool = False
    gender: str = ""
    race: str = ""
    ethnicity: str = ""
    orientation: str = ""
    transgender: str = ""
    veteran: str = ""
    disability: str = ""
    pronouns: str = ""
    age: Annotated[int, Meta(ge=14, le=120)] | str | None = None


class Story(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something the person did, told in their own words; `tags` name what it shows."""

    text: str
    title: str = ""
    tags: list[str] = []


class Application(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What forms ask beside the résumé.

    `skill_years` in years by skill, `travel_percent` of working time, `availability_hours` a week, dates ISO 8601.
    An empty list in `drivers_license` or `previously_employed` says "none"; None says nothing. `consents` holds what
    the person agreed to, by name. `files` names stored files by kind (`resume`, `cover-letter`, `photo`, …).
    """

    preferred_name: str = ""
    given_name: str = ""
    middle_name: str = ""
    family_name: str = ""
    honorific: str = ""
    phone_country: str = ""
    birth_date: str = ""
    work_authorization: dict[str, WorkAuthorization] = {}
    citizenships: list[str] = []
    security_clearance: str = ""
    salary: Salary | None = None
    current_salary: Salary | None = None
    notice: Notice | None = None
    start_date: str = ""
    availability_hours: Amount | None = None
    employment_type: list[str] = []
    relocate: bool | None = None
    preferred_locations: list[str] = []
    travel_percent: Percent | None = None
    onsite: bool | str | None = None
    drivers_license: list[str] | None = None
    referral_source: str = ""
    referrer_name: str = ""
    previously_employed: list[str] | None = None
    education_level: str = ""
    years_experience: Amount | None = None
    skill_years: dict[str, Amount] = {}
    noncompete: bool | str | None = None
    conflict_of_interest: bool | str | None = None
    criminal_history: bool | str | None = None
    eeo: Eeo = Eeo()
    consents: dict[str, bool] = {}
    stories: list[Story] = []
    files: dict[str, str] = {}
