"""Remembered answers as rows of the store, each with a checksum over what it says and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, Final

import msgspec
from msgspec import Struct

from fillwright.messages import Answer
from fillwright.storage.database import Row, Statement, now
from fillwright.storage.keys import QuestionKey
from fillwright.storage.wording import normalise
from fillwright.text import clean

_SEALED: Final = (
    *("id", "question", "answer", "answer_label", "pinned", "company", "provider", "model", "created", "used"),
    *("wording", "limits", "profile_version"),
)
_NAMES: Final = (*_SEALED, "seal", "company_name")
COLUMNS: Final = ", ".join(_NAMES)
_INSERT: Final = f"INSERT OR REPLACE INTO answers ({COLUMNS}, digest) VALUES (?{', ?' * len(_NAMES)})"  # noqa: S608 - constants
_USED: Final = _SEALED.index("used")


class Remembered(Struct, frozen=True, kw_only=True):
    """An answer that can be given again.

    `company` is its normalised name, None for a pin that holds everywhere; `company_name` is as it was written, None
    where nobody wrote it. `created` and `used` (when it was last given, None for never) are ISO 8601 in UTC. `wording`,
    `limits` and `profile_version` are those of its key.
    """

    id: str
    question: str
    answer: Answer
    answer_label: str | list[str] | None = None
    pinned: bool = False
    company: str | None = None
    company_name: str | None = None
    provider: str | None = None
    model: str | None = None
    created: str = ""
    used: str | None = None
    wording: str = ""
    limits: str = ""
    profile_version: str = ""


class Exported(Struct, frozen=True, kw_only=True):
    """All remembered answers as `export` writes and `import_` reads them; `format` names this form."""

    format: int
    answers: list[Remembered]


def insert(remembered: Remembered) -> Statement:
    """Return the statement that writes `remembered` in place of whatever has its id, its key or its pinned wording."""
    wording = remembered.wording or normalise(remembered.question)
    company = remembered.company or ""
    key = QuestionKey(wording, remembered.limits, company, remembered.profile_version)
    label = remembered.answer_label
    values = (
        remembered.id,
        clean(remembered.question),
        _packed(remembered.answer),
        None if label is None else _packed(label),
        remembered.pinned,
        company,
        remembered.provider,
        remembered.model,
        remembered.created or now(),
        remembered.used,
        wording,
        remembered.limits,
        remembered.profile_version,
    )
    return _INSERT, (*values, _seal(values), clean(remembered.company_name or ""), key.digest)


def _seal(values: Sequence[Any]) -> bytes:
    """Return the checksum of a row's columns up to the seal; when it was last given is not part of it."""
    told = [int(value) if isinstance(value, bool) else value for value in values]
    told[_USED] = None
    return blake2b(msgspec.json.encode(told), digest_size=8).digest()


def is_sealed(row: Row) -> bool:
    """Return whether a row of `COLUMNS` agrees with its checksum, or has none yet."""
    seal = row[len(_SEALED)]
    return seal is None or seal == _seal(row[: len(_SEALED)])


def _packed(answer: Answer) -> str:
    tidy = clean(answer) if isinstance(answer, str) else answer
    if isinstance(tidy, list):
        tidy = [clean(part) for part in tidy]
    return msgspec.json.encode(tidy).decode()


def remembered_in(row: Row) -> Remembered | None:
    """Return a row of `COLUMNS` as Remembered, None where a damaged file left no answer in it."""
    try:
        return msgspec.convert(
            {
                **dict(zip(_NAMES, row, strict=True)),
                "answer": msgspec.json.decode(row[2]),
                "answer_label": None if row[3] is None else msgspec.json.decode(row[3]),
                "pinned": bool(row[4]),
                "company": row[_SEALED.index("company")] or None,
                "company_name": row[-1] or None,
            },
            type=Remembered,
        )
    except (msgspec.DecodeError, TypeError):
        return None
