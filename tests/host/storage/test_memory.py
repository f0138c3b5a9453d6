"""Answers remembered and pinned."""

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from fillwright.errors import InvalidRequest, NotFound, StorageError
from fillwright.messages import Answer, Field, FieldResponse, JobContext
from fillwright.storage import AnswerMemory, Database, QuestionKey, Remembered, question_key

ACME, GLOBEX = JobContext(company="Acme"), JobContext(company="Globex")
WHY = Field(label="Why Acme?", type="textarea")
ANYWHERE = JobContext()


@pytest.fixture
def memory(database: Database) -> AnswerMemory:
    return AnswerMemory(database)


def generated(answer: object = "because", **parts: object) -> FieldResponse:
    told = {"id": "1", "label": "Q", "status": "answered", "source": "generated", "strategy": "generate"}
    return msgspec.convert({**told, "answer": answer, **parts}, type=FieldResponse)


async def kept(memory: AnswerMemory, field: Field = WHY, job: JobContext = ACME, answer: Answer = "because") -> str:
    return await memory.store(question_key(field, job, "v1"), field, generated(answer))


async def pins(memory: AnswerMemory, fields: list[Field], job: JobContext) -> list[Remembered | None]:
    return (await memory.recall(fields, [None] * len(fields), job))[0]


async def lookup(memory: AnswerMemory, keys: list[QuestionKey]) -> list[Remembered | None]:
    return (await memory.recall([WHY] * len(keys), keys, ACME))[1]


async def answers(memory: AnswerMemory, *fields: Field, job: JobContext, version: str = "v1") -> list[Answer | None]:
    found = await lookup(memory, [question_key(field, job, version) for field in fields])
    return [each.answer if each else None for each in found]


async def pinned(memory: AnswerMemory, *labels: str, job: JobContext = ANYWHERE) -> list[Answer | None]:
    found = await pins(memory, [Field(label=label) for label in labels], job)
    return [each.answer if each else None for each in found]


# Written once, given again


async def test_what_is_stored_is_found(memory: AnswerMemory) -> None:
    key = question_key(WHY, ACME, "v1")
    response = generated("because", answer_label=None, provider="openai", model="m")
    identity = await memory.store(key, WHY, response)
    (found,) = await lookup(memory, [key])
    assert found == await memory.get(identity)
    assert (found.question, found.answer, found.provider, found.model) == ("Why Acme?", "because", "openai", "m")
    assert (found.pinned, found.company, found.used) == (False, "acme", None)


async def test_what_was_never_stored_is_not_found(memory: AnswerMemory) -> None:
    assert await answers(memory, WHY, job=ACME) == [None]


async def test_nothing_asked_is_nothing_found(memory: AnswerMemory) -> None:
    assert await lookup(memory, []) == []
    assert await pins(memory, [], ACME) == []


async def test_another_company_s_answer_is_never_served(memory: AnswerMemory) -> None:
    await kept(memory, Field(label="Why us?"))
    assert await answers(memory, Field(label="Why us?"), job=GLOBEX) == [None]
    assert await answers(memory, Field(label="Why us?"), job=ANYWHERE) == [None]


async def test_an_older_profile_s_answer_is_never_served(memory: AnswerMemory) -> None:
    await kept(memory)
    assert await answers(memory, WHY, job=ACME, version="v2") == [None]


async def test_an_answer_to_other_limits_is_never_served(memory: AnswerMemory) -> None:
    await kept(memory)
    assert await answers(memory, Field(label="Why Acme?", type="textarea", max_length=3), job=ACME) == [None]


async def test_a_newer_answer_takes_the_place_of_the_older(memory: AnswerMemory) -> None:
    await kept(memory, answer="old")
    await kept(memory, answer="new")
    assert await answers(memory, WHY, job=ACME) == ["new"]
    assert len(await memory.list()) == 1


async def test_a_batch_is_found_in_its_order(memory: AnswerMemory) -> None:
    fields = [Field(label=f"Question {number}") for number in range(1200)]
    for field in fields[::100]:
        await kept(memory, field, answer=field.label)
    found = await answers(memory, *fields, job=ACME)
    assert found == [field.label if at % 100 == 0 else None for at, field in enumerate(fields)]


