"""What an answer states of the person and nothing they said supports.

words      lexicons, clauses and their moods
numerals   numbers in digits and words
grounds    what supports a claim
figures    numbers, dates, years, ages
studies    degrees, subjects, schools
skills     skills, certificates, languages
names      employers, other companies, persons, addresses

All are rules: an answer is searched for claims of a known form, and what only the wording of a claim could tell is left
to the person who reads it. What somebody denies, or wishes, they do not claim.
"""

from __future__ import annotations

from itertools import chain

from fillwright.answers.claims.figures import figures
from fillwright.answers.claims.grounds import Grounds
from fillwright.answers.claims.names import addresses, organisations, persons
from fillwright.answers.claims.skills import confirmed, skills, spoken
from fillwright.answers.claims.studies import studies
from fillwright.answers.claims.words import Claim, clauses
from fillwright.messages import Field

__all__ = ["Claim", "Grounds", "unsupported"]


def unsupported(answer: str, field: Field, grounds: Grounds) -> tuple[Claim, ...]:
    """Return the claims in `answer` that neither the person, the job nor the question supports, each once."""
    asked = f"{field.label}\n{field.help}\n{field.placeholder}\n{field.section}"
    parts = [
        chain(
            figures(clause, grounds, asked),
            studies(clause, grounds),
            skills(clause, grounds, asked),
            spoken(clause, grounds),
            organisations(clause, grounds, asked),
        )
        for clause in clauses(answer)
    ]
    whole = chain(persons(answer, grounds), addresses(answer, grounds, asked), confirmed(answer, grounds, asked))
    return tuple(dict.fromkeys(chain(*parts, whole)))
