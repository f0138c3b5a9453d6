"""An invented person, and questions asked of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from fillwright.messages import Field, JobContext, Option
from fillwright.profile import parse_profile
from fillwright.questions import FactAnswer, analyze, answer_fact

TODAY = dt.date(2026, 11, 23)
PERSON: dict[str, Any] = {
    "basics": {
        "name": "Mara Lindqvist",
        "email": "mara.lindqvist@example.com",
        "phone": "+49 30 23125 014",
        "url": "https://mara.example.org",
        "location": {
            "address": "Beispielweg 4\nHinterhaus",
            "postalCode": "10115",
            "city": "Berlin",
            "countryCode": "DE",
            "region": "Berlin",
        },
        "profiles": [{"network": "LinkedIn", "url": "https://social.example.org/in/mara"}],
    },
    "work": [
        {"name": "Kornblum GmbH", "position": "Data Engineer", "startDate": "2021-05"},
        {"name": "Tallis AG", "position": "Analyst", "startDate": "2018-01", "endDate": "2021-12"},
    ],
    "education": [
        {
            "institution": "Example University",
            "area": "Statistics",
            "studyType": "Master of Science",
            "endDate": "2017-09",
        }
    ],
    "languages": [
        {"language": "German", "fluency": "Native speaker"},
        {"language": "English", "fluency": "C1"},
        {"language": "French", "fluency": "A2"},
    ],
    "application": {
        "phone_country": "DE",
        "work_authorization": {
            "DE": {"authorized": True, "basis": "citizen"},
            "US": {"authorized": False, "needs_sponsorship": True},
            "CH": {"authorized": True, "basis": "permit"},
        },
        "citizenships": ["DE"],
        "salary": {"min": 72000, "max": 78000, "currency": "EUR", "period": "year"},
        "notice": {"value": 3, "unit": "month"},
        "start_date": "2027-03-01",
        "relocate": True,
        "travel_percent": 20,
        "onsite": "hybrid",
        "drivers_license": ["B"],
        "referral_source": "LinkedIn",
        "previously_employed": ["Tallis AG"],
        "education_level": "master",
        "skill_years": {"Python": 6, "SQL": 5},
        "preferred_locations": ["Hamburg", "Berlin"],
        "eeo": {
            "share": False,
            "gender": "Female",
            "disability": "No, I do not have a disability",
            "veteran": "I am not a protected veteran",
            "race": "White",
        },
        "consents": {"privacy": True, "talent_pool": False},
        "files": {"resume": "cv.pdf"},
    },
}


def options(*texts: str) -> tuple[Option, ...]:
    """Return options whose value is their place and whose label is the text."""
    return tuple(Option(value=f"o{place}", label=text) for place, text in enumerate(texts))


def ask(
    label: str,
    *shown: str,
    job: JobContext | None = None,
    files: tuple[str, ...] = (),
    changes: dict[str, Any] | None = None,
    **parts: object,
) -> FactAnswer:
    """Return the fact that the person's profile (with `changes` to `application`) gives to the question `label`."""
    person = dict(PERSON, application={**PERSON["application"], **(changes or {})})
    field = msgspec.convert({"label": label, **parts}, type=Field)
    field = msgspec.structs.replace(field, options=options(*shown))
    return answer_fact(field, analyze(field), parse_profile(person), job=job or JobContext(), today=TODAY, files=files)
