from fillwright.answers import inconsistencies
from fillwright.messages import Answer, FieldResponse

STORY = "At Example GmbH I rebuilt the billing platform with two colleagues and halved the time to invoice. "


def _fact(key: str, answer: Answer, label: str | None = None) -> FieldResponse:
    return FieldResponse(
        id=key,
        label=key,
        status="answered",
        strategy="extract",
        key=key,
        answer=answer,
        answer_label=label,
        source="extracted",
    )


def _essay(name: str, text: str) -> FieldResponse:
    return FieldResponse(id=name, label=name, status="answered", strategy="generate", answer=text, source="generated")


def test_not_authorised_and_no_sponsorship_contradict() -> None:
    found = list(
        inconsistencies([_fact("work-authorization", "0", "No"), _fact("visa-sponsorship", "0", "No, thanks")])
    )
    assert [place for place, _ in found] == [0, 1]


def test_authorised_without_sponsorship_agrees() -> None:
    assert not list(inconsistencies([_fact("work-authorization", True), _fact("visa-sponsorship", False)]))


def test_not_authorised_with_sponsorship_agrees() -> None:
    assert not list(inconsistencies([_fact("work-authorization", "No"), _fact("visa-sponsorship", "Yes")]))


def test_the_same_story_told_twice_is_named_at_the_second_place() -> None:
    found = list(inconsistencies([_essay("A", STORY), _essay("B", STORY + "Good.")]))
    assert found == [(1, "tells the same story as “A”")]


def test_two_stories_are_two_stories() -> None:
    other = (
        "My studies in Bremen taught me to ask what a measurement really says before building anything on top of it."
    )
    assert not list(inconsistencies([_essay("A", STORY), _essay("B", other)]))