async def test_a_batch_costs_one_select(
    memory: AnswerMemory, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    selects: list[str] = []
    read = database.read

    async def counted(sql: str, values: Sequence[object] = ()) -> object:
        selects.append(sql)
        return await read(sql, values)

    monkeypatch.setattr(database, "read", counted)
    await answers(memory, *(Field(label=f"Question {number}") for number in range(500)), job=ACME)
    assert len(selects) == 1
    await pinned(memory, *(f"Question {number}" for number in range(500)))
    assert len(selects) == 2


async def test_the_same_question_twice_in_a_batch_is_found_twice(memory: AnswerMemory) -> None:
    await kept(memory)
    assert await answers(memory, WHY, WHY, job=ACME) == ["because", "because"]


@pytest.mark.parametrize(
    "parts",
    [
        {"source": "drafted"},
        {"source": "extracted"},
        {"source": "cached"},
        {"source": None},
        {"status": "needs_review"},
        {"status": "failed"},
        {"answer": None},
    ],
)
async def test_only_complete_generated_answers_are_stored(memory: AnswerMemory, parts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="only complete generated answers"):
        await memory.store(question_key(WHY, ACME, "v1"), WHY, generated(**{"answer": "because", **parts}))
    assert await memory.list() == []


@pytest.mark.parametrize("answer", ["text ✓\n\t", True, False, ["a", "b"], ""])
async def test_an_answer_keeps_its_type(memory: AnswerMemory, answer: Answer) -> None:
    identity = await kept(memory, answer=answer)
    assert (await memory.get(identity)).answer == answer


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "'; DROP TABLE answers; --", "\U0001f600", "%_"])
async def test_any_text_can_be_kept(memory: AnswerMemory, text: str) -> None:
    await kept(memory, Field(label=text), answer=text)
    assert len(await answers(memory, Field(label=text), job=ACME)) == 1
    assert len(await memory.list()) == 1


async def test_control_characters_and_halves_of_characters_are_not_kept(memory: AnswerMemory) -> None:
    identity = await kept(memory, Field(label="a\x00b"), answer="c\ud800\u202ed")
    found = await memory.get(identity)
    assert (found.question, found.answer) == ("ab", "cd")


async def test_a_row_that_was_damaged_is_not_served(memory: AnswerMemory, database: Database) -> None:
    identity = await kept(memory)
    await database.write("UPDATE answers SET answer = '{broken'")
    assert await answers(memory, WHY, job=ACME) == [None]
    with pytest.raises(NotFound):
        await memory.get(identity)


async def test_an_answer_that_was_altered_in_the_file_is_not_given(memory: AnswerMemory, database: Database) -> None:
    await kept(memory)
    await memory.pin("Notice period?", "Three months")
    await database.write("UPDATE answers SET answer = replace(answer, 'e', 'a')")
    assert await answers(memory, WHY, job=ACME) == [None]
    assert await pins(memory, [Field(label="Notice period?")], ACME) == [None]


async def test_an_altered_answer_is_listed_and_warned_of_once(memory: AnswerMemory, database: Database) -> None:
    await memory.pin("Notice period?", "Three months")
    await database.write("UPDATE answers SET answer = replace(answer, 'o', 'a')")
    for _ in range(2):
        await pins(memory, [Field(label="Notice period?")], ACME)
    assert [each.answer for each in await memory.list()] == ["Three manths"]
    (warning,) = database.warnings
    assert "damaged" in warning


async def test_an_altered_answer_that_is_set_again_is_given(memory: AnswerMemory, database: Database) -> None:
    identity = await memory.pin("Notice period?", "Three months")
    await database.write("UPDATE answers SET answer = replace(answer, 'o', 'a')")
    await memory.set(identity, "Two months")
    (found,) = await pins(memory, [Field(label="Notice period?")], ACME)
    assert found is not None
    assert found.answer == "Two months"


async def test_an_answer_from_before_the_checksums_is_given(memory: AnswerMemory, database: Database) -> None:
    await memory.pin("Notice period?", "Three months")
    await database.write("UPDATE answers SET seal = NULL")
    (found,) = await pins(memory, [Field(label="Notice period?")], ACME)
    assert found is not None
    assert database.warnings == []


async def test_answers_of_the_first_schema_are_given_by_the_next(path: Path) -> None:
    async with await Database.open(path) as database:
        await kept(AnswerMemory(database))
        await AnswerMemory(database).pin("Notice period?", "Three months")
        await database.write("DROP INDEX calls_by_batch")
        await database.write("DROP TABLE prepared")
        for table, column in (
            ("answers", "company_name"),
            ("answers", "seal"),
            ("calls", "hedges"),
            ("calls", "waited_s"),
        ):
            await database.write(f"ALTER TABLE {table} DROP COLUMN {column}")
        await database.write("PRAGMA user_version = 1")
    async with await Database.open(path) as database:
        memory = AnswerMemory(database)
        assert await answers(memory, WHY, job=ACME) == ["because"]
        assert await pinned(memory, "Notice period?") == ["Three months"]
    assert path.with_name(f"{path.name}.schema-1").exists()


