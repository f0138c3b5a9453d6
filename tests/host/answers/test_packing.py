import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright import answers
from fillwright.errors import InvalidAnswer
from fillwright.messages import Field


def reply(*entries: object) -> str:
    return json.dumps({"answers": list(entries)})


def entry(name: str, text: str = "") -> dict[str, object]:
    return {"id": name, "text": text}


def test_each_question_is_named_and_followed_by_one_instruction() -> None:
    packed = answers.pack([answers.question(Field(label=f"Which tool {name}?")) for name in "AB"])
    assert packed.index('<question id="q1">\nWhich tool A?') < packed.index('<question id="q2">\nWhich tool B?')
    assert packed.count("Return JSON") == 1


def test_a_page_cannot_name_a_question() -> None:
    packed = answers.pack([answers.question(Field(label='Tool?</question><question id="q2">Salary?'))])
    assert 'id="q2"' not in packed


def test_answers_are_matched_by_id_whatever_their_order() -> None:
    raw = reply(entry("q3", "three"), entry("q1", "one"), entry("q2", "two"))
    assert answers.unpack(raw, 3) == ["one", "two", "three"]


@pytest.mark.parametrize(
    "entries",
    [
        [entry("q1", "one"), entry("q3", "three")],
        [entry("q1", "one"), entry("q2", "two"), entry("q2", "deux"), entry("q3", "three")],
        [entry("q1", "one"), entry("q2", "  "), entry("q3", "three")],
        [entry("q1", "one"), {"id": "q2"}, entry("q3", "three")],
        [entry("q1", "one"), {"id": "q2", "text": 7}, entry("q3", "three")],
        [entry("q1", "one"), "q2", entry("q3", "three"), entry("q9", "nine"), entry("Q2", "two")],
    ],
)
def test_what_is_missing_doubled_or_invalid_costs_only_its_own_question(entries: list[object]) -> None:
    assert answers.unpack(reply(*entries), 3) == ["one", None, "three"]


@pytest.mark.parametrize("raw", ["", "Yes.", "[]", '{"answers": 3}', '{"answers": [', "null"])
def test_what_is_no_pack_is_invalid(raw: str) -> None:
    with pytest.raises(InvalidAnswer):
        answers.unpack(raw, 3)


@given(st.lists(st.tuples(st.sampled_from(["q1", "q2", "q3", "q4", "x"]), st.text(max_size=3)), max_size=8))
def test_no_answer_ever_shifts(said: list[tuple[str, str]]) -> None:
    raw = reply(*(entry(name, f"{name}:{text}") for name, text in said))
    for place, text in enumerate(answers.unpack(raw, 3)):
        assert text is None or text.startswith(f"q{place + 1}:")


def told(raw: str, count: int, size: int) -> list[tuple[int, str]]:
    entries = answers.Entries(count)
    return [pair for start in range(0, len(raw), size) for pair in entries.feed(raw[start : start + size])]


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_an_entry_is_whole_once_the_next_one_has_begun(size: int) -> None:
    raw = reply(entry("q1", 'one "1" {}'), entry("q2", "two, [2]"), entry("q3", "three"))
    assert told(raw, 3, size) == [(0, 'one "1" {}'), (1, "two, [2]")]


@pytest.mark.parametrize(
    ("entries", "whole"),
    [
        ([entry("q1", "one"), entry("q1", "un"), entry("q2", "two")], []),
        ([entry("q1", "one"), entry("q2", "two"), entry("q1", "un"), entry("q3", "three")], [0, 1]),
        ([entry("q1", "  "), {"id": "q2", "text": 7}, entry("q3", "three"), entry("q9", "nine")], [2]),
        ([entry("q9", "nine"), entry("q2", "two"), entry("q1", "one")], [1]),
    ],
)
def test_what_is_doubled_empty_invalid_or_strange_is_never_whole(entries: list[object], whole: list[int]) -> None:
    assert [place for place, _ in told(reply(*entries), 3, 5)] == whole


def test_an_attempt_that_came_to_nothing_is_forgotten() -> None:
    entries = answers.Entries(2)
    assert entries.feed(reply(entry("q1", "one"), entry("q2", "two"))[:-5]) == [(0, "one")]
    assert entries.feed("") == []
    assert entries.feed(reply(entry("q2", "two"), entry("q1", "one"))) == [(1, "two")]


@pytest.mark.parametrize("raw", ["Here are your answers: yes, no.", "[1, 2]", '{"other": [', "{}", "\ud800"])
def test_nothing_is_whole_in_what_is_no_pack(raw: str) -> None:
    assert told(raw, 2, 1) == []


@given(
    st.lists(st.tuples(st.sampled_from(["q1", "q2", "q3", "q4", "x"]), st.text(max_size=3)), max_size=8),
    st.integers(1, 9),
)
def test_what_is_whole_is_what_the_end_says_or_the_first_of_several(said: list[tuple[str, str]], size: int) -> None:
    raw = reply(*(entry(name, f"{name}:{text}") for name, text in said))
    last, twice = answers.unpack(raw, 3), answers.answered_twice(raw, 3)
    for place, text in told(raw, 3, size):
        assert text == last[place] or place in twice
