"""Answers kept from one application to the next: those written once, and those the person pinned."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from itertools import chain
from typing import Final

import msgspec
from msgspec import UNSET, UnsetType
from rapidfuzz import fuzz

from fillwright.errors import InvalidRequest, NotFound, StorageError
from fillwright.messages import Answer, Field, FieldResponse, JobContext, convert
from fillwright.storage.answer_rows import COLUMNS, Exported, Remembered, insert, is_sealed, remembered_in
from fillwright.storage.database import Database, Row, now
from fillwright.storage.keys import QuestionKey, company_of, wording_of
from fillwright.storage.same import Signature, signature_of
from fillwright.storage.slots import slotted
from fillwright.text import clean

log: Final = logging.getLogger(__name__)

# SQLite before 3.32 takes 999 values in a statement, later ones 32,766; a batch has at most 500 fields.
_AT_ONCE: Final = 900
_DAMAGED: Final = "A remembered answer is damaged and is not given any more: look the answers through and set it again."

Label = str | list[str] | None
Found = list[Remembered]
FoundOrNot = list[Remembered | None]
Groups = list[list[str]]


class AnswerMemory:
    """The table of answers. Drafts are never stored, pins always win, and no answer crosses to another company.

    A row whose checksum is wrong is listed, to be set again, and never given; the database's warnings say so.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    async def recall(
        self, fields: Sequence[Field], keys: Sequence[QuestionKey | None], job: JobContext
    ) -> tuple[FoundOrNot, FoundOrNot]:
        """Return the person's own answers to `fields`, and what was written for their `keys`, by one SELECT.

        Both are in the fields' order; without a key nothing written is looked for. A pin answers its own wording and
        those recognisably the same; one for this company comes before one for all. The fields are a form's, at most
        500.
        """
        digests = [key.digest for key in keys if key is not None]
        places = ", ".join("?" * len(digests))
        sql = (
            f"SELECT {COLUMNS} FROM answers WHERE pinned = 1 AND company IN ('', ?) "  # noqa: S608 - constants, placeholders
            f"UNION ALL SELECT {COLUMNS} FROM answers WHERE pinned = 0 AND digest IN ({places})"
        )
        found = self._sound(await self._db.read(sql, (company_of(job), *digests)))
        pins = [remembered for remembered in found if remembered.pinned]
        written = {_key(remembered): remembered for remembered in found if not remembered.pinned}
        return _assigned(fields, job, pins), [None if key is None else written.get(key) for key in keys]

    async def store(self, key: QuestionKey, field: Field, response: FieldResponse, *, company: str = "") -> str:
        """Keep a generated answer under `key`, in place of an older one, and return its id.

        `company` is the name as the page wrote it. Raises ValueError for what may not be remembered: drafts, facts,
        failures, proposals.
        """
        if response.source != "generated" or response.status != "answered" or response.answer is None:
            raise ValueError(f"only complete generated answers are remembered, not {response.status} {response.source}")
        remembered = Remembered(
            id=uuid.uuid4().hex,
            question=field.label,
            answer=response.answer,
            answer_label=response.answer_label,
            company=key.company,
            company_name=company.strip() or None,
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
        company's name may stand, and in the answer its name becomes a slot for the name of each. An earlier pin for the
        same wording and company is replaced. Raises InvalidRequest for an empty question, and for an empty answer.
        """
        if not question.strip():
            raise InvalidRequest("question is empty: send the wording the answer is for.", field="question")
        _require_words(answer)
        pin = Remembered(
            id=uuid.uuid4().hex,
            question=question,
            answer=answer if company else slotted(answer, asked_by),
            answer_label=answer_label,
            pinned=True,
            company=company_of(JobContext(company=company or "")) or None,
            company_name=(company or "").strip() or None,
            created=now(),
            wording=wording_of(question, JobContext(company=company or asked_by)),
        )
        return await self._insert(pin)

    async def get(self, identity: str) -> Remembered:
        """Return one answer. Raises NotFound."""
        await self._db.settled()
        rows = await self._db.read(f"SELECT {COLUMNS} FROM answers WHERE id = ?", (identity,))  # noqa: S608 - constants
        found = [remembered for remembered in map(remembered_in, rows) if remembered is not None]
        if not found:
            raise NotFound(f"No answer is stored as {identity}.")
        return found[0]

    async def list(self, search: str = "", *, limit: int = 1000) -> Found:
        """Return the newest answers first, at most `limit`; with `search`, those whose texts hold all its words."""
        words = search.casefold().split()
        await self._db.settled()
        rows = await self._db.read(f"SELECT {COLUMNS} FROM answers ORDER BY created DESC, id")  # noqa: S608 - constants
        found = (remembered for remembered in map(remembered_in, rows) if remembered is not None)
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

        The name of the company it was for then becomes a slot. Raises NotFound, and InvalidRequest for an empty answer.
        """
        _require_words(answer)
        old = await self.get(identity)
        bound, name = old.company, old.company_name
        if company is not UNSET and (not company or company_of(JobContext(company=company)) != bound):
            answer = answer if company else slotted(answer, name or "")
            bound = company_of(JobContext(company=company)) if company else None
            name = company.strip() if company else None
        pin = msgspec.structs.replace(
            old,
            answer=answer,
            answer_label=answer_label,
            pinned=True,
            company=bound or None,
            company_name=name or None,
            created=now(),
        )
        await self._db.write(*insert(pin))
        return pin

    async def duplicates(self) -> Groups:
        """Return the ids of free texts that answer recognisably the same question for the same company, per question.

        Each group has two or more, the newest first.
        """
        groups: dict[tuple[str | None, Signature], list[str]] = {}
        for each in await self.list(limit=10**9):
            if isinstance(each.answer, str) and each.answer_label is None:
                groups.setdefault((each.company, signature_of(each.wording)), []).append(each.id)
        return [group for group in groups.values() if len(group) > 1]

    async def merge(self, kept: str, others: Sequence[str]) -> Remembered:
        """Make `kept` the person's own answer and forget `others`, all or none. Raises NotFound."""
        pin = msgspec.structs.replace(await self.get(kept), pinned=True, created=now())
        gone = [(await self.get(each)).id for each in others if each != kept]
        await self._db.write_all([*(("DELETE FROM answers WHERE id = ?", (each,)) for each in gone), insert(pin)])
        return pin

    async def touch(self, identities: Sequence[str]) -> None:
        """Note that these answers were given just now, by one UPDATE for up to 900 of them."""
        moment = now()
        for start in range(0, len(identities), _AT_ONCE):
            part = identities[start : start + _AT_ONCE]
            await self._db.write(_touch_sql(len(part)), (moment, *part))

    def given(self, identities: Sequence[str]) -> None:
        """Note in a moment that these answers were given; a store that can't be written is logged."""
        self._db.soon(self._try_to_touch, identities)

    async def _try_to_touch(self, given: Sequence[Sequence[str]]) -> None:
        identities = list(dict.fromkeys(chain.from_iterable(given)))
        try:
            await self.touch(identities)
        except StorageError as error:
            log.warning("the use of %d answers could not be noted: %s", len(identities), error.code)

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
        await self._db.write_all([insert(each) for each in exported.answers])
        return len(exported.answers)

    def _sound(self, rows: Sequence[Row]) -> Found:
        """Return what may be given of `rows`; damage among them is added to the database's warnings, once."""
        sound = [remembered for row in rows if is_sealed(row) and (remembered := remembered_in(row)) is not None]
        if len(sound) < len(rows) and _DAMAGED not in self._db.warnings:
            self._db.warnings.append(_DAMAGED)
        return sound

    async def _insert(self, remembered: Remembered) -> str:
        await self._db.write(*insert(remembered))
        return remembered.id


def _touch_sql(count: int) -> str:
    return f"UPDATE answers SET used = ? WHERE id IN ({', '.join('?' * count)})"  # noqa: S608 - placeholders


def _key(remembered: Remembered) -> QuestionKey:
    return QuestionKey(remembered.wording, remembered.limits, remembered.company or "", remembered.profile_version)


def _searched(remembered: Remembered) -> str:
    shown = remembered.answer_label or remembered.answer
    texts = shown if isinstance(shown, list) else [str(shown)]
    company = remembered.company_name or remembered.company or ""
    return "\n".join((remembered.question, company, *texts)).casefold()


def _assigned(fields: Sequence[Field], job: JobContext, pins: Found) -> FoundOrNot:
    """Return the best of `pins` for each field: this company's before one for all, the nearest wording, the newest."""
    if not pins:
        return [None] * len(fields)
    by_signature: dict[Signature, Found] = {}
    for pin in pins:
        by_signature.setdefault(signature_of(pin.wording), []).append(pin)
    best: FoundOrNot = []
    for field in fields:
        wording = wording_of(field.label, job)
        candidates = by_signature.get(signature_of(wording), [])
        best.append(max(candidates, key=lambda pin: _rank(pin, wording), default=None))
    return best


def _rank(pin: Remembered, wording: str) -> tuple[bool, float, str]:
    return pin.company is not None, fuzz.ratio(pin.wording, wording), pin.created


def _require_words(answer: Answer) -> None:
    """Raise InvalidRequest for an answer without a word; a pin that says nothing would keep a field empty for good."""
    if isinstance(answer, bool):
        return
    if not any(clean(part).strip() for part in ([answer] if isinstance(answer, str) else answer)):
        raise InvalidRequest("answer is empty: send the words to fill in, or forget the answer.", field="answer")
