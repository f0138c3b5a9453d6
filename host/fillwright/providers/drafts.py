"""The embedded default: answers composed from the person's own sentences, without a model and without a network.

    kind of the question → passages, ranked by SQLite FTS5 → sentences → slots filled → cut to the limit

Nothing is said that the material does not say: sentences are taken whole, joined by nothing, and the only words added
are "I", and the position and employer a note stands under. Without material there is no draft.
"""

from __future__ import annotations

import asyncio
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from time import perf_counter
from typing import Final

from msgspec import Struct

from fillwright.errors import NoMaterial
from fillwright.messages import JobContext, Passage
from fillwright.providers.base import Completion, Estimate, GenerationRequest, OnText, Slot, Spare
from fillwright.storage import MaterialIndex
from fillwright.text import utf16_length, word_limit

SENTENCES: Final = 5
"""An open question gets two to five sentences."""

_SENTENCES: Final = {"letter": 10, "skills": 12}
_JOB_CHARS: Final = 2_000
_CHARS_PER_WORD: Final = 6
_ENDLESS: Final = 1_000_000

_NOTES: Final = 3
_NEAR: Final = 0.4
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“„(]?[A-ZÀ-ÞŒŠŽ0-9])")
_SLOT = re.compile(r"\{(\w+)\}")
_SPAN = re.compile(r"(since |until )?\d{4}")
_NOTED: Final = frozenset({"work", "volunteer", "projects"})
_STORY: Final = "application.stories["


class Piece(Struct, frozen=True):
    """A passage told in sentences."""

    path: str
    sentences: tuple[str, ...]


class DraftsProvider:
    """Composes drafts. Its index lives in memory while somebody needs it, and no longer."""

    name = "drafts"
    model = "drafts"
    drafts = True

    def __init__(self) -> None:
        self._index = MaterialIndex()
        self._turn = asyncio.Lock()
        self._users = 0

    packs = False

    def caches(self, prefix: str) -> bool:  # noqa: ARG002 (a draft costs nothing)
        """Return False: nothing is sent."""
        return False

    async def prepare(self) -> None:
        """Do nothing: there is nothing to load."""

    async def complete(
        self,
        request: GenerationRequest,
        *,
        slot: Slot | None = None,  # noqa: ARG002 (no call leaves the machine, so no place is taken)
        spare: Spare | None = None,  # noqa: ARG002 (the same)
        deadline: float | None = None,  # noqa: ARG002 (a draft takes milliseconds)
        on_text: OnText | None = None,  # noqa: ARG002 (the same)
    ) -> Completion:
        """Return a draft with the paths it was taken from. Raises NoMaterial where there is nothing to say."""
        if request.structured:
            raise NoMaterial("Drafts are written one by one.")
        started = perf_counter()
        kind = _kind(request.label)
        if request.options or kind == "unknowable":
            raise NoMaterial("Only you can answer this; your profile does not say it.")
        text, used = "", tuple[str, ...]()
        for passages in await self._choose(kind, request):
            text, used = _compose(_told(passages, request.job), request, _SENTENCES.get(kind, SENTENCES))
            if text:
                break
        else:
            raise NoMaterial(_what_is_missing(kind))
        return Completion(
            text=text,
            provider=self.name,
            model=self.model,
            evidence=used,
            drafted=True,
            duration_s=perf_counter() - started,
        )

    def estimate(self, request: GenerationRequest, *, warm: bool = False) -> Estimate:  # noqa: ARG002 (all are alike)
        """Say that a draft costs nothing and takes no time worth naming."""
        return Estimate(0.0, 0.0)

    async def close(self) -> None:
        """Close the index, if it is open."""
        await self._index.close()

    async def _choose(self, kind: str, request: GenerationRequest) -> list[list[Passage]]:
        """Return what could be told, the best first, each as passages in order."""
        material = request.material
        motives = [passage for passage in material if _is_motive(passage)]
        summary = [passage for passage in material if passage.path == "basics.summary"]
        if kind == "motivation":
            return [motives[:1], summary]
        if kind == "skills":
            return [[passage for passage in material if _section(passage) == "skills"]]
        if kind in {"letter", "introduction"}:
            job = f"{request.job.title} {request.job.description[:_JOB_CHARS]}"
            notes = [passage for passage, _ in await self._search(material, job) if ".highlights[" in passage.path]
            return [[*(motives[:1] if kind == "letter" else []), *summary, *notes[: _NOTES - 1]]]
        hits = await self._search(material, _telling(request.label))
        words = word_limit(request.label)
        return _ways(hits, min(request.max_chars or _ENDLESS, words * _CHARS_PER_WORD if words else _ENDLESS))

    async def _search(self, material: Sequence[Passage], question: str) -> list[tuple[Passage, float]]:
        if not question.strip() or not material:
            return []
        self._users += 1
        try:
            async with self._turn:
                await self._index.index(material)
                return await self._index.search(question)
        finally:
            self._users -= 1
            if not self._users:
                await self._index.close()


