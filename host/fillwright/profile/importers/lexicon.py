"""The importers' word lists, read once from their data files."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final

_LETTERS: Final = re.compile(r"[^\w+#]+")
_MAX_HEADING: Final = 60
_COUNTRY_LOCALES: Final = ("de", "fr", "es")


@lru_cache(maxsize=4_000)
def plain(text: str) -> str:
    """Return `text` for comparison: lower case, no accents, ß as ss, each run of other characters one blank."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return _LETTERS.sub(" ", bare).strip()


def table(name: str) -> dict[str, Any]:
    """Return one data file."""
    text = (resources.files(__package__) / "lexicons" / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True, slots=True)
class Headings:
    """Headings by their wording, what joins several, and the page's own titles."""

    sections: dict[str, str]
    titles: frozenset[str]
    joint: re.Pattern[str]


@lru_cache(maxsize=1)
def headings() -> Headings:
    """Return the headings' lexicon."""
    data = table("headings")
    sections = {plain(text): section for section, texts in data["sections"].items() for text in texts}
    words = sorted((re.escape(word) for word in data["words"]["and"]), key=len, reverse=True)
    joint = re.compile(r"\s*[,/&+]\s*|\s+(?:" + "|".join(words) + r")\s+", re.IGNORECASE)
    return Headings(sections, frozenset(plain(text) for text in data["words"]["titles"]), joint)


def section_of(text: str) -> str | None:
    """Return the section that a heading opens, None for a text that is no heading.

    A heading of several opens the section of its first part that is known; all its parts have to be.
    """
    known = headings()
    whole = known.sections.get(plain(text))
    if whole or not 0 < len(text) < _MAX_HEADING:
        return whole
    parts = [known.sections.get(plain(part)) for part in known.joint.split(text) if plain(part)]
    return parts[0] if len(parts) > 1 and all(parts) else None


@dataclass(frozen=True, slots=True)
class Words:
    """What tells positions, companies, schools, degrees and places apart; all in `plain` form."""

    positions: frozenset[str]
    position_endings: tuple[str, ...]
    legal: frozenset[str]
    companies: frozenset[str]
    institutions: frozenset[str]
    degrees: tuple[re.Pattern[str], ...]
    fields: re.Pattern[str]
    schools: re.Pattern[str]
    scores: re.Pattern[str]
    at: re.Pattern[str]
    kinds: frozenset[str]
    remote: frozenset[str]
    cities: frozenset[str]
    states: frozenset[str]
    streets: re.Pattern[str]
    labels: dict[str, str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words' lexicon."""
    data = table("words")
    degree = data["degree"]
    joins = "|".join(sorted((re.escape(bare(word)) for word in degree["in"]), key=len, reverse=True))
    place = data["place"]
    return Words(
        positions=_plain(data["position"]["words"]),
        position_endings=tuple(plain(text) for text in data["position"]["endings"]),
        legal=frozenset(text.casefold() for text in data["company"]["legal"]),
        companies=_plain(data["company"]["words"]),
        institutions=_plain(data["institution"]["words"]),
        degrees=tuple(re.compile(rf"(?<![\w.])(?:{text})(?!\w)", re.IGNORECASE) for text in degree["patterns"]),
        fields=re.compile(rf"^(?:[\s,:–—|(-]+)?(?:(?:{joins})(?:\s+|(?<=['’])))?", re.IGNORECASE),
        schools=re.compile(
            r"\s+(?:"
            + "|".join(re.escape(word) for word in sorted(degree["at"], key=len, reverse=True))
            + r")\s*(?=[^\W\d_])",
            re.IGNORECASE,
        ),
        scores=re.compile(rf"\(?(?<!\w)(?:{'|'.join(data['score']['patterns'])})(?!\w)\)?", re.IGNORECASE),
        at=re.compile(r"\s+(?:" + "|".join(re.escape(word) for word in data["company"]["at"]) + r")\s+", re.IGNORECASE),
        kinds=_plain(data["position"]["kinds"]),
        remote=_plain(place["remote"]),
        cities=_plain(place["cities"]),
        states=frozenset(place["us_states"]),
        streets=_streets(place["streets"]),
        labels={plain(text): name for name, texts in data["labels"].items() for text in texts},
    )


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Return ISO 3166 codes by the countries' names in the four languages, in `plain` form."""
    import gettext  # noqa: PLC0415 - only an import of a résumé needs the translations

    import pycountry  # noqa: PLC0415 - the same, and it is slow to import

    names: dict[str, str] = {}
    locales = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[code], fallback=True)
        for code in _COUNTRY_LOCALES
    ]
    for country in pycountry.countries:
        for name in {country.name, getattr(country, "common_name", country.name)}:
            names[plain(name)] = country.alpha_2
            names.update({plain(locale.gettext(name)): country.alpha_2 for locale in locales})
    for name, code in table("words")["place"]["country_codes"].items():
        names[plain(name)] = code
    return names


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Return the names of languages, in `plain` form."""
    import gettext  # noqa: PLC0415 - as above

    import pycountry  # noqa: PLC0415 - as above

    names = [language.name for language in pycountry.languages if hasattr(language, "alpha_2")]
    for code in _COUNTRY_LOCALES:
        locale = gettext.translation("iso639-3", pycountry.LOCALES_DIR, languages=[code], fallback=True)
        names += [locale.gettext(name) for name in names]
    return _plain(table("languages")["names"]) | {plain(name) for name in names if " " not in name}


@lru_cache(maxsize=2_000)
def bare(text: str) -> str:
    """Return `text` without accents, the same length for composed characters, its case as it is."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        decomposed = unicodedata.normalize("NFD", char)
        out.append(decomposed[0] if len(decomposed) > 1 else char)
    return "".join(out)


def _plain(texts: list[str]) -> frozenset[str]:
    return frozenset(plain(text) for text in texts)


def _streets(texts: list[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
    return re.compile(rf"(?:{alternatives})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def certificate_levels() -> frozenset[str]:
    """Return the first words, in `plain` form, of what behind a certificate's name is part of it."""
    return frozenset(plain(word) for word in table("words")["certificates"]["levels"])
