from __future__ import annotations

from tests.support.order import LONGEST, TESTS, rank


def test_the_longest_files_are_there_and_start_in_their_order() -> None:
    assert all((TESTS / name).is_file() for name in LONGEST)
    assert [rank(TESTS / name) for name in LONGEST] == list(range(len(LONGEST)))


def test_files_with_browsers_start_before_the_others() -> None:
    longest, browser, other = (
        rank(TESTS / name) for name in (LONGEST[-1], "browser/test_fill.py", "host/test_paths.py")
    )
    assert longest < browser < other
