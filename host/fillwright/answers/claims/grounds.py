"""What a written answer may rest on: the person's own words, the times they give, and what the form itself says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

import msgspec

from fillwright.answers.claims.numerals import in_unit, numbers_in
from fillwright.answers.claims.words import table
from fillwright.messages import JobContext, Passage
from fillwright.profile import Profile

_WORD: Final = re.compile(r"[^\W_]+")
_YEAR: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d)")
_MONTH: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)(?!\d)")
_PLAN: Final = frozenset({"notice", "start_date", "availability_hours", "travel_percent", "skill_years"})


class Span(NamedTuple):
    """A time that the profile gives, in months since the year 0, and at whose place."""

    name: str
    start: int
    end: int

    @property
    def years(self) -> float:
        """How long it is."""
        return (self.end - self.start + 1) / 12


class Grounds:
    """What supports a claim: `own` is the person's, `told` the job's; a question's own words come with each answer."""

    def __init__(self, profile: Profile, material: Sequence[Passage], job: JobContext, today: date) -> None:
        self.profile = profile
        self.today = today
        self.told = f"{job.company}\n{job.title}\n{job.location}\n{job.description}\n{job.url}"
        self._material = material

    @cached_property
    def own(self) -> str:
        """The work material, and of the rest of the profile what a person may well speak of in an answer."""
        profile, application = self.profile, self.profile.application
        parts = [text for piece in self._material for text in (piece.title, piece.text)]
        parts += (profile.basics.name, profile.basics.label, profile.basics.url, application.education_level)
        parts += [f"{study.institution} {study.study_type} {study.area} {study.score}" for study in profile.education]
        parts += [text for work in profile.work for text in (work.name, work.location, work.description, work.url)]
        parts += [text for project in profile.projects for text in (project.url, project.entity, *project.keywords)]
        parts += [page.url for page in profile.basics.profiles]
        parts += [f"{language.language} {language.fluency}" for language in profile.languages]
        parts += [text for interest in profile.interests for text in (interest.name, *interest.keywords)]
        parts += [*application.skill_years, *(application.previously_employed or ()), application.referral_source]
        return "\n".join(parts)

    @cached_property
    def known(self) -> frozenset[float]:
        """The numbers the person names, and how many positions, studies and projects they give."""
        profile = self.profile
        plain = msgspec.to_builtins(profile.application)
        plans = msgspec.json.encode({name: plain[name] for name in _PLAN & plain.keys()}).decode()
        counts = (len(profile.work), len(profile.education), len(profile.projects), len(profile.languages))
        written = f"{self.own}\n{plans}"
        return frozenset(map(float, counts)) | numbers_in(written)

    @cached_property
    def known_years(self) -> frozenset[float]:
        """How many years the person says that something lasted."""
        return in_unit(self.own, "years")

    @cached_property
    def known_percent(self) -> frozenset[float]:
        """The percentages that the person or the job names."""
        return in_unit(f"{self.own}\n{self.told}", "percent")

    @cached_property
    def names(self) -> frozenset[str]:
        """The first words of the names of the person's employers, schools and projects, folded."""
        return frozenset(span.name.split()[0].casefold() for span in self.spans if span.name.strip())

    @cached_property
    def told_numbers(self) -> frozenset[float]:
        """The numbers of the job."""
        return numbers_in(self.told)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of what the person says, folded."""
        return words_of(self.own)

    @cached_property
    def told_words(self) -> frozenset[str]:
        """The words of the job, folded."""
        return words_of(self.told)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The times of positions, studies, volunteering and projects; what has no end lasts until today."""
        profile = self.profile
        rows = [
            *((part.name, part.start_date, part.end_date) for part in profile.work),
            *((part.organization, part.start_date, part.end_date) for part in profile.volunteer),
            *((part.institution, part.start_date, part.end_date) for part in profile.education),
            *((part.name, part.start_date, part.end_date) for part in profile.projects),
        ]
        return tuple(self._spans(rows))

    @cached_property
    def years(self) -> frozenset[int]:
        """The calendar years the person names."""
        return frozenset(int(found.group()) for found in _YEAR.finditer(self._dated))

    @cached_property
    def months(self) -> frozenset[int]:
        """The months the person names, as in spans."""
        return frozenset(_months(found[1], found[2]) for found in _MONTH.finditer(self._dated))

    @cached_property
    def longest(self) -> float:
        """The most years anything can have lasted: since the first date, or what the person says."""
        said = self.profile.application.years_experience or 0
        first = min((span.start for span in self.spans), default=None)
        since = 0.0 if first is None else (self._now - first + 1) / 12
        return max(float(said), since)

    @cached_property
    def worked(self) -> float:
        """The most years of work there can have been."""
        paid = {work.name for work in self.profile.work} | {unpaid.organization for unpaid in self.profile.volunteer}
        first = min((span.start for span in self.spans if span.name in paid), default=None)
        since = 0.0 if first is None else (self._now - first + 1) / 12
        return max(float(self.profile.application.years_experience or 0), since)

    @property
    def _now(self) -> int:
        return self.today.year * 12 + self.today.month - 1

    @cached_property
    def _dated(self) -> str:
        profile = self.profile
        dates = [certificate.date for certificate in profile.certificates]
        dates += [award.date for award in profile.awards]
        dates += [part.release_date for part in profile.publications]
        return "\n".join((self.own, *dates))

    def _spans(self, rows: Sequence[tuple[str, str, str]]) -> Iterator[Span]:
        for name, start, end in rows:
            first = re.match(r"(\d{4})(?:-(\d\d))?", start)
            last = re.match(r"(\d{4})(?:-(\d\d))?", end)
            if first:
                until = _months(last[1], last[2] or "12") if last else self._now
                yield Span(name, _months(first[1], first[2] or "1"), until)


def words_of(text: str) -> frozenset[str]:
    """Return the words of `text`, folded."""
    return frozenset(word.casefold() for word in _WORD.findall(text))


def month_names() -> dict[str, int]:
    """Return the names of months, from 1."""
    rows = table("numbers")["months"].values()
    return {name: at for row in rows for at, name in enumerate(row.split(), 1)}


def _months(year: str, month: str) -> int:
    return int(year) * 12 + int(month) - 1
