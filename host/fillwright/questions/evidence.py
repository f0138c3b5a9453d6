"""What speaks for each key, from every part of a field, with the weight it has.

Weights are probabilities that the part alone tells the truth; independent parts are combined as 1 − Π(1 − w), so that
a control's name can carry a poor label but never outvote a clear one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from msgspec import Struct

from fillwright.messages import Field
from fillwright.questions.lexicon import Kind, Lexicon, lexicon
from fillwright.questions.options_seen import is_dial_code, is_placeholder, shown
from fillwright.questions.pattern_book import Found
from fillwright.questions.places import country_index
from fillwright.questions.terse import above_levels, years_with
from fillwright.questions.wording import Segment, control_name, normalise, segments

ABOUT: Final = 0.95
ASKED: Final = 0.9
ASKED_PLAINLY: Final = 0.96
WEAK: Final = 0.75
AUTOCOMPLETE: Final = 0.9
NAME: Final = 0.6
ID: Final = 0.5
TYPE: Final = 0.6
OPTIONS: Final = 0.55
OPTIONS_ALL: Final = 0.62
OPTIONS_SENSITIVE: Final = 0.75
PLACEHOLDER: Final = 0.55
EXAMPLE: Final = 0.9
"""The weight of an address of one certain site in an empty control ("linkedin.com/in/")."""
SECTION: Final = 0.5
HELP: Final = 0.35
HINT: Final = 0.54
STANCED: Final = 0.54
"""Enough to name the key, not enough to answer without the person (see `facts.UNSURE`)."""
SKILL: Final = "skill-experience"
_PARTIAL: Final = ((0.99, 1.0), (0.75, 0.84), (0.6, 0.7), (0.5, 0.47))
"""The share of a sentence's own words that a name covers → the part of its weight it keeps; below: a fifth."""
_ASIDE: Final = 0.6
_NOT_THE_QUESTION: Final = 0.75
_PER_WORD: Final = 0.004
_PER_PLACE: Final = 0.002
_MOST_WORDS: Final = 6
_MOST_PLACES: Final = 20
_ANY_LIST: Final = 30
_SHORT_QUESTION: Final = 9
_FURTHER_LINE: Final = re.compile(
    r"(?:addr(?:ess)?|adresse?|street|direccion|endereco|indirizzo)[\W_]*(?:line|ligne|linea)?[^\w\[]*_?([23])\b",
    re.IGNORECASE,
)
"""How a control's name tells the further lines of an address."""


@dataclass
class Scores:
    """The weights found so far, by key, with what they stand on."""

    weights: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sources: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, key: str, weight: float, source: str) -> None:
        """Count one more part that speaks for `key`."""
        self.weights[key].append(weight)
        self.sources[key].append(source)

    def total(self, key: str) -> float:
        """Return the combined weight of all that speaks for `key`."""
        doubt = 1.0
        for weight in self.weights[key]:
            doubt *= 1.0 - weight
        return 1.0 - doubt


class Match(Struct, frozen=True):
    """One wording found in a label: its key, weight and place."""

    key: str
    weight: float
    source: str
    asked: bool
    segment: int
    first: int
    last: int


def own_words(segment: Segment, words: frozenset[str]) -> int:
    """Return how many words of `segment` have a subject of their own, that is, are not in `words`."""
    return sum(token not in words for token in segment.tokens)


def heading_kinds(section: str, table: Lexicon) -> frozenset[str]:
    """Return what a section's heading says: "education", "work", "eeo", "consent", "others"."""
    kinds = set()
    for segment in segments(section):
        numbers = sum(token.isdigit() for token in segment.tokens)
        plain = table.fillers | table.headings
        total = own_words(segment, plain) - numbers
        for found in table.sections.find(segment):
            if coverage(segment, found.first, found.last, total, plain) >= _PARTIAL[2][0]:
                kinds.add(found.entry)
    return frozenset(kinds)


def coverage(segment: Segment, first: int, last: int, total: int, fillers: frozenset[str]) -> float:
    """Return the share of the sentence's own words (`total`) that the words `first` … `last` hold."""
    if not total:
        return 1.0 if last - first == len(segment.tokens) else 0.0
    return sum(token not in fillers for token in segment.tokens[first:last]) / total


@lru_cache(maxsize=2048)
def poisoned(label: str) -> frozenset[str]:
    """Return the keys whose words mean something else in `label`."""
    return frozenset(found.entry for piece in segments(label) for found in lexicon().poison.find(piece))


