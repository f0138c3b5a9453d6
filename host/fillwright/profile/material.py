"""The work material in a profile: what a written answer may draw on, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

from fillwright.messages import Passage
from fillwright.profile.schema import Profile


def passages(profile: Profile) -> list[Passage]:
    """Return the person's own words on their work, in the profile's order, each with its path.

    Summary, positions, volunteering, projects, education, skills, certificates, awards, publications and stories;
    never contact data, pay, authorisation, self-identification or what others wrote. Empty pieces are left out.
    """
    pieces = (
        Passage("basics.summary", "Summary", profile.basics.summary),
        *_positions(profile),
        *_projects(profile),
        *_education(profile),
        *_skills(profile),
        *_recognition(profile),
        *_stories(profile),
    )
    return [piece for piece in pieces if piece.text.strip()]


def private_values(profile: Profile) -> list[str]:
    """Return what no written answer may hold: e-mail address, telephone number, street, birth date; never empty.

    Self-identification is among them where it is told in several words, which no other sentence has by chance.
    """
    basics, eeo = profile.basics, profile.application.eeo
    street = basics.location.address.splitlines()
    themselves = (eeo.race, eeo.ethnicity, eeo.orientation, eeo.transgender, eeo.veteran, eeo.disability, eeo.gender)
    told = (value for value in themselves if len(value.replace("-", " ").split()) > 1)
    contact = (basics.email, basics.phone, *street, profile.application.birth_date)
    return [value for value in (*contact, *told) if value.strip()]


def _positions(profile: Profile) -> Iterator[Passage]:
    for index, work in enumerate(profile.work):
        title = _join(", ", work.position, work.name, _span(work.start_date, work.end_date))
        text = work.summary or work.description
        yield Passage(f"work[{index}].{'summary' if work.summary else 'description'}", title, text)
        for at, highlight in enumerate(work.highlights):
            yield Passage(f"work[{index}].highlights[{at}]", title, highlight)
        if not text and not work.highlights:
            yield Passage(f"work[{index}]", "Position", title)
    for index, unpaid in enumerate(profile.volunteer):
        title = _join(", ", unpaid.position, unpaid.organization, _span(unpaid.start_date, unpaid.end_date))
        yield Passage(f"volunteer[{index}].summary", title, unpaid.summary)
        for at, highlight in enumerate(unpaid.highlights):
            yield Passage(f"volunteer[{index}].highlights[{at}]", title, highlight)


def _projects(profile: Profile) -> Iterator[Passage]:
    for index, project in enumerate(profile.projects):
        title = _join(", ", project.name, ", ".join(project.keywords))
        yield Passage(f"projects[{index}].description", title, project.description)
        for at, highlight in enumerate(project.highlights):
            yield Passage(f"projects[{index}].highlights[{at}]", title, highlight)


def _education(profile: Profile) -> Iterator[Passage]:
    for index, study in enumerate(profile.education):
        degree = _join(", ", study.study_type, study.area, study.institution, _span(study.start_date, study.end_date))
        courses = f"Courses: {', '.join(study.courses)}" if study.courses else ""
        yield Passage(f"education[{index}]", "Education", _join(". ", degree, courses))


def _skills(profile: Profile) -> Iterator[Passage]:
    for index, skill in enumerate(profile.skills):
        yield Passage(f"skills[{index}]", "Skill", _join(": ", skill.name, ", ".join(skill.keywords)))


def _recognition(profile: Profile) -> Iterator[Passage]:
    for index, certificate in enumerate(profile.certificates):
        text = _join(", ", certificate.name, certificate.issuer, certificate.date)
        yield Passage(f"certificates[{index}]", "Certificate", text)
    for index, award in enumerate(profile.awards):
        name = _join(", ", award.title, award.awarder, award.date)
        yield Passage(f"awards[{index}]", "Award", _join(": ", name, award.summary))
    for index, publication in enumerate(profile.publications):
        name = _join(", ", publication.name, publication.publisher, publication.release_date)
        yield Passage(f"publications[{index}]", "Publication", _join(": ", name, publication.summary))


def _stories(profile: Profile) -> Iterator[Passage]:
    for index, story in enumerate(profile.application.stories):
        tags = f"({', '.join(story.tags)})" if story.tags else ""
        yield Passage(f"application.stories[{index}]", _join(" ", story.title, tags), story.text)


def _span(start: str, end: str) -> str:
    if not start:
        return f"until {end}" if end else ""
    return f"{start} to {end}" if end else f"since {start}"


def _join(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)
