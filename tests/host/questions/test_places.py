"""Countries named in sentences and in the places of jobs."""

from __future__ import annotations

import pytest

from fillwright.questions.places import country_of_place


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Berlin, Germany", "DE"),
        ("Remote - US", "US"),
        ("Austin, TX", "US"),
        ("San Francisco, CA", "US"),
        ("Toronto, ON", "CA"),
        ("Austin, Texas", "US"),
        ("München, Deutschland", "DE"),
        ("London, UK", "GB"),
        ("London", None),
        ("Springfield, CA", None),
        ("Berlin, Germany or Paris, France", None),
        ("Remote", None),
    ],
)
def test_a_jobs_place_tells_its_country_or_nothing(place: str, country: str | None) -> None:
    assert country_of_place(place) == country