def label_matches(label: str, sections: frozenset[str], table: Lexicon) -> list[Match]:
    """Return the wordings found in `label`, without those that lie inside a longer one of another key."""
    pieces = segments(label)
    asking = any(piece.question and next(table.references.find(piece), None) is None for piece in pieces)
    found: list[Match] = []
    for place, piece in enumerate(pieces):
        worth = _ASIDE if piece.aside else _NOT_THE_QUESTION if asking and not piece.question else 1.0
        plain = own_words(piece, table.fillers)
        told = own_words(piece, table.fillers | table.tellers) if table.tellers.intersection(piece.tokens) else plain
        bare = own_words(piece, table.fillers | table.purposes) if table.purposes.intersection(piece.tokens) else plain
        hits = list(table.wordings.find(piece))
        twice = _told_twice(piece, hits, plain, table)
        for hit in hits:
            if hit.entry[1] == "within" and not sections.intersection(table.keys[hit.entry[0]].sections):
                continue
            total = told if table.keys[hit.entry[0]].told else bare if hit.entry[0] in table.own else plain
            if hit.entry[0] in twice:
                total = sum(token not in table.fillers for token in piece.tokens[hit.first : hit.last])
            kind = hit.entry[1] in {"asks", "hints"}
            weight = _asked(hit, table) if kind else _named(hit, piece, total, table)
            found.append(Match(hit.entry[0], min(weight * worth, 0.99), hit.source, kind, place, hit.first, hit.last))
    foreign = poisoned(label)
    found = [one for one in found if one.key not in foreign]
    return [one for one in found if not any(_inside(one, other, table) for other in found)]


def _told_twice(piece: Segment, hits: Sequence[Found[tuple[str, Kind]]], total: int, table: Lexicon) -> frozenset[str]:
    """Return the keys whose names are all that a sentence says, one beside the other ("ZIP / postcode")."""
    places: dict[str, list[set[int]]] = {}
    for hit in hits:
        own = {place for place in range(hit.first, hit.last) if piece.tokens[place] not in table.fillers}
        if hit.entry[1] in {"names", "weak"} and own:
            places.setdefault(hit.entry[0], []).append(own)
    return frozenset(
        key
        for key, parts in places.items()
        if len(set().union(*parts)) == total and max(len(part) for part in parts) < total
    )


def _asked(hit: Found[tuple[str, Kind]], table: Lexicon) -> float:
    """Return the weight of a question's wording: more for a longer one, less the later it comes."""
    if hit.entry[1] == "hints":
        return HINT
    words = sum(not word.startswith("~") for word in hit.source.split())
    base = ASKED_PLAINLY if table.keys[hit.entry[0]].told else ASKED
    return base + _PER_WORD * min(words, _MOST_WORDS) - _PER_PLACE * min(hit.first, _MOST_PLACES)


def _named(hit: Found[tuple[str, Kind]], piece: Segment, total: int, table: Lexicon) -> float:
    """Return the weight of a name: that of the share of the sentence's own words (`total`) it covers."""
    share = coverage(piece, hit.first, hit.last, total, table.fillers)
    keep = next((part for least, part in _PARTIAL if share >= least), 0.2 * share)
    bonus = _PER_WORD * min(hit.last - hit.first, _MOST_WORDS) if keep == 1.0 else 0.0
    return (WEAK if hit.entry[1] == "weak" else ABOUT) * keep + bonus


def _inside(one: Match, other: Match, table: Lexicon) -> bool:
    """Whether `one` is but a part of what `other`, of another key, says; the key of the section is meant first."""
    if one.key == other.key or one.segment != other.segment:
        return False
    if table.keys[other.key].sections and not table.keys[one.key].sections and not one.asked:
        return (other.first, other.last) == (one.first, one.last)
    within = other.first <= one.first and one.last <= other.last
    longer = other.last - other.first - (one.last - one.first) + (other.asked - one.asked) > 0
    return within and longer and other.weight >= min(one.weight, 0.6)


def stanced(label: str, table: Lexicon, *, yes_no: bool) -> Match | None:
    """Return what a question of willingness is about, None where it is about nothing known or about several things.

    With a yes and a no to choose from a short question needs no word of willingness, unless it asks for the past.
    """
    pieces = segments(label)
    asking = next((place for place, piece in enumerate(pieces) if next(table.stances.find(piece), None)), None)
    if asking is None and yes_no:
        asking = next((place for place, piece in enumerate(pieces) if _plain_question(piece, table)), None)
    if asking is None:
        return None
    topics = {found.entry: found.source for piece in pieces for found in table.topics.find(piece)}
    if len(topics) != 1:
        return None
    key, source = topics.popitem()
    return Match(key, STANCED, source, asked=True, segment=asking, first=0, last=0)


