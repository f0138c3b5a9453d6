"""Bytes or parsed JSON → a checked Profile, every error with its path, its line and the mend."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

import msgspec

from fillwright.errors import InvalidProfile, InvalidRequest, NotJson
from fillwright.messages import explain
from fillwright.profile.application import Amount, Period, Unit, WorkAuthorization
from fillwright.profile.lines import line_of
from fillwright.profile.schema import Profile

_DATES: Final = {
    "work": ("startDate", "endDate"),
    "volunteer": ("startDate", "endDate"),
    "education": ("startDate", "endDate"),
    "projects": ("startDate", "endDate"),
    "awards": ("date",),
    "certificates": ("date",),
    "publications": ("releaseDate",),
}
_MAPPINGS: Final = {"work_authorization": WorkAuthorization, "skill_years": Amount, "consents": bool, "files": str}
_CHOICES: Final = {"unit": get_args(Unit), "period": get_args(Period)}
_YES_NO: Final = {True: "Yes", False: "No"}
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
# What no written answer depends on: how to reach the person, what is never sent, and what only rules answer.
_APART_BASICS: Final = ("email", "phone", "image", "url")
_APART_APPLICATION: Final = (
    "birth_date",
    "conflict_of_interest",
    "consents",
    "criminal_history",
    "current_salary",
    "eeo",
    "files",
    "phone_country",
    "referral_source",
    "referrer_name",
    "salary",
)


def parse_profile(data: bytes | Mapping[str, Any] | Profile) -> Profile:
    """Return `data` (UTF-8 JSON, the same parsed, or already a Profile) as a Profile.

    `null` stands for a missing part wherever a part is optional; unknown keys are ignored. Raises NotJson for bytes
    that are no JSON, with line and column, and InvalidProfile for JSON that breaks a rule: `field` holds the path
    (`work[0].startDate`), the message also the line where `data` is bytes, and the mend.
    """
    if isinstance(data, Profile):
        return data
    if not isinstance(data, bytes):
        return _checked(data)
    text = _text(data)
    tree = _tree(data, text)
    try:
        return _checked(tree)
    except InvalidProfile as wrong:
        line = line_of(text, wrong.field or "")
        if line is None:
            raise
        raise InvalidProfile(f"{wrong.message.rstrip('.')} (line {line}).", field=wrong.field) from None


def profile_version(profile: Profile) -> str:
    """Return 16 hex digits that change when anything changes that a written answer can depend on.

    Contact data, files, consents, self-identification and pay are left out: a new telephone number does not make a
    remembered answer wrong.
    """
    content: dict[str, Any] = msgspec.to_builtins(profile)
    _drop(content.get("basics", {}), _APART_BASICS)
    location = content.get("basics", {}).get("location", {})
    _drop(location, ("address", "postalCode"))
    _drop(content.get("application", {}), _APART_APPLICATION)
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()[:16]


def _drop(part: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        part.pop(name, None)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise NotJson(f"The profile is not UTF-8 (line {line}): save it as UTF-8.") from None


def _tree(data: bytes, text: str) -> Any:  # noqa: ANN401 - any JSON
    try:
        return msgspec.json.decode(text)
    except RecursionError:
        raise InvalidProfile("The profile is nested too deeply: JSON Resume needs 5 levels.", field="$") from None
    except msgspec.DecodeError as wrong:
        reason, place = re.sub(r"^JSON is malformed: ", "", str(wrong)), re.search(r"\(byte (\d+)\)", str(wrong))
        offset = int(place.group(1)) if place else len(data)
        line = text.encode().count(b"\n", 0, offset) + 1
        raise NotJson(f"The profile is not JSON (line {line}): {reason}.") from None


def _checked(tree: Any) -> Profile:  # noqa: ANN401 - any JSON
    tidy: Any = None
    try:
        tidy = _in_words(_tidy(tree))
        profile = msgspec.convert(tidy, type=Profile)
    except msgspec.ValidationError as wrong:
        raise _explained(explain(wrong, InvalidProfile), tidy) from None
    except RecursionError:
        raise InvalidProfile("The profile is nested too deeply: JSON Resume needs 5 levels.", field="$") from None
    for path, problem in _problems(profile):
        raise InvalidProfile(f"{path}: {problem}.", field=path)
    return profile


def _in_words(tree: Any) -> Any:  # noqa: ANN401 - any JSON
    """Let yes and no in the self-identification be told by `true` and `false` too."""
    application = tree.get("application") if isinstance(tree, dict) else None
    eeo = application.get("eeo") if isinstance(application, dict) else None
    if isinstance(eeo, dict):
        told = {name: _YES_NO[value] for name, value in eeo.items() if isinstance(value, bool) and name != "share"}
        eeo.update(told)
    return tree


def _explained(wrong: InvalidRequest, tree: Any) -> InvalidProfile:  # noqa: ANN401 - any JSON
    """Say "the profile" for the whole, and name the key where msgspec only says that one of a mapping is wrong."""
    path, message = wrong.field or "$", wrong.message
    if path == "$":
        return InvalidProfile(message.replace("The body", "The profile", 1), field=path)
    name = path.rpartition(".")[2]
    if name in _CHOICES and "enum" in message:
        return InvalidProfile(f"{message.rstrip('.')}: write one of {', '.join(_CHOICES[name])}.", field=path)
    before, unnamed, after = path.partition("[...]")
    if not unnamed:
        return InvalidProfile(message, field=path)
    name = before.removeprefix("application.")
    key = next(key for key, value in tree["application"][name].items() if not _is(value, _MAPPINGS[name]))
    named = f"{before}.{key}{after}"
    return InvalidProfile(message.replace(path, named, 1), field=named)


def _is(value: object, kind: Any) -> bool:  # noqa: ANN401 - a type, or a union of types
    try:
        msgspec.convert(value, type=kind)
    except msgspec.ValidationError:
        return False
    return True


def _tidy(part: Any) -> Any:  # noqa: ANN401 - any JSON
    """Leave out what is null: exporters write it for what they do not know."""
    if isinstance(part, Mapping):
        return {key: _tidy(value) for key, value in part.items() if value is not None}
    if isinstance(part, (list, tuple)):
        return [_tidy(item) for item in part]
    return part


def _problems(profile: Profile) -> Iterator[tuple[str, str]]:
    for section, names in _DATES.items():
        for index, entry in enumerate(getattr(profile, section)):
            for name in names:
                yield from _date(f"{section}[{index}].{name}", getattr(entry, _snake(name)))
    application = profile.application
    yield from _date("application.start_date", application.start_date)
    yield from _date("application.birth_date", application.birth_date)
    yield from _countries(profile)
    for name in ("salary", "current_salary"):
        salary = getattr(application, name)
        if salary is None:
            continue
        if salary.currency and not _CURRENCY.fullmatch(salary.currency):
            yield (
                f"application.{name}.currency",
                f"{salary.currency!r} is not a currency code: write three capital letters such as EUR",
            )
        if salary.min is not None and salary.max is not None and salary.min > salary.max:
            yield f"application.{name}.min", f"{salary.min} is more than max ({salary.max}): swap them"


def _countries(profile: Profile) -> Iterator[tuple[str, str]]:
    application = profile.application
    places = [(f"application.work_authorization.{code}", code) for code in application.work_authorization]
    places += [(f"application.citizenships[{at}]", code) for at, code in enumerate(application.citizenships)]
    places.append(("application.phone_country", application.phone_country))
    places.append(("basics.location.countryCode", profile.basics.location.country_code))
    for path, code in places:
        if code == "UK":
            yield path, "'UK' is not an ISO 3166 code: write GB"
        elif code and not _COUNTRY.fullmatch(code):
            yield path, f"{code!r} is not an ISO 3166 code: write two capital letters such as DE"


def _date(path: str, text: str) -> Iterator[tuple[str, str]]:
    if not text:
        return
    parts = _DATE.fullmatch(text)
    if parts:
        try:
            dt.date(int(parts.group(1)), int(parts.group(2) or 1), int(parts.group(3) or 1))
        except ValueError:
            pass
        else:
            return
    mend = "write YYYY, YYYY-MM or YYYY-MM-DD"
    if path.endswith("endDate"):
        mend += ", or leave it out for what has not ended"
    yield path, f"{text!r} is not a date: {mend}"


def _snake(name: str) -> str:
    return re.sub(r"(?=[A-Z])", "_", name).lower()
