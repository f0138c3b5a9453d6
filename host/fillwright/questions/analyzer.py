"""analyze: which strategy and key a question calls for, judged from all parts of its field together."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from fillwright.messages import Field
from fillwright.questions.asked import Params
from fillwright.questions.details import details
from fillwright.questions.evidence import (
    ABOUT,
    HINT,
    SKILL,
    Match,
    Scores,
    collect,
    stanced,
)
from fillwright.questions.left_alone import left_alone, said_by_autocomplete
from fillwright.questions.lexicon import Lexicon, lexicon
from fillwright.questions.model import Verdict
from fillwright.questions.named import SHORT, is_named_datum, is_statement
from fillwright.questions.networks import on_network
from fillwright.questions.openness import openness
from fillwright.questions.options import truth_of
from fillwright.questions.options_seen import is_placeholder, shown
from fillwright.questions.parts import as_part
from fillwright.questions.resemblance import CHOICES, PROSE, outvoted
from fillwright.questions.skills import whole_of_work
from fillwright.questions.strangers import foreign_keys, names_others, wholes
from fillwright.questions.wording import normalise, segments

ENOUGH: Final = 0.5
"""A key below this weight is not taken for one."""
_DATA: Final = frozenset(
    {"date", "month", "week", "time", "datetime-local", "tel", "email", "url", "number", "range", "color"}
)
"""Controls that take no sentences."""
_MANY: Final = 60
"""Options beyond which a field is not worth keeping."""
_YEARS: Final = "years-experience"
_LETTER: Final = "cover-letter"
_RESUME: Final = "resume"
_NO_KEY: Final = "asks for a datum that the profile has no key for"
_CLOSE: Final = 0.1
_WORTH_NAMING: Final = 0.2


class _Reading(Struct, frozen=True):
    """Everything found about one field.

    `ranking` holds keys with their weights, best first; `unmeant` those that the words name and yet don't ask for.
    """

    field: Field
    table: Lexicon
    scores: Scores
    matches: list[Match]
    sections: frozenset[str]
    unmeant: frozenset[str]
    ranking: list[tuple[str, float]]
    written: float

    @property
    def best(self) -> tuple[str, float]:
        """The key that weighs most, ("", 0) where nothing speaks for any."""
        return self.ranking[0] if self.ranking else ("", 0.0)


def analyze(field: Field, *, country: str | None = None, tongue: str | None = None) -> Verdict:
    """Return what `field` asks; `country` (ISO code) is the jurisdiction when the wording names none.

    `tongue` (ISO 639 code) is the form's language, which tells words that several languages know ("Firma").
    Reads label, type, name, autocomplete, placeholder, options, section and help; never the profile or the job.
    """
    if tongue and (plain := lexicon().homographs.get(normalise(field.label), {}).get(tongue)):
        field = replace(field, label=plain)
    if isinstance(field.value, list) or len(field.options) > _MANY:
        return _analyzed(field, country)
    return _remembered(field, country)


@lru_cache(maxsize=1024)
def _remembered(field: Field, country: str | None) -> Verdict:
    """Return the verdict once read: a form is planned first and filled then."""
    return _analyzed(field, country)


def _analyzed(field: Field, country: str | None) -> Verdict:
    table = lexicon()
    field = as_part(field, table)
    skip = left_alone(field, table)
    if skip:
        return _skipped(skip)
    scores, matches, sections = collect(field)
    if field.type == "file":
        return _weighed(field, _file(scores, table), None, country)
    unmeant = foreign_keys(field, sections, table) | wholes(field, scores, table)
    ranking = _ranking(field, scores, unmeant, table)
    written = openness(field, table)
    if written < ENOUGH and (not ranking or ranking[0][1] < ENOUGH):
        topic = stanced(field.label, table, yes_no=_is_yes_no(field))
        if topic and topic.key not in unmeant:
            scores.add(topic.key, topic.weight, f"label: {topic.source}, asked as a question of willingness")
            matches.append(topic)
            ranking.insert(0, (topic.key, topic.weight))
    reading = _Reading(field, table, scores, matches, sections, unmeant, ranking, written)
    if reading.best[1] < ENOUGH and (token := said_by_autocomplete(field, table.skip_autocomplete_only)):
        return _skipped(token)
    keyless = reading.best[1] < ENOUGH or _is_written(reading)
    verdict = _without_key(reading) if keyless else _with_key(reading, country)
    return on_network(field, _weighed(field, verdict, reading, country))


def _weighed(field: Field, verdict: Verdict, reading: _Reading | None, country: str | None) -> Verdict:
    """Return what rules and resemblance together say: where they differ the surer one, and then only as a proposal."""
    vote = outvoted(field, verdict)
    if vote is None or (reading and vote.key in reading.unmeant):
        return verdict
    said = f"worded like {vote.name}, {vote.weight:.2f}"
    if not vote.decides:
        doubt = min(verdict.confidence, HINT)
        return replace(verdict, confidence=doubt, reason=f"{verdict.reason}; but {said}")
    params = details(field, vote.key, reading.matches, country) if vote.key and reading else {}
    return Verdict(
        strategy=vote.strategy,
        key=vote.key,
        confidence=round(min(vote.weight, HINT), 3),
        reason=f"{said} by {', '.join(vote.words)} (by rule: {verdict.reason})",
        evidence=tuple(f"wording: {word}" for word in vote.words),
        params=params,
    )


def _is_written(reading: _Reading) -> bool:
    """Whether sentences are wanted rather than the best key: a declaration gives way only to a case that is put."""
    key, weight = reading.best
    if not reading.table.keys[key].declared:
        return reading.written > weight
    if reading.written <= ENOUGH:
        return False
    named = [match.weight for match in reading.matches if match.key == key]
    if max(named, default=0.0) <= HINT:
        return reading.written > weight
    return any(
        next(reading.table.scenarios.find(piece), None) for piece in segments(reading.field.label) if not piece.aside
    )


def _skipped(reason: str) -> Verdict:
    return Verdict(strategy="skip", confidence=0.95, reason=reason)


def _file(scores: Scores, table: Lexicon) -> Verdict:
    kinds = [name for name, key in table.keys.items() if key.strategy == "file"]
    best = max(kinds, key=scores.total)
    weight = scores.total(best)
    if weight < ENOUGH:
        return Verdict(strategy="file", key="other-file", confidence=0.6, reason="a file input of no known kind")
    sources = tuple(scores.sources[best])
    return Verdict(
        strategy="file", key=best, confidence=round(weight, 3), reason=f"a file input: {sources[0]}", evidence=sources
    )


def _ranking(field: Field, scores: Scores, unmeant: frozenset[str], table: Lexicon) -> list[tuple[str, float]]:
    listed = sum(not is_placeholder(option) for option in field.options)
    yes_no = _is_yes_no(field)
    ranked = []
    for name in list(scores.weights):
        key, weight = table.keys[name], scores.total(name)
        if key.upload:
            weight *= 0.2
        if field.type == "checkbox" and not field.options and not key.checkbox:
            weight *= 0.3
        if name in unmeant:
            weight *= 0.2
        if (yes_no and name in table.never_yes_no) or (listed > 1 and name in table.never_listed):
            weight *= 0.3
        ranked.append((name, weight))
    return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))


def _is_yes_no(field: Field) -> bool:
    real = (option for option in field.options if not is_placeholder(option))
    return {truth_of(shown(option)) for option in real} == {True, False}


def _without_key(reading: _Reading) -> Verdict:
    field, written = reading.field, reading.written
    key, weight = reading.best
    near = f" (nearest: {key}, {weight:.2f})" if weight > _WORTH_NAMING else ""
    if "eeo" in reading.sections and (field.options or field.type in CHOICES):
        return Verdict(strategy="sensitive", confidence=0.6, reason="a question of voluntary self-identification")
    if field.type == "checkbox" and not field.options and (verdict := _single_box(reading)):
        return verdict
    if field.options or field.type in CHOICES:
        reason = "options, and no fact of the profile decides among them"
        return Verdict(strategy="choice", confidence=0.6, reason=reason + near)
    datum = _datum(reading)
    if datum:
        return Verdict(strategy="extract", confidence=ENOUGH, reason=datum + near)
    if field.type in PROSE:
        reason = "asks for a written answer" if written >= ENOUGH else "no fact of the profile"
        return Verdict(strategy="generate", confidence=round(max(written, 0.3), 3), reason=reason + near)
    reason = f"no fact of the profile fits this {field.type} control"
    return Verdict(strategy="generate", confidence=0.2, reason=reason + near)


def _single_box(reading: _Reading) -> Verdict | None:
    """Return the verdict for a single box of no key: a datum ("I still work here"), a promise, None for a choice."""
    if is_named_datum(reading.field, reading.table):
        return Verdict(strategy="extract", confidence=ENOUGH, reason=_NO_KEY)
    if not is_statement(reading.field, reading.table):
        return None
    reason = "a box that states something in the person's name"
    return Verdict(strategy="sensitive", key="certify", confidence=ENOUGH, reason=reason)


def _is_foreign(reading: _Reading) -> bool:
    """Whether the label is a short one about another person ("Emergency contact name")."""
    if reading.written >= ENOUGH or reading.field.type == "textarea":
        return False
    key = reading.best[0]
    if key in reading.table.own and reading.scores.total(key) >= ENOUGH:
        return True
    words = sum(len(piece.tokens) for piece in segments(reading.field.label))
    return words <= SHORT + 1 and names_others(reading.field, reading.sections, reading.table)


def _datum(reading: _Reading) -> str | None:
    """Return why the question wants a fact that is not the profile's to give, None where it does not."""
    field, table = reading.field, reading.table
    if _is_foreign(reading):
        return "asks for somebody else's data"
    if field.type in _DATA:
        return f"a datum for this {field.type} control that the profile has no key for"
    if reading.written >= ENOUGH or field.type == "textarea":
        return None
    return _NO_KEY if is_named_datum(field, table) else None


