"""What is said of a request that breaks a rule: the part, what it takes, and how to write it."""

from __future__ import annotations

import pytest

from fillwright.errors import InvalidRequest
from fillwright.messages import BatchRequest, convert, decode


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{}", "fields: is required: add the form's questions."),
        ('{"fields": {}}', 'fields: takes a list, not an object: write it as [{"label": "First name"}, …].'),
        ('{"fields": []}', "fields: takes at least 1 entry."),
        ('{"fields": ["Name"]}', 'fields[0]: takes an object, not text: write it as {"label": "First name", …}.'),
        ("[]", "The body: takes an object, not a list."),
        (
            '{"fields": [{"label": "A"}], "job_context": "Nebelhorn"}',
            'job_context: takes an object, not text: write it as {"company": …, "title": …}.',
        ),
        ('{"fields": [{"label": "A"}], "max_parallel": 0}', "max_parallel: takes a whole number of at least 1."),
        ('{"fields": [{"label": "A"}], "max_parallel": 2.5}', "max_parallel: takes a whole number, not a fraction."),
        ('{"fields": [{"label": "A"}], "deadline_s": 0}', "deadline_s: takes a number of more than 0."),
        (
            '{"fields": [{"label": "A"}], "wish": ["shorter"]}',
            'wish: takes an object, not a list: write it as {"3": "shorter"}.',
        ),
        (
            '{"fields": [{"label": "A"}], "wish": {"0": "shorter", "why": 3}}',
            "wish.why: takes text, not a whole number: put it in quotes.",
        ),
        (
            '{"fields": [{"label": "A"}], "wish": {"0": "%s"}}' % ("x" * 1001),
            "wish.0: takes at most 1000 characters.",
        ),
    ],
)
def test_a_request_is_told_what_it_takes(body: str, said: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        decode(BatchRequest, body.encode())
    assert caught.value.message == said
    assert caught.value.field in {said.split(":", maxsplit=1)[0], "$"}


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("label", 5, "label: takes text, not a whole number: put it in quotes."),
        ("label", None, "label: is required: add the text that a person reads beside the control."),
        ("label", ["A"], "label: takes text, not a list."),
        ("required", "yes", "required: takes true or false, not text: write it without quotes."),
        ("max_length", "300", "max_length: takes a whole number, not text: write it in digits, without quotes."),
        ("max_length", -1, "max_length: takes a whole number of at least 1."),
        ("min", [], "min: takes a number or text, not a list."),
        (
            "options",
            ["Yes", "No"],
            'options[0]: takes an object, not text: write it as {"value": "DE", "label": "Germany"}.',
        ),
        (
            "options",
            {"y": "Yes"},
            'options: takes a list, not an object: write it as [{"value": "DE", "label": "Germany"}, …].',
        ),
        ("section", "x" * 1001, "section: takes at most 1000 characters."),
    ],
)
def test_a_field_is_told_what_it_takes(part: str, value: object, said: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        convert(BatchRequest, {"fields": [{"label": "A"}, {"label": "B", part: value}]})
    assert caught.value.message == f"fields[1].{said}"
    assert caught.value.field == f"fields[1].{said.split(':', maxsplit=1)[0]}"
