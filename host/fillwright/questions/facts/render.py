"""A fact made fit for one control: an option, a tick, a number, a native date, or a text that keeps the limits."""

from __future__ import annotations

import re
from typing import Final

from msgspec import structs

from fillwright.messages import Answer, Option
from fillwright.questions.asked import under_condition
from fillwright.questions.facts.base import Ask, Fact, Missing, plain_number
from fillwright.questions.facts.dates import masked, month_choices, parts, readable
from fillwright.questions.model import FactAnswer
from fillwright.questions.options import OptionMatch, dial_code, match_options, match_truth, truth_of
from fillwright.questions.options_seen import is_placeholder, shown
from fillwright.questions.ranges import in_days, is_immediate, options_holding
from fillwright.questions.synonyms import table
from fillwright.text import utf16_length

_LISTED: Final = frozenset({"select", "combobox", "radio", "listbox", "radiogroup", "select-one", "select-multiple"})
_REPEATED_GROUP: Final = re.compile(r"\)[*+{]")
_FULL_DATE: Final = 3
_MONTH_DATE: Final = 2


def render(ask: Ask, fact: Fact) -> FactAnswer:
    """Return `fact` as the answer for the control of `ask`, or the reason for which it does not fit."""
    answer = _render(ask, fact)
    if isinstance(answer, Missing):
        return FactAnswer(reason=answer.reason, evidence=fact.evidence, warnings=fact.warnings)
    return structs.replace(
        answer,
        evidence=fact.evidence,
        confidence=min(answer.confidence, fact.confidence),
        warnings=(*fact.warnings, *answer.warnings),
        reason=fact.proposal,
    )


def _render(ask: Ask, fact: Fact) -> FactAnswer | Missing:
    field = ask.field
    if field.options:
        return _several(ask, fact) if field.multiple else _one(ask, fact)
    if ask.is_box:
        return Missing("a single box asks yes or no") if fact.truth is None else _told(fact.truth)
    if field.type in {"date", "datetime-local"}:
        return _native(fact, _FULL_DATE)
    if field.type == "month":
        return _native(fact, _MONTH_DATE)
    if field.type in {"number", "range"}:
        return _number(ask, fact)
    return _text(ask, fact)


def _told(answer: Answer, label: str | list[str] | None = None, *, confidence: float = 1.0) -> FactAnswer:
    return FactAnswer(answer=answer, answer_label=label, confidence=confidence)


def _one(ask: Ask, fact: Fact) -> FactAnswer | Missing:
    match = choose(ask, fact)
    if match.option is None:
        return Missing(match.reason or "no option fits")
    option = match.option
    sure = {"exact": 1.0, "normalised": 0.98, "synonym": 0.95, "range": 0.93, "beginning": 0.85}
    return _told(option.answer, shown(option), confidence=sure[match.how or "synonym"])


def choose(ask: Ask, fact: Fact) -> OptionMatch:
    """Return the one option that says `fact`."""
    match = _chosen(ask, fact)
    shows_yes_no = {truth_of(shown(option)) for option in ask.field.options if not is_placeholder(option)} == {
        True,
        False,
    }
    if match.option is None and fact.truth is None and shows_yes_no:
        return OptionMatch(reason="your profile does not settle this yes or no")
    return match


def _chosen(ask: Ask, fact: Fact) -> OptionMatch:
    options = [option for option in ask.field.options if not is_placeholder(option)]
    if ask.key == "tel-country-code":
        return _by_dial_code(fact, options)
    if fact.truth is not None:
        match = match_truth(fact.truth, options, accept=fact.accept)
        if match.option or not (fact.choices or fact.items):
            return match
    if fact.days is not None:
        match = _by_duration(fact, options)
        if match.option or not fact.date:
            return match if match.option else _worded(ask, fact, options, match)
    if fact.date:
        return match_options(_date_choices(ask, fact.date), options, ask.key)
    found = (
        match_options(_candidates(fact), options, ask.key)
        if _candidates(fact)
        else OptionMatch(reason="no option says it")
    )
    if found.option or (fact.span is None and fact.number is None):
        return found if found.option or len(fact.items) < 2 else _first_item(ask, fact, options)  # noqa: PLR2004 - a list
    return _by_range(fact, options)


def _worded(ask: Ask, fact: Fact, options: list[Option], held: OptionMatch) -> OptionMatch:
    """Return the option that writes a duration as the person would, where no range holds it; never by its number."""
    match = match_options(fact.choices, options, ask.key) if fact.choices else held
    return match if match.option else held


def _candidates(fact: Fact) -> tuple[str, ...]:
    if fact.choices:
        return fact.choices
    return fact.items[0] if len(fact.items) == 1 else fact.texts


def _first_item(ask: Ask, fact: Fact, options: list[Option]) -> OptionMatch:
    """Return the option of the person's first wish that is among those shown."""
    for item in fact.items:
        match = match_options(item, options, ask.key)
        if match.option:
            return match
    return OptionMatch(reason="none of the options is among those in your profile")


def _by_dial_code(fact: Fact, options: list[Option]) -> OptionMatch:
    digits = fact.texts[0].removeprefix("+")
    coded = [option for option in options if dial_code(option) == digits]
    named = match_options(fact.choices, coded or options, "tel-country-code")
    if named.option or len(coded) != 1:
        return named
    return OptionMatch(option=coded[0], how="synonym")


