"""The short cut of each part of the soak: what `scripts/soak` looks for in hours, for a few seconds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tools.bench.report import verdicts
from tools.soak.__main__ import EXPECTATIONS, main
from tools.soak.document import TITLES, document
from tools.soak.page_maker import MARKUP
from tools.soak.parts import FULL, LONGEST_FIRST, PARTS, SHORT, run
from tools.soak.person import canaries, found_in, marked_profile


@pytest.fixture(autouse=True)
def _no_keys_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the machine's keyring out of what runs in this process."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


def broken(name: str) -> list[tuple[str, float]]:
    """Run a part's short cut and return the figures that are not as they must be.

    Times are left out: how busy the machine is, is no fault of the code.
    """
    figures: dict[str, Any] = {name: run(name, short=True)}
    found = verdicts(figures, EXPECTATIONS)
    assert any(row.kept for row in found), "nothing was judged"
    return [(row.name, row.value) for row in found if row.kept is False and not row.name.endswith(("_s", "_ms"))]


def test_only_the_one_right_combination_passes() -> None:
    assert broken("guard") == []


def test_killed_servers_lose_no_acknowledged_answer_and_repeat_a_call_at_most_once() -> None:
    assert broken("kills") == []


def test_of_bridges_and_servers_started_at_once_one_serves_them_all() -> None:
    assert broken("race") == []


def test_noise_neither_ends_nor_stops_nor_bloats_the_bridge() -> None:
    assert broken("frames") == []


def test_two_browsers_hear_nothing_of_each_other() -> None:
    assert broken("two_browsers") == []


def test_answers_come_whatever_is_wrong_with_the_store() -> None:
    assert broken("store_faults") == []


def test_personal_data_and_keys_are_in_no_log_error_process_list_or_prompt() -> None:
    assert broken("canaries") == []


def test_nothing_that_a_hostile_provider_returns_gives_the_person_away() -> None:
    assert broken("hostile") == []


@pytest.mark.browser
def test_nothing_hostile_reaches_a_page_s_controls() -> None:
    assert broken("pages") == []


def test_a_batch_is_answered_under_load_and_waits_for_no_other() -> None:
    assert broken("load") == []


def test_form_after_form_leaves_neither_memory_nor_sockets_taken() -> None:
    assert broken("endurance") == []


def test_no_invented_request_is_answered_with_a_server_error() -> None:
    assert broken("api") == []


def test_every_part_has_its_sizes_and_expectations() -> None:
    assert PARTS.keys() == FULL.keys() == SHORT.keys() == TITLES.keys() == set(LONGEST_FIRST)
    told = EXPECTATIONS.read_text(encoding="utf-8")
    assert [name for name in PARTS if f'"{name}.' not in told] == []


def test_fifty_texts_of_markup_are_tried() -> None:
    assert len(set(MARKUP)) >= 50


def test_every_canary_is_found_where_it_stands() -> None:
    assert found_in(marked_profile().decode()) == [
        canary.kind for canary in canaries() if canary.kind != "stored files" or "zyx-resume" in canary.finds
    ]


def test_no_canary_is_found_elsewhere() -> None:
    whole = json.loads(marked_profile())
    work = json.dumps([whole[part] for part in ("work", "education", "projects", "skills")])
    assert found_in(work) == []


@pytest.mark.timeout(600)  # two real parts, each with servers of its own
def test_parts_side_by_side_have_the_figures_of_each(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["soak", "--json", "--short", "--jobs", "2", "two_browsers", "hostile"])
        assert main() == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["two_browsers"]["browsers"] == 2
    assert figures["hostile"]["fields"] >= 80
    assert figures["commits"].keys() == {"two_browsers", "hostile"}


def test_the_document_says_at_which_commit_each_part_was_run() -> None:
    figures: dict[str, Any] = {name: {"took_s": 1.0} for name in TITLES}
    assert "All parts at abc." in document(figures | {"commits": dict.fromkeys(TITLES, "abc")}, [], [0.5])
    said = document(figures | {"commits": {"kills": "abc", "race": "def", "api": "abc"}}, [], [0.5])
    assert "At abc: kills, api. At def: race." in said


def test_the_document_says_of_every_figure_whether_it_is_kept() -> None:
    figures = {name: {"took_s": 1.0} for name in TITLES} | {"kills": {"took_s": 1.0, "kills": 200, "lost": 3}}
    said = document(figures, verdicts(figures, EXPECTATIONS), [0.5, 4.0])
    assert "1 of 2 expectations kept; not kept: `kills.lost`." in said
    assert "| kills | 200 | ≥ 1 | yes |" in said
    assert "| lost | 3 | ≤ 0 | **no** |" in said
