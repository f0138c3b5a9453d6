"""From a field to what it asks, and from the profile to a fact fit for its control. Pure, no I/O at call time.

wording, patterns, pattern_book (text made comparable, wordings found in it) → lexicon, places, synonyms (data) →
evidence, openness, named, details → analyzer;
features → learned → resemblance (what labelled questions a field is like, where the tables say little) → analyzer;
networks (whose page is meant where one on the web is asked for) → analyzer;
neighbours (what the questions around one make of it);
options, ranges (choosing among what is shown) → facts/ (typed answers, one file per subject);
loading (what start-up leaves for later).

The names are loaded when they are first used: to read a question takes no telephone numbers and no profile.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fillwright.questions.analyzer import analyze
    from fillwright.questions.facts import answer_fact
    from fillwright.questions.loading import load
    from fillwright.questions.model import FactAnswer, Verdict
    from fillwright.questions.neighbours import beside
    from fillwright.questions.options import OptionMatch, match_options
    from fillwright.questions.tongue import tongue_of

__all__ = [
    "FactAnswer",
    "OptionMatch",
    "Verdict",
    "analyze",
    "answer_fact",
    "beside",
    "load",
    "match_options",
    "tongue_of",
]

_MODULES = {
    "FactAnswer": "model",
    "OptionMatch": "options",
    "Verdict": "model",
    "analyze": "analyzer",
    "answer_fact": "facts",
    "beside": "neighbours",
    "load": "loading",
    "match_options": "options",
    "tongue_of": "tongue",
}


def __getattr__(name: str) -> object:
    """Load the public `name` from its module."""
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return value
