"""The profile: JSON Resume 1.0 as it is (https://jsonresume.org/schema), plus one `application` object.

Names are JSON Resume's in snake case (`startDate` → `start_date`); every part is optional, an empty text means the
person did not say. Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Keys not named here are ignored, and kept in the file.
"""

from __future__ import annotations

from msgspec import Struct

from fillwright.profile.application import Application


class Location(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """An address; `address` is the street, several lines allowed, `region` the state or province."""

    address: str = ""
    postal_code: str = ""
    city: str = ""
    country_code: str = ""
    region: str = ""


class SocialProfile(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A page on a network such as LinkedIn or GitHub."""

    network: str = ""
    username: str = ""
    url: str = ""


class Basics(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """Who the person is and how to reach them; `label` is their profession, `url` their own site."""

    name: str = ""
    label: str = ""
    image: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    summary: str = ""
    location: Location = Location()
    profiles: list[SocialProfile] = []


class Work(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A position at the company `name`; without `end_date` it is still held."""

    name: str = ""
    position: str = ""
    location: str = ""
    description: str = ""
    url: str = ""
    start_date: str = ""
    end_date: str = ""
    summary: str = ""
    highlights: list[str] = []


class Volunteer(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """Unpaid work."""

    organization: str = ""
    position: str = ""
    url: str = ""
    start_date: str = ""
    end_date: str = ""
    summary: str = ""
    highlights: list[str] = []


class Education(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A course of study: `study_type` is the degree, `area` its field."""

    institution: str = ""
    url: str = ""
    area: str = ""
    study_type: str = ""
    start_date: str = ""
    end_date: str = ""
    score: str = ""
    courses: list[str] = []


class Award(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A prize."""

    title: str = ""
    date: str = ""
    awarder: str = ""
    summary: str = ""


class Certificate(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A certificate."""

    name: str = ""
    date: str = ""
    url: str = ""
    issuer: str = ""


class Publication(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A publication."""

    name: str = ""
    publisher: str = ""
    release_date: str = ""
    url: str = ""
    summary: str = ""


class Skill(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A skill or a group of them, named by `keywords`."""

    name: str = ""
    level: str = ""
    keywords: list[str] = []


class Language(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A language and how well it is spoken."""

    language: str = ""
    fluency: str = ""


class Interest(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """An interest."""

    name: str = ""
    keywords: list[str] = []


class Reference(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """What somebody says about the person."""

    name: str = ""
    reference: str = ""


class Project(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A project; `entity` is the company or group it was for."""

    name: str = ""
    description: str = ""
    highlights: list[str] = []
    keywords: list[str] = []
    start_date: str = ""
    end_date: str = ""
    url: str = ""
    roles: list[str] = []
    entity: str = ""
    type: str = ""


class Profile(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """One person's profile."""

    basics: Basics = Basics()
    work: list[Work] = []
    volunteer: list[Volunteer] = []
    education: list[Education] = []
    awards: list[Award] = []
    certificates: list[Certificate] = []
    publications: list[Publication] = []
    skills: list[Skill] = []
    languages: list[Language] = []
    interests: list[Interest] = []
    references: list[Reference] = []
    projects: list[Project] = []
    application: Application = Application()