def _with_key(reading: _Reading, country: str | None) -> Verdict:
    field, (key, weight) = reading.field, reading.best
    rival, second = reading.ranking[1] if len(reading.ranking) > 1 else ("", 0.0)
    close = second > weight - _CLOSE
    confidence = weight * (1.0 - 0.4 * max(0.0, (second - ENOUGH) / ABOUT)) if close else weight
    key = _by_aside(field, key, reading.table)
    known = reading.table.keys[key]
    if known.strategy == "file":
        return _letter_as_text(field, key, weight)
    params = details(field, key, reading.matches, country)
    key, params = _narrowed(reading, key, params, country)
    sources = tuple(
        reading.scores.sources[reading.best[0]] if key not in reading.scores.sources else reading.scores.sources[key]
    )
    doubt = f"; {rival} is close ({second:.2f})" if close else ""
    return Verdict(
        strategy=known.strategy,
        key=None if known.nameless else known.part_of or key,
        confidence=round(min(confidence, 0.99), 3),
        reason=f"{known.name} ({weight:.2f}) by {', '.join(sources)}{doubt}",
        evidence=sources,
        params=params | {"beyond": key} if known.part_of else params,
    )


def _by_aside(field: Field, key: str, table: Lexicon) -> str:
    """Return the key that is meant where a parenthesis says more of `key` ("Location (country)")."""
    asides = (piece for piece in segments(field.label) if piece.aside)
    found = (hit.entry for piece in asides for hit in table.narrowed.find(piece) if hit.entry[0] == key)
    return next(found, (key, key))[1]


