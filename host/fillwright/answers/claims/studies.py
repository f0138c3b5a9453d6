"""Claims of degrees, subjects and schools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from fillwright.answers.claims.grounds import Grounds, words_of
from fillwright.answers.claims.words import Claim, Clause, table, whole_words

_CAPITAL: Final = r"[A-ZÀ-ÞŒŠŽ][\w'’-]{1,40}"


def studies(clause: Clause, grounds: Grounds) -> Iterator[Claim]:
    """Yield the degrees, subjects and schools that `clause` claims and the person does not name."""
    text = clause.text
    held = _held(grounds.own)
    for degree, (claimed, _) in _degrees().items():
        found = claimed.search(text)
        if found and degree not in held and not clause.denied(found.start(), found.end()) and not _only_wished(clause):
            yield Claim("degree", found.group())
    for cue in _cues().finditer(text):
        yield from _subject(text[cue.end() :], grounds)
    for school in _schools().finditer(text):
        unknown = words_of(school.group()) - grounds.words - grounds.told_words - _generic()
        if unknown and not clause.denied(school.start(), school.end()) and not _only_wished(clause):
            yield Claim("school", school.group())


def _only_wished(clause: Clause) -> bool:
    return clause.wish and not clause.brings


def _subject(after: str, grounds: Grounds) -> Iterator[Claim]:
    for find in _subjects().values():
        found = find.match(after.lstrip(" :"))
        if found and not find.search(grounds.own):
            yield Claim("subject", found.group())
        elif found:
            return


@lru_cache(maxsize=16)
def _held(own: str) -> frozenset[str]:
    """Return the degrees that the person's words name, and those that come with them."""
    names = {degree for degree, (_, known) in _degrees().items() if known.search(own)}
    return frozenset(names | {other for name in names for other in table("studies")["degrees"][name]["includes"]})


@cache
def _degrees() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    rows = table("studies")["degrees"]
    return {name: (whole_words(row["claimed"]), whole_words(row["known"])) for name, row in rows.items()}


@cache
def _cues() -> re.Pattern[str]:
    return whole_words(table("studies")["study"]["cues"])


@cache
def _subjects() -> dict[str, re.Pattern[str]]:
    return {name: whole_words(patterns) for name, patterns in table("studies")["subjects"].items()}


@cache
def _schools() -> re.Pattern[str]:
    tables = table("studies")["schools"]
    word, of = "|".join(map(re.escape, tables["words"])), "|".join(tables["of"])
    known = "|".join(map(re.escape, sorted(tables["known"], key=len, reverse=True)))
    return re.compile(
        rf"(?<!\w)(?:(?i:{word})(?:\s(?i:{of}))*\s{_CAPITAL}(?:\s{_CAPITAL})*"
        rf"|(?:{_CAPITAL}\s){{1,3}}(?i:{word})|{known})(?!\w)"
    )


@cache
def _generic() -> frozenset[str]:
    tables = table("studies")["schools"]
    return words_of(" ".join((*tables["words"], *tables["of"], "my our your at the from i in während meine".title())))
