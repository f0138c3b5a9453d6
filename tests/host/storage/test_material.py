"""Which passages speak to a question."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fillwright.errors import StorageError
from fillwright.messages import Passage
from fillwright.storage import MaterialIndex, material

# The index may not know the profile: these are passages as any profile gives them.
PASSAGES = (
    Passage("basics.summary", "Summary", "I am a baker with ten years of experience and a love of rye bread."),
    Passage("work[0].highlights[0]", "Head Baker, Acme, since 2020", "Reduced the waste of flour by a third."),
    Passage("work[0].highlights[1]", "Head Baker, Acme, since 2020", "Led a team of six through the night shifts."),
    Passage("projects[0].description", "Ovenwatch, Python", "A program that logs the temperature of old ovens."),
    Passage("education[0]", "Education", "Master of Science, Chemistry, University of Lübeck"),
    Passage("skills[0]", "Skill", "Python: asyncio, C++"),
    Passage(
        "application.stories[0]", "The broken oven (challenge, pressure)", "On the eve of the fair the oven broke."
    ),
    Passage("application.stories[1]", "Salt (mistake, learning)", "I salted the dough twice and told the customer."),
    Passage("application.stories[2]", "Bread or cake (conflict)", "My colleague wanted cake; we asked the guests."),
    Passage("application.stories[3]", "Why I bake (motivation)", "I like to see people eat what I made."),
)


@pytest.fixture
async def index() -> AsyncIterator[MaterialIndex]:
    opened = MaterialIndex()
    await opened.index(PASSAGES)
    yield opened
    await opened.close()


async def first(index: MaterialIndex, question: str) -> str | None:
    found = await index.search(question)
    return found[0][0].path if found else None


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("Describe a challenging situation at work", "application.stories[0]"),
        ("How do you deal with stress?", "application.stories[0]"),
        ("Tell us about a time you failed", "application.stories[1]"),
        ("What is your greatest weakness?", "application.stories[1]"),
        ("Tell us about a disagreement with a coworker and how you solved it", "application.stories[2]"),
        ("Why do you want to work here?", "application.stories[3]"),
        ("Was motiviert Sie?", "application.stories[3]"),
        ("Describe your leadership experience", "work[0].highlights[1]"),
        ("What did you study at the university?", "education[0]"),
        ("Your studies at LUBECK", "education[0]"),
        ("Tell us about your experience with rye bread", "basics.summary"),
        ("Tell us about yourself", "basics.summary"),
        ("Have you worked with thermometers or temperatures?", "projects[0].description"),
    ],
)
async def test_the_passage_that_speaks_to_it_comes_first(index: MaterialIndex, question: str, path: str) -> None:
    assert await first(index, question) == path


async def test_a_word_matches_by_its_beginning(index: MaterialIndex) -> None:
    assert await first(index, "reducing") == "work[0].highlights[0]"


async def test_the_best_comes_first_and_scores_are_above_zero(index: MaterialIndex) -> None:
    scores = [score for _, score in await index.search("oven temperature python")]
    assert scores == sorted(scores, reverse=True)
    assert scores
    assert min(scores) > 0


async def test_no_more_than_the_limit_are_found(index: MaterialIndex) -> None:
    assert len(await index.search("baker oven python bread", limit=2)) == 2


@pytest.mark.parametrize("question", ["", "???", "What is your?", "{company}", "Zeppelin"])
async def test_a_question_without_a_match_finds_nothing(index: MaterialIndex, question: str) -> None:
    assert await index.search(question) == []


async def test_without_passages_nothing_is_found() -> None:
    empty = MaterialIndex()
    assert await empty.search("oven") == []
    await empty.index(())
    assert await empty.search("oven") == []
    await empty.close()


@settings(max_examples=40)
@given(
    question=st.text(max_size=40) | st.sampled_from(['"', "*", "NEAR(a b)", "title: x", "a OR", "-oven", "^a", "(("])
)
def test_no_question_is_a_query_in_disguise(question: str) -> None:
    async def search() -> list[tuple[Passage, float]]:
        index = MaterialIndex()
        await index.index(PASSAGES)
        try:
            return await index.search(question)
        finally:
            await index.close()

    assert all(passage in PASSAGES for passage, _ in asyncio.run(search()))


async def test_new_passages_replace_the_old(index: MaterialIndex) -> None:
    await index.index((Passage("a", "", "zeppelin"),))
    assert await first(index, "zeppelin") == "a"
    assert await first(index, "oven") is None


async def test_the_same_passages_are_not_indexed_again(index: MaterialIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(_open: object) -> None:
        raise AssertionError

    monkeypatch.setattr(material, "connect", never)
    await index.index(list(PASSAGES))
    assert await first(index, "reducing") is not None


async def test_nothing_is_written_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    index = MaterialIndex()
    await index.index(PASSAGES)
    await index.search("oven")
    assert list(tmp_path.iterdir()) == []
    await index.close()


async def test_closing_ends_its_thread() -> None:
    before = set(threading.enumerate())
    index = MaterialIndex()
    await index.index(PASSAGES)
    (thread,) = set(threading.enumerate()) - before
    await index.close()
    await index.close()
    thread.join(10)
    assert not thread.is_alive()
    assert await index.search("oven") == []


async def test_searches_at_once_each_get_their_own(index: MaterialIndex) -> None:
    found = await asyncio.gather(*(first(index, word) for word in ("reducing", "lübeck") * 20))
    assert found == ["work[0].highlights[0]", "education[0]"] * 20


async def test_an_index_that_can_t_be_made_is_a_storage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> sqlite3.Connection:
        raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr(material, "_new", broken)
    with pytest.raises(StorageError, match="fts5"):
        await MaterialIndex().index(PASSAGES)


async def test_a_search_that_fails_is_a_storage_error(index: MaterialIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "_SEARCH", "SELECT nonsense FROM missing WHERE ? = ?")
    with pytest.raises(StorageError, match="can't be searched"):
        await index.search("oven")