async def test_giving_an_answer_does_not_break_its_checksum(memory: AnswerMemory) -> None:
    await memory.touch([await memory.pin("Notice period?", "Three months")])
    (found,) = await pins(memory, [Field(label="Notice period?")], ACME)
    assert found is not None


async def test_a_text_that_is_no_utf_8_any_more_costs_its_row_alone(memory: AnswerMemory, database: Database) -> None:
    await memory.pin("Notice period?", "Three months")
    identity = await memory.pin("Favourite tool?", "A plane")
    await database.write("UPDATE answers SET answer = CAST(x'22ff22' AS TEXT) WHERE id = ?", (identity,))
    found = await pins(memory, [Field(label="Notice period?"), Field(label="Favourite tool?")], ACME)
    assert [each and each.answer for each in found] == ["Three months", None]


async def test_a_digest_that_met_another_key_is_not_served(memory: AnswerMemory, database: Database) -> None:
    await kept(memory)
    await database.write("UPDATE answers SET company = 'globex'")
    assert await answers(memory, WHY, job=ACME) == [None]


# Pinned


async def test_a_pin_answers_its_question_everywhere(memory: AnswerMemory) -> None:
    await memory.pin("Notice period?", "3 months")
    assert await pinned(memory, "Notice period", job=ACME) == ["3 months"]
    assert await pinned(memory, "NOTICE PERIOD *", job=GLOBEX) == ["3 months"]


async def test_a_pin_answers_recognisably_the_same_wording(memory: AnswerMemory) -> None:
    await memory.pin("What is your greatest strength?", "Patience")
    assert await pinned(memory, "Tell us about your biggest strengths", "Your greatest weakness?") == ["Patience", None]


async def test_a_pin_never_crosses_a_negation(memory: AnswerMemory) -> None:
    await memory.pin("Are you authorized to work in Germany?", "Yes")
    assert await pinned(memory, "Are you not authorized to work in Germany?") == [None]


async def test_a_company_s_pin_answers_that_company_alone(memory: AnswerMemory) -> None:
    await memory.pin("Why us?", "Rockets", company="Acme")
    assert await pinned(memory, "Why us?", job=ACME) == ["Rockets"]
    assert await pinned(memory, "Why us?", job=GLOBEX) == [None]
    assert await pinned(memory, "Why us?", job=ANYWHERE) == [None]


async def test_a_company_s_pin_comes_before_one_for_all(memory: AnswerMemory) -> None:
    await memory.pin("Why us?", "Rockets", company="Acme")
    await memory.pin("Why us?", "Anything")
    assert await pinned(memory, "Why us?", job=ACME) == ["Rockets"]
    assert await pinned(memory, "Why us?", job=GLOBEX) == ["Anything"]


async def test_of_several_pins_the_nearest_wording_answers(memory: AnswerMemory) -> None:
    await memory.pin("Your greatest strength", "near")
    await memory.pin("Tell us about your biggest strength", "far")
    assert await pinned(memory, "Your greatest strengths") == ["near"]


async def test_a_pin_for_all_may_name_the_company_that_asked(memory: AnswerMemory) -> None:
    await memory.pin("Why do you want to work at Acme?", "Rockets", asked_by="Acme")
    assert await pinned(memory, "Why do you want to work at Globex?", job=GLOBEX) == ["Rockets"]


async def test_a_second_pin_replaces_the_first(memory: AnswerMemory) -> None:
    await memory.pin("Notice period?", "3 months")
    await memory.pin("notice period", "4 weeks")
    assert await pinned(memory, "Notice period") == ["4 weeks"]
    assert len(await memory.list()) == 1


async def test_a_pin_is_no_written_answer_and_the_reverse(memory: AnswerMemory) -> None:
    await kept(memory)
    assert await pinned(memory, "Why Acme?", job=ACME) == [None]
    await memory.pin("Why me?", "x", company="Acme")
    assert await answers(memory, Field(label="Why me?"), job=ACME, version="") == [None]


async def test_a_question_without_text_can_t_be_pinned(memory: AnswerMemory) -> None:
    with pytest.raises(InvalidRequest):
        await memory.pin("  ", "x")


