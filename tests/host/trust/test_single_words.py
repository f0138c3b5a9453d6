"""Self-identification in ordinary words: what canaries can't show, since these words are short and common."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import msgspec
import pytest

from fillwright.profile import sample_profile
from tests.host.questions.corpus_reader import questions
from tools.bench.clients import ProviderServer
from tools.bench.processes import listening
from tools.soak.machine import Client, Json, anthropic_at, essays, new_home, openai_at, serving

TOLD = {
    "gender": "Woman",
    "race": "Asian",
    "orientation": "Bisexual",
    "pronouns": "she/her",
    "transgender": "Transwoman",
    "veteran": "Reservist",
    "disability": "Epilepsy",
}
"""One word each, as people write them."""
LEAST_WORDINGS = 40


def person() -> bytes:
    """Return the sample person, who tells all of it."""
    profile = json.loads(sample_profile())
    profile["application"]["eeo"] = {"share": True, **TOLD}
    return json.dumps(profile).encode()


def forms() -> list[list[Json]]:
    """Return every labelled question about self-identification that is read right, in forms that a request may hold."""
    found = {each.field.label: each for each in questions() if each.key in TOLD and each.failure() is None}
    asked = [msgspec.to_builtins(msgspec.structs.replace(each.field, required=True)) for each in found.values()]
    return [asked[start : start + 100] for start in range(0, len(asked), 100)]


@pytest.mark.parametrize("dialect", [openai_at, anthropic_at], ids=["openai", "anthropic"])
@pytest.mark.parametrize("packing", ["off", "auto"])
def test_no_word_of_self_identification_is_in_a_prompt_and_no_such_question_is_asked(
    dialect: Callable[[str], dict[str, str]], packing: str
) -> None:
    with listening("tools.provider_server") as provider, new_home(person()) as home:
        control = ProviderServer(provider.url)
        with serving(home, {**dialect(provider.url), "FILLWRIGHT_PACKING": packing}):
            client, asked = Client(home), forms()
            for key, word in TOLD.items():
                client.call("PUT", "/api/answers", {"question": f"How would you describe your {key}?", "answer": word})
            answers = [
                each for form in asked for each in client.batch([*form, *essays(2, form[0]["label"][:20])])["responses"]
            ]
            bodies = [json.dumps(request["body"], ensure_ascii=False) for request in control.requests()]
            prompted = control.counts()["questions"]
    labels = {field["label"] for form in asked for field in form}
    assert len(labels) >= LEAST_WORDINGS
    assert sum(each["status"] == "answered" for each in answers if each["label"] in labels) >= LEAST_WORDINGS // 2
    assert bodies, "the essays were asked"
    assert labels & prompted.keys() == set()
    for word in TOLD.values():
        assert [body for body in bodies if re.search(rf"\b{re.escape(word)}\b", body, re.IGNORECASE)] == []
