"""From a field to what it asks, and from the profile to a fact fit for its control. Pure, no I/O at call time.

wording, patterns, pattern_book (text made comparable, wordings found in it) → lexicon, places, synonyms (data) →
evidence, openness, details → analyzer;
features → learned → resemblance (what labelled questions a field is like, where the tables say little) → analyzer;
neighbours (what the questions around one make of it);
options, ranges (choosing among what is shown) → facts/ (typed answers, one file per subject).
"""

from fillwright.questions.analyzer import analyze
from fillwright.questions.facts import answer_fact
from fillwright.questions.model import FactAnswer, Verdict
from fillwright.questions.neighbours import beside
from fillwright.questions.options import OptionMatch, match_options
from fillwright.questions.tongue import tongue_of

__all__ = ["FactAnswer", "OptionMatch", "Verdict", "analyze", "answer_fact", "beside", "match_options", "tongue_of"]