def _ways(hits: Sequence[tuple[Passage, float]], max_chars: int) -> list[list[Passage]]:
    """Return the best passage with its kin, then others one by one, for a limit that the best does not keep.

    A story of which less than half would be left is told only where no note says nearly as much.
    """
    if not hits:
        return []
    best, top = hits[0]
    notes = [[passage] for passage, score in hits[1:] if score >= _NEAR * top and _section(passage) in _NOTED]
    if not best.path.startswith(_STORY):
        return [_kin(hits), [best], *notes]
    return [*notes, [best]] if utf16_length(best.text) > 2 * max_chars else [[best], *notes]


def _kin(hits: Sequence[tuple[Passage, float]]) -> list[Passage]:
    """Return the best note and those of its kind near it in score, in the profile's order within one position."""
    best, top = hits[0]
    kin = next((sections for sections in _rules()["together"].values() if _section(best) in sections), [_section(best)])
    near = [passage for passage, score in hits[1:] if score >= _NEAR * top and _section(passage) in kin]
    near.sort(key=lambda passage: _owner(passage) != _owner(best))
    chosen = [best, *near[: _NOTES - 1]]
    owners = list(dict.fromkeys(map(_owner, chosen)))
    return sorted(chosen, key=lambda passage: (owners.index(_owner(passage)), passage.path))


def _compose(pieces: Sequence[Piece], request: GenerationRequest, most: int) -> tuple[str, tuple[str, ...]]:
    """Return at most `most` whole sentences within the limits, and the paths they come from."""
    words = word_limit(request.label)
    taken: list[str] = []
    paths: dict[str, None] = {}
    for piece in pieces:
        for sentence in piece.sentences:
            longer = " ".join([*taken, sentence])
            fits = request.max_chars is None or utf16_length(longer) <= request.max_chars
            if len(taken) >= most or not fits or (words is not None and len(longer.split()) > words):
                break
            taken.append(sentence)
            paths[piece.path] = None
    return " ".join(taken), tuple(paths)


def _told(passages: Sequence[Passage], job: JobContext) -> list[Piece]:
    """Return the passages as sentences in the first person; a position or project is named once."""
    pieces = []
    named: set[str] = set()
    for passage in passages:
        text = re.sub(r"\s+", " ", passage.text).strip()
        sentences = list(_filled(_SENTENCE.split(text if text.endswith((".", "!", "?", "…")) else f"{text}."), job))
        if sentences and _section(passage) in _NOTED:
            sentences[0] = _in_place(sentences[0], passage, first=_owner(passage) not in named)
            named.add(_owner(passage))
        pieces.append(Piece(passage.path, tuple(sentences)))
    return pieces


def _filled(sentences: Sequence[str], job: JobContext) -> Iterator[str]:
    values = {"company": job.company.strip(), "role": job.title.strip(), "title": job.title.strip()}
    for sentence in sentences:
        names = set(_SLOT.findall(sentence))
        if all(values.get(name) for name in names):
            yield _SLOT.sub(lambda found: values[found.group(1)], sentence)


def _in_place(sentence: str, passage: Passage, *, first: bool) -> str:
    """Say who did it, and where when it is the first of its place.

    "Built a course." becomes "As Mentor at Hackclub Elbe, I built a course."; a project's note gets its name.
    """
    if _section(passage) == "projects":
        name = passage.title.partition(",")[0]
        return f"{name}: {sentence}" if first and name not in sentence else sentence
    verb, _, rest = sentence.partition(" ")
    deeds = _rules()["deeds"]
    word = verb.lower()
    is_deed = word in deeds["irregular"] or word.endswith("ed")
    if not is_deed or rest.partition(" ")[0].lower() in deeds["not_before"]:
        return sentence
    place = _place(passage) if first else ""
    return f"{place}I {word} {rest}"


def _place(passage: Passage) -> str:
    """Return "As POSITION at EMPLOYER, " where the title holds both and nothing else, else nothing."""
    parts = [part for part in passage.title.split(", ") if not _SPAN.match(part)]
    return f"As {parts[0]} at {parts[1]}, " if len(parts) == 2 else ""  # noqa: PLR2004 (the two just named)


def _is_motive(passage: Passage) -> bool:
    tags = re.findall(r"\w+", passage.title.lower())
    return passage.path.startswith(_STORY) and not set(tags).isdisjoint(_rules()["motivation"]["tags"])


def _section(passage: Passage) -> str:
    return passage.path.partition("[")[0]


def _owner(passage: Passage) -> str:
    return passage.path.partition("]")[0]


def _kind(label: str) -> str:
    text = label.replace("’", "'")
    for name, pattern in _kinds():
        if pattern.search(text):
            return name
    return "topic"


def _telling(label: str) -> str:
    """Return `label` without the words that any question may have: what they alone match says nothing."""
    generic = set(_rules()["generic"]["words"])
    return " ".join(word for word in re.findall(r"[^\W_]+", label) if word.lower() not in generic)


def _what_is_missing(kind: str) -> str:
    if kind == "motivation":
        return "Your profile says nothing on why you apply; add a story with the tag motivation."
    return "Your profile has nothing on this question that fits; add a story on it."


@cache
def _rules() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files(__package__).joinpath("drafts.toml").read_text(encoding="utf-8"))


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads(resources.files(__package__).joinpath("drafts.toml").read_text(encoding="utf-8"))["kinds"]
    return tuple((kind["name"], re.compile("|".join(kind["patterns"]), re.IGNORECASE)) for kind in table)
