"""analyze: which strategy and key a question calls for, judged from all parts of its field together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fillwright.messages import Field
from fillwright.questions.details import details
from fillwright.questions.evidence import (
    ABOUT,
    Match,
    Scores,
    collect,
    coverage,
    own_words,
)
from fillwright.questions.lexicon import Lexicon, lexicon
from fillwright.questions.model import Verdict
from fillwright.questions.openness import openness
from fillwright.questions.options import truth_of
from fillwright.questions.options_seen import is_placeholder, shown
from fillwright.questions.wording import control_name, normalise, segments

ENOUGH: Final = 0.5
"""A key below this weight is not taken for one."""
_CHOICES: Final = frozenset(
    {"select", "combobox", "radio", "listbox", "checkbox", "radiogroup", "select-one", "select-multiple"}
)
_PROSE: Final = frozenset({"", "text", "textarea", "contenteditable"})
_LETTER: Final = "cover-letter"
_CLOSE: Final = 0.1
_WORTH_NAMING: Final = 0.2


@dataclass(frozen=True, slots=True)
class _Reading:
    """Everything found about one field; `ranking` holds keys with their weights, best first."""

    field: Field
    table: Lexicon
    scores: Scores
    matches: list[Match]
    sections: frozenset[str]
    ranking: list[tuple[str, float]]
    written: float

    @property
    def best(self) -> tuple[str, float]:
        """The key that weighs most, ("", 0) where nothing speaks for any."""
        return self.ranking[0] if self.ranking else ("", 0.0)


def analyze(field: Field, *, country: str | None = None) -> Verdict:
    """Return what `field` asks; `country` (ISO code) is the jurisdiction when the wording names none.

    Reads label, type, name, autocomplete, placeholder, options, section and help; never the profile or the job.
    """
    table = lexicon()
    skip = _skip(field, table)
    if skip:
        return Verdict(strategy="skip", confidence=0.95, reason=skip)
    scores, matches, sections = collect(field)
    if field.type == "file":
        return _file(scores, table)
    ranking = _ranking(field, scores, sections, table)
    reading = _Reading(field, table, scores, matches, sections, ranking, openness(field, table))
    key, weight = reading.best
    if weight < ENOUGH or (reading.written > weight and table.keys[key].strategy != "sensitive"):
        return _without_key(reading)
    return _with_key(reading, country)


def _skip(field: Field, table: Lexicon) -> str | None:
    if field.type in table.skip_types:
        return f"a {field.type} control"
    if any(token in table.skip_autocomplete for token in field.autocomplete.lower().split()):
        return f"autocomplete says {field.autocomplete}"
    pieces = [*segments(field.label), *segments(control_name(field.name))]
    for piece in pieces:
        total = own_words(piece, table.fillers)
        for found in table.skips.find(piece):
            whole = coverage(piece, found.first, found.last, total, table.fillers) >= 1.0
            choice = field.type in _CHOICES or field.options
            if whole and not (choice and found.entry in {"newsletter", "search box"}):
                return f"a {found.entry}"
    return None


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


def _ranking(field: Field, scores: Scores, sections: frozenset[str], table: Lexicon) -> list[tuple[str, float]]:
    foreign = "others" in sections or any(
        next(iter(table.others.find(piece)), None) is not None for piece in segments(field.label) if not piece.question
    )
    poisoned = {found.entry for piece in segments(field.label) for found in table.poison.find(piece)}
    real = [option for option in field.options if not is_placeholder(option)]
    yes_no = {truth_of(shown(option)) for option in real} == {True, False}
    ranked = []
    for name in list(scores.weights):
        key, weight = table.keys[name], scores.total(name)
        if key.upload:
            weight *= 0.2
        if field.type == "checkbox" and not field.options and not key.checkbox:
            weight *= 0.3
        if (foreign and name in table.own) or name in poisoned:
            weight *= 0.2
        if yes_no and name in table.never_yes_no:
            weight *= 0.3
        ranked.append((name, weight))
    return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))


def _without_key(reading: _Reading) -> Verdict:
    field, written = reading.field, reading.written
    key, weight = reading.best
    near = f" (nearest: {key}, {weight:.2f})" if weight > _WORTH_NAMING else ""
    if "eeo" in reading.sections and (field.options or field.type in _CHOICES):
        return Verdict(strategy="sensitive", confidence=0.6, reason="a question of voluntary self-identification")
    if field.type == "checkbox" and not field.options and _is_statement(field, reading.table):
        reason = "a box that states something in the person's name"
        return Verdict(strategy="sensitive", key="certify", confidence=ENOUGH, reason=reason)
    if field.options or field.type in _CHOICES:
        reason = "options, and no fact of the profile decides among them"
        return Verdict(strategy="choice", confidence=0.6, reason=reason + near)
    if _is_foreign(reading):
        reason = "asks for somebody else's data"
        return Verdict(strategy="extract", confidence=0.6, reason=reason + near)
    if field.type in _PROSE:
        reason = "asks for a written answer" if written >= ENOUGH else "no fact of the profile"
        return Verdict(strategy="generate", confidence=round(max(written, 0.3), 3), reason=reason + near)
    reason = f"no fact of the profile fits this {field.type} control"
    return Verdict(strategy="generate", confidence=0.2, reason=reason + near)


def _is_foreign(reading: _Reading) -> bool:
    """Whether the label is a short one about another person ("Emergency contact name")."""
    key = reading.best[0]
    return key in reading.table.own and reading.scores.total(key) >= ENOUGH > reading.written


def _is_statement(field: Field, table: Lexicon) -> bool:
    return any(found.first == 0 for piece in segments(field.label)[:1] for found in table.statements.find(piece))


def _with_key(reading: _Reading, country: str | None) -> Verdict:
    field, (key, weight) = reading.field, reading.best
    rival, second = reading.ranking[1] if len(reading.ranking) > 1 else ("", 0.0)
    close = second > weight - _CLOSE
    confidence = weight * (1.0 - 0.4 * max(0.0, (second - ENOUGH) / ABOUT)) if close else weight
    known = reading.table.keys[key]
    if known.strategy == "file":
        return _letter_as_text(field, key, weight)
    sources = tuple(reading.scores.sources[key])
    doubt = f"; {rival} is close ({second:.2f})" if close else ""
    return Verdict(
        strategy=known.strategy,
        key=None if known.nameless else key,
        confidence=round(min(confidence, 0.99), 3),
        reason=f"{known.name} ({weight:.2f}) by {', '.join(sources)}{doubt}",
        evidence=sources,
        params=details(field, key, reading.matches, country),
    )


def _letter_as_text(field: Field, key: str, weight: float) -> Verdict:
    """Return the verdict for a text box that wants a document: a letter is written, the rest is for the person."""
    if key == _LETTER or field.type == "textarea":
        return Verdict(
            strategy="generate",
            key=key if key == _LETTER else None,
            confidence=round(weight, 3),
            reason=f"a text box for {key}",
        )
    if field.options or field.type in _CHOICES:
        return Verdict(strategy="choice", confidence=ENOUGH, reason=f"options about {key}")
    return Verdict(strategy="generate", confidence=0.3, reason=f"a text box for {normalise(key)}")
