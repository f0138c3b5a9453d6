"""The people whose answers are judged, and the job they apply for."""

from __future__ import annotations

from datetime import date

import msgspec

from fillwright.answers import Grounds
from fillwright.messages import JobContext
from fillwright.profile import Profile, parse_profile, passages, sample_profile

TODAY = date(2026, 11, 28)
JOB = JobContext(
    company="Harbour Rail",
    title="Platform Engineer",
    description="Harbour Rail runs 30 services on Kubernetes, written in Go and Rust. You bring 5 years of experience.",
)

MARA = msgspec.convert(
    {
        "basics": {"name": "Mara Zielinska", "summary": "Nurse with nine years on wards and in intensive care."},
        "work": [
            {
                "name": "St. Brigid's Hospital",
                "position": "Intensive care nurse",
                "startDate": "2021-03",
                "highlights": ["Trained twelve new nurses.", "Falls went down by a third."],
            },
            {
                "name": "Lakeside Clinic",
                "position": "Ward nurse",
                "startDate": "2017-09",
                "endDate": "2021-02",
                "summary": "Planned the rota of 14 colleagues on a ward of 24 beds.",
            },
        ],
        "education": [
            {"institution": "Lakeside College", "studyType": "Bachelor", "area": "Nursing", "endDate": "2017"}
        ],
        "certificates": [{"name": "Wound care", "date": "2019"}],
        "languages": [{"language": "Polish"}, {"language": "English"}],
    },
    Profile,
)


def grounds_of(name: str) -> Grounds:
    """Return what supports the answers of one of the people."""
    profile = {"leonie": parse_profile(sample_profile()), "mara": MARA}[name]
    return Grounds(profile, passages(profile), JOB, TODAY)
