"""Batches over HTTP: at once, as they go, planned, broken off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest

from fillwright.batch_processor import BatchProcessor
from fillwright.paths import Home
from fillwright.profile import sample_profile
from fillwright.server import serving
from fillwright.storage import Database, UsageLog
from tests.host.server.raw import Reply, Server, read_reply
from tools.provider_server.config import Config, Fault, Latency
from tools.provider_server.running import Handle, provider_server_here

STREAM = "Accept: application/x-ndjson, application/json"
ESSAYS = [
    {"id": "why", "label": "Why do you want to work with us?", "type": "textarea"},
    {"id": "proud", "label": "Which project are you most proud of, and why?", "type": "textarea"},
    {"id": "team", "label": "Tell us about a disagreement in a team and how it ended.", "type": "textarea"},
]
FORM = [{"id": "mail", "label": "E-mail", "type": "email", "required": True}, *ESSAYS]


def _lines(reply: Reply) -> list[Any]:
    return [msgspec.json.decode(line) for line in reply.body.splitlines()]


@pytest.fixture
async def provider() -> AsyncIterator[Handle]:
    async with provider_server_here() as handle:
        yield handle


@pytest.fixture
async def written(home: Home, provider: Handle, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Server]:
    """The whole server, its answers written by the provider server."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("OPENAI_BASE_URL", provider.openai_url)
    async with serving(home) as runtime:
        server = Server(runtime.port, runtime.token)
        await server.call("PUT", "/api/profile", sample_profile())
        yield server


async def test_all_answers_come_at_once_in_the_forms_order(written: Server) -> None:
    reply = await written.call("POST", "/api/generate-batch", {"fields": FORM, "batch_id": "b1"})
    assert reply.status == 200
    assert [(each["id"], each["status"]) for each in reply.json["responses"]] == [
        ("mail", "answered"),
        ("why", "answered"),
        ("proud", "answered"),
        ("team", "answered"),
    ]
    summary = reply.json["summary"]
    assert (summary["total_fields"], summary["extracted_count"], summary["generated_count"]) == (4, 1, 3)


async def test_answers_come_as_they_are_done(written: Server) -> None:
    reply = await written.call("POST", "/api/generate-batch", {"fields": FORM, "batch_id": "b1"}, STREAM)
    assert reply.header("Content-Type") == "application/x-ndjson"
    first, *middle, last = _lines(reply)
    assert (first["event"], first["batch_id"], first["generate_count"]) == ("plan", "b1", 3)
    assert sorted(each["index"] for each in middle if each["event"] == "field") == [0, 1, 2, 3]
    assert last["event"] == "summary"


async def test_a_provider_that_fails_is_followed_by_its_fallback(
    written: Server, provider: Handle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-test")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", provider.anthropic_url)
    await written.call("PUT", "/api/settings", {"fallback": ["anthropic"]})
    await provider.configure(Config(models=("claude-haiku-5-5",)))
    reply = await written.call("POST", "/api/generate-batch", {"fields": ESSAYS})
    for response in reply.json["responses"]:
        assert (response["status"], response["provider"], response["model"]) == (
            "answered",
            "anthropic",
            "claude-haiku-5-5",
        )
        assert "OpenAI did not answer, Anthropic did." in response["warnings"][0]
    usage = (await written.call("GET", "/api/usage")).json
    assert {row["provider"] for row in usage["usage"]} == {"openai", "anthropic"}


async def test_an_essay_is_sent_while_it_is_written(written: Server, provider: Handle) -> None:
    await provider.configure(Config(faults=(Fault(kind="truncated", times=1, contains="proud"),)))
    lines = _lines(await written.call("POST", "/api/generate-batch", {"fields": FORM}, STREAM))
    answers = {each["index"]: each["response"]["answer"] for each in lines if each["event"] == "field"}
    told: dict[int, str] = {}
    for each in lines:
        if each["event"] == "delta":
            told[each["index"]] = told.get(each["index"], "") + each["text"] if each["text"] else ""
    assert told == {index: answers[index] for index in (1, 2, 3)}
    assert any(each["event"] == "delta" and not each["text"] for each in lines)


