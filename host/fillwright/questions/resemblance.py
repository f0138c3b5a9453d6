"""outvoted: when what a question resembles outweighs what the rules read.

Never against a sensitive reading, never out of a control's nature, and only where the rules know little or the
resemblance is great.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fillwright.messages import Field, Strategy
from fillwright.questions.evidence import poisoned
from fillwright.questions.learned import Vote, model
from fillwright.questions.lexicon import lexicon
from fillwright.questions.model import Verdict
from fillwright.questions.options_seen import is_placeholder
from fillwright.questions.wording import normalise

CHOICES: Final = frozenset(
    {"select", "combobox", "radio", "listbox", "checkbox", "radiogroup", "select-one", "select-multiple"}
)
PROSE: Final = frozenset({"", "text", "textarea", "contenteditable"})
_LITTLE: Final[dict[Strategy, float]] = {"generate": 0.35, "choice": 0.45, "file": 0.6}
"""The likelihood from which a resemblance decides where the rules found nothing sure, by what they fell back on."""
_LITTLE_ELSE: Final = 0.3
_MUCH: Final = 0.85
"""The same against a sure reading."""
_SKIP: Final = 0.45
_SKIP_LISTED: Final = 0.7
"""The same of a field that shows what to choose from: few of those are no question."""
_UNLIKE: Final = 0.2
"""A fact is unsure whose questions are less like this one, by the likelihood of its class."""
_TELLING: Final = 0.2
"""A likeness below this says nothing: the words are known from nowhere."""
_SURE: Final = 0.6
_PLAIN: Final = 0.95
"""The confidence in a short label that no resemblance can shake."""
_TERSE: Final = 24
_TITLE: Final = 32
_SURELY_OWN: Final = 0.8
"""In a label no longer than a field's title ("Server name") a lesser likeness to the person's own data is chance."""
_BEYOND_DOUBT: Final = 0.985
"""The same in any label."""
_SURELY_WRITTEN: Final = 0.8
_TYPED: Final = frozenset({"name", "given-name", "family-name", "street-address", "address-line1", "address-line2"})
"""Facts that nobody chooses from a list."""
_PASTED: Final = "resume"
"""The document whose words a text box may ask for."""


@dataclass(frozen=True, slots=True)
class Objection:
    """The class that the question resembles more than the one the rules read; `decides` whether it is taken."""

    strategy: Strategy
    key: str | None
    weight: float
    words: tuple[str, ...]
    decides: bool

    @property
    def name(self) -> str:
        """What it is called in a reason."""
        return self.key or f"questions to {self.strategy}"


def outvoted(field: Field, verdict: Verdict) -> Objection | None:
    """Return what speaks against `verdict`, None where nothing does."""
    if any(normalise(field.label) in bare.words for bare in lexicon().bare):
        return None  # what such a word means is for its neighbours to tell
    if verdict.confidence >= (_PLAIN if len(field.label) <= _TERSE else _BEYOND_DOUBT):
        return None
    learned = model()
    votes = learned.votes(field)
    vote = next((vote for vote in votes if _fits(field, vote) and not _is_chance(field, vote)), None)
    if vote is None or (vote.strategy, vote.key) == (verdict.strategy, verdict.key):
        return None
    decides = _decides(vote, verdict)
    doubts = verdict.strategy == "extract" and vote.weight >= _TELLING and _likelihood(votes, verdict) < _UNLIKE
    if not decides and not doubts:
        return None
    return Objection(vote.strategy, vote.key, vote.weight, learned.speakers(field, vote) if decides else (), decides)


def _likelihood(votes: Sequence[Vote], verdict: Verdict) -> float:
    return sum(vote.weight for vote in votes if (vote.strategy, vote.key) == (verdict.strategy, verdict.key))


def _fits(field: Field, vote: Vote) -> bool:
    """Whether the control can be asked this at all."""
    if vote.strategy == "choice":
        return bool(field.options) or field.type in CHOICES
    if vote.key in poisoned(field.label) or _is_loose(field, vote):
        return False
    if vote.key in _TYPED and _lists_words(field):
        return False
    if vote.strategy == "generate":
        return not field.options and field.type in PROSE
    if vote.strategy == "file" and vote.key == _PASTED:
        return field.type == "file" or field.type in PROSE
    return (vote.strategy == "file") == (field.type == "file")


def _lists_words(field: Field) -> bool:
    """Whether several choices are offered, such as forms of address or where to send something."""
    return sum(not is_placeholder(option) for option in field.options) > 1


def _is_loose(field: Field, vote: Vote) -> bool:
    """Whether a short label merely resembles the person's own contact data."""
    own = vote.key in lexicon().own and vote.key != "years-experience"
    return own and vote.weight < _SURELY_OWN and len(field.label) <= _TITLE and not field.options


def _is_chance(field: Field, vote: Vote) -> bool:
    """Whether, of a label that neither asks nor shows options, only words without a subject speak for the class."""
    if vote.weight >= _SURELY_OWN or vote.strategy in {"generate", "skip"} or field.options or "?" in field.label:
        return False
    idle = lexicon().fillers
    return not idle.issuperset(normalise(field.label).split()) and idle.issuperset(model().speakers(field, vote))


def _decides(vote: Vote, verdict: Verdict) -> bool:
    if verdict.strategy == "sensitive" and vote.strategy != "sensitive":
        return False
    if vote.strategy == "skip":
        return _is_weak(verdict) and vote.weight >= (_SKIP_LISTED if verdict.strategy == "choice" else _SKIP)
    little = _LITTLE.get(verdict.strategy, _LITTLE_ELSE)
    return vote.weight >= (little if _is_weak(verdict) else _MUCH)


def _is_weak(verdict: Verdict) -> bool:
    if verdict.strategy == "file" and not verdict.evidence:
        return True
    if verdict.key is None:
        return verdict.confidence < _SURELY_WRITTEN if verdict.strategy == "generate" else verdict.confidence <= _SURE
    return verdict.confidence < _SURE
