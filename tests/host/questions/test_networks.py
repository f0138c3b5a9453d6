"""Pages on networks: each is a key of its own, and filled from the profile's page on that network alone."""

from __future__ import annotations

import datetime as dt

import pytest

from fillwright.messages import Field, JobContext
from fillwright.profile import parse_profile
from fillwright.questions import analyze, answer_fact
from fillwright.questions.facts import TELLERS
from fillwright.questions.facts.pages import NETWORKS

PAGES = [
    {"network": "LinkedIn", "url": "https://social.example.org/in/mara"},
    {"network": "X (Twitter)", "username": "maralind", "url": "https://x.example.org/maralind"},
    {"network": "Behance", "url": "https://behance.example.org/mara"},
    {"network": "", "url": "https://www.kaggle.com/mara-example"},
]


def told(label: str, kind: str = "text", pages: list[dict[str, str]] | None = None, name: str = "") -> object:
    """Return the answer of a person with `pages` and a site of her own, None where there is none to give."""
    person = parse_profile(
        {"basics": {"url": "https://mara.example.com", "profiles": PAGES if pages is None else pages}}
    )
    field = Field(label=label, type=kind, name=name)
    answer = answer_fact(field, analyze(field), person, job=JobContext(), today=dt.date(2026, 11, 23))
    return answer.answer if answer.reason is None else None


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Twitter", "twitter"),
        ("X / Twitter URL", "twitter"),
        ("Twitter/X handle", "twitter"),
        ("X", "twitter"),
        ("Instagram", "instagram"),
        ("Facebook profile", "facebook"),
        ("XING-Profil", "xing"),
        ("Behance URL", "behance"),
        ("Dribbble", "dribbble"),
        ("Stack Overflow profile", "stack-overflow"),
        ("StackOverflow", "stack-overflow"),
        ("Kaggle profile", "kaggle"),
        ("Google Scholar", "google-scholar"),
        ("ORCID iD", "orcid"),
        ("Medium", "medium"),
        ("TikTok", "tiktok"),
        ("YouTube channel", "youtube"),
        ("Perfil de Twitter", "twitter"),
        ("Lien Twitter", "twitter"),
        ("Bluesky", "bluesky"),
        ("Instagram / TikTok link", "url"),
        ("Other link", "url"),
        ("Website", "website"),
        ("LinkedIn", "linkedin"),
        ("XING- oder LinkedIn-Profil", "linkedin"),
        ("GitHub", "github"),
        ("Dribbble / Behance", "portfolio"),
        ("Portfolio link (Behance, Dribbble, own site)", "portfolio"),
    ],
)
def test_a_network_is_a_key_of_its_own(label: str, key: str) -> None:
    verdict = analyze(Field(label=label, type="url"))
    assert (verdict.strategy, verdict.key) == ("extract", key)


@pytest.mark.parametrize("key", NETWORKS)
def test_every_network_has_a_fact(key: str) -> None:
    assert key in TELLERS


def test_the_page_on_that_network_is_given() -> None:
    assert told("Twitter", "url") == "https://x.example.org/maralind"
    assert told("Twitter handle") == "maralind"
    assert told("Behance") == "https://behance.example.org/mara"


def test_a_page_without_a_network_is_known_by_its_address() -> None:
    assert told("Kaggle profile") == "https://www.kaggle.com/mara-example"


@pytest.mark.parametrize(
    "label", ["Instagram", "Facebook", "XING-Profil", "Dribbble", "Stack Overflow", "ORCID", "Medium", "TikTok", "X"]
)
def test_no_other_page_stands_in_for_a_network(label: str) -> None:
    assert told(label, "url", pages=PAGES[:1]) is None


def test_of_several_networks_the_one_that_the_person_is_on_is_given() -> None:
    assert told("Dribbble / Behance", "url") == "https://behance.example.org/mara"
    assert told("Instagram or Twitter link", "url") == "https://x.example.org/maralind"
    assert told("Dribbble / Behance", "url", pages=PAGES[:1]) is None
    assert told("Instagram or Twitter link", "url", pages=PAGES[:1]) is None


def test_a_bare_label_is_told_by_the_name_of_its_control() -> None:
    assert told("Link", name="urls[Twitter]") == "https://x.example.org/maralind"


def test_sizes_and_words_are_no_networks() -> None:
    assert analyze(Field(label="T-shirt size: medium or large?", type="text")).key != "medium"
    assert analyze(Field(label="Rate your skills from 1 to x", type="text")).key != "twitter"
    assert analyze(Field(label="Have you run a Facebook ad campaign?", type="textarea")).key != "facebook"


def test_a_network_among_examples_in_brackets_is_no_more_than_an_example() -> None:
    assert analyze(Field(label="Autre lien (Behance, Malt, site perso…)", type="url")).key == "url"
    assert analyze(Field(label="Social profile (Twitter)", type="url")).key == "twitter"