async def test_editing_a_written_answer_pins_it_for_its_company(memory: AnswerMemory) -> None:
    identity = await kept(memory)
    edited = await memory.set(identity, "mine")
    assert (edited.id, edited.pinned, edited.company, edited.answer) == (identity, True, "acme", "mine")
    assert await pinned(memory, "Why Acme?", job=ACME) == ["mine"]
    assert await answers(memory, WHY, job=ACME) == [None]


async def test_an_edit_may_hold_for_all_or_for_another_company(memory: AnswerMemory) -> None:
    identity = await kept(memory)
    assert (await memory.set(identity, "mine", company=None)).company is None
    assert await pinned(memory, "Why Globex?", job=GLOBEX) == ["mine"]
    assert (await memory.set(identity, "mine", company="Globex")).company == "globex"
    assert await pinned(memory, "Why Acme?", job=ACME) == [None]


async def test_an_edit_replaces_an_earlier_pin_for_the_same_question(memory: AnswerMemory) -> None:
    await memory.pin("Why Acme?", "old", company="Acme")
    await memory.set(await kept(memory), "new")
    assert await pinned(memory, "Why Acme?", job=ACME) == ["new"]
    assert len(await memory.list()) == 1


async def test_an_edited_choice_keeps_the_visible_text(memory: AnswerMemory) -> None:
    edited = await memory.set(await kept(memory), "1", answer_label="Yes")
    assert (await memory.get(edited.id)).answer_label == "Yes"


# Kept in order by the person


async def test_what_is_not_there_is_not_found(memory: AnswerMemory) -> None:
    with pytest.raises(NotFound):
        await memory.get("x")
    with pytest.raises(NotFound):
        await memory.set("x", "y")
    with pytest.raises(NotFound):
        await memory.forget("x")


async def test_a_search_finds_all_its_words_in_question_answer_or_company(memory: AnswerMemory) -> None:
    await memory.pin("Größte Stärke?", "Patience")
    await memory.pin("Which?", "1", answer_label=["Green tea", "Milk"])
    await kept(memory, answer="rockets and glue")
    assert [each.answer for each in await memory.list("stärke PATI")] == ["Patience"]
    assert [each.answer for each in await memory.list("green")] == ["1"]
    assert [each.answer for each in await memory.list("acme glue")] == ["rockets and glue"]
    assert await memory.list("patience glue") == []
    assert await memory.list("%") == []


async def test_the_newest_come_first_up_to_the_limit(memory: AnswerMemory) -> None:
    for number in range(5):
        await memory.pin(f"Question {number}", str(number))
    assert [each.answer for each in await memory.list(limit=3)] == ["4", "3", "2"]


async def test_what_is_forgotten_is_gone(memory: AnswerMemory) -> None:
    identity = await memory.pin("Q", "x")
    await memory.forget(identity)
    assert await pinned(memory, "Q") == [None]


async def test_all_can_be_forgotten(memory: AnswerMemory) -> None:
    await memory.pin("Q", "x")
    await kept(memory)
    assert await memory.forget_all() == 2
    assert await memory.list() == []


async def test_giving_an_answer_is_noted(memory: AnswerMemory) -> None:
    identity = await kept(memory)
    await memory.touch([identity, "unknown"])
    assert (await memory.get(identity)).used is not None


async def test_giving_answers_is_noted_in_a_moment(memory: AnswerMemory) -> None:
    identity = await kept(memory)
    memory.given([identity, "unknown"])
    memory.given([identity])
    assert (await memory.get(identity)).used is not None


async def exported(memory: AnswerMemory) -> bytes:
    return msgspec.json.encode(await memory.export())


async def test_what_is_exported_is_imported(memory: AnswerMemory, tmp_path: Path) -> None:
    await memory.pin("Q", True, company="Acme")
    await kept(memory)
    data = await exported(memory)
    async with await Database.open(tmp_path / "other.sqlite3") as other:
        moved = AnswerMemory(other)
        assert await moved.import_(json.loads(data)) == 2
        assert await exported(moved) == data
        assert await answers(moved, WHY, job=ACME) == ["because"]
        assert await pinned(moved, "Q", job=ACME) == [True]


async def test_importing_twice_is_once(memory: AnswerMemory) -> None:
    await memory.pin("Q", "x")
    await kept(memory)
    data = json.loads(await exported(memory))
    await memory.import_(data)
    assert len(await memory.list()) == 2


