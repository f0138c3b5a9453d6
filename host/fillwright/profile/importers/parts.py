"""The head of an entry taken apart: position, company, place, by what the words say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from fillwright.profile.importers.lexicon import bare, countries, plain, words

_STRONG: Final = re.compile(r"\t|\s*[|¦]\s*|\s*[·•▪●]\s*|\s+[–—-]\s+|\s+//?\s+|\s{3,}|;\s+")
_GENDERED: Final = re.compile(r"\((?:[mwfdx]\s*/\s*){1,2}[mwfdx]\)|\b[hf]/[hf]\b", re.IGNORECASE)
_POSTAL: Final = re.compile(r"^(?:[A-Z]{1,2}-)?(\d{4,5})\s+([^\d,]{2,40})$")
_BRACKETS: Final = re.compile(r"\s*\(((?:[^()]|\([^()]*\))*)\)\s*$")
_EMPTY_BRACKETS: Final = re.compile(r"\(\s*[,;·|–-]*\s*\)|\[\s*\]")
_EDGES: Final = " \t,;:|·•–—-/"
_MAX_PLACE_PARTS: Final = 3
_MAX_PLACE_WORDS: Final = 4
_MAX_TWO: Final = 2
_ABBREVIATED: Final = 2


def strip_edges(text: str) -> str:
    """Return `text` without separators at its ends and without brackets that hold nothing."""
    return _EMPTY_BRACKETS.sub(" ", text).strip(_EDGES)


def is_place(text: str) -> bool:
    """Say whether `text` names a place and nothing else: a known city, a city with its state or country, "Remote"."""
    text = strip_edges(text).rstrip(".")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    inner = _BRACKETS.search(text)
    if inner and inner.start() > 0:
        return is_place(text[: inner.start()]) and (nameable(inner[1]) or len(inner[1]) <= _MAX_PLACE_PARTS)
    parts = [part.strip() for part in re.split(r",|/|\s+[–-]\s+", text) if part.strip()]
    if not parts or len(parts) > _MAX_PLACE_PARTS:
        return False
    if all(_known_place(part) for part in parts):
        return True
    if len(parts) == 1:
        return False
    unknown = [part for part in parts if not _known_place(part)]
    if not is_region(parts[-1]) or unknown != parts[:1] or not is_region(parts[1]):
        return False
    last = plain(parts[0]).split()[-1:]
    in_state = parts[1] in words().states and len(parts[0].split()) <= _MAX_TWO  # "College Station, TX"
    return nameable(parts[0]) or (in_state and leaning(parts[0]) < 0 and all(leaning(word) == 0 for word in last))


def is_sentence(text: str) -> bool:
    """Say whether `text` ends as a sentence does, not with an abbreviation ("S.L.", "Inc.", "St.")."""
    last = text.rsplit(maxsplit=1)[-1] if text.split() else ""
    if last.endswith(("!", "?")):
        return True
    word = last.rstrip(".").strip("(),;")
    return last.endswith(".") and "." not in word and len(word) > _ABBREVIATED and last.casefold() not in words().legal


def is_region(text: str) -> bool:
    """Say whether `text` is a country or a state as an address ends with."""
    text = text.strip()
    return (
        plain(text) in countries()
        or text in words().states
        or (len(text) == _MAX_TWO and text.isupper() and text in {"UK", "US", "DE", "FR", "ES", "AT", "CH"})
    )


def _known_place(text: str) -> bool:
    lexicon, name = words(), plain(text)
    if name in lexicon.cities or name in lexicon.remote or is_region(text):
        return True
    postal = _POSTAL.match(text)
    return bool(postal) and nameable(postal[2] if postal else "")


def nameable(text: str) -> bool:
    """Say whether `text` may be a city's name: few words, capitals, no digits, no word of a position or company."""
    text = text.strip()
    if not text or any(char.isdigit() for char in text) or len(text.split()) > _MAX_PLACE_WORDS:
        return False
    return text[0].isupper() and leaning(text) == 0


