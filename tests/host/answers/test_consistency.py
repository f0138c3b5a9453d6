from fillwright.answers import inconsistencies
from fillwright.messages import Answer, FieldResponse

STORY = "At Example GmbH I rebuilt the billing platform with two colleagues and halved the time to invoice. "


def _fact(key: str, answer: Answer, label: str | None = None, evidence: str = "") -> FieldResponse:
    return FieldResponse(
        id=key,
        label=key,
        status="answered",
        strategy="extract",
        key=key,
        answer=answer,
        answer_label=label,
        source="extracted",
        evidence=[evidence] if evidence else [],
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


def test_another_countrys_authorisation_contradicts_nothing() -> None:
    abroad = _fact("work-authorization", "No", evidence="application.work_authorization.US")
    at_home = _fact("visa-sponsorship", "No", evidence="application.work_authorization.DE")
    assert not list(inconsistencies([abroad, at_home]))
    assert len(list(inconsistencies([abroad, _fact("visa-sponsorship", "No", evidence=abroad.evidence[0])]))) == 2


def test_more_years_with_a_skill_than_in_all_contradict() -> None:
    found = dict(inconsistencies([_fact("years-experience", "6"), _fact("skill-experience", "8")]))
    assert found == {
        0: "says 6 years in all, while another answer says 8 years with one skill",
        1: "says 8 years, while another answer says 6 years of experience in all",
    }
    assert not list(inconsistencies([_fact("years-experience", "8"), _fact("skill-experience", "8")]))
    assert not list(inconsistencies([_fact("years-experience", "3", "3–5 years"), _fact("skill-experience", "8")]))


def test_the_same_story_told_twice_is_named_at_the_second_place() -> None:
    found = list(inconsistencies([_essay("A", STORY), _essay("B", STORY + "Good.")]))
    assert found == [(1, "tells the same story as “A”")]


def test_two_stories_are_two_stories() -> None:
    other = (
        "My studies in Bremen taught me to ask what a measurement really says before building anything on top of it."
    )
    assert not list(inconsistencies([_essay("A", STORY), _essay("B", other)]))
