"""The details that an answer needs: whose jurisdiction, which language, company or place, which polarity."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from fillwright.messages import Field
from fillwright.questions import measures
from fillwright.questions.asked import Asked, Params, doubted, polarity
from fillwright.questions.evidence import Match
from fillwright.questions.lexicon import lexicon
from fillwright.questions.pattern_book import PatternIndex
from fillwright.questions.places import countries_in, country_index, demonyms, languages
from fillwright.questions.synonyms import meaning_within, table
from fillwright.questions.wording import NOTHING, Segment, normalise, segment_of, segments

JURISDICTION: Final = frozenset({"work-authorization", "visa-sponsorship", "citizenship", "location", "country"})

_ZONES: Final = frozenset({"timezone", "time zone"})
"""What is asked for beyond a place, by its wordings."""
_TERSE: Final = 3
"""The words of a parenthesis that names a kind ("(landline)") instead of telling more."""
_ABOUT_OTHERS: Final = frozenset(
    {"referral-source", "referrer-name", "conflict-of-interest", "noncompete", "skill-experience"}
)


def _any(group: str) -> str:
    return f"(?:{'|'.join(table('details')[group])})"


_WITHOUT: Final = re.compile(rf" {_any('without')} (?:\w+ ){{0,6}}?{_any('support')}")
_FAMILY_FIRST: Final = re.compile(rf"\b{_any('family')}\b.*\b{_any('given')}")
_FLUENT: Final = re.compile(rf" {_any('fluent')} ")
_CEFR: Final = re.compile(r" [abc][12] ")
_NATIONAL: Final = re.compile(rf" {_any('excluding')} (?:\w+ ){{0,2}}{_any('national')} ")
_AMERICAN: Final = re.compile(r" (?:h 1b|h1b|green card|ead|i 9) ")
"""What only the United States have."""
_VISA: Final = re.compile(r" (?:visa|visas|visum|visto|visado|green card|blue card) ")
_WHOLE: Final = re.compile(rf" {_any('whole')} ")
_REGION: Final = re.compile(rf" {_any('region')} ")
_COUNTRY: Final = re.compile(rf" {_any('country')} ")
_RECENT: Final = re.compile(rf" {_any('recent')} ")
_FORMER: Final = re.compile(rf" {_any('former')} ")
_PRESENT: Final = re.compile(rf" {_any('present')} ")
_HAS: Final = re.compile(rf" {_any('has')} ")
_MORE_THAN_EMPLOYED: Final = re.compile(r" (?:applied|interviewed|consultant|contractor|intern|vendor|beworben) ")
_COMPANY: Final = re.compile(
    r"\b(?:for|at|by|with|of|bei|für|chez|pour|en|para|per|presso|bij|voor|in)\s+((?:[A-ZÀ-Ý][\w&.'-]*\s?){1,5})"
)
_PLACE: Final = re.compile(
    r"\b(?:in|near|within|to|of|en|à|a|nach|naar|per)\s+"
    r"((?:the\s+)?[A-ZÀ-Ý][\w.'-]*(?:[\s,]+[A-ZÀ-Ý][\w.'-]*){0,4})"
)


def details(field: Field, key: str, matches: Sequence[Match], country: str | None) -> Params:
    """Return the params of `Verdict` for `field`, whose key is `key`."""
    pieces = segments(field.label)
    main = _main(pieces, key, matches)
    found: Params = {}
    if key in JURISDICTION:
        found |= _jurisdiction(pieces, main, country)
    teller = _TELLERS.get(key)
    if teller:
        found |= teller(Asked(field, main, pieces))
    found["beyond"] = _first(lexicon().beyond, key, pieces)
    if found["beyond"] in _ZONES and _is_of_zone(field.label):
        found |= {"beyond": "", "part": "time-zone"}
    about = [main, *(piece for piece in pieces if piece.aside and len(piece.tokens) <= _TERSE)]
    found["estranged"] = _first(lexicon().estranged, key, about)
    if any(doubted(piece) for piece in pieces):
        found["doubted"] = "true"
    return {name: value for name, value in found.items() if value}


def _is_of_zone(label: str) -> bool:
    """Whether `label` asks for a time zone and for nothing else."""
    idle = lexicon().fillers.union(table("details")["zone"])
    return idle.issuperset(normalise(label).split())


def _first(index: PatternIndex[str], key: str, pieces: Sequence[Segment]) -> str:
    """Return the first wording of `index` for `key`, or for a group that `key` belongs to, "" for none."""
    known = lexicon().keys.get(key)
    wanted = {key}
    if known and known.strategy == "extract":
        wanted |= {"*"} if known.checkbox else set()
        wanted |= set() if key in _ABOUT_OTHERS else {"**"}
    return next((hit.source for piece in pieces for hit in index.find(piece) if hit.entry in wanted), "")


def _main(pieces: Sequence[Segment], key: str, matches: Sequence[Match]) -> Segment:
    """Return the sentence in which the key was found best."""
    own = [match for match in matches if match.key == key]
    if own:
        return pieces[max(own, key=lambda match: match.weight).segment]
    return pieces[0] if pieces else NOTHING


def _jurisdiction(pieces: Sequence[Segment], main: Segment, country: str | None) -> Params:
    named = countries_in(main) or tuple(code for piece in pieces for code in countries_in(piece))
    named = tuple(dict.fromkeys(named))
    adjectives = demonyms()
    if not named:
        named = tuple(dict.fromkeys(adjectives[token] for token in main.tokens if token in adjectives))
    hinted = not named and any(_AMERICAN.search(piece.text) for piece in pieces)
    named = ("US",) if hinted else named
    union = table("places")["eu_members"]
    if any(code in union for code in named):
        named = tuple(code for code in named if code != "EU")
    return {"country": ",".join(named) or country or "", "hinted": "true" if hinted else ""}


def _authorization(asked: Asked) -> Params:
    text = asked.main.text
    without = _WITHOUT.search(text)
    rest = text.replace(without.group(), " ") if without else text
    visa = _VISA.search(rest)
    found = {
        "without_sponsorship": "true" if without else "",
        "negated": polarity(rest),
        "part": "visa" if visa else "",
    }
    topics = {_topic(piece) for piece in asked.pieces if piece.question} - {""}
    if len(topics) > 1 or _double(text):
        found["compound"] = "true"
    return found


def _topic(piece: Segment) -> str:
    sponsor = "sponsor" in piece.text or "patrocin" in piece.text
    entitled = any(
        word in piece.text for word in (" authori", " eligible to", " right to work", " legally ", " entitled")
    )
    return "sponsorship" if sponsor and not _WITHOUT.search(piece.text) else "authorization" if entitled else ""


def _double(text: str) -> bool:
    """Whether one sentence asks both whether the person may work and whether they need sponsorship."""
    return bool(
        re.search(
            r" authori\w+ to (?:\w+ ){0,12}(?:and|or|but) (?:\w+ ){0,8}(?:requir\w+|need\w*) (?:\w+ ){0,6}sponsor", text
        )
    )


def _negation(asked: Asked) -> Params:
    return {"negated": polarity(asked.claim)}


def _language(asked: Asked) -> Params:
    known = languages()
    text = f" {asked.main.text} "
    names = {name for word, name in known.items() if f" {word} " in text}
    for token in asked.main.tokens:
        names |= {
            known[token.removesuffix(end)]
            for end in ("kenntnisse", "niveau")
            if token.endswith(end) and token.removesuffix(end) in known
        }
    level = _CEFR.search(text) or _FLUENT.search(text)
    return {"language": names.pop() if len(names) == 1 else "", "level": level.group().strip() if level else ""}


def _phone(asked: Asked) -> Params:
    field = asked.field
    apart = "national" in field.autocomplete or "local" in field.autocomplete
    national = apart or _NATIONAL.search(f" {normalise(f'{field.label} {field.help} {field.placeholder}')} ")
    return {"part": "national" if national else ""}


def _name(asked: Asked) -> Params:
    return {"part": "family-first" if _FAMILY_FIRST.search(normalise(asked.field.label)) else ""}


def _employer(asked: Asked) -> Params:
    match = _COMPANY.search(asked.main.raw)
    mixed = _MORE_THAN_EMPLOYED.search(asked.main.text)
    return {
        "company": match.group(1).strip(" .?") if match else "",
        "compound": "true" if mixed else "",
        "negated": polarity(asked.claim),
    }


def _recent(asked: Asked) -> Params:
    text = asked.main.text
    former = _FORMER.search(text) and not _PRESENT.search(text)
    return {"recent": "true" if _RECENT.search(text) else "", "former": "true" if former else ""}


def _level(asked: Asked) -> Params:
    plainly = _HAS.search(asked.main.text) and "highest" not in asked.main.tokens
    return {"level": (meaning_within("education_level", asked.main.raw) or "") if plainly else ""}


def _place(asked: Asked) -> Params:
    match = _PLACE.search(asked.main.raw)
    name = match.group(1).strip(" .?,") if match else ""
    is_country = normalise(name).removeprefix("the ") in country_index() or bool(countries_in(segment_of(name)))
    states = _REGION.search(asked.main.text) and not _COUNTRY.search(asked.main.text)
    return {
        "place": "" if is_country else name,
        "part": "region" if states else "",
        "negated": polarity(asked.claim),
    }


def _street(asked: Asked) -> Params:
    return {"part": "whole" if _WHOLE.search(asked.main.text) else ""}


_TELLERS: Final[dict[str, Callable[[Asked], Params]]] = {
    "work-authorization": _authorization,
    "visa-sponsorship": _authorization,
    "citizenship": _negation,
    "skill-experience": measures.skilled,
    "years-experience": measures.minimum,
    "language-level": _language,
    "languages": _language,
    "salary-expectation": measures.salary,
    "current-salary": measures.salary,
    "notice-period": measures.notice,
    "start-date": measures.date,
    "graduation-date": measures.date,
    "work-start-date": measures.date,
    "work-end-date": measures.date,
    "education-start-date": measures.date,
    "bday": measures.date,
    "tel": _phone,
    "street-address": _street,
    "name": _name,
    "previously-employed-here": _employer,
    "organization": _recent,
    "organization-title": _recent,
    "willing-to-travel": measures.travel,
    "willing-onsite": measures.onsite,
    "willing-to-relocate": _place,
    "location": _place,
    "education-level": _level,
    "age": measures.age,
    "drivers-license": _negation,
    "security-clearance": _negation,
}
