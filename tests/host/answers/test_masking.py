from hypothesis import given
from hypothesis import strategies as st

from fillwright.answers import Mask, mask_for
from fillwright.profile import parse_profile, sample_profile

MASK = Mask(["Ada Example", "Ada"], ["Example GmbH", "Example"])


def test_names_are_hidden_whole_and_by_word() -> None:
    hidden = MASK.hide("Ada Example worked at Example GmbH; ADA left Example later.")
    assert hidden == "Person-1 worked at Employer-1; Person-2 left Employer-2 later."


def test_a_name_that_is_a_word_is_found_only_as_a_name() -> None:
    assert Mask(["Will"]).hide("Will will stay.") == "Person-1 will stay."


def test_a_name_inside_a_word_stays() -> None:
    assert MASK.hide("Adamant exampleable") == "Adamant exampleable"


def test_stand_ins_become_names_again() -> None:
    assert MASK.restore("At employer-1 I, Person-1, learned.") == "At Example GmbH I, Ada Example, learned."


def test_a_mask_without_names_changes_nothing() -> None:
    assert Mask().restore(Mask().hide("Person-1 at Example")) == "Person-1 at Example"


@given(st.text(alphabet="Ada ExmplGbH,.", max_size=80))
def test_what_was_hidden_is_restored_but_for_case(text: str) -> None:
    assert MASK.restore(MASK.hide(text)).casefold() == text.casefold()


def test_no_name_of_the_profile_remains() -> None:
    profile = parse_profile(sample_profile())
    hidden = mask_for(profile).hide(f"{profile.basics.name} at " + ", ".join(work.name for work in profile.work))
    assert not any(work.name in hidden for work in profile.work)
    assert not any(word in hidden for word in profile.basics.name.split())


def test_a_masked_text_is_heard_with_its_names_however_it_is_cut() -> None:
    mask = Mask(["Ada Sample"], ["Northwind Example"])
    masked = mask.hide("At Northwind Example I was Ada Sample, and glad.")
    for size in range(1, len(masked) + 1):
        heard: list[str] = []
        hear = mask.hearing(heard.append)
        for start in range(0, len(masked), size):
            hear(masked[start : start + size])
        assert "".join(heard) == "At Northwind Example I was Ada Sample, and"


def test_a_text_that_is_taken_back_begins_anew() -> None:
    heard: list[str] = []
    hear = Mask([], ["Northwind Example"]).hearing(heard.append)
    for piece in ("At Empl", "", "Employer-1 is good"):
        hear(piece)
    assert heard == ["At", "", "Northwind Example is"]


def test_a_mask_without_names_holds_nothing_back() -> None:
    heard: list[str] = []
    Mask().hearing(heard.append)("word")
    assert heard == ["word"]