async def test_the_first_answer_is_sent_before_the_last_is_written(written: Server, provider: Handle) -> None:
    await provider.configure(Config(faults=(Fault(kind="hang", contains="disagreement"),)))
    reader, writer = await asyncio.open_connection("127.0.0.1", written.port)
    body = msgspec.json.encode({"fields": FORM})
    head = written.head(
        "POST", "/api/generate-batch", "Content-Type: application/json", f"Content-Length: {len(body)}", STREAM
    )
    writer.write(head + body)
    await reader.readuntil(b'"id":"proud"')
    writer.close()


async def test_a_client_that_leaves_cancels_what_has_not_started(written: Server, provider: Handle) -> None:
    await provider.configure(Config(faults=(Fault(kind="hang"),)))
    body = msgspec.json.encode({"fields": FORM, "max_parallel": 1})
    head = written.head("POST", "/api/generate-batch", "Content-Type: application/json", f"Content-Length: {len(body)}")
    reader, writer = await asyncio.open_connection("127.0.0.1", written.port)
    writer.write(head + body)
    while not (await provider.counts()).calls:
        pass
    writer.close()
    await writer.wait_closed()
    assert await reader.read() == b""
    await written.call("GET", "/api/answers")  # the server has seen the client go once this is answered
    await provider.release()
    while not (await written.call("GET", "/api/answers")).json["answers"]:
        pass
    assert (await provider.counts()).calls == 1


async def left(written: Server, provider: Handle, body: dict[str, Any]) -> None:
    """Send a batch and leave as soon as its first call is at the provider."""
    sent = msgspec.json.encode(body)
    head = written.head("POST", "/api/generate-batch", "Content-Type: application/json", f"Content-Length: {len(sent)}")
    _, writer = await asyncio.open_connection("127.0.0.1", written.port)
    writer.write(head + sent)
    while not (await provider.counts()).calls:
        pass
    writer.close()
    await writer.wait_closed()


async def test_a_call_under_way_counts_in_the_month_with_its_estimate(written: Server, provider: Handle) -> None:
    await written.call("POST", "/api/generate-batch", {"fields": ESSAYS[:1]})  # from here on prices are known
    before = (await written.call("GET", "/api/usage")).json["month_cost_usd"]
    await provider.configure(Config(faults=(Fault(kind="hang"),)))
    await left(written, provider, {"fields": ESSAYS[1:2]})
    usage = (await written.call("GET", "/api/usage")).json
    assert usage["under_way_usd"] > 0
    assert usage["month_cost_usd"] == pytest.approx(before + usage["under_way_usd"])
    await provider.release()
    while (usage := (await written.call("GET", "/api/usage")).json)["under_way_usd"]:
        pass
    assert usage["month_cost_usd"] > before
    assert usage["months"][0]["cost_usd"] == usage["month_cost_usd"]


async def test_a_call_under_way_is_held_to_the_months_budget(written: Server, provider: Handle) -> None:
    await written.call("POST", "/api/generate-batch", {"fields": ESSAYS[:1]})
    await provider.configure(Config(faults=(Fault(kind="hang", times=1),)))
    await left(written, provider, {"fields": ESSAYS[1:2]})
    usage = (await written.call("GET", "/api/usage")).json
    budget = usage["month_cost_usd"] + usage["under_way_usd"] / 2
    await written.call("PUT", "/api/settings", {"budget_usd_month": budget})
    reply = (await written.call("POST", "/api/generate-batch", {"fields": ESSAYS[2:]})).json
    assert reply["responses"][0]["error"]["code"] == "budget_exceeded"