def _plain_question(piece: Segment, table: Lexicon) -> bool:
    return piece.question and len(piece.tokens) <= _SHORT_QUESTION and next(table.recounts.find(piece), None) is None


def collect(field: Field) -> tuple[Scores, list[Match], frozenset[str]]:
    """Return everything that speaks for any key, the label's wordings, and what the section's heading says."""
    table = lexicon()
    scores = Scores()
    sections = heading_kinds(field.section, table) if field.section else frozenset()
    matches = label_matches(field.label, sections, table)
    best: dict[str, Match] = {}
    for match in matches:
        if match.key not in best or match.weight > best[match.key].weight:
            best[match.key] = match
    for match in best.values():
        scores.add(match.key, match.weight, f"label: {match.source}")
    for key, weight, source in _other_parts(field, table, sections):
        scores.add(key, weight, source)
    if years_with(field.label):
        scores.add(SKILL, WEAK, "label: years with a skill")
    elif field.options and not scores.weights and above_levels(field):
        scores.add(SKILL, OPTIONS, "options: years or levels of experience")
    return scores, matches, sections


def _other_parts(field: Field, table: Lexicon, sections: frozenset[str]) -> Iterator[tuple[str, float, str]]:
    yield from _control(field, table)
    for token in field.autocomplete.lower().split()[-1:]:
        if token in table.autocomplete:
            yield table.autocomplete[token], AUTOCOMPLETE, f"autocomplete: {token}"
    if field.type in table.by_type:
        yield table.by_type[field.type], TYPE if field.type != "url" else HELP, f"type: {field.type}"
    for part, text, weight in (("placeholder", field.placeholder, PLACEHOLDER), ("help", field.help, HELP)):
        if text and normalise(text) != normalise(field.label):
            yield from _aside(part, text, weight, table)
    for text, key in table.placeholders:
        if text in field.placeholder.lower():
            yield key, EXAMPLE if text.endswith(".com") else PLACEHOLDER, f"placeholder: {text}"
    if field.options:
        yield from _options(field, table)
    if "consent" in sections and field.type == "checkbox":
        yield "consent", SECTION, "section: consent"


def _control(field: Field, table: Lexicon) -> Iterator[tuple[str, float, str]]:
    name = control_name(field.name)
    if line := _FURTHER_LINE.search(field.name):
        yield f"address-line{line[1]}", NAME, f"name: {field.name}"
    elif name in table.fields:
        yield table.fields[name], NAME, f"name: {field.name}"
    elif field.id:
        identity = control_name(field.id)
        if identity in table.fields:
            yield table.fields[identity], ID, f"id: {field.id}"


def _aside(part: str, text: str, weight: float, table: Lexicon) -> Iterator[tuple[str, float, str]]:
    best: dict[str, float] = {}
    for match in label_matches(text[:400], frozenset(), table):
        if match.weight >= WEAK * _ASIDE:
            best[match.key] = max(best.get(match.key, 0.0), weight * match.weight)
    for key, found in best.items():
        yield key, found, f"{part}: {text[:40]}"


def _options(field: Field, table: Lexicon) -> Iterator[tuple[str, float, str]]:
    texts = [shown(option) for option in field.options if not is_placeholder(option)]
    if len(texts) >= _ANY_LIST:
        countries = country_index()
        named = sum(normalise(text) in countries for text in texts[:_ANY_LIST])
        dialled = sum(is_dial_code(text) for text in texts[:_ANY_LIST])
        if dialled * 2 >= _ANY_LIST:
            yield "tel-country-code", OPTIONS_SENSITIVE + 0.2, "options: dial codes"
        elif named * 2 >= _ANY_LIST:
            yield "country", OPTIONS, "options: countries"
        return
    hits: dict[str, int] = defaultdict(int)
    for text in texts:
        for key in _keys_of_option(text, table):
            hits[key] += 1
    for key, count in hits.items():
        if count > 1 and count * 2 >= len(texts):
            plain = OPTIONS_ALL if count == len(texts) else OPTIONS
            yield key, OPTIONS_SENSITIVE if table.keys[key].declared else plain, f"options: {count} of {len(texts)}"
    if texts and sum(is_dial_code(text) for text in texts) * 2 > len(texts):
        yield "tel-country-code", OPTIONS_SENSITIVE + 0.2, "options: dial codes"


def _keys_of_option(text: str, table: Lexicon) -> set[str]:
    keys = set()
    for segment in segments(text)[:1]:
        for found in table.options.find(segment):
            if found.first == 0 and found.last == len(segment.tokens):
                keys.add(found.entry)
    return keys
