"""Answers kept from one application to the next: those written once, and those the person pinned."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, Final

import msgspec
from msgspec import UNSET, Struct, UnsetType
from rapidfuzz import fuzz

from fillwright.errors import InvalidRequest, NotFound
from fillwright.messages import Answer, Field, FieldResponse, JobContext, convert
from fillwright.storage.database import Database, Row, Statement, now
from fillwright.storage.keys import QuestionKey, company_of, wording_of
from fillwright.storage.same import Signature, signature_of
from fillwright.storage.wording import normalise
from fillwright.text import clean

_COLUMNS: Final = (
    "id, question, answer, answer_label, pinned, company, provider, model, created, used, "
    "wording, limits, profile_version, seal"
)
# SQLite before 3.32 takes 999 values in a statement, later ones 32,766; a batch has at most 500 fields.
_AT_ONCE: Final = 900
_INSERT: Final = (
    f"INSERT OR REPLACE INTO answers ({_COLUMNS}, digest) "  # noqa: S608 - constants
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_USED: Final = _COLUMNS.split(", ").index("used")
_DAMAGED: Final = "A remembered answer is damaged and is not given any more: look the answers through and set it again."


class Remembered(Struct, frozen=True, kw_only=True):
    """An answer that can be given again.

    `company` is its normalised name, None for a pin that holds everywhere. `created` and `used` (when it was last
    given, None for never) are ISO 8601 in UTC. `wording`, `limits` and `profile_version` are those of its key.
    """

    id: str
    question: str
    answer: Answer
    answer_label: str | list[str] | None = None
    pinned: bool = False
    company: str | None = None
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


Label = str | list[str] | None
Found = list[Remembered]
FoundOrNot = list[Remembered | None]


class AnswerMemory:
    """The table of answers. Drafts are never stored, pins always win, and no answer crosses to another company.

    A row whose checksum is wrong is listed, to be set again, and never given; the database's warnings say so.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    async def lookup(self, keys: Sequence[QuestionKey]) -> FoundOrNot:
        """Return what was written for each of `keys`, in their order, by one SELECT for up to 900 of them."""
        found: dict[QuestionKey, Remembered] = {}
        digests = list({key.digest for key in keys})
        for start in range(0, len(digests), _AT_ONCE):
            some = digests[start : start + _AT_ONCE]
            places = ", ".join("?" * len(some))
            sql = f"SELECT {_COLUMNS} FROM answers WHERE pinned = 0 AND digest IN ({places})"  # noqa: S608 - placeholders
            for remembered in self._sound(await self._db.read(sql, some)):
                found[_key(remembered)] = remembered
        return [found.get(key) for key in keys]

    async def pins(self, fields: Sequence[Field], job: JobContext) -> FoundOrNot:
        """Return the person's own answer to each of `fields`, in their order, by one SELECT.

        A pin answers its own wording and those recognisably the same; one for this company comes before one for all.
        """
        company = company_of(job)
        sql = f"SELECT {_COLUMNS} FROM answers WHERE pinned = 1 AND company IN ('', ?)"  # noqa: S608 - constants
        return _assigned(fields, job, self._sound(await self._db.read(sql, (company,))))

    async def store(self, key: QuestionKey, field: Field, response: FieldResponse) -> str:
        """Keep a generated answer under `key`, in place of an older one, and return its id.

        Raises ValueError for what may not be remembered: drafts, facts, failures, proposals.
        """
        if response.source != "generated" or response.status != "answered" or response.answer is None:
            raise ValueError(f"only complete generated answers are remembered, not {response.status} {response.source}")
        remembered = Remembered(
            id=uuid.uuid4().hex,
            question=field.label,
            answer=response.answer,
            answer_label=response.answer_label,
            company=key.company,
            provider=response.provider,
            model=response.model,
            created=now(),
            wording=key.question,
            limits=key.limits,
            profile_version=key.profile_version,
        )
        return await self._insert(remembered)

    async def pin(
        self,
        question: str,
        answer: Answer,
        *,
        answer_label: Label = None,
        company: str | None = None,
        asked_by: str = "",
    ) -> str:
        """Keep the person's own answer to `question`, for `company` alone or, with None, for all; return its id.

        `asked_by` names the company whose page a question for all was found on: where the wording names it, any
        company's name may stand. An earlier pin for the same wording and company is replaced. Raises InvalidRequest
        for an empty question, and for an empty answer.
        """
        if not question.strip():
            raise InvalidRequest("question is empty: send the wording the answer is for.", field="question")
        _require_words(answer)
        pin = Remembered(
            id=uuid.uuid4().hex,
            question=question,
            answer=answer,
            answer_label=answer_label,
            pinned=True,
            company=company_of(JobContext(company=company or "")) or None,
            created=now(),
            wording=wording_of(question, JobContext(company=company or asked_by)),
        )
        return await self._insert(pin)

    async def get(self, identity: str) -> Remembered:
        """Return one answer. Raises NotFound."""
        rows = await self._db.read(f"SELECT {_COLUMNS} FROM answers WHERE id = ?", (identity,))  # noqa: S608 - constants
        found = [remembered for remembered in map(_remembered, rows) if remembered is not None]
        if not found:
            raise NotFound(f"No answer is stored as {identity}.")
        return found[0]

    async def list(self, search: str = "", *, limit: int = 1000) -> Found:
        """Return the newest answers first, at most `limit`; with `search`, those whose texts hold all its words."""
        words = search.casefold().split()
        rows = await self._db.read(f"SELECT {_COLUMNS} FROM answers ORDER BY created DESC, id")  # noqa: S608 - constants
        found = (remembered for remembered in map(_remembered, rows) if remembered is not None)
        matching = [each for each in found if all(word in _searched(each) for word in words)]
        return matching[:limit]

    async def set(
        self,
        identity: str,
        answer: Answer,
        *,
        answer_label: Label = None,
        company: str | UnsetType | None = UNSET,
    ) -> Remembered:
        """Make `answer` the person's own for a stored question, which pins it; None as `company` lets it hold for all.

        Raises NotFound, and InvalidRequest for an empty answer.
        """
        _require_words(answer)
        old = await self.get(identity)
        bound = old.company if company is UNSET else (company_of(JobContext(company=company)) if company else None)
        pin = msgspec.structs.replace(
            old, answer=answer, answer_label=answer_label, pinned=True, company=bound or None, created=now()
        )
        await self._db.write(*_insert(pin))
        return pin

    async def touch(self, identities: Sequence[str]) -> None:
        """Note that these answers were given just now, by one UPDATE for up to 900 of them."""
        moment = now()
        parts = [identities[start : start + _AT_ONCE] for start in range(0, len(identities), _AT_ONCE)]
        await self._db.write_all([(_touch_sql(len(part)), (moment, *part)) for part in parts])

    async def forget(self, identity: str) -> None:
        """Delete one answer. Raises NotFound."""
        if not await self._db.write("DELETE FROM answers WHERE id = ? RETURNING id", (identity,)):
            raise NotFound(f"No answer is stored as {identity}.")

    async def forget_all(self) -> int:
        """Delete all answers, pins too, and return how many there were."""
        return await self._db.write_all([("DELETE FROM answers", ())])

    async def export(self) -> Exported:
        """Return all answers, the newest first."""
        return Exported(format=1, answers=await self.list(limit=10**9))

    async def import_(self, data: object) -> int:
        """Add what `export` wrote (parsed JSON), in place of the same answers here, all or none; return how many.

        Raises InvalidRequest, with the path.
        """
        exported = convert(Exported, data)
        if exported.format != 1:
            raise InvalidRequest("format: only 1 is known; export again with this version.", field="format")
        await self._db.write_all([_insert(each) for each in exported.answers])
        return len(exported.answers)

    def _sound(self, rows: Sequence[Row]) -> Found:
        """Return what may be given of `rows`; damage among them is added to the database's warnings, once."""
        sound = [remembered for row in rows if _is_sealed(row) and (remembered := _remembered(row)) is not None]
        if len(sound) < len(rows) and _DAMAGED not in self._db.warnings:
            self._db.warnings.append(_DAMAGED)
        return sound

    async def _insert(self, remembered: Remembered) -> str:
        await self._db.write(*_insert(remembered))
        return remembered.id


