"""Pay: an amount or a range in its currency and period, converted only between months and years of one currency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fillwright.profile import Salary
from fillwright.questions.facts.base import Ask, Fact, Missing, not_told, plain_number
from fillwright.questions.options import truth_of
from fillwright.questions.synonyms import table, words_of

_POINT: Final = frozenset({"de", "es", "it", "pt", "nl"})
_MONTHS: Final = 12
_SYMBOL: Final = {"€": "EUR", "£": "GBP"}
_DOLLARS: Final = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"})


def expected(ask: Ask) -> Fact | Missing:
    """Return the salary the person wants; whether one that is named will do is theirs to say."""
    if any(truth_of(option.text) is not None for option in ask.field.options):
        return Missing("whether that pay suits you is for you to say")
    return _pay(ask, ask.application.salary, "application.salary")


def current(ask: Ask) -> Fact | Missing:
    """Return the salary the person has, only as told."""
    return _pay(ask, ask.application.current_salary, "application.current_salary")


def _pay(ask: Ask, salary: Salary | None, path: str) -> Fact | Missing:
    if salary is None or (salary.min is None and salary.max is None):
        return not_told(path)
    part = ask.params.get("part")
    if part == "currency":
        return (
            Fact(
                texts=(salary.currency,),
                choices=words_of("currency", salary.currency) or (salary.currency,),
                evidence=(path,),
            )
            if salary.currency
            else not_told(f"{path}.currency")
        )
    if part == "period":
        return (
            Fact(texts=(salary.period,), choices=words_of("period", salary.period), evidence=(path,))
            if salary.period
            else not_told(f"{path}.period")
        )
    mismatch = _other_currency(ask, salary.currency)
    if mismatch:
        return _proposed(ask, salary, path, mismatch)
    period = ask.params.get("period") or salary.period
    factor = _factor(salary.period, period)
    if factor is None:
        return _proposed(
            ask, salary, path, f"the form asks per {period}, your profile tells per {salary.period or 'no period'}"
        )
    low = (salary.min if salary.min is not None else salary.max or 0) * factor
    high = (salary.max if salary.max is not None else salary.min or 0) * factor
    warnings = [f"converted from {_words(salary, 1, 'en', salary.period)}"] if factor != 1 else []
    return _fact(ask, salary, path, _Pay(round(low), round(high), period, tuple(warnings)))


@dataclass(frozen=True, slots=True)
class _Pay:
    """The amounts as the form wants them."""

    low: int
    high: int
    period: str | None
    warnings: tuple[str, ...]


def _fact(ask: Ask, salary: Salary, path: str, pay: _Pay) -> Fact:
    low, high, period, warnings = pay.low, pay.high, pay.period, list(pay.warnings)
    part = ask.params.get("part")
    one = high if part == "max" else low
    bare = ask.field.type in {"number", "range"}
    if bare:
        if low != high and part not in {"min", "max"}:
            warnings.append(f"one number asked: the lower end of {_grouped(low, 'en')}–{_grouped(high, 'en')}")
        if not ask.params.get("currency") and salary.currency:
            warnings.append(f"the form names no currency: this is {salary.currency}")
        if not ask.params.get("period") and period:
            warnings.append(f"the form names no period: this is per {period}")
    number = one / 1000 if ask.params.get("unit") == "thousand" else float(one)
    shown = (one, one) if part in {"min", "max"} else (low, high)
    texts = (
        _sentence(shown, salary.currency, period, ask.tongue),
        _sentence(shown, salary.currency, None, ask.tongue),
        plain_number(number),
    )
    sure = 0.95 if len(warnings) < 2 else 0.85  # noqa: PLR2004 - two things the form leaves open
    unclear = (
        bool(ask.field.options)
        and not (ask.params.get("currency") or _shows_currency(ask, salary.currency))
        and ask.job_country is None
    )
    if unclear and salary.currency:
        warnings.append(f"the options name no currency: chosen as {salary.currency}")
    return Fact(
        texts=tuple(dict.fromkeys(texts)),
        number=number,
        span=(float(shown[0]), float(shown[1])),
        evidence=(path,),
        warnings=tuple(warnings),
        confidence=sure,
    )


def _shows_currency(ask: Ask, currency: str) -> bool:
    return any(currency in option.text for option in ask.field.options)


def _other_currency(ask: Ask, currency: str) -> str | None:
    """Return why the amount can't be given: the form, its options or the job's country use another currency."""
    asked = ask.params.get("currency", "")
    if not asked:
        asked = next(
            (code for symbol, code in _SYMBOL.items() if any(symbol in option.text for option in ask.field.options)), ""
        )
    if not asked and any("$" in option.text for option in ask.field.options):
        asked = "$"
    if asked and currency and asked != currency and not (asked == "$" and currency in _DOLLARS):
        return f"the form asks in {asked}, your profile tells {currency}"
    numeric = ask.field.type in {"number", "range"} or bool(ask.field.options)
    usual = _currency_of(ask.job_country)
    if not asked and numeric and usual and currency and usual != currency:
        return f"the form names no currency and the job is paid in {usual}, your profile tells {currency}"
    return None


def _currency_of(country: str | None) -> str | None:
    listed = table("synonyms")["currency_of"]
    return next((code for code, countries in listed.items() if country in countries), None) if country else None


def _factor(told: str | None, asked: str | None) -> float | None:
    if told == asked or not asked:
        return 1.0
    return {("year", "month"): 1 / _MONTHS, ("month", "year"): float(_MONTHS)}.get((told or "", asked))


def _proposed(ask: Ask, salary: Salary, path: str, reason: str) -> Fact | Missing:
    if ask.field.options or ask.field.type in {"number", "range"}:
        return Missing(reason)
    low = salary.min if salary.min is not None else salary.max or 0
    high = salary.max if salary.max is not None else low
    text = _sentence((round(low), round(high)), salary.currency, salary.period, ask.tongue)
    return Fact(texts=(text,), evidence=(path,), confidence=0.5, proposal=reason)


def _words(salary: Salary, factor: float, tongue: str, period: str | None) -> str:
    low = salary.min if salary.min is not None else salary.max or 0
    high = salary.max if salary.max is not None else low
    return _sentence((round(low * factor), round(high * factor)), salary.currency, period, tongue)


def _sentence(span: tuple[int, int], currency: str, period: str | None, tongue: str) -> str:
    low, high = span
    amount = _grouped(low, tongue) if low == high else f"{_grouped(low, tongue)}–{_grouped(high, tongue)}"
    per = f" {table('phrases')['per'][tongue][period]}" if period else ""
    return f"{amount}{f' {currency}' if currency else ''}{per}"


def _grouped(amount: int, tongue: str) -> str:
    plain = f"{amount:,}"
    if tongue == "fr":
        return plain.replace(",", "\u202f")
    return plain.replace(",", ".") if tongue in _POINT else plain
