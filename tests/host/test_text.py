import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.text import clean, cut, cut_words, utf16_length, word_limit


@given(st.text())
def test_clean_leaves_nothing_a_person_cannot_see(text: str) -> None:
    cleaned = clean(text)
    assert not any(ord(char) < 32 and char not in "\n\t" for char in cleaned)
    assert not any(char in cleaned for char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x7f")
    assert not any(0xE0000 <= ord(char) < 0xE0080 for char in cleaned)


def test_clean_drops_lone_surrogates() -> None:
    assert clean("a\ud800b") == "ab"


def test_clean_keeps_line_breaks_of_every_kind_as_newlines() -> None:
    assert clean("a\r\nb\rc\td") == "a\nb\nc\td"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_length_is_counted_as_browsers_do(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.integers(1, 100))
def test_cut_never_passes_the_limit_and_only_shortens(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert utf16_length(short) <= limit
    assert text.startswith(short)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("First one. Second one. Third.", 24, "First one. Second one."),
        ("First one. Second one.", 22, "First one. Second one."),
        ("Only words without an end", 12, "Only words"),
        ("Only words without an end", 10, "Only words"),
        ("Donaudampfschifffahrt", 5, "Donau"),
        ("Version 3.11 came. Then more", 20, "Version 3.11 came."),
        ("😀😀😀", 5, "😀😀"),
    ],
)
def test_cut_ends_at_a_sentence_else_at_a_word(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


def test_cut_words_ends_at_a_sentence() -> None:
    assert cut_words("One two three. Four five six seven.", 5) == "One two three."


def test_cut_words_leaves_a_text_within_the_limit() -> None:
    assert cut_words("One two three.", 3) == "One two three."


@pytest.mark.parametrize(
    ("prose", "limit"),
    [("Max 300 words", 300), ("höchstens 150 Wörter", 150), ("200 mots maximum", 200), ("two sentences", None)],
)
def test_word_limit_is_read_from_prose(prose: str, limit: int | None) -> None:
    assert word_limit("", prose) == limit