def _touch_sql(count: int) -> str:
    return f"UPDATE answers SET used = ? WHERE id IN ({', '.join('?' * count)})"  # noqa: S608 - placeholders


def _insert(remembered: Remembered) -> Statement:
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
    return _INSERT, (*values, _seal(values), key.digest)


def _seal(values: Sequence[Any]) -> bytes:
    """Return the checksum of a row's columns up to the seal; when it was last given is not part of it."""
    told = [int(value) if isinstance(value, bool) else value for value in values]
    told[_USED] = None
    return blake2b(msgspec.json.encode(told), digest_size=8).digest()


def _is_sealed(row: Row) -> bool:
    """Return whether a row of `_COLUMNS` agrees with its checksum, or has none yet."""
    return row[-1] is None or row[-1] == _seal(row[:-1])


def _packed(answer: Answer) -> str:
    tidy = clean(answer) if isinstance(answer, str) else answer
    if isinstance(tidy, list):
        tidy = [clean(part) for part in tidy]
    return msgspec.json.encode(tidy).decode()


def _remembered(row: Row) -> Remembered | None:
    """Return a row as Remembered, None where a damaged file left no answer in it."""
    try:
        return msgspec.convert(
            {
                **dict(zip(_COLUMNS.split(", "), row, strict=True)),
                "answer": msgspec.json.decode(row[2]),
                "answer_label": None if row[3] is None else msgspec.json.decode(row[3]),
                "pinned": bool(row[4]),
                "company": row[5] or None,
            },
            type=Remembered,
        )
    except (msgspec.DecodeError, TypeError):
        return None


def _require_words(answer: Answer) -> None:
    """Raise InvalidRequest for an answer without a word; a pin that says nothing would keep a field empty for good."""
    if isinstance(answer, bool):
        return
    if not any(clean(part).strip() for part in ([answer] if isinstance(answer, str) else answer)):
        raise InvalidRequest("answer is empty: send the words to fill in, or forget the answer.", field="answer")


def _key(remembered: Remembered) -> QuestionKey:
    return QuestionKey(remembered.wording, remembered.limits, remembered.company or "", remembered.profile_version)


def _searched(remembered: Remembered) -> str:
    shown = remembered.answer_label or remembered.answer
    texts = shown if isinstance(shown, list) else [str(shown)]
    return "\n".join((remembered.question, remembered.company or "", *texts)).casefold()


def _assigned(fields: Sequence[Field], job: JobContext, pins: Found) -> FoundOrNot:
    """Return the best of `pins` for each field: this company's before one for all, the nearest wording, the newest."""
    by_signature: dict[Signature, Found] = {}
    for pin in pins:
        by_signature.setdefault(signature_of(pin.wording), []).append(pin)
    best: FoundOrNot = []
    for field in fields:
        wording = wording_of(field.label, job)
        candidates = by_signature.get(signature_of(wording), []) if by_signature else []
        best.append(max(candidates, key=lambda pin: _rank(pin, wording), default=None))
    return best


def _rank(pin: Remembered, wording: str) -> tuple[bool, float, str]:
    return pin.company is not None, fuzz.ratio(pin.wording, wording), pin.created