def _by_duration(fact: Fact, options: list[Option]) -> OptionMatch:
    days = fact.days or 0.0
    if days == 0:
        now = [option for option in options if is_immediate(option)]
        if len(now) == 1:
            return OptionMatch(option=now[0], how="synonym")
    held = options_holding(days, days, options, in_days)
    if len(held) == 1:
        return OptionMatch(option=held[0], how="range")
    return OptionMatch(reason="several options fit" if held else "no option holds it")


def _by_range(fact: Fact, options: list[Option]) -> OptionMatch:
    low, high = fact.span or (fact.number or 0.0, fact.number or 0.0)
    tries = [(low, high)]
    if low == high and low != int(low):
        tries.append((float(int(low)), float(int(low))))
    for first, last in tries:
        held = options_holding(first, last, options)
        if len(held) == 1:
            return OptionMatch(option=held[0], how="range")
        if held:
            return OptionMatch(reason=f"several options hold {plain_number(first)}")
    return OptionMatch(reason="no single option holds it")


def _several(ask: Ask, fact: Fact) -> FactAnswer | Missing:
    if not fact.items:
        one = _one(ask, fact)
        if isinstance(one, Missing):
            return one
        return _told([str(one.answer)], [str(one.answer_label)], confidence=one.confidence)
    chosen: dict[str, str] = {}
    left: list[str] = []
    for item in fact.items:
        match = match_options(item, ask.field.options, ask.key)
        if match.option:
            chosen[match.option.answer] = shown(match.option)
        else:
            left.append(item[0])
    if not chosen:
        return Missing("none of the options is among those in your profile")
    answer = _told(list(chosen), list(chosen.values()), confidence=0.95)
    return structs.replace(answer, warnings=(f"not among the options: {', '.join(left)}",)) if left else answer


def _native(fact: Fact, wanted: int) -> FactAnswer | Missing:
    told = parts(fact.date)
    if not told:
        return Missing("the control takes a date, and the profile tells none")
    if len(told) < wanted:
        return Missing(f"the control takes a full date, the profile tells only {fact.date}")
    return _told("-".join(fact.date.split("-")[:wanted]))


def _date_choices(ask: Ask, date: str) -> tuple[str, ...]:
    told = parts(date)
    part = ask.params.get("part")
    if part == "month" and len(told) > 1:
        return month_choices(told[1])
    if part == "day" and len(told) == _FULL_DATE:
        return (f"{told[2]:02d}", str(told[2]))
    if part == "year":
        return (str(told[0]),)
    return (
        readable(date, ask.tongue),
        date,
        *((readable(date[:7], ask.tongue),) if len(told) > 1 else ()),
        str(told[0]),
    )


def _number(ask: Ask, fact: Fact) -> FactAnswer | Missing:
    field, value = ask.field, fact.number
    if value is None and fact.date and ask.params.get("part") in {"year", "month", "day"}:
        place = ("year", "month", "day").index(ask.params["part"])
        told = parts(fact.date)
        value = float(told[place]) if place < len(told) else None
    if value is None and fact.texts and fact.texts[0].replace(" ", "").isdigit():
        return _told(fact.texts[0].replace(" ", ""))
    if value is None:
        return Missing("the control takes a number, and the profile tells none")
    for limit, beyond in ((field.min, -1), (field.max, 1)):
        bound = _bound(limit)
        if bound is not None and (value - bound) * beyond > 0:
            return Missing(f"{plain_number(value)} is beyond what the control takes ({plain_number(bound)})")
    return _told(plain_number(value))


def _bound(limit: str | float | None) -> float | None:
    try:
        return float(limit) if limit not in (None, "") else None
    except ValueError:
        return None


def _text(ask: Ask, fact: Fact) -> FactAnswer | Missing:
    if fact.truth is not None and not fact.texts and under_condition(ask.field.label):
        return Missing("asks for details under a condition")
    field = ask.field
    texts = _texts(ask, fact)
    if not texts:
        return Missing("the control takes a text, and the profile tells none")
    short = [text for text in texts if field.max_length is None or utf16_length(text) <= field.max_length]
    if not short:
        return Missing(f"“{texts[0]}” is longer than the {field.max_length} characters the control takes")
    fitting = [text for text in short if _fits(text, field.pattern)]
    if not fitting:
        return Missing(f"“{short[0]}” does not have the form the control asks for")
    return _told(fitting[0])


def _texts(ask: Ask, fact: Fact) -> tuple[str, ...]:
    if fact.texts:
        return fact.texts
    if fact.date:
        return _date_texts(ask, fact.date)
    if fact.items:
        names = [item[0] for item in fact.items]
        return tuple(", ".join(names[:count]) for count in range(len(names), 0, -1))
    if fact.truth is not None:
        part = table("answers")["yes_text" if fact.truth else "no_text"]
        return (str(part[ask.tongue]),)
    return (plain_number(fact.number),) if fact.number is not None else ()


def _date_texts(ask: Ask, date: str) -> tuple[str, ...]:
    told, part = parts(date), ask.params.get("part")
    if part in {"year", "month", "day"}:
        place = ("year", "month", "day").index(part)
        return (f"{told[place]:02d}",) if place < len(told) else ()
    mask = masked(date, ask.field)
    if mask is not None:
        return (mask,) if mask else ()
    return (readable(date, ask.tongue), date)


def _fits(text: str, pattern: str) -> bool:
    """Whether `text` has the form the page asks for; a page's pattern that could take long to try is not tried."""
    if not pattern or _REPEATED_GROUP.search(pattern):
        return True
    try:
        return re.fullmatch(pattern, text) is not None
    except re.error:
        return True