async def test_a_call_that_the_server_s_end_calls_off_is_in_the_usage_log(
    home: Home, provider: Handle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("OPENAI_BASE_URL", provider.openai_url)
    monkeypatch.setattr(BatchProcessor.close, "__defaults__", (0.0,))
    await provider.configure(Config(faults=(Fault(kind="hang"),)))
    async with serving(home) as runtime:
        server = Server(runtime.port, runtime.token)
        await server.call("PUT", "/api/profile", sample_profile())
        await left(server, provider, {"fields": ESSAYS[:1]})
    async with await Database.open(home.answers) as database:
        (month,) = await UsageLog(database).months()
        (total,) = await UsageLog(database).totals()
    assert month.estimated_usd == month.cost_usd > 0
    assert total.input_tokens == pytest.approx((await provider.counts()).input_tokens, abs=3)


async def test_the_same_batch_again_costs_only_what_had_not_finished(written: Server, provider: Handle) -> None:
    await provider.configure(Config(faults=(Fault(kind="400", contains="disagreement", times=1),)))
    request = {"fields": FORM, "batch_id": "b1"}
    first = (await written.call("POST", "/api/generate-batch", request)).json
    assert [each["status"] for each in first["responses"]].count("failed") == 1
    await provider.configure(Config())
    again = (await written.call("POST", "/api/generate-batch", request)).json
    assert (again["summary"]["cached_count"], again["summary"]["failed_count"]) == (2, 0)
    assert (await provider.counts()).calls == 1


async def test_a_plan_calls_nobody(written: Server, provider: Handle) -> None:
    plan = (await written.call("POST", "/api/plan-batch", {"fields": FORM})).json
    assert (plan["total_fields"], plan["extracted_count"], plan["generate_count"]) == (4, 1, 3)
    assert [row["id"] for row in plan["fields"]] == ["mail", "why", "proud", "team"]
    assert (await provider.counts()).calls == 0


LONG_JOB = {"company": "Acme", "description": "You plan the routes of robots that sort parcels. " * 80}


async def test_a_cache_is_warmed_only_where_the_person_wants_it(written: Server, provider: Handle) -> None:
    request = {"fields": FORM, "job_context": LONG_JOB}
    refused = (await written.call("POST", "/api/prewarm", request)).json
    assert (refused["warmed"], (await provider.counts()).calls) == (False, 0)
    await written.call("PUT", "/api/settings", {"prewarm": True})
    assert (await written.call("POST", "/api/plan-batch", request)).json["prewarm"]
    assert (await provider.counts()).calls == 0
    warmed = (await written.call("POST", "/api/prewarm", request)).json
    assert (warmed["warmed"], (await provider.counts()).calls) == (True, 1)
    (usage,) = (await written.call("GET", "/api/usage")).json["usage"]
    assert (usage["calls"], usage["cost_usd"]) == (1, warmed["cost_usd"])


async def test_a_month_that_is_used_up_warms_nothing(written: Server, provider: Handle) -> None:
    await written.call("PUT", "/api/settings", {"prewarm": True, "budget_usd_month": 0})
    reply = (await written.call("POST", "/api/prewarm", {"fields": FORM, "job_context": LONG_JOB})).json
    assert not reply["warmed"]
    assert "budget" in reply["reason"]
    assert (await provider.counts()).calls == 0


async def test_batches_at_once_share_what_is_left_of_the_month(written: Server) -> None:
    def form(number: int) -> dict[str, Any]:
        fields = [{"label": f"Tell us about project {letter}{number}.", "type": "textarea"} for letter in "ABCDEF"]
        return {"fields": fields, "job_context": {**LONG_JOB, "company": f"Company {number}"}}

    one = (await written.call("POST", "/api/generate-batch", form(0))).json["summary"]["total_cost_usd"]
    left = one * 1.3
    await written.call("PUT", "/api/settings", {"budget_usd_month": one + left})
    replies = await asyncio.gather(*(written.call("POST", "/api/generate-batch", form(number)) for number in (1, 2)))
    summaries = [reply.json["summary"] for reply in replies]
    assert one < sum(summary["total_cost_usd"] for summary in summaries) <= left * 1.02
    errors = [each["error"] for reply in replies for each in reply.json["responses"] if each["error"]]
    assert {error["code"] for error in errors} == {"budget_exceeded"}


async def test_a_batch_is_kept_in_the_history_with_its_readback(written: Server) -> None:
    request = {"fields": FORM, "batch_id": "b1", "job_context": {"company": "Example GmbH", "title": "Engineer"}}
    reply = (await written.call("POST", "/api/generate-batch", request)).json
    (entry,) = (await written.call("GET", "/api/history")).json["batches"]
    assert (entry["id"], entry["company"], entry["summary"]) == ("b1", "Example GmbH", reply["summary"])
    record = (await written.call("GET", "/api/history/b1")).json
    assert record["responses"] == reply["responses"]
    held = {"values": {"mail": "x"}}
    assert (await written.call("POST", "/api/history/b1/readback", held)).json["readback"] == held
    assert (await written.call("DELETE", "/api/history/b1")).json == {"removed": 1}
    for method, path in (("GET", "/api/history/b1"), ("DELETE", "/api/history/b1")):
        assert (await written.call(method, path)).status == 404
    assert (await written.call("POST", "/api/history/b1/readback", held)).status == 404


async def test_the_whole_history_is_deleted_at_once(written: Server) -> None:
    for name in ("b1", "b2"):
        await written.call("POST", "/api/generate-batch", {"fields": FORM[:1], "batch_id": name})
    assert (await written.call("DELETE", "/api/history")).json == {"removed": 2}


async def test_usage_adds_the_calls_up(written: Server, provider: Handle) -> None:
    await provider.configure(Config(faults=(Fault(kind="400", contains="disagreement"),)))
    reply = (await written.call("POST", "/api/generate-batch", {"fields": FORM})).json
    usage = (await written.call("GET", "/api/usage")).json
    (model,) = usage["usage"]
    assert (model["provider"], model["calls"], model["failures"]) == ("openai", 3, 1)
    assert model["input_tokens"] + model["output_tokens"] == reply["summary"]["total_tokens"]
    assert usage["month_cost_usd"] == pytest.approx(reply["summary"]["total_cost_usd"])


async def test_a_question_that_waits_for_its_turn_is_traced_so(written: Server, provider: Handle, home: Home) -> None:
    await provider.configure(Config(latency=Latency(median=0.2)))
    request = {"fields": ESSAYS[:2], "batch_id": "traced", "max_parallel": 1}
    await written.call("POST", "/api/generate-batch", request)
    async with await Database.open(home.answers) as database:
        calls = await UsageLog(database).of_batch("traced")
    assert len(calls) == 2
    assert max(call.waited_s for call in calls) > min(call.duration_s for call in calls) / 2 > 0.05


async def test_a_spent_month_calls_nobody(written: Server, provider: Handle) -> None:
    await written.call("PUT", "/api/settings", {"budget_usd_month": 0.0})
    reply = (await written.call("POST", "/api/generate-batch", {"fields": FORM})).json
    assert [each["error"]["code"] for each in reply["responses"] if each["error"]] == ["budget_exceeded"] * 3
    assert reply["responses"][0]["status"] == "answered"
    assert (await provider.counts()).calls == 0


async def test_a_form_s_budget_is_kept_where_the_request_names_none(written: Server, provider: Handle) -> None:
    await written.call("PUT", "/api/settings", {"budget_usd": 0.0})
    reply = (await written.call("POST", "/api/generate-batch", {"fields": FORM})).json
    assert [each["error"]["code"] for each in reply["responses"] if each["error"]] == ["budget_exceeded"] * 3
    assert (await provider.counts()).calls == 0
    reply = (await written.call("POST", "/api/generate-batch", {"fields": FORM, "budget_usd": 1.0})).json
    assert not any(each["error"] for each in reply["responses"])


async def test_the_month_s_budget_holds_whatever_the_request_says(written: Server, provider: Handle) -> None:
    await written.call("PUT", "/api/settings", {"budget_usd": 1.0, "budget_usd_month": 0.0})
    await written.call("POST", "/api/generate-batch", {"fields": FORM, "budget_usd": 1.0})
    assert (await provider.counts()).calls == 0


async def test_usage_says_what_each_month_came_to(written: Server) -> None:
    await written.call("POST", "/api/generate-batch", {"fields": FORM})
    usage = (await written.call("GET", "/api/usage")).json
    (month,) = usage["months"]
    assert month["forms"] == 1
    assert month["cost_usd"] == pytest.approx(usage["month_cost_usd"])
    assert usage["budget_usd"] is None


async def test_a_changed_setting_holds_for_the_next_batch_and_not_the_running_one(
    written: Server, provider: Handle
) -> None:
    await provider.configure(Config(faults=(Fault(kind="hang"),)))
    running = asyncio.create_task(written.call("POST", "/api/generate-batch", {"fields": FORM}))
    while not (await provider.counts()).calls:
        pass
    await written.call("PUT", "/api/settings", {"provider": "drafts"})
    await provider.release()
    assert (await running).json["summary"]["generated_count"] == 3
    reply = (await written.call("POST", "/api/generate-batch", {"fields": FORM, "refresh": True})).json
    assert reply["summary"]["generated_count"] == 0


async def test_a_provider_is_tested_with_one_call(written: Server, provider: Handle) -> None:
    assert (await written.call("POST", "/api/settings/test")).json["ok"] is True
    assert (await provider.counts()).calls == 1


async def test_a_failing_provider_is_named_by_its_test(written: Server, provider: Handle) -> None:
    await provider.configure(Config(faults=(Fault(kind="401"),)))
    result = (await written.call("POST", "/api/settings/test")).json
    assert (result["ok"], result["error"]["code"]) == (False, "invalid_key")


@asynccontextmanager
async def _without_key(home: Home) -> AsyncIterator[Server]:
    home.settings.write_text('provider = "openai"')
    async with serving(home) as runtime:
        yield Server(runtime.port, runtime.token)


async def test_a_missing_key_fails_only_the_questions_that_needed_it(home: Home) -> None:
    async with _without_key(home) as server:
        await server.call("PUT", "/api/profile", sample_profile())
        reply = await server.call("POST", "/api/generate-batch", {"fields": FORM})
    assert reply.status == 200
    assert [each["status"] for each in reply.json["responses"]] == ["answered", "failed", "failed", "failed"]
    assert {each["error"]["code"] for each in reply.json["responses"][1:]} == {"missing_key"}


@pytest.mark.parametrize("path", ["/api/generate-batch", "/api/plan-batch", "/api/prewarm"])
@pytest.mark.parametrize("accept", [STREAM, "Accept: application/json"])
@pytest.mark.parametrize(
    ("request_", "field"),
    [
        ({}, "fields"),
        ({"fields": []}, "fields"),
        ({"fields": [{"label": "x"}] * 501}, "fields"),
        ({"fields": [{"id": "a"}]}, "fields[0].label"),
        ({"fields": [{"label": ""}]}, "fields[0].label"),
        ({"fields": [{"label": " "}]}, "fields[0].label"),
        ({"fields": [{"label": 7}]}, "fields[0].label"),
        ({"fields": "x"}, "fields"),
        ({"fields": [{"label": "x"}], "max_parallel": 0}, "max_parallel"),
        ({"fields": [{"label": "x"}], "max_parallel": 1000}, "max_parallel"),
        ({"fields": [{"label": "x", "id": "a"}, {"label": "y", "id": "a"}]}, "fields[1].id"),
        ({"fields": [{"label": "x"}], "deadline_s": 0}, "deadline_s"),
        ({"fields": [{"label": "x"}], "budget_usd": -1}, "budget_usd"),
        ([], "$"),
    ],
    ids=lambda value: str(value)[:30],
)
async def test_a_request_that_breaks_a_rule_is_told_where(
    server: Server, path: str, accept: str, request_: object, field: str
) -> None:
    reply = await server.call("POST", path, request_, accept)
    assert (reply.status, reply.json["error"]["code"]) == (422, "invalid_request")
    assert reply.json["error"]["field"] == field


async def test_odd_but_valid_requests_are_answered(server: Server) -> None:
    request = {"fields": [{"label": "Anything else?", "nobody": "knows"}], "nor": "this"}
    reply = await server.call("POST", "/api/generate-batch", request)
    assert (reply.status, len(reply.json["responses"])) == (200, 1)


async def test_two_mebibytes_are_too_much(server: Server) -> None:
    body = msgspec.json.encode({"fields": [{"label": "x" * (2 * 1024 * 1024)}]})
    head = server.head("POST", "/api/generate-batch", "Content-Type: application/json", f"Content-Length: {len(body)}")
    assert (await server.send(head + body)).status == 413


async def test_drafts_answer_without_any_key_and_are_not_remembered(server: Server) -> None:
    await server.call("PUT", "/api/profile", sample_profile())
    reply = (await server.call("POST", "/api/generate-batch", {"fields": FORM})).json
    assert reply["summary"]["drafted_count"] + reply["summary"]["needs_review_count"] == 3
    assert (await server.call("GET", "/api/answers")).json["answers"] == []


async def test_twenty_batches_at_once_are_all_answered(written: Server) -> None:
    replies = await asyncio.gather(
        *(
            written.call("POST", "/api/generate-batch", {"fields": FORM, "batch_id": f"b{number}"}, STREAM)
            for number in range(20)
        )
    )
    assert {_lines(reply)[-1]["event"] for reply in replies} == {"summary"}
    assert len((await written.call("GET", "/api/history")).json["batches"]) == 20


async def test_a_reply_can_be_read_piece_by_piece(written: Server) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", written.port)
    body = msgspec.json.encode({"fields": FORM})
    head = written.head(
        "POST", "/api/generate-batch", "Content-Type: application/json", f"Content-Length: {len(body)}", STREAM
    )
    for place in range(0, len(head), 7):
        writer.write(head[place : place + 7])
        await writer.drain()
    writer.write(body)
    assert _lines(await read_reply(reader))[-1]["event"] == "summary"
    writer.close()
