"""What responses say in English carries a code, so that a client can say it in the person's language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.messages import BatchRequest, FieldResponse, WarningEvent
from fillwright.profile import sample_profile
from fillwright.providers import create_drafts
from fillwright.response_generator import ResponseGenerator, code_of, codes

PAGES = sorted((Path(__file__).parents[2] / "pages").glob("*/fields.json"))
NOBODY: dict[str, Any] = {"basics": {}}
ESSAY = "Why do you want to work for us?"


def request_of(fields: list[dict[str, Any]], job: dict[str, Any] | None = None) -> BatchRequest:
    return msgspec.convert({"fields": fields, "job_context": job or {}}, BatchRequest)


def processor() -> BatchProcessor:
    return BatchProcessor(ResponseGenerator(create_drafts()))


async def answers_to(*fields: dict[str, Any], profile: Any = None) -> list[FieldResponse]:  # noqa: ANN401 - any JSON
    return (await processor().run(request_of(list(fields)), profile or sample_profile())).responses


@pytest.mark.parametrize("person", ["full", "nameless", "nobody"])
async def test_every_sentence_that_the_test_pages_bring_has_a_code(person: str) -> None:
    profile: dict[str, Any] = {} if person == "nobody" else json.loads(sample_profile())
    if person == "nameless":
        profile.pop("application")
    uncoded = set()
    for path in PAGES:
        page = json.loads(path.read_text("utf-8"))
        if not page["fields"]:
            continue
        reply = await processor().run(request_of(page["fields"], page["job"]), profile)
        for response in reply.responses:
            uncoded |= {response.reason} if response.reason and not response.reason_code else set()
            assert len(response.warnings) == len(response.warning_codes)
            told = zip(response.warnings, response.warning_codes, strict=True)
            uncoded |= {warning for warning, said in told if not said.code}
            assert len(response.evidence) == len(response.evidence_names)
    assert uncoded == set()


async def test_a_reason_has_its_code_and_the_values_it_holds() -> None:
    (response,) = await answers_to({"label": "Notice period", "required": True}, profile=NOBODY)
    assert response.reason == "not in your profile (application.notice)"
    assert (response.reason_code, response.reason_values) == ("not_in_profile", ["application.notice"])


async def test_an_optional_question_has_the_code_of_its_reason() -> None:
    (response,) = await answers_to({"label": "Notice period", "required": False}, profile=NOBODY)
    assert response.status == "skipped"
    assert response.reason_code == "not_in_profile"


async def test_evidence_in_a_list_has_its_entry_s_name() -> None:
    employer, email = await answers_to({"label": "Current company"}, {"label": "Email"})
    assert (employer.evidence, employer.evidence_names) == (["work[0].name"], ["Nordkai Logistics"])
    assert (email.evidence, email.evidence_names) == (["basics.email"], [None])


async def test_a_late_warning_has_its_code() -> None:
    fields = [{"label": ESSAY, "type": "textarea"}, {"label": f"{ESSAY} Tell us.", "type": "textarea"}]
    stream = processor().stream(request_of(fields), sample_profile())
    (warning,) = [event async for event in stream if isinstance(event, WarningEvent)]
    assert (warning.code, warning.values) == ("same_story", [ESSAY])


async def test_the_plan_has_the_codes_too() -> None:
    plan = await processor().plan(request_of([{"label": "Notice period"}]), NOBODY)
    assert plan.fields[0].reason_code == "not_in_profile"


def test_a_sentence_that_is_not_known_has_no_code() -> None:
    assert code_of("something new").code is None
    assert code_of(None).code is None


def test_sentences_of_one_code_hold_as_many_values() -> None:
    path = Path(__file__).parents[3] / "host" / "fillwright" / "response_generator" / "said.json"
    said: dict[str, list[str]] = json.loads(path.read_text("utf-8"))
    assert tuple(said) == codes()
    for code, sentences in said.items():
        assert len({sentence.count("{}") for sentence in sentences}) == 1, code
        for sentence in sentences:
            filled = sentence.replace("{}", "7").replace("{*}", "words")
            assert code_of(filled).code == code, sentence
