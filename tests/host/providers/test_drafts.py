"""Drafts say what the person's own material says, and nothing else."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncIterator

import pytest

from fillwright.errors import NoMaterial
from fillwright.messages import JobContext, Passage
from fillwright.profile import parse_profile, passages, sample_profile
from fillwright.providers import Completion, GenerationRequest, Provider, create_drafts
from fillwright.text import utf16_length

SAMPLE = tuple(passages(parse_profile(sample_profile())))
JOB = JobContext(company="Harbourline", title="Staff Engineer", description="Python, PostgreSQL, Kubernetes")
STORY = Passage(
    "application.stories[0]",
    "Why boats (motivation)",
    "I like boats. At {company} I would work on them as {role}. Boats have taught me patience.",
)


@pytest.fixture
async def drafts() -> AsyncIterator[Provider]:
    provider = create_drafts()
    await provider.prepare()
    yield provider
    await provider.close()


async def draft(
    provider: Provider,
    label: str,
    *,
    material: tuple[Passage, ...] = SAMPLE,
    job: JobContext = JOB,
    max_chars: int | None = None,
) -> Completion:
    request = GenerationRequest(prefix="", question="", label=label, material=material, job=job, max_chars=max_chars)
    return await provider.complete(request)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize(
    "label",
    [
        "Describe a difficult technical challenge you solved.",
        "Tell us about a project you are proud of",
        "Describe a conflict with a colleague",
        "Describe your experience with PostgreSQL",
        "Tell us about yourself",
        "Cover letter",
        "Describe your education",
        "What programming languages and tools do you know?",
    ],
)
async def test_every_word_of_a_draft_is_the_persons_own(drafts: Provider, label: str) -> None:
    completion = await draft(drafts, label)
    material = {word for passage in SAMPLE for word in words(f"{passage.title} {passage.text}")}
    assert set(words(completion.text)) - material <= {"as", "at", "i"}
    assert completion.evidence
    assert set(completion.evidence) <= {passage.path for passage in SAMPLE}
    assert completion.cost_usd == 0.0


async def test_a_draft_is_marked_by_its_provider(drafts: Provider) -> None:
    completion = await draft(drafts, "Tell us about yourself")
    assert (completion.provider, completion.model, drafts.drafts) == ("drafts", "drafts", True)
    assert drafts.estimate(GenerationRequest(prefix="", question="", label="")).usd == 0.0


@pytest.mark.parametrize("limit", [80, 150, 200, 300, 500])
async def test_a_draft_keeps_the_limit_and_ends_with_a_sentence(drafts: Provider, limit: int) -> None:
    completion = await draft(drafts, "Tell us about yourself", max_chars=limit + 40)
    assert utf16_length(completion.text) <= limit + 40
    assert completion.text[-1] in ".!?"


async def test_a_limit_counts_as_browsers_do(drafts: Provider) -> None:
    material = (Passage("basics.summary", "Summary", "I 🚀 ship. I 🚀 ship."),)
    assert (await draft(drafts, "Tell us about yourself", material=material, max_chars=20)).text == "I 🚀 ship."
    assert len((await draft(drafts, "Tell us about yourself", material=material, max_chars=21)).text) == 19


async def test_a_limit_in_words_is_kept(drafts: Provider) -> None:
    completion = await draft(drafts, "Describe your leadership experience (max 40 words)")
    assert len(completion.text.split()) <= 40


async def test_an_open_question_gets_at_most_five_sentences(drafts: Provider) -> None:
    material = (Passage("application.stories[0]", "Boats (challenge)", " ".join(f"Boat {n} sank." for n in range(9))),)
    text = (await draft(drafts, "Describe a challenge with a boat", material=material)).text
    assert text.endswith("Boat 4 sank.")


async def test_company_and_role_fill_the_slots(drafts: Provider) -> None:
    completion = await draft(drafts, "Why do you want to work here?", material=(STORY,))
    assert "At Harbourline I would work on them as Staff Engineer." in completion.text


async def test_a_sentence_whose_slot_is_unknown_is_left_out(drafts: Provider) -> None:
    completion = await draft(drafts, "Why do you want to work here?", material=(STORY,), job=JobContext())
    assert completion.text == "I like boats. Boats have taught me patience."


@pytest.mark.parametrize(
    "label", ["Why do you want to work here?", "What interests you about this role?", "Warum wir?"]
)
async def test_why_is_answered_from_motives_and_summary_alone(drafts: Provider, label: str) -> None:
    assert (await draft(drafts, label)).evidence == ("application.stories[4]",)
    no_story = tuple(passage for passage in SAMPLE if "stories" not in passage.path)
    assert (await draft(drafts, label, material=no_story)).evidence == ("basics.summary",)
    notes = tuple(passage for passage in SAMPLE if "highlights" in passage.path)
    with pytest.raises(NoMaterial, match="motivation"):
        await draft(drafts, label, material=notes)


@pytest.mark.parametrize(
    "label",
    [
        "What is your favourite colour?",
        "What do you know about our company?",
        "How did you hear about us?",
        "Have you worked with Salesforce?",
        "Where do you see yourself in five years?",
        "Anything else we should know?",
    ],
)
async def test_what_the_profile_does_not_say_is_not_answered(drafts: Provider, label: str) -> None:
    with pytest.raises(NoMaterial):
        await draft(drafts, label)


async def test_without_material_there_is_no_draft(drafts: Provider) -> None:
    with pytest.raises(NoMaterial):
        await draft(drafts, "Describe a challenge", material=())


async def test_options_are_never_drafted(drafts: Provider) -> None:
    request = GenerationRequest(prefix="", question="", label="Team size?", material=SAMPLE, options=("1", "2"))
    with pytest.raises(NoMaterial):
        await drafts.complete(request)


@pytest.mark.parametrize(
    ("path", "title", "text", "told"),
    [
        ("work[0].highlights[0]", "Cook, Acme, since 2020-01", "Built ovens.", "As Cook at Acme, I built ovens."),
        ("work[0].highlights[0]", "Cook, Acme, Inc., 2019-01 to 2020-02", "Baked ovens", "I baked ovens."),
        ("work[0].highlights[0]", "Cook, Acme, since 2020-01", "Used by two ovens.", "Used by two ovens."),
        ("work[0].highlights[0]", "Cook, Acme, since 2020-01", "My ovens win.", "My ovens win."),
        ("projects[0].description", "Oven, baking", "A library of ovens.", "Oven: A library of ovens."),
        ("projects[0].description", "Oven, baking", "Oven bakes ovens.", "Oven bakes ovens."),
    ],
)
async def test_a_note_is_told_in_the_first_person(
    drafts: Provider, path: str, title: str, text: str, told: str
) -> None:
    completion = await draft(drafts, "Tell us about ovens", material=(Passage(path, title, text),))
    assert completion.text == told


async def test_a_position_is_named_once(drafts: Provider) -> None:
    title = "Cook, Acme, since 2020-01"
    material = tuple(Passage(f"work[0].highlights[{n}]", title, f"Built oven number {n}.") for n in range(3))
    text = (await draft(drafts, "Tell us about ovens", material=material)).text
    assert text == "As Cook at Acme, I built oven number 0. I built oven number 1. I built oven number 2."


async def test_many_drafts_at_once_with_different_material_do_not_mix(drafts: Provider) -> None:
    async def one(name: str) -> bool:
        material = (Passage("application.stories[0]", "Challenge (challenge)", f"I solved the challenge {name}."),)
        return name in (await draft(drafts, "Describe a challenge", material=material)).text

    assert all(await asyncio.gather(*(one(f"number{n}") for n in range(30))))


async def test_an_unclosed_drafts_provider_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    await draft(create_drafts(), "Describe a difficult challenge")
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=10)
        assert not thread.is_alive()
