"""match_options: the one option that says the same as a fact, or why there is none.

The ladder, each step over all options before the next: the same text, the same words, the same meaning (yes and no,
countries, levels, degrees…), the same beginning. Two options on one step are no answer, and a placeholder never is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from fillwright.messages import Option
from fillwright.questions.options_seen import is_placeholder, shown
from fillwright.questions.places import alpha_3, country_index, demonyms, languages
from fillwright.questions.synonyms import meaning, meaning_within, table
from fillwright.questions.wording import normalise

How = Literal["exact", "normalised", "synonym", "range", "beginning"]

_GROUPS: Final = {
    "education-level": "education_level",
    "degree": "education_level",
    "language-level": "language_level",
    "employment-type": "employment_type",
    "willing-onsite": "onsite",
    "gender": "gender",
    "referral-source": "referral_source",
    "currency": "currency",
    "period": "period",
    "unit": "unit",
    "work-authorization": "basis",
}
_EXACT_ONLY: Final = frozenset(
    {"gender", "race", "orientation", "transgender", "veteran", "disability", "pronouns", "age", "school"}
)
_COUNTRIES: Final = frozenset({"country", "tel-country-code", "citizenship"})
_DIAL: Final = re.compile(r"\+\s?(\d{1,4})")
_ELABORATED: Final = re.compile(r"^\s*[^\W\d_]+\s*(?:[,.:;(–-]|$|\s)")
_SHORTEST_BEGINNING: Final = 4


class OptionMatch(Struct, frozen=True, kw_only=True):
    """The option that fits, and on which step; without one, `reason` says whether none or several did."""

    option: Option | None = None
    how: How | None = None
    reason: str | None = None


def match_options(candidates: Sequence[str], options: Sequence[Option], key: str | None = None) -> OptionMatch:
    """Return the option that says what one of `candidates` (best first) says; `key` chooses the synonyms."""
    real = [option for option in options if not is_placeholder(option)]
    if not real:
        return OptionMatch(reason="the control shows no options yet")
    verdicts = {truth for truth in map(truth_of, candidates) if truth is not None}
    if len(verdicts) == 1 and truth_of(candidates[0]) is not None:
        return match_truth(verdicts.pop(), real)
    for how, step in _STEPS:
        if how == "beginning" and key in _EXACT_ONLY:
            continue
        for candidate in candidates:
            found = [option for option in real if step(candidate, option, key)]
            if found and how == "synonym" and key == "referral-source":
                found += [option for option in real if option not in found and _begins(candidate, option)]
            if found:
                return _only(found, how)
    return OptionMatch(
        reason=f"none of the {len(real)} options says “{candidates[0]}”" if candidates else "nothing to choose"
    )


def _only(found: Sequence[Option], how: How) -> OptionMatch:
    if len({option.answer for option in found}) == 1:
        return OptionMatch(option=found[0], how=how)
    texts = ", ".join(f"“{shown(option)}”" for option in found[:3])
    return OptionMatch(reason=f"several options fit: {texts}")


def _exact(candidate: str, option: Option, _key: str | None) -> bool:
    return candidate == shown(option) or (candidate == option.value and not candidate.isdigit())


def _normalised(candidate: str, option: Option, _key: str | None) -> bool:
    plain = normalise(candidate)
    return bool(plain) and plain == normalise(shown(option))


def _synonym(candidate: str, option: Option, key: str | None) -> bool:
    text = shown(option)
    if key in _COUNTRIES:
        wanted = country_of_text(candidate)
        return wanted is not None and wanted == country_of_text(text)
    if key == "languages":
        known = languages()
        wanted = known.get(normalise(candidate))
        return wanted is not None and known.get(normalise(text)) == wanted
    group = _GROUPS.get(key or "")
    if not group:
        return normalise(_main(text)) == normalise(candidate) != ""
    wanted = meaning(group, candidate) or meaning_within(group, candidate)
    return wanted is not None and wanted == (
        meaning(group, text) or meaning(group, _main(text)) or meaning_within(group, text)
    )


def _begins(candidate: str, option: Option) -> bool:
    """Whether `option` is a kind of what `candidate` names ("LinkedIn Recruiter")."""
    return normalise(shown(option)).startswith(f"{normalise(candidate)} ")


def _beginning(candidate: str, option: Option, _key: str | None) -> bool:
    plain, text = normalise(candidate), normalise(shown(option))
    if len(plain) < _SHORTEST_BEGINNING or truth_of(candidate) is not None:
        return False
    return text.startswith(f"{plain} ") and bool(
        re.match(rf"\s*{re.escape(candidate)}\s*[,(/–:-]", shown(option), re.IGNORECASE)
    )


_STEPS: Final[tuple[tuple[How, Callable[[str, Option, str | None], bool]], ...]] = (
    ("exact", _exact),
    ("normalised", _normalised),
    ("synonym", _synonym),
    ("beginning", _beginning),
)


def _main(text: str) -> str:
    """Return the text without its parentheses."""
    return re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", text).strip()


@lru_cache(maxsize=4096)
def country_of_text(text: str) -> str | None:
    """Return the code of the country that the whole of `text` names, beside a dial code or in parentheses."""
    bare = _DIAL.sub(" ", text)
    for part in (bare, _main(bare), *re.findall(r"\(([^()]*)\)", bare)):
        plain = normalise(part)
        if plain in country_index():
            return country_index()[plain]
        if plain in demonyms():
            return demonyms()[plain]
        code = part.strip(" ()+,-–")
        if re.fullmatch(r"[A-Z]{2,3}", code):
            return _code(code)
    pieces = [piece for piece in re.split(r"[\s(]+", bare) if re.fullmatch(r"[A-Z]{2}", piece.strip("()"))]
    return _code(pieces[0]) if len(pieces) == 1 else None


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    two = set(country_index().values())
    return {code: code for code in two} | {alpha_3(code): code for code in two if alpha_3(code)} | {"UK": "GB"}


def _code(text: str) -> str | None:
    return _codes().get(text)


def dial_code(option: Option) -> str | None:
    """Return the digits of the dial code that `option` shows, or submits."""
    match = _DIAL.search(shown(option)) or _DIAL.search(option.value)
    return match.group(1) if match else None


@lru_cache(maxsize=4096)
def truth_of(text: str) -> bool | None:
    """Return whether `text` is a plain yes or a plain no; None for anything else."""
    plain = normalise(text)
    for truth, part in ((True, "yes"), (False, "no")):
        if plain in _words(part, "words"):
            return truth
    return None


@lru_cache(maxsize=16)
def _words(part: str, name: str) -> frozenset[str]:
    return frozenset(normalise(word) for word in table("answers")[part][name])


@lru_cache(maxsize=4096)
def _elaborated(text: str) -> tuple[bool | None, bool]:
    """Return what "Yes, …" or "No, …" says and whether the rest limits or adds to it."""
    plain = normalise(text)
    if any(plain == other or plain.startswith(f"{other} ") for other in _words("elaborations", "other")):
        return None, False
    tokens = plain.split()
    for truth, part in ((True, "yes"), (False, "no")):
        if tokens and tokens[0] in _words(part, "starts") and _ELABORATED.match(text.strip()):
            rest = f" {' '.join(tokens[1:])} "
            return truth, any(f" {word} " in rest for word in _words("elaborations", "limiting"))
    return None, False


def match_truth(truth: bool, options: Sequence[Option], *, accept: Callable[[str], bool] | None = None) -> OptionMatch:  # noqa: FBT001 - the fact itself
    """Return the option that says yes (`truth`) or no: the plain one, else the only one that elaborates it.

    `accept` may admit an elaboration that limits the answer ("Yes, without sponsorship") where the fact agrees.
    """
    plain = [option for option in options if truth_of(shown(option)) is truth]
    if plain:
        return _only(plain, "exact" if normalise(shown(plain[0])) in {"yes", "no"} else "synonym")
    fitting: list[Option] = []
    limited: list[Option] = []
    for option in options:
        said, limits = _elaborated(shown(option))
        if said is truth:
            agrees = accept is not None and accept(shown(option))
            (limited if limits and not agrees else fitting).append(option)
    if len(fitting) == 1 and not limited:
        return OptionMatch(option=fitting[0], how="synonym")
    if fitting or limited:
        return (
            _only([*fitting, *limited], "synonym")
            if len(fitting) + len(limited) > 1
            else OptionMatch(reason=f"“{shown(limited[0])}” says more than the profile does")
        )
    return OptionMatch(reason=f"no option is a plain {'yes' if truth else 'no'}")


def is_decline(text: str) -> bool:
    """Return whether `text` declines to answer ("I don't wish to answer")."""
    plain = normalise(text)
    return plain in _words("decline", "words") or any(
        plain.startswith(f"{word} ") for word in _words("decline", "words")
    )
