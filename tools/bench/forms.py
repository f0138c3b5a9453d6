"""The forms the benchmark answers."""

from __future__ import annotations

from random import Random
from typing import Any, Final

JOB = {
    "company": "Example Robotics",
    "title": "Software Engineer",
    "description": "We build robots that sort parcels. You write the services that plan their routes.",
    "url": "https://jobs.example.com/software-engineer",
}

TOPICS = (
    "a project you are proud of",
    "a conflict in a team and how it ended",
    "a decision you would take differently today",
    "how you learn a new field",
    "a time you convinced others",
    "a mistake and what came of it",
    "how you plan a large change",
    "something you built for others to use",
    "how you give feedback",
    "work you did under pressure",
)

LONG_JOB = {**JOB, "description": f"{JOB['description']} " * 70}
"""An advertisement as long as many are: with it the prefix of a prompt has about 2,500 tokens."""

SHORT = (
    "What is your favourite tool?",
    "Which book shaped your work?",
    "What do you read about robots?",
    "Which of our products do you know?",
    "What would your colleagues say of you in three words?",
    "Which part of the stack do you enjoy most?",
    "What is the last thing you learned?",
)

FACTS: tuple[dict[str, Any], ...] = (
    {"label": "First name", "autocomplete": "given-name"},
    {"label": "Last name", "autocomplete": "family-name"},
    {"label": "E-mail", "type": "email", "autocomplete": "email"},
    {"label": "Phone", "type": "tel", "autocomplete": "tel"},
    {"label": "City", "autocomplete": "address-level2"},
    {"label": "Country", "autocomplete": "country-name"},
    {"label": "LinkedIn profile", "type": "url"},
    {"label": "Current company"},
    {"label": "Current job title"},
    {"label": "School"},
    {"label": "Degree"},
    {"label": "Notice period"},
)


def written(count: int, first: int = 0) -> list[dict[str, Any]]:
    """Return `count` questions that have to be written, all different; `first` numbers them."""
    return [
        {
            "label": f"Tell us about {TOPICS[number % len(TOPICS)]} (part {number + 1})",
            "type": "textarea",
            "required": True,
        }
        for number in range(first, first + count)
    ]


def ordinary() -> list[dict[str, Any]]:
    """Return a form of 20 fields as application pages have them: 12 facts, 8 questions to write."""
    return [*FACTS, *written(8, first=500)]


def priced() -> list[dict[str, Any]]:
    """Return a form of 10 as it comes to a provider: 7 short questions, 3 essays."""
    return [*({"label": label} for label in SHORT), *written(3, first=800)]


ESSAY_WORDS: Final = (90, 120, 150, 180, 210, 240, 270)


def lengths(number: int) -> list[str]:
    """Return the labels of a form of 10 whose answers are of very different length, all its own.

    They are 3 short ones and 7 essays, in an order that follows from the `number`.
    """
    short = [f"{label[:-1]}, form {number}?" for label in SHORT[: 10 - len(ESSAY_WORDS)]]
    essays = [f"Tell us in at most {words} words about your work (form {number})" for words in ESSAY_WORDS]
    asked = [*short, *essays]
    Random(number).shuffle(asked)  # noqa: S311 (repeatable, not secret)
    return asked


def is_line(label: str) -> bool:
    """Return whether the question `label` is one of `SHORT`, of whatever form: a line is to be filled."""
    return label.startswith(tuple(each[:-1] for each in SHORT))


def mixed() -> list[dict[str, Any]]:
    """Return a form of 10: 3 facts, 7 questions to write, of which the first 3 are `remembered()`."""
    new = written(4, first=703)
    old = remembered()
    return [FACTS[0], old[0], new[0], FACTS[2], old[1], new[1], new[2], FACTS[3], old[2], new[3]]


def remembered() -> list[dict[str, Any]]:
    """Return the three questions of `mixed()` that were answered before."""
    return written(3, first=700)
