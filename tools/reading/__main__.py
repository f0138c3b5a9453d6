"""python -m tools.reading: learns the weights anew, from the wordings and the tuned half of the corpus.

With --check FIELDS.jsonl (labelled as the corpus is) it prints the shares of them that the weights alone and the whole
analyzer read right.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Final

import msgspec

import fillwright.questions
from fillwright.messages import Field
from fillwright.questions import analyze
from fillwright.questions.learned import model
from fillwright.questions.lexicon import lexicon
from tests.host.questions.corpus_reader import questions
from tools.reading.train import Learner
from tools.reading.wordings import Labelled, read_wordings

WEIGHTS: Final = Path(fillwright.questions.__file__).parent / "lexicons" / "learned.txt"
_LEAST: Final = 0.25


def main() -> None:
    """Learn, or check what was learned."""
    parser = argparse.ArgumentParser(prog="python -m tools.reading", description=__doc__)
    parser.add_argument("--check", type=Path, metavar="FIELDS.jsonl")
    arguments = parser.parse_args()
    if arguments.check:
        _check(arguments.check)
    else:
        _learn()


def _learn() -> None:
    known = {None, *lexicon().keys}
    tuned = [one for one in questions() if one.half == "tuned" and one.key in known]
    corpus = [(one.field, _name(one.strategy, one.key)) for one in tuned]
    wordings = list(read_wordings())
    learner = Learner([*corpus, *wordings])
    learner.learn()
    WEIGHTS.write_text(learner.text(_LEAST), "utf-8")
    print(f"{len(corpus)} questions and {len(wordings)} wordings: {WEIGHTS.stat().st_size} bytes")


def _check(path: Path) -> None:
    labelled = [_labelled(line) for line in path.read_text("utf-8").splitlines()]
    alone = [_name(vote.strategy, vote.key) == name for field, name in labelled for vote in model().votes(field)[:1]]
    verdicts = [(analyze(field), *_parts(name)) for field, name in labelled]
    shares = {
        "weights alone": alone,
        "strategy": [verdict.strategy == strategy for verdict, strategy, _ in verdicts],
        "key": [(verdict.key or "-") == key for verdict, _, key in verdicts],
        "both": [_name(verdict.strategy, verdict.key) == f"{strategy}:{key}" for verdict, strategy, key in verdicts],
    }
    for what, right in shares.items():
        print(f"{what}: {sum(right)} of {len(right)}, {sum(right) / len(right):.3f}")


def _labelled(line: str) -> Labelled:
    entry = json.loads(line)
    return msgspec.convert(entry, type=Field), _name(entry["strategy"], entry["key"])


def _parts(name: str) -> tuple[str, str]:
    strategy, _, key = name.partition(":")
    return strategy, key


def _name(strategy: str, key: str | None) -> str:
    return f"{strategy}:{key or '-'}"


if __name__ == "__main__":
    main()
