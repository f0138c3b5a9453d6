"""analyze: which strategy and key a question calls for, judged from all parts of its field together."""

from __future__ import annotations

from typing import Final

from fillwright.messages import Field, Strategy
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
from fillwright.questions.wording import control_name, normalise, segments

ENOUGH: Final = 0.5
"""A key below this weight is not taken for one."""
_CHOICES: Final = frozenset(
    {"select", "combobox", "radio", "listbox", "checkbox", "radiogroup", "select-one", "select-multiple"}
)
_PROSE: Final = frozenset({"", "text", "textarea", "contenteditable"})
_STATED: Final = frozenset({"consent", "certify"})
_LETTER: Final = "cover-letter"


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
    key, weight = ranking[0] if ranking else (None, 0.0)
    written = openness(field, table)
    if key is None or weight < ENOUGH or (written > weight and table.keys[key].strategy != "sensitive"):
        return _without_key(field, written, sections, table, key, weight)
    return _with_key(field, key, ranking, scores, matches, table, country)


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
    ranked = []
    for name in list(scores.weights):
        key, weight = table.keys[name], scores.total(name)
        if key.upload:
            weight *= 0.2
        if field.type == "checkbox" and not field.options and not key.checkbox:
            weight *= 0.3
        if foreign and name in table.own:
            weight *= 0.2
        ranked.append((name, weight))
    return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))


def _without_key(
    field: Field, written: float, sections: frozenset[str], table: Lexicon, key: str | None, weight: float
) -> Verdict:
    near = f" (nearest: {key}, {weight:.2f})" if key and weight > 0.2 else ""
    strategy: Strategy = "generate"
    if "eeo" in sections and (field.options or field.type in _CHOICES):
        strategy, confidence, reason = "sensitive", 0.6, "a question of voluntary self-identification"
    elif field.type == "checkbox" and not field.options and _is_statement(field, table):
        return Verdict(
            strategy="sensitive",
            key="certify",
            confidence=ENOUGH,
            reason="a box that states something in the person's name",
        )
    elif field.options or field.type in _CHOICES:
        strategy, confidence, reason = "choice", 0.6, "options, and no fact of the profile decides among them"
    elif field.type in _PROSE:
        confidence, reason = (
            max(written, 0.3),
            "asks for a written answer" if written >= ENOUGH else "no fact of the profile",
        )
    else:
        confidence, reason = 0.2, f"no fact of the profile fits this {field.type} control"
    return Verdict(strategy=strategy, confidence=round(confidence, 3), reason=reason + near)


def _is_statement(field: Field, table: Lexicon) -> bool:
    return any(found.first == 0 for piece in segments(field.label)[:1] for found in table.statements.find(piece))


def _with_key(
    field: Field,
    key: str,
    ranking: list[tuple[str, float]],
    scores: Scores,
    matches: list[Match],
    table: Lexicon,
    country: str | None,
) -> Verdict:
    weight = ranking[0][1]
    rival = ranking[1] if len(ranking) > 1 else ("", 0.0)
    closeness = max(0.0, (rival[1] - ENOUGH) / ABOUT)
    confidence = weight * (1.0 - 0.4 * closeness) if rival[1] > weight - 0.1 else weight
    known = table.keys[key]
    strategy: Strategy = known.strategy
    if strategy == "file":
        return _letter_as_text(field, key, weight)
    sources = tuple(scores.sources[key])
    doubt = f"; {rival[0]} is close ({rival[1]:.2f})" if rival[1] > weight - 0.1 else ""
    return Verdict(
        strategy=strategy,
        key=None if known.nameless else key,
        confidence=round(min(confidence, 0.99), 3),
        reason=f"{known.name} ({weight:.2f}) by {', '.join(sources)}{doubt}",
        evidence=sources,
        params=details(field, key, matches, country),
    )


def _letter_as_text(field: Field, key: str, weight: float) -> Verdict:
    """A document asked for in a text box: a letter is written, anything else is the person's to paste."""
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
