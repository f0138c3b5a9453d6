"""Countries, regions and languages as people name them, in seven languages; data of ISO through pycountry."""

from __future__ import annotations

import gettext
import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any, Final

import pycountry

from fillwright.questions.wording import Segment, normalise, segments

TONGUES: Final = ("de", "fr", "es", "it", "pt", "nl")
_LONGEST_NAME: Final = 6
_CAPITALS: Final = re.compile(r"\b[A-Z]{2,4}\b")
_REMOTE: Final = re.compile(r"\b(?:remote|hybrid|onsite|on-site|only|anywhere in)\b|[()\[\]]", re.IGNORECASE)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("lexicons", "places.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _translations() -> dict[str, gettext.NullTranslations]:
    return {
        tongue: gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[tongue], fallback=True)
        for tongue in TONGUES
    }


@lru_cache(maxsize=1)
def country_index() -> dict[str, str]:
    """Return normalised names, in seven languages with aliases, → ISO 3166-1 codes."""
    index: dict[str, str] = {}
    for country in pycountry.countries:
        names = [country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")]
        names += [translation.gettext(country.name) for translation in _translations().values()]
        for name in names:
            if name:
                index.setdefault(normalise(name), country.alpha_2)
    for code, names in _data()["aliases"].items():
        index.update({normalise(name): code for name in names})
    return index


@lru_cache(maxsize=512)
def country_names(code: str) -> tuple[str, ...]:
    """Return the names of `code`, the one people write in English first; () for an unknown code."""
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return ()
    names = [_data()["names"].get(code, ""), getattr(country, "common_name", ""), country.name]
    names += [translation.gettext(country.name) for translation in _translations().values()]
    names += [*_data()["aliases"].get(code, ()), getattr(country, "official_name", "")]
    return tuple(dict.fromkeys(name for name in names if name))


def country_name(code: str, tongue: str = "en") -> str:
    """Return what people who write `tongue` call the country `code`; the code itself where nothing is known."""
    names = country_names(code)
    if not names or tongue not in TONGUES:
        return names[0] if names else code
    country = pycountry.countries.get(alpha_2=code)
    return _translations()[tongue].gettext(country.name) if country else code


def alpha_3(code: str) -> str:
    """Return the three-letter code of `code`, "" for an unknown one."""
    country = pycountry.countries.get(alpha_2=code)
    return country.alpha_3 if country else ""


def countries_in(segment: Segment) -> tuple[str, ...]:
    """Return the countries, and regions such as "EU", that a sentence names, in order; codes only in capitals."""
    prose = _data()["prose"]
    names = _prose_names()
    found: list[str] = []
    tokens = segment.tokens
    place = 0
    while place < len(tokens):
        for length in range(min(_LONGEST_NAME, len(tokens) - place), 0, -1):
            code = names.get(" ".join(tokens[place : place + length]))
            if code:
                found.append(code)
                place += length - 1
                break
        place += 1
    regions = {normalise(name): code for code, listed in _data()["regions"].items() for name in listed}
    for match in _CAPITALS.finditer(segment.raw):
        code = prose["capitals"].get(match.group()) or regions.get(match.group().casefold())
        if code:
            found.append(code)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _prose_names() -> dict[str, str]:
    """Names that are clear inside a sentence: no codes, no words with another meaning."""
    index = {name: code for name, code in country_index().items() if len(name) > len("usa")}
    index.update(
        {
            normalise(name): code
            for code, listed in _data()["regions"].items()
            for name in listed
            if len(name) > len("EEA")
        }
    )
    for name in _data()["prose"]["ambiguous"]:
        index.pop(normalise(name), None)
    return index


@lru_cache(maxsize=1)
def demonyms() -> dict[str, str]:
    """Return normalised adjectives of nationality → codes."""
    return {normalise(word): code for code, words in _data()["demonyms"].items() for word in words}


@lru_cache(maxsize=1)
def languages() -> dict[str, str]:
    """Return normalised names of languages → their English name."""
    return {normalise(word): name for name, words in _data()["languages"].items() for word in words}


def language_words() -> tuple[str, ...]:
    """Return every normalised name of a language, longest first."""
    return tuple(sorted(languages(), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=512)
def country_of_place(place: str) -> str | None:
    """Return the country of a job's location such as "Berlin, Germany" or "Austin, TX"; None where it is not clear.

    A city alone is not clear (London is in Canada too), nor is a state's abbreviation that is also a country's code,
    unless the city is known to lie there.
    """
    text = _REMOTE.sub(" ", place)
    found = {code for segment in segments(text) for code in countries_in(segment) if len(code) == len("US")}
    found.discard("EU")
    if len(found) == 1:
        return found.pop()
    parts = [part.strip(" -–/") for part in re.split(r"[,;|/]|\s[–-]\s", text) if part.strip(" -–/")]
    return None if found or not parts else _country_of_last(parts)


@lru_cache(maxsize=512)
def likely_country(place: str) -> str | None:
    """Return the country of the one well-known city that `place` names alone ("Berlin"), None for any other place."""
    plain = f" {normalise(_REMOTE.sub(' ', place))} "
    named = {code for city, code in _cities().items() if f" {city} " in plain}
    return named.pop() if len(named) == 1 else None


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    return {normalise(city): code for code, cities in _data()["cities"].items() for city in cities}


def _country_of_last(parts: list[str]) -> str | None:
    last, city = parts[-1], normalise(parts[-2]) if len(parts) > 1 else ""
    state = re.fullmatch(r"([A-Z]{2})(?:\s+\d{5}(?:-\d{4})?)?", last)
    if not state:
        return _country_of_subdivision(normalise(last))
    code = state.group(1)
    is_state = f"US-{code}" in _subdivision_codes()
    is_country = pycountry.countries.get(alpha_2=code) is not None
    if is_state and (not is_country or city in _data()["us_cities"].get(code, ())):
        return "US"
    if f"CA-{code}" in _subdivision_codes() and not is_country:
        return "CA"
    return code if is_country and (not is_state or _cities().get(city) == code) else None


@lru_cache(maxsize=512)
def subdivisions(country: str) -> tuple[tuple[str, str], ...]:
    """Return name and short form of the states or provinces of `country` (ISO code)."""
    return tuple(
        (part.name, part.code.partition("-")[2]) for part in pycountry.subdivisions if part.country_code == country
    )


@lru_cache(maxsize=1)
def _subdivision_codes() -> frozenset[str]:
    return frozenset(f"{country}-{short}" for country in ("US", "CA") for _, short in subdivisions(country))


@lru_cache(maxsize=1)
def _subdivisions() -> dict[str, str]:
    index = {normalise(name): country for country in ("US", "CA") for name, _ in subdivisions(country)}
    return {name: code for name, code in index.items() if name not in country_index()}


def _country_of_subdivision(name: str) -> str | None:
    return _subdivisions().get(name)
