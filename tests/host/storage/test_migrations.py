"""A file of every schema there ever was, with rows in it: all of them are read by the newest."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fillwright.messages import Field, JobContext
from fillwright.storage import AnswerMemory, Database, History, UsageLog, question_key
from fillwright.storage.schema import released_steps
from fillwright.storage.wording import normalise

JOB = JobContext(company="Acme")
WRITTEN = Field(label="Why do you want to work here?", type="textarea")
PINNED = Field(label="What is your motto?")
KEY = question_key(WRITTEN, JOB, "v1")
MOMENT = "2026-01-02T03:04:05+00:00"

# What the first schema holds; later ones have only added to it.
ANSWER = """
INSERT INTO answers (id, digest, pinned, question, wording, limits, company, profile_version, answer, created)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
CALL = """
INSERT INTO calls (created, batch_id, provider, model, input_tokens, cached_tokens, output_tokens, cost_usd, duration_s,
attempts, refused_429) VALUES (?, 'b1', 'openai', 'm-1', 100, 10, 20, 0.5, 1.5, 2, 0)
"""
BATCH = """
INSERT INTO batches (id, created, url, company, title, summary, responses, readback)
VALUES ('b1', ?, 'https://jobs.example.com/1', 'Acme', 'Engineer', ?, ?, '{"0": "A"}')
"""
SUMMARY = """
{"total_fields": 1, "total_tokens": 120, "total_cost_usd": 0.5, "cached_count": 0, "extracted_count": 0,
"generated_count": 1, "total_time_ms": 1500.0, "failed_count": 0, "needs_review_count": 0, "skipped_count": 0,
"drafted_count": 0, "pinned_count": 0, "cached_tokens": 10, "cost_known": true, "efficiency": 1.0}
"""
RESPONSES = """
[{"id": "0", "label": "Q", "status": "answered", "answer": "A", "answer_label": null, "source": "generated",
"cached": false, "strategy": "generate", "key": null, "evidence": [], "warnings": [], "confidence": 0.8,
"provider": "openai", "model": "m-1", "tokens_used": 120, "cost_usd": 0.5, "time_ms": 1500.0, "reason": null,
"error": null}]
"""


def fill(path: Path) -> None:
    """Write a row of each kind, as the version of the file has it."""
    written = (WRITTEN.label, KEY.question, KEY.limits, KEY.company, KEY.profile_version, '"Because."', MOMENT)
    pinned = (PINNED.label, normalise(PINNED.label), "", "", "", '"Measure twice."', MOMENT)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(ANSWER, ("w", KEY.digest, 0, *written))
        raw.execute(ANSWER, ("p", b"pin", 1, *pinned))
        raw.execute(CALL, (MOMENT,))
        raw.execute(BATCH, (MOMENT, SUMMARY, RESPONSES))


@pytest.mark.parametrize("version", range(1, len(released_steps()) + 1))
async def test_what_a_file_of_every_schema_holds_is_still_there(path: Path, version: int) -> None:
    async with await Database.open(path, steps=released_steps()[:version]):
        pass
    fill(path)
    async with await Database.open(path) as database:
        pins, written = await AnswerMemory(database).recall([PINNED, WRITTEN], [None, KEY], JOB)
        record = await History(database).get("b1")
        [usage] = await UsageLog(database).totals()
        spent = await UsageLog(database).month_cost(dt.date(2026, 1, 31))
        assert database.warnings == []
    assert [pin and pin.answer for pin in pins] == ["Measure twice.", None]
    assert [each and each.answer for each in written] == [None, "Because."]
    assert (record.responses[0].answer, record.readback) == ("A", {"0": "A"})
    assert (usage.provider, usage.calls, spent) == ("openai", 1, 0.5)
