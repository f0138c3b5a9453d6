"""Whether an answer given before fits the control shown now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.messages import Answer, Field, Option
from fillwright.storage import Remembered, fits


def remembered(answer: Answer, label: str | list[str] | None = None) -> Remembered:
    return Remembered(id="1", question="Q", answer=answer, answer_label=label)


def options(*pairs: tuple[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value=value, label=label) for value, label in pairs)


YES_NO = options(("1", "Yes"), ("0", "No"))


def test_a_text_fits_a_text_field() -> None:
    assert fits(Field(label="Q"), remembered("because")) == "because"


def test_a_text_of_just_the_limit_fits() -> None:
    assert fits(Field(label="Q", max_length=3), remembered("abc")) == "abc"


def test_a_text_over_the_limit_does_not() -> None:
    assert fits(Field(label="Q", max_length=2), remembered("abc")) is None


@given(text=st.text(min_size=1, max_size=20).filter(str.strip), limit=st.integers(1, 30))
def test_length_is_counted_as_browsers_count(text: str, limit: int) -> None:
    fitted = fits(Field(label="Q", max_length=limit), remembered(text)) is not None
    assert fitted == (len(text.encode("utf-16-le")) // 2 <= limit)


@pytest.mark.parametrize("answer", ["", "  ", True, ["a"]])
def test_what_is_no_text_does_not_fit_a_text_field(answer: Answer) -> None:
    assert fits(Field(label="Q"), remembered(answer)) is None


@pytest.mark.parametrize("answer", [True, False])
def test_a_tick_fits_a_checkbox(answer: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert fits(Field(label="Q", type="checkbox"), remembered(answer)) is answer


def test_a_text_does_not_fit_a_checkbox() -> None:
    assert fits(Field(label="Q", type="checkbox"), remembered("yes")) is None


def test_the_visible_text_decides_and_the_present_value_is_given() -> None:
    field = Field(label="Q", type="select", options=options(("x9", "Yes"), ("x8", "No")))
    assert fits(field, remembered("1", "Yes")) == "x9"


def test_an_option_may_be_set_in_other_type() -> None:
    assert fits(Field(label="Q", options=YES_NO), remembered("old", " YES! ")) == "1"


def test_the_same_value_with_another_text_does_not_fit() -> None:
    field = Field(label="Q", options=options(("1", "No"), ("0", "Maybe")))
    assert fits(field, remembered("1", "Yes")) is None


def test_an_option_that_is_not_shown_does_not_fit() -> None:
    assert fits(Field(label="Q", options=YES_NO), remembered("2", "Perhaps")) is None


def test_a_text_set_by_hand_may_name_an_option() -> None:
    assert fits(Field(label="Q", options=YES_NO), remembered("no")) == "0"


@pytest.mark.parametrize(("answer", "value"), [(True, "1"), (False, "0")])
def test_a_tick_fits_options_that_say_yes_and_no(answer: bool, value: str) -> None:  # noqa: FBT001 - a parameter
    assert fits(Field(label="Q", options=YES_NO), remembered(answer)) == value


def test_options_without_labels_are_known_by_their_value() -> None:
    assert fits(Field(label="Q", options=options(("de", ""), ("fr", ""))), remembered("de")) == "de"


def test_of_options_that_read_alike_the_one_with_the_value_is_taken() -> None:
    field = Field(label="Q", options=options(("a", "Other"), ("b", "Other")))
    assert fits(field, remembered("b", "Other")) == "b"
    assert fits(field, remembered("c", "Other")) is None


def test_several_choices_fit_where_several_may_be_chosen() -> None:
    field = Field(label="Q", multiple=True, options=options(("1", "A"), ("2", "B"), ("3", "C")))
    assert fits(field, remembered(["x", "y"], ["C", "A"])) == ["3", "1"]


def test_several_choices_fit_only_all_together() -> None:
    field = Field(label="Q", multiple=True, options=options(("1", "A"), ("2", "B")))
    assert fits(field, remembered(["x", "y"], ["A", "Z"])) is None


def test_one_choice_fits_where_several_may_be_chosen() -> None:
    field = Field(label="Q", multiple=True, options=options(("1", "A"), ("2", "B")))
    assert fits(field, remembered("old", "B")) == ["2"]


def test_several_choices_do_not_fit_where_one_may_be_chosen() -> None:
    assert fits(Field(label="Q", options=YES_NO), remembered(["1", "0"], ["Yes", "No"])) is None


def test_no_choice_does_not_fit() -> None:
    assert fits(Field(label="Q", multiple=True, options=YES_NO), remembered([], [])) is None


def test_a_list_fits_a_field_that_takes_several() -> None:
    assert fits(Field(label="Q", multiple=True), remembered(["a", "b"])) == ["a", "b"]
