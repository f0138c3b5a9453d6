from __future__ import annotations

import pytest

from fillwright.profile.importers.dates import closes, dangles, periods, single_date, without_duration


@pytest.mark.parametrize(
    ("text", "start", "stop"),
    [
        ("March 2019 – May 2021", "2019-03", "2021-05"),
        ("Mar 2019 to May 2021", "2019-03", "2021-05"),
        ("Sept. 2019 - Oct. 2021", "2019-09", "2021-10"),
        ("03/2019 – 05/2021", "2019-03", "2021-05"),
        ("03.2019 bis 05.2021", "2019-03", "2021-05"),
        ("von 03/2019 bis 05/2021", "2019-03", "2021-05"),
        ("01.03.2019 – 31.05.2021", "2019-03", "2021-05"),
        ("2019-03 – 2021-05", "2019-03", "2021-05"),
        ("2019–2021", "2019", "2021"),
        ("2019/2021", "2019", "2021"),
        ("März 2019 – Dezember 2021", "2019-03", "2021-12"),
        ("mars 2019 à août 2021", "2019-03", "2021-08"),
        ("de marzo de 2019 a mayo de 2021", "2019-03", "2021-05"),
        ("janv. 2019 – févr. 2021", "2019-01", "2021-02"),
        ("May – August 2018", "2018-05", "2018-08"),
        ("03/19 – 05/21", "2019-03", "2021-05"),
        ("Jan '09 - Dec '10", "2009-01", "2010-12"),
        ("Summer 2018 – Winter 2019", "2018", "2019"),
        ("1 March 2019 – 31 May 2021", "2019-03", "2021-05"),
    ],
)
def test_a_period_is_read(text: str, start: str, stop: str) -> None:
    (period,) = periods(text)
    assert (period.start, period.stop, period.open) == (start, stop, False)


@pytest.mark.parametrize(
    "text",
    [
        "03/2019 – present",
        "Mar 2019 - Present",
        "03/2019 – heute",
        "seit 03/2019",
        "mars 2019 à aujourd'hui",
        "depuis mars 2019",
        "de marzo de 2019 a la actualidad",
        "desde marzo de 2019",
        "since March 2019",
        "03/2019 –",
        "03/19 – heute",
    ],
)
def test_what_lasts_has_no_end(text: str) -> None:
    (period,) = periods(text)
    assert (period.start, period.stop, period.open) == ("2019-03", "", True)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019", "2019"),
        ("June 2019", "2019-06"),
        ("06/2019", "2019-06"),
        ("15.06.2019", "2019-06"),
        ("06/15/2019", "2019-06"),
        ("15/06/2019", "2019-06"),
        ("2019-06-15", "2019-06-15"),
        ("2019-02-31", "2019-02"),
        ("Jun 2019", "2019-06"),
        ("soon", ""),
        ("June 2019 and later", ""),
    ],
)
def test_one_date_is_read(text: str, date: str) -> None:
    assert single_date(text) == date


def test_a_day_and_month_in_unknown_order_give_the_year_alone() -> None:
    assert single_date("03/04/2019") == "2019"


@pytest.mark.parametrize("text", ["+49 30 23125 148", "10115 Berlin", "1.2 million", "Python 3.11", "A4 2100"])
def test_other_numbers_are_no_dates(text: str) -> None:
    assert list(periods(text)) == []


def test_an_end_before_its_start_is_no_period() -> None:
    assert list(periods("2021 – 2019")) == []


def test_a_length_of_time_is_left_out() -> None:
    assert without_duration("(2 years 3 months)").strip() == ""


@pytest.mark.parametrize(
    ("first", "second"), [("03/2019 –", "heute"), ("marzo de 2019 a", "mayo de 2021"), ("2019 bis", "2021")]
)
def test_a_period_over_two_lines_is_seen(first: str, second: str) -> None:
    assert dangles(first)
    assert closes(second)