@lru_cache(maxsize=2_000)
def leaning(text: str) -> float:
    """Return how much `text` reads as a position (above 0) or as a company (below 0); 0 for neither."""
    lexicon, tokens = words(), plain(text).split()
    raw = {token.strip("(),;").casefold() for token in text.split()}
    position = company = 0.0
    titled = any(token in lexicon.positions for token in tokens) or _GENDERED.search(text)
    if titled or any(
        len(token) > len(end) and token.endswith(end) for token in tokens for end in lexicon.position_endings
    ):
        position = 2.0
    if tokens and (tokens[0] in lexicon.positions or tokens[-1] in lexicon.positions):
        position += 0.5
    if raw & lexicon.legal:
        company = 3.0
    elif any(token in lexicon.companies or token in lexicon.institutions for token in tokens):
        company = 1.5
    return position - company


def is_school(text: str) -> bool:
    """Say whether a word of `text` is one that schools are called by."""
    lexicon = words()
    tokens = plain(text).split()
    stems = ("universit", "hochschule", "gymnasium", "schule", "college", "akademie")
    return any(token in lexicon.institutions or any(stem in token for stem in stems) for token in tokens)


@lru_cache(maxsize=2_000)
def degree(text: str) -> re.Match[str] | None:
    """Return the first degree named in `text`; its span is one of `text` itself (NFC)."""
    told = bare(text)
    found = [match for match in (pattern.search(told) for pattern in words().degrees) if match]
    return min(found, key=lambda match: (match.start(), -match.end()), default=None)


def pieces(text: str) -> list[str]:
    """Return the parts that strong separators (bars, dots, dashes, wide gaps) divide `text` into."""
    return [part for part in (strip_edges(part) for part in _STRONG.split(text)) if part]


def split_head(text: str) -> tuple[list[str], list[str]]:
    """Return the parts of an entry's head and, apart, those that name places."""
    names: list[str] = []
    places: list[str] = []
    for piece in pieces(text):
        if is_place(piece):
            places.append(piece)
            continue
        rest, place = _without_place(piece)
        if place:
            places.append(place)
        names += _named(rest)
    return names, places


def _without_place(text: str) -> tuple[str, str]:
    """Return `text` without the place at its end, and the place."""
    parts = text.split(",")
    for count in (2, 1, 3):
        tail = ",".join(parts[-count:]).strip()
        if len(parts) > count and tail.count("(") == tail.count(")") and is_place(tail):
            longer = ",".join(parts[-count - 1 :]).strip()
            if len(parts) > count + 1 and is_place(longer):
                return ",".join(parts[: -count - 1]).strip(), longer
            return ",".join(parts[:-count]).strip(), tail
    inner = _BRACKETS.search(text)
    if inner and inner.start() > 0 and (is_place(inner[1]) or _bracketed_place(inner[1])):
        return text[: inner.start()].strip(), inner[1].strip()
    return text, ""


def _bracketed_place(text: str) -> bool:
    """Say whether brackets after a name hold what can only be a place: no abbreviation, no kind of employment."""
    return nameable(text) and not text.isupper() and text[1:2].islower() and plain(text) not in words().kinds


def _named(text: str) -> list[str]:
    """Part position from company at "at" or at a comma that does not belong to a name ("Example, Inc.")."""
    at = words().at.search(text)
    if at and (at[0].strip() == "@" or leaning(text[: at.start()]) > 0 or leaning(text[at.end() :]) < 0):
        return [text[: at.start()].strip(), *_by_comma(text[at.end() :])]
    return _by_comma(text)


def _by_comma(text: str) -> list[str]:
    parts: list[str] = []
    for part in re.split(r",\s+(?![^()]*\))", text):
        first = part.split()[0].casefold() if part.split() else ""
        if parts and (not part or first in words().legal):
            parts[-1] = f"{parts[-1]}, {part}"
        elif part.strip():
            parts.append(part.strip())
    leans = [leaning(part) for part in parts]
    if len(parts) > _MAX_TWO or (len(parts) == _MAX_TWO and leans[0] > 0 and leans[1] > 0):
        return _regrouped(parts, leans)
    return parts


def _regrouped(parts: list[str], leans: list[float]) -> list[str]:
    """Join neighbours that lean the same way: "Head of Sales, Manager Europe" is one position."""
    joined, last = [parts[0]], leans[0]
    for part, lean in zip(parts[1:], leans[1:], strict=True):
        if lean > 0 and last > 0:
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
            last = lean
    return joined
