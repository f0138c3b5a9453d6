"""Claims that name somebody: employers, other companies, the person themselves; and addresses on the net."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from fillwright.answers.claims.grounds import Grounds, words_of
from fillwright.answers.claims.skills import mentioned
from fillwright.answers.claims.words import Claim, Clause, table

_CAPITAL: Final = r"[A-ZÀ-ÞŒŠŽ0-9][\w'’.-]{0,40}\w"
_NAME: Final = rf"(?P<name>{_CAPITAL}(?:\s(?:(?:&|of|de|und|et)\s)?{_CAPITAL}){{0,3}})"
_THE: Final = r"(?:(?i:the|der|die|dem|la|le|el|il|de)\s)?"
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s)>\]]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.IGNORECASE
)


def organisations(clause: Clause, grounds: Grounds, asked: str) -> Iterator[Claim]:
    """Yield the employers the person did not have, and the companies that neither they nor the form speak of."""
    text = clause.text
    own, spoken_of = grounds.words, grounds.words | grounds.told_words | words_of(asked)
    firsts = grounds.names
    seen: list[tuple[int, int]] = []
    for kind, known, find in (
        ("employer", own, _worked()),
        ("employer", own, _worked_before()),
        ("company", spoken_of, _wanted()),
        ("company", spoken_of, _formed()),
        ("company", spoken_of, _known()),
    ):
        for found in find.finditer(text):
            start, end = found.span("name")
            name = _trimmed(found["name"])
            if not name or any(start < other_end and end > other_start for other_start, other_end in seen):
                continue
            if (
                _is_known(name, known, firsts)
                or clause.denied(start, end)
                or (find is _known() and _is_product(text, end))
            ):
                continue
            if kind == "employer" and clause.wish and not clause.brings and _is_known(name, spoken_of, firsts):
                continue
            seen.append((start, end))
            yield Claim(kind, name)


def persons(text: str, grounds: Grounds) -> Iterator[Claim]:
    """Yield names that the answer gives the person and that are not theirs."""
    basics, application = grounds.profile.basics, grounds.profile.application
    own = words_of(f"{basics.name} {application.preferred_name} {application.given_name} {application.family_name}")
    for found in _named().finditer(text):
        if own and not words_of(found["name"]) & own:
            yield Claim("name", found["name"])


def addresses(text: str, grounds: Grounds, asked: str) -> Iterator[Claim]:
    """Yield addresses on the net that neither the person nor the form gives."""
    given = f"{grounds.own}\n{grounds.told}\n{asked}".casefold()
    for found in _ADDRESS.finditer(text):
        address = found.group().rstrip(".,;:!?")
        if re.sub(r"^https?://(?:www\.)?|/$", "", address.casefold()) not in given:
            yield Claim("address", address)


def _is_known(name: str, known: frozenset[str], firsts: frozenset[str]) -> bool:
    """Return whether all words of `name` are `known`, or it begins as a known name does."""
    words = [re.sub(r"(?<=\w)['’]?s$", "", word.casefold()) for word in re.findall(r"[^\W_]+(?:['’]s\b)?", name)]
    return not words or words[0] in firsts or all(word in known or f"{word}s" in known for word in words)


def _trimmed(name: str) -> str:
    """Return `name` without words that name no organisation, None of it where none is left."""
    words = re.sub(r"['’]s\b", "", name.rstrip(".,")).split()
    plain = _plain()
    while words and (words[0] in plain or words[0].isdigit()):
        words = words[1:]
    while words and words[-1] in plain:
        words = words[:-1]
    text = " ".join(words)
    return "" if any(start == 0 for _, start, _ in mentioned(text)) else text


def _is_product(text: str, end: int) -> bool:
    """Return whether another capital follows: the company's product, not the company."""
    return bool(re.match(r"['’]?s?\s[A-Z]\w", text[end:]))


@cache
def _plain() -> frozenset[str]:
    return frozenset(table("names")["plain"])


def _cued(cues: list[str]) -> str:
    return f"(?i:{'|'.join(sorted(cues, key=len, reverse=True))})"


@cache
def _worked() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_cued(table('names')['worked'])}\s{_THE}{_NAME}")


@cache
def _worked_before() -> re.Pattern[str]:
    """Return what finds an employer whose verb comes behind it."""
    tables = table("names")
    before, then = "|".join(tables["before"]), "|".join(tables["then"])
    return re.compile(rf"(?<!\w)(?i:{before})\s{_THE}(?P<name>{_CAPITAL})(?=(?:\s\w+){{0,3}}\s(?:{then}))")


@cache
def _wanted() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_cued(table('names')['wanted'])}\s{_THE}{_NAME}")


@cache
def _formed() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>(?:{_CAPITAL}\s){{1,3}}(?:{'|'.join(table('names')['forms'])}))(?!\w)")


@cache
def _known() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(table("names")["known"], key=len, reverse=True)))
    return re.compile(rf"(?<![\w.@/-])(?P<name>{names})(?![\w/-])")


@cache
def _named() -> re.Pattern[str]:
    word = r"[A-ZÀ-Þ][\w'’-]{1,40}"
    return re.compile(rf"(?<!\w){_cued(table('names')['named'])}\s*(?P<name>{word}(?:\s{word}){{0,4}})")
