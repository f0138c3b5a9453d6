from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from fillwright.demo import judge_answers, judge_page, read_request
from fillwright.demo.form import PAGE
from fillwright.messages import BatchRequest, convert


def answered(**answers: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any answer
    return [{"id": name, "status": "answered", "answer": answer} for name, answer in answers.items()]


def test_the_request_is_one_the_server_takes() -> None:
    assert len(convert(BatchRequest, read_request()).fields) == 20


def test_the_request_names_the_controls_of_the_page() -> None:
    names: set[str] = set()

    class Names(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            if tag in {"input", "select", "textarea", "div"}:
                names.add(given.get("name") or given.get("data-name") or "")

    Names().feed((PAGE / "index.html").read_text("utf-8"))
    assert {field["id"] for field in read_request()["fields"]} == names - {"", "homepage_2"}


def test_an_expected_answer_is_right() -> None:
    assert judge_answers(answered(first_name="Leonie")).answered == ("first_name",)


def test_another_answer_is_wrong() -> None:
    assert judge_answers(answered(first_name="Max")).wrong == ("first_name",)


def test_options_may_come_in_any_order() -> None:
    assert judge_answers(answered(languages=["es", "de", "en"])).answered == ("languages",)


def test_a_missing_option_is_wrong() -> None:
    assert judge_answers(answered(languages=["de", "en"])).wrong == ("languages",)


def test_a_written_answer_is_right_up_to_its_limit() -> None:
    assert judge_answers(answered(why_us="x" * 900)).answered == ("why_us",)


def test_a_written_answer_over_its_limit_is_wrong() -> None:
    assert judge_answers(answered(why_us="x" * 901)).wrong == ("why_us",)


def test_an_answer_that_needs_review_counts_as_left() -> None:
    proposal = {"id": "first_name", "status": "needs_review", "answer": "Max"}
    assert "first_name" in judge_answers([proposal]).left


def test_what_the_site_had_filled_in_counts_as_left() -> None:
    assert "heard_from" in judge_page({"heard_from": ["Quayside careers page"]}).left


def test_a_value_in_a_field_to_leave_alone_is_wrong() -> None:
    assert judge_page({"gender": ["female"], "homepage_2": ["https://example.com"]}).wrong == ("gender", "homepage_2")


@pytest.mark.parametrize("values", [{}, {"privacy": []}, {"first_name": [""]}])
def test_an_empty_page_is_left_whole(values: dict[str, list[str]]) -> None:
    judgement = judge_page(values)
    assert (judgement.answered, judgement.wrong) == ((), ())
