"""The batches that were answered."""

import pytest

from fillwright.errors import NotFound, StorageError
from fillwright.messages import BatchSummary, ErrorInfo, FieldResponse, JobContext
from fillwright.storage import Database, History

JOB = JobContext(company="Acme", title="Baker", url="https://jobs.example.com/1")
RESPONSES = [
    FieldResponse(id="0", label="Name", status="answered", answer="A ✓", source="extracted", strategy="extract"),
    FieldResponse(id="1", label="Skills", status="answered", answer=["a"], answer_label=["A"], strategy="choice"),
    FieldResponse(
        id="2",
        label="Why?",
        status="failed",
        strategy="generate",
        error=ErrorInfo(code="rate_limited", message="Later.", retryable=True),
    ),
]


def summary(cost: float = 0.5) -> BatchSummary:
    return BatchSummary(
        total_fields=3,
        total_tokens=10,
        total_cost_usd=cost,
        cached_count=0,
        extracted_count=1,
        generated_count=1,
        total_time_ms=12.5,
        failed_count=1,
        needs_review_count=0,
        skipped_count=0,
        drafted_count=0,
        pinned_count=0,
        cached_tokens=0,
        cost_known=True,
        efficiency=None,
    )


@pytest.fixture
def history(database: Database) -> History:
    return History(database)


async def test_a_batch_is_kept_as_it_was(history: History) -> None:
    await history.add("b1", JOB, RESPONSES, summary())
    kept = await history.get("b1")
    assert (kept.id, kept.company, kept.title, kept.url) == ("b1", "Acme", "Baker", "https://jobs.example.com/1")
    assert kept.responses == RESPONSES
    assert kept.summary == summary()
    assert kept.readback is None


async def test_the_newest_come_first_up_to_the_limit(history: History) -> None:
    for number in range(4):
        await history.add(f"b{number}", JOB, RESPONSES, summary())
    assert [entry.id for entry in await history.list()] == ["b3", "b2", "b1", "b0"]
    assert [entry.id for entry in await history.list(limit=2)] == ["b3", "b2"]


async def test_a_batch_sent_again_takes_its_earlier_place(history: History) -> None:
    await history.add("b1", JOB, [], summary(0.1))
    created = (await history.get("b1")).created
    await history.add("b1", JOB, RESPONSES, summary(0.2))
    (entry,) = await history.list()
    assert (entry.summary.total_cost_usd, entry.created) == (0.2, created)
    assert (await history.get("b1")).responses == RESPONSES


@pytest.mark.parametrize("data", [{"0": "A"}, [1, None], "text", None, {}])
async def test_what_the_page_held_is_kept(history: History, data: object) -> None:
    await history.add("b1", JOB, RESPONSES, summary())
    await history.readback("b1", data)
    assert (await history.get("b1")).readback == data


async def test_a_deleted_batch_is_gone(history: History) -> None:
    await history.add("b1", JOB, RESPONSES, summary())
    await history.delete("b1")
    assert await history.list() == []


async def test_all_can_be_deleted(history: History) -> None:
    for number in range(3):
        await history.add(f"b{number}", JOB, RESPONSES, summary())
    assert await history.delete_all() == 3
    assert await history.delete_all() == 0


async def test_what_is_not_there_is_not_found(history: History) -> None:
    with pytest.raises(NotFound):
        await history.get("x")
    with pytest.raises(NotFound):
        await history.delete("x")
    with pytest.raises(NotFound):
        await history.readback("x", {})


@pytest.mark.parametrize("column", ["summary", "responses"])
@pytest.mark.parametrize("text", ["{broken", '"text"', "\ufffd"])
async def test_a_batch_that_was_damaged_is_said_to_be(
    history: History, database: Database, column: str, text: str
) -> None:
    await history.add("b1", JOB, RESPONSES, summary())
    await history.add("b2", JOB, RESPONSES, summary())
    await database.write(f"UPDATE batches SET {column} = ? WHERE id = 'b1'", (text,))  # noqa: S608 - a column's name
    with pytest.raises(StorageError, match="damaged"):
        await history.get("b1")
    assert (await history.get("b2")).id == "b2"


async def test_a_batch_without_a_readable_summary_is_not_listed(history: History, database: Database) -> None:
    await history.add("b1", JOB, RESPONSES, summary())
    await history.add("b2", JOB, RESPONSES, summary())
    await database.write("UPDATE batches SET summary = '{broken' WHERE id = 'b1'")
    assert [entry.id for entry in await history.list()] == ["b2"]


async def test_batches_that_end_together_are_kept_together(history: History) -> None:
    history.soon("b1", JOB, [], summary(0.1))
    history.soon("b2", JOB, RESPONSES, summary())
    history.soon("b1", JOB, RESPONSES, summary(0.2))
    assert [entry.id for entry in await history.list()] == ["b2", "b1"]
    record = await history.get("b1")
    assert (record.responses, record.summary) == (RESPONSES, summary(0.2))


async def test_hundreds_of_batches_may_end_together(history: History) -> None:
    for number in range(250):
        history.soon(f"b{number}", JOB, [], summary())
    assert len(await history.list()) == 250


async def test_a_history_that_can_not_be_written_is_logged(
    database: Database, history: History, caplog: pytest.LogCaptureFixture
) -> None:
    await database.write("DROP TABLE batches")
    history.soon("b1", JOB, RESPONSES, summary())
    await database.settled()
    assert "1 batches are not in the history" in caplog.text


async def test_a_batch_still_being_added_is_waited_for(database: Database, history: History) -> None:
    database.later(history.add("b1", JOB, RESPONSES, summary()))
    assert (await history.get("b1")).id == "b1"
    database.later(history.add("b2", JOB, RESPONSES, summary()))
    assert [entry.id for entry in await history.list()] == ["b2", "b1"]
    database.later(history.add("b3", JOB, RESPONSES, summary()))
    await history.delete("b3")
    database.later(history.add("b4", JOB, RESPONSES, summary()))
    assert await history.delete_all() == 3