def _narrowed(reading: _Reading, key: str, params: Params, country: str | None) -> tuple[str, Params]:
    """Return the key as it is meant: years with a skill where one is named, years of work where none is."""
    if key not in {SKILL, _YEARS} or not any(match.key == key for match in reading.matches):
        return key, params
    matches = [replace(match, key=SKILL) for match in reading.matches if match.key == key]
    skill = details(reading.field, SKILL, matches, country)
    general = not skill.get("skill") and whole_of_work(reading.field.label, reading.table.fillers)
    meant = _YEARS if general else SKILL
    return (key, params) if meant == key else (meant, skill)


def _letter_as_text(field: Field, key: str, weight: float) -> Verdict:
    """Return the verdict for a text box that wants a document: a letter is written, the rest is for the person."""
    if key == _RESUME and not field.options and field.type not in CHOICES:
        return Verdict(strategy="file", key=key, confidence=round(weight, 3), reason="a text box for your résumé")
    if key == _LETTER or field.type == "textarea":
        return Verdict(
            strategy="generate",
            key=key if key == _LETTER else None,
            confidence=round(weight, 3),
            reason=f"a text box for {key}",
        )
    if field.options or field.type in CHOICES:
        return Verdict(strategy="choice", confidence=ENOUGH, reason=f"options about {key}")
    return Verdict(strategy="generate", confidence=0.3, reason=f"a text box for {normalise(key)}")
