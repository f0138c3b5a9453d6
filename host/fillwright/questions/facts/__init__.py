"""answer_fact: the profile's fact for a key, rendered for the control that asks it.

base (what a fact is), dates → identity, telephone, clock, address, pages, work → skill, education, money, time,
authorization, preferences, sensitive, files (one room per subject) → render (a fact for a control).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from fillwright.messages import Field, JobContext
from fillwright.profile import Profile
from fillwright.questions.facts import (
    address,
    authorization,
    education,
    files,
    identity,
    money,
    pages,
    preferences,
    sensitive,
    skill,
    telephone,
    time,
    work,
)
from fillwright.questions.facts.base import Ask, Fact, Missing, Teller
from fillwright.questions.facts.render import render
from fillwright.questions.model import FactAnswer, Verdict

UNSURE: Final = 0.55
"""Below this confidence in what a question asks, its answer is only proposed."""

_NEGATIVE: Final = "asked in the negative: a yes or no can be meant either way"
_WEIGH_THEMSELVES: Final = frozenset({"work-authorization"})
TELLERS: Final[dict[str, Teller]] = {
    "name": identity.full_name,
    "given-name": identity.given_name,
    "additional-name": identity.middle_name,
    "family-name": identity.family_name,
    "preferred-name": identity.preferred_name,
    "honorific-prefix": identity.honorific,
    "honorific-suffix": identity.honorific_suffix,
    "email": identity.email,
    "tel": telephone.phone,
    "tel-country-code": telephone.phone_country,
    "tel-area-code": telephone.area_code,
    "tel-extension": telephone.phone_extension,
    "street-address": address.street,
    "address-line1": address.line_1,
    "address-line2": address.line_2,
    "address-line3": address.line_3,
    "house-number": address.house_number,
    "house-number-suffix": address.house_number_suffix,
    "address-level2": address.city,
    "address-level1": address.state,
    "postal-code": address.postal_code,
    "country": address.country,
    "location": address.location_line,
    "linkedin": pages.linkedin,
    "github": pages.github,
    "portfolio": pages.portfolio,
    "website": pages.website,
    "url": pages.other,
    **dict.fromkeys(pages.NETWORKS, pages.on_network),
    "organization": work.employer,
    "organization-title": work.title,
    "work-start-date": work.work_start,
    "work-end-date": work.work_end,
    "position-applied-for": work.applied_for,
    "years-experience": work.years,
    "skill-experience": skill.skill,
    "languages": work.spoken,
    "language-level": work.language_level,
    "school": education.school,
    "degree": education.degree,
    "field-of-study": education.area,
    "graduation-date": education.graduation,
    "education-start-date": education.start,
    "education-level": education.level,
    "salary-expectation": money.expected,
    "current-salary": money.current,
    "notice-period": time.notice,
    "start-date": time.start,
    "availability-hours": time.hours,
    "employment-type": preferences.employment,
    "work-authorization": authorization.authorized,
    "visa-sponsorship": authorization.sponsorship,
    "citizenship": authorization.citizenship,
    "security-clearance": authorization.clearance,
    "willing-to-relocate": preferences.relocate,
    "willing-to-travel": preferences.travel,
    "willing-onsite": preferences.onsite,
    "drivers-license": preferences.licence,
    "referral-source": preferences.source,
    "referrer-name": preferences.referrer,
    "previously-employed-here": preferences.employed_here,
    "preferred-location": preferences.locations,
    "gender": sensitive.identification,
    "orientation": sensitive.identification,
    "transgender": sensitive.identification,
    "pronouns": sensitive.identification,
    "veteran": sensitive.identification,
    "disability": sensitive.identification,
    "race": sensitive.race,
    "age": sensitive.age,
    "bday": sensitive.birth_date,
    "criminal-history": sensitive.declaration,
    "noncompete": sensitive.declaration,
    "conflict-of-interest": sensitive.declaration,
    "consent": sensitive.consent,
    "certify": sensitive.consent,
    "resume": files.stored,
    "cover-letter": files.stored,
    "photo": files.stored,
    "other-file": files.stored,
}


def answer_fact(  # noqa: PLR0913 - what a fact depends on
    field: Field, verdict: Verdict, profile: Profile, *, job: JobContext, today: dt.date, files: Sequence[str] = ()
) -> FactAnswer:
    """Return the profile's fact for `verdict.key`, rendered for `field`; without one, the reason.

    `files` are the names of the stored files, `today` the day facts are counted to. Strategies other than extract,
    sensitive and file have no fact. An answer beside a `reason` is a proposal.
    """
    if verdict.strategy == "choice" or (field.multiple and verdict.key == "skill-experience"):
        known = skill.known_among(field, profile)
        return known or FactAnswer(reason="no fact of the profile decides among the options")
    teller = TELLERS.get(verdict.key or "")
    without = _without_fact(verdict, known=teller is not None)
    if without or teller is None or verdict.key is None:
        return FactAnswer(reason=without)
    ask = Ask(field, verdict.key, verdict.params, profile, job, today, tuple(files))
    fact = teller(ask)
    if isinstance(fact, Missing):
        return FactAnswer(reason=fact.reason)
    answer = _upload(fact) if verdict.strategy == "file" else render(ask, fact)
    return _weighed(answer, verdict)


def _without_fact(verdict: Verdict, *, known: bool) -> str | None:
    """Return why no fact answers what `verdict` says is asked, None where one may."""
    if verdict.strategy not in {"extract", "sensitive", "file"}:
        return verdict.reason
    if not known:
        return "answered only by yourself" if verdict.strategy == "sensitive" else "no fact of the profile fits"
    if verdict.params.get("estranged") and verdict.strategy == "extract":
        return "asks about somebody or something else than your profile tells"
    if verdict.params.get("beyond") and verdict.key not in _WEIGH_THEMSELVES:
        return "asks for more than your profile says"
    return None


def _upload(fact: Fact) -> FactAnswer:
    return FactAnswer(answer=fact.texts[0], evidence=fact.evidence, confidence=fact.confidence)


def _weighed(answer: FactAnswer, verdict: Verdict) -> FactAnswer:
    """Lower the confidence to that of the reading; what is read too unsurely is no more than a proposal."""
    if answer.answer is None:
        return answer
    unsure = verdict.confidence < UNSURE
    if unsure and verdict.strategy == "sensitive":
        return FactAnswer(reason="not sure what the question asks")
    doubt = "not sure that this is asked" if unsure else _NEGATIVE if verdict.params.get("doubted") else None
    return FactAnswer(
        answer=answer.answer,
        answer_label=answer.answer_label,
        evidence=answer.evidence,
        confidence=round(min(answer.confidence, verdict.confidence), 3),
        warnings=answer.warnings,
        reason=answer.reason or doubt,
    )


__all__ = ["TELLERS", "UNSURE", "answer_fact"]