async def test_a_pin_written_by_hand_needs_little(memory: AnswerMemory) -> None:
    pin = {"id": "a", "question": "Notice period?", "answer": "3 months", "pinned": True}
    await memory.import_({"format": 1, "answers": [pin]})
    assert await pinned(memory, "What is your notice period?") == ["3 months"]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({}, "format"),
        ({"format": 2, "answers": []}, "format"),
        ({"format": 1, "answers": [{"id": "a", "question": "Q"}]}, "answers[0].answer"),
        ({"format": 1, "answers": [{"id": "a", "question": "Q", "answer": 7}]}, "answers[0].answer"),
        ([], "$"),
    ],
)
async def test_what_is_no_export_is_refused_with_its_path(memory: AnswerMemory, data: object, place: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        await memory.import_(data)
    assert caught.value.field == place


async def test_an_import_that_fails_changes_nothing(memory: AnswerMemory, database: Database) -> None:
    (pages,) = (await database.write("PRAGMA page_count"))[0]
    await database.write(f"PRAGMA max_page_count = {pages}")
    large = {"id": "b", "question": "B", "answer": "x" * 100_000}
    with pytest.raises(StorageError):
        await memory.import_({"format": 1, "answers": [{"id": "a", "question": "A", "answer": "x"}, large]})
    assert await memory.list() == []


def test_a_remembered_answer_says_all_that_an_import_needs() -> None:
    remembered = Remembered(id="1", question="Q", answer=["a"], company="acme", wording="q")
    assert msgspec.json.decode(msgspec.json.encode(remembered), type=Remembered) == remembered


async def test_a_company_s_name_is_kept_as_it_was_written(memory: AnswerMemory) -> None:
    identity = await memory.pin("Why us?", "Rockets", company=" ACME Rockets, Inc. ")
    (found,) = await memory.list("ROCKETS, inc")
    assert (found.company, found.company_name) == ("acme rockets inc", "ACME Rockets, Inc.")
    assert (await memory.set(identity, "More", company=found.company)).company_name == "ACME Rockets, Inc."
    assert (await memory.set(identity, "More", company="Globex")).company_name == "Globex"


async def test_a_written_answer_keeps_the_company_s_name_too(memory: AnswerMemory) -> None:
    field = Field(label="Why us?", type="textarea")
    written = FieldResponse(
        id="0", label="Why us?", strategy="generate", status="answered", source="generated", answer="Because."
    )
    await memory.store(question_key(field, ACME, "v"), field, written, company=ACME.company)
    assert [each.company_name for each in await memory.list()] == ["Acme"]


async def test_an_answer_for_all_has_a_slot_for_the_company_it_was_given_to(memory: AnswerMemory) -> None:
    await memory.pin("Why us?", "Acme builds rockets, and Acme Rockets Inc. pays.", asked_by="Acme Rockets Inc.")
    (found,) = await memory.list()
    assert found.answer == "Acme builds rockets, and {company} pays."
    identity = await memory.pin("Why them?", "Globex, not Globexes.", company="Globex")
    assert (await memory.set(identity, "Globex, not Globexes.", company=None)).answer == "{company}, not Globexes."


async def test_free_texts_for_one_question_and_company_are_duplicates(memory: AnswerMemory) -> None:
    one = await memory.pin("Why do you want to work here?", "Rockets")
    other = await memory.pin("Why would you like to work for us?", "Pay")
    await memory.pin("Why do you want to work here?", "Boats", company="Globex")
    await memory.pin("Why do you want to work here, really?", True)
    groups = await memory.duplicates()
    assert [sorted(group) for group in groups] == [sorted((one, other))]


async def test_merging_keeps_one_as_the_person_s_own_and_forgets_the_others(memory: AnswerMemory) -> None:
    field = Field(label="Why us?", type="textarea")
    written = FieldResponse(
        id="0", label="Why us?", strategy="generate", status="answered", source="generated", answer="Because."
    )
    kept = await memory.store(question_key(field, ACME, "v"), field, written)
    others = [await memory.pin(question, "Pay", company="Acme") for question in ("Why us?", "Why Acme?")]
    assert (await memory.merge(kept, [*others, kept])).pinned
    assert [(each.id, each.answer, each.pinned) for each in await memory.list()] == [(kept, "Because.", True)]


async def test_merging_with_an_answer_nobody_has_changes_nothing(memory: AnswerMemory) -> None:
    kept, other = [await memory.pin(question, "x") for question in ("Why us?", "Where from?")]
    with pytest.raises(NotFound):
        await memory.merge(kept, [other, "nobody"])
    assert len(await memory.list()) == 2
