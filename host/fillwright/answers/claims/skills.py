"""Claims of skills, certificates and languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from fillwright.answers.claims.grounds import Grounds
from fillwright.answers.claims.words import Claim, Clause, mood, table, whole_words

_IN: Final = r"(?:in|with|using|mit|en|avec|con|com|em|met)\s"


def skills(clause: Clause, grounds: Grounds, asked: str) -> Iterator[Claim]:
    """Yield the skills that `clause` claims and the person does not name, or have by another that they name.

    What only the job or the question `asked` names may be spoken of, and wished for, but not claimed.
    """
    own = held(grounds.own)
    told = held(grounds.told) | held(asked)
    for name, start, end in mentioned(clause.text):
        if name in own or clause.denied(start, end) or (clause.wish and not clause.brings):
            continue
        if name in told and (clause.yours or not clause.claims):
            continue
        yield Claim("skill", clause.text[start:end])


def confirmed(answer: str, grounds: Grounds, asked: str) -> Iterator[Claim]:
    """Yield the skills that a plain yes claims, because the question names them."""
    own = held(grounds.own)
    if re.match(mood("yes").pattern, answer.strip(), re.IGNORECASE):
        yield from (Claim("skill", asked[start:end]) for name, start, end in mentioned(asked) if name not in own)


def spoken(clause: Clause, grounds: Grounds) -> Iterator[Claim]:
    """Yield the languages that `clause` says the person speaks and nothing else does."""
    if clause.wish or not _speaks().search(clause.text):
        return
    for find in _languages().values():
        found = find.search(clause.text)
        if found and not find.search(grounds.own) and not clause.denied(found.start(), found.end()):
            yield Claim("language", found.group())


def mentioned(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (skill, start, end) for each one in `text`, by the name that stands for all its spellings."""
    taken = 0
    for found in _skills().finditer(text):
        if found.start() >= taken:
            taken = found.end()
            start = found.start("bare") if found["bare"] else found.start()
            yield _name(text[start:taken]), start, taken


@lru_cache(maxsize=64)
def held(text: str) -> frozenset[str]:
    """Return the skills in `text`, and those that come with them."""
    names = {name for name, _, _ in mentioned(text)}
    names |= {_name(found.group()) for found in _loose().finditer(text)}
    implied = table("skills")["implied"]
    return frozenset(names | {other for name in names for other in implied.get(name, ())})


def _name(written: str) -> str:
    folded = written.casefold()
    return str(table("skills")["same"].get(folded, folded))


@cache
def _skills() -> re.Pattern[str]:
    tables = table("skills")
    any_case = "|".join(sorted(map(re.escape, (*tables["any_case"], *tables["same"])), key=len, reverse=True))
    as_written = "|".join(sorted(map(re.escape, tables["as_written"]), key=len, reverse=True))
    bare = "|".join(map(re.escape, tables["in_language"]))
    return re.compile(
        rf"(?<![\w.])(?:(?i:{any_case})|{as_written}|(?i:{_IN})(?P<bare>{bare})(?!['’&-]))(?![\w#+]|\.\w)"
    )


@cache
def _loose() -> re.Pattern[str]:
    """Return what finds a skill where a profile lists it, whatever its case."""
    tables = table("skills")
    return whole_words(re.escape(name) for name in (*tables["as_written"], *tables["in_language"]))


@cache
def _speaks() -> re.Pattern[str]:
    return whole_words(table("spoken")["cues"]["speaks"])


@cache
def _languages() -> dict[str, re.Pattern[str]]:
    return {name: whole_words(patterns) for name, patterns in table("spoken")["languages"].items()}
