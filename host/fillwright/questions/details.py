"""The details of a question that its answer needs: whose jurisdiction, which skill, which part, which unit, which polarity."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from fillwright.messages import Field
from fillwright.questions.evidence import Match
from fillwright.questions.places import countries_in, country_index, demonyms, languages
from fillwright.questions.synonyms import meaning_within
from fillwright.questions.wording import Segment, normalise, segments

Params = dict[str, str]

JURISDICTION: Final = frozenset({"work-authorization", "visa-sponsorship", "citizenship", "location", "country"})
_SYMBOLS: Final = {
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "R$": "BRL",
    "¥": "JPY",
    "zł": "PLN",
    "US$": "USD",
    "C$": "CAD",
    "A$": "AUD",
}
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_WORDS: Final = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "ten": "10",
}
_AT_LEAST: Final = re.compile(
    r"(?:at least|minimum(?: of)?|more than|over|mindestens|au moins|al menos|almeno|pelo menos|minimaal|minstens)\s+(\d+|"
    + "|".join(_WORDS)
    + r")\b|\b(\d+)\s*(?:\+|or more|plus|oder mehr|ou plus|o mas|o piu|ou mais|of meer)",
    re.IGNORECASE,
)
_NEGATED: Final = re.compile(
    r" (?:i|we|you|ich|je|yo|io|eu|ik)? ?(?:do not|will not|would not|am not|are not|have not|can not|never|not|neither|"
    r"nicht|kein|keine|keinen|ne|pas|nunca|non|nao|niet|geen) "
)
_TAG: Final = re.compile(r"(?:do|are|will|have|would|can|is) (?:you|not) not|do not you|are not you|will not you")
_WITHOUT: Final = re.compile(
    r" (?:without|not requir\w+|not need\w*|ohne|sans|sin|senza|sem|zonder) (?:\w+ ){0,6}?(?:sponsor\w*|visum\w*|visa|patrocin\w*|parrainage|support|restriction\w*)"
)
_FAMILY_FIRST: Final = re.compile(
    r"(?:last|family|surname|nachname|familienname|nom|apellidos?|cognome|sobrenome|achternaam)\b.*\b(?:first|given|vorname|prenom|nombres?|nome|voornaam)"
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
        found |= teller(field, main, pieces)
    return {name: value for name, value in found.items() if value}


def _main(pieces: Sequence[Segment], key: str, matches: Sequence[Match]) -> Segment:
    """Return the sentence in which the key was found best."""
    own = [match for match in matches if match.key == key]
    if own:
        return pieces[max(own, key=lambda match: match.weight).segment]
    return pieces[0] if pieces else Segment("  ", (), "", question=False, aside=False)


def _jurisdiction(pieces: Sequence[Segment], main: Segment, country: str | None) -> Params:
    named = countries_in(main) or tuple(code for piece in pieces for code in countries_in(piece))
    named = tuple(dict.fromkeys(named))
    adjectives = demonyms()
    if not named:
        named = tuple(dict.fromkeys(adjectives[token] for token in main.tokens if token in adjectives))
    states = [code for code in named if code != "EU"]
    return {"country": ",".join(states or named) or country or ""}


def _authorization(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    text = main.text
    without = _WITHOUT.search(text)
    rest = text.replace(without.group(), " ") if without else text
    found = {"without_sponsorship": "true" if without else "", "negated": _polarity(rest)}
    asked = {_topic(piece) for piece in pieces if piece.question} - {""}
    if len(asked) > 1 or _double(text):
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


def _polarity(text: str) -> str:
    return "true" if _NEGATED.search(text) and not _TAG.search(text) else ""


def _negation(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    return {"negated": _polarity(main.text)}


_SKILL: Final = re.compile(
    r"\b(?:with|in|using|as(?: an?)?|of|on|within|mit|im|als|avec|en|dans|sur|comme|con|como|usando|utilizando|nel(?:la)?|"
    r"su|come|com|em|no|na|met|op|used|use|programming|coding|managing|developing|writing|working)\b\s+(.+)",
    re.IGNORECASE,
)
_SKILL_END: Final = re.compile(
    r"\s+(?:do|have|did|are|would|will)\s+you\b.*|\s+(?:hast|haben|besitzt|bringst|bringen)\b.*|\s+(?:avez|as|possédez)[\s-].*|\s+(?:tienes|tiene|hai|ha|possui|tem|você)\b.*|"
    r"\s+(?:heb|heeft)\b.*|\s+(?:experience|erfahrung|expérience|experiencia|esperienza|experiência|ervaring)\b.*|\s*[?.!:*]+\s*$",
    re.IGNORECASE,
)
_SKILL_START: Final = re.compile(
    r"^(?:(?:your|the|an?|of|in|with|using|on|as|professional|hands-on|work(?:ing)?|experience|years?|building|developing|programming|coding|commercial|practical|production|writing)\s+)+",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(
    r"years?(?: of)?\s+(?:professional |commercial |hands-on |relevant |practical )?(.+?)\s+experience", re.IGNORECASE
)
_GENERAL: Final = frozenset(
    {
        "",
        "work",
        "working",
        "professional",
        "relevant",
        "total",
        "overall",
        "full time",
        "experience",
        "industry",
        "prior",
        "your field",
        "this field",
        "your career",
        "total work",
        "full time work",
        "related",
        "similar",
        "relevant work",
        "paid",
        "previous",
        "total professional",
        "a similar role",
        "this role",
        "a related field",
        "your current role",
        "the field",
        "the industry",
        "a similar position",
    }
)


def _skill(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    raw = main.raw.strip()
    found = _minimum(field, main, pieces)
    before = _BEFORE.search(raw)
    name = _trimmed(before.group(1)) if before else ""
    if normalise(name) in _GENERAL:
        tail = re.split(
            r"\b(?:experience|erfahrung|expérience|experiencia|esperienza|experiência|ervaring|berufserfahrung|worked|used|long|gearbeitet|years)\b",
            raw,
            maxsplit=1,
            flags=re.IGNORECASE,
        )
        rest = " " + (tail[1] if len(tail) > 1 else raw)
        after = _SKILL.search(re.sub(r"^\s+(?:do|have|did) you(?: have| ever)?\b", " ", rest))
        name = _trimmed(after.group(1)) if after else ""
    if normalise(name) not in _GENERAL:
        found["skill"] = name
    return found


def _trimmed(text: str) -> str:
    return _SKILL_START.sub("", _SKILL_END.sub("", text).strip()).strip(" ?.!:,*")


def _minimum(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    match = _AT_LEAST.search(main.raw)
    number = (match.group(1) or match.group(2)) if match else ""
    relevant = any(
        word in main.tokens
        for word in (
            "relevant",
            "related",
            "relevante",
            "similar",
            "einschlagige",
            "pertinente",
            "relevanter",
            "relevanten",
        )
    )
    return {
        "minimum": _WORDS.get(number.lower(), number),
        "relevant": "true" if relevant else "",
        "unit": meaning_within("unit", main.raw) or "",
    }


def _language(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    known = languages()
    text = f" {main.text} "
    names = {name for word, name in known.items() if f" {word} " in text}
    for token in main.tokens:
        names |= {
            known[token.removesuffix(end)]
            for end in ("kenntnisse", "niveau")
            if token.endswith(end) and token.removesuffix(end) in known
        }
    fluent = re.search(
        r" (?:fluent\w*|proficient|native|fliessend|verhandlungssicher|couramment|fluid\w*|fluentemente|fluente|vloeiend|bilingual) ",
        text,
    )
    return {"language": names.pop() if len(names) == 1 else "", "level": fluent.group().strip() if fluent else ""}


_PARTS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("currency", re.compile(r" (?:currency|wahrung|devise|moneda|divisa|valuta|moeda) ")),
    ("period", re.compile(r" (?:pay period|salary period|frequency|per what period|pay frequency) ")),
    ("min", re.compile(r" (?:min|minimum|from|lowest|mindest\w*|minimo|minimal|von|ab|lower end) ")),
    ("max", re.compile(r" (?:max|maximum|to|highest|hochst\w*|maximo|bis|upper end) $")),
)


def _salary(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    everything = " ".join([field.label, field.help, field.placeholder])
    found: Params = {}
    if len(main.tokens) <= 6 or field.type == "number":
        found["part"] = next((part for part, pattern in _PARTS if pattern.search(main.text)), "")
    symbol = next((code for sign, code in _SYMBOLS.items() if sign in everything), "")
    if not symbol and "$" in everything:
        symbol = "$"
    codes = {code for code in re.findall(r"\b[A-Z]{3}\b", everything) if meaning_within("currency", code) == code}
    found["currency"] = (
        codes.pop() if len(codes) == 1 else symbol or (meaning_within("currency", main.raw.replace("US", "")) or "")
    )
    found["period"] = (
        meaning_within("period", field.label) or meaning_within("period", f"{field.help} {field.placeholder}") or ""
    )
    if re.search(r"\bin (?:k|thousands?|tausend|tsd)\b|\bk€|€k|\bT€", everything, re.IGNORECASE):
        found["unit"] = "thousand"
    return found


def _notice(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    return {"unit": meaning_within("unit", f"{field.label} {field.placeholder} {field.help}") or ""}


def _phone(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    national = "national" in field.autocomplete or "local" in field.autocomplete
    national = national or bool(
        re.search(
            r" (?:without|ohne|sans|sin|senza|sem|zonder|excluding|no) (?:\w+ ){0,2}(?:country|landes\w*|lander\w*|indicatif|prefijo|prefisso|codigo|landcode|area) ",
            f" {normalise(field.label + ' ' + field.help + ' ' + field.placeholder)} ",
        )
    )
    return {"part": "national" if national else ""}


def _date(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    tokens = set(main.tokens) | set(normalise(field.name).split())
    for part, words in (
        ("day", {"day", "tag", "jour", "dia", "giorno", "dag"}),
        ("month", {"month", "monat", "mois", "mes", "mese", "maand"}),
        ("year", {"year", "jahr", "annee", "ano", "anno", "jaar", "abschlussjahr", "afstudeerjaar"}),
    ):
        others = {
            "month",
            "year",
            "monat",
            "jahr",
            "mois",
            "annee",
            "mes",
            "ano",
            "mese",
            "anno",
            "maand",
            "jaar",
        } - words
        if tokens & words and not tokens & others:
            return {"part": part}
    return {}


def _name(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    return {"part": "family-first" if _FAMILY_FIRST.search(normalise(field.label)) else ""}


def _employer(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    match = re.search(
        r"\b(?:for|at|by|with|of|bei|für|chez|pour|en|para|per|presso|bij|voor|in)\s+((?:[A-ZÀ-Ý][\w&.'-]*\s?){1,5})",
        main.raw,
    )
    company = match.group(1).strip(" .?") if match else ""
    mixed = re.search(r" (?:applied|interviewed|consultant|contractor|intern|vendor|beworben) ", main.text)
    return {"company": company, "compound": "true" if mixed else "", "negated": _polarity(main.text)}


def _recent(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    recent = re.search(
        r" (?:most recent|last|latest|previous|former|letzt\w*|derni\w*|ultim\w*|mas reciente|piu recente|laatste) ",
        main.text,
    )
    return {"recent": "true" if recent else ""}


def _network(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    plain = normalise(f"{field.label} {field.name}")
    names = (
        "stack overflow",
        "google scholar",
        "twitter",
        "facebook",
        "instagram",
        "xing",
        "kaggle",
        "medium",
        "skype",
        "orcid",
        "researchgate",
        "mastodon",
        "leetcode",
        "hackerrank",
        "youtube",
        "tiktok",
        "telegram",
        "stackoverflow",
    )
    return {"network": next((name for name in names if name in plain), "")}


def _travel(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    match = re.search(
        r"(\d{1,3})\s?(?:%|percent|prozent|pour cent|por ciento|per cento|por cento|procent)",
        field.label,
        re.IGNORECASE,
    )
    return {"percent": match.group(1) if match else "", "negated": _polarity(main.text)}


def _onsite(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    days = re.search(
        r"(\d|one|two|three|four|five)(?:\s?[-–]\s?\d)?\s+(?:days?|tage|jours?|d[ií]as?|giorni|dias|dagen)",
        field.label,
        re.IGNORECASE,
    )
    number = days.group(1) if days else ""
    return {
        "level": meaning_within("onsite", field.label) or "",
        "minimum": _WORDS.get(number.lower(), number),
        "negated": _polarity(main.text),
    }


def _level(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    asked = re.search(
        r" (?:have|hold|possess|completed|obtained|earned|haben|hast|avez|tienes|hai|tem|heb) ", main.text
    )
    return {
        "level": (meaning_within("education_level", main.raw) or "") if asked and "highest" not in main.tokens else ""
    }


def _place(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    match = re.search(
        r"\b(?:in|near|within|to|of|en|à|a|nach|naar|per)\s+((?:the\s+)?[A-ZÀ-Ý][\w.'-]*(?:[\s,]+[A-ZÀ-Ý][\w.'-]*){0,4})",
        main.raw,
    )
    name = match.group(1).strip(" .?,") if match else ""
    return {"place": "" if normalise(name) in country_index() else name, "negated": _polarity(main.text)}


def _age(field: Field, main: Segment, pieces: Sequence[Segment]) -> Params:
    match = re.search(r"\b(1[4-9]|2[015])\b", main.raw)
    under = re.search(r" (?:under|younger|unter|moins|menor|meno) ", main.text)
    return {"minimum": match.group(1) if match else "", "negated": "true" if under else ""}


_TELLERS: Final[dict[str, Callable[[Field, Segment, Sequence[Segment]], Params]]] = {
    "work-authorization": _authorization,
    "visa-sponsorship": _authorization,
    "citizenship": _negation,
    "skill-experience": _skill,
    "years-experience": _minimum,
    "language-level": _language,
    "languages": _language,
    "salary-expectation": _salary,
    "current-salary": _salary,
    "notice-period": _notice,
    "start-date": _date,
    "graduation-date": _date,
    "work-start-date": _date,
    "work-end-date": _date,
    "education-start-date": _date,
    "bday": _date,
    "tel": _phone,
    "name": _name,
    "previously-employed-here": _employer,
    "organization": _recent,
    "organization-title": _recent,
    "social-profile": _network,
    "willing-to-travel": _travel,
    "willing-onsite": _onsite,
    "willing-to-relocate": _place,
    "location": _place,
    "education-level": _level,
    "age": _age,
    "drivers-license": _negation,
    "security-clearance": _negation,
}
