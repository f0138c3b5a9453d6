"""Reads the question corpus: one JSON object a line, a Field's keys plus the expected `strategy` and `key`.

The corpus is split: the tuned half may be looked at while lexicons and learned weights are changed, the unseen half is
only counted. The files named below lie in one half as a whole, the others are split by a hash of the label.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from fillwright.messages import Field
from fillwright.questions import analyze

CORPUS: Final = Path(__file__).parent / "corpus"
EXPECTED: Final = Path(__file__).parent / "expected_failures.txt"
_WHOLE: Final = {
    "independent-fifth": "tuned",
    "independent-sixth": "tuned",
    "independent-seventh": "unseen",
    "independent-eighth": "unseen",
    "independent-ninth": "tuned",
    "terse": "tuned",
}


@dataclass(frozen=True)
class Question:
    """One labelled question of the corpus file `language`."""

    field: Field
    strategy: str
    key: str | None
    language: str

    @property
    def half(self) -> str:
        """ "tuned" or "unseen"."""
        if self.language in _WHOLE:
            return _WHOLE[self.language]
        return "tuned" if hashlib.sha256(self.field.label.encode()).digest()[0] % 2 else "unseen"

    def failure(self) -> str | None:
        """What the analyzer gets wrong of this question, as one line; None when it is right."""
        verdict = analyze(self.field)
        if (verdict.strategy, verdict.key) == (self.strategy, self.key):
            return None
        return f"{self.language}: {self.field.label}: {verdict.strategy} {verdict.key}"


def questions() -> list[Question]:
    """Return the whole corpus, in the order of its files."""
    found = []
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            entry = json.loads(line)
            field = msgspec.convert(entry, type=Field)
            found.append(Question(field, entry["strategy"], entry["key"], path.stem))
    return found


def report() -> list[str]:
    """Return the failures, one a line; those of the unseen half only as a digest of their label."""
    lines = []
    for question in questions():
        failure = question.failure()
        if failure and question.half == "unseen":
            digest = hashlib.sha256(question.field.label.encode()).hexdigest()[:12]
            lines.append(f"unseen: {digest}")
        elif failure:
            lines.append(f"tuned: {failure}")
    return sorted(lines)


def accuracy() -> dict[str, dict[str, float]]:
    """Return for each half the share of right strategies and right keys, and how many questions it holds."""
    shares: dict[str, dict[str, float]] = {}
    for half in ("tuned", "unseen"):
        part = [(question, analyze(question.field)) for question in questions() if question.half == half]
        shares[half] = {
            "questions": len(part),
            "strategy": sum(verdict.strategy == question.strategy for question, verdict in part) / len(part),
            "key": sum(verdict.key == question.key for question, verdict in part) / len(part),
            "both": sum(question.failure() is None for question, _ in part) / len(part),
        }
    return shares


if __name__ == "__main__":
    EXPECTED.write_text("".join(f"{line}\n" for line in report()), "utf-8")
