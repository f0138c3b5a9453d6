"""on_network: which network's page is meant where a page on the web is asked for ("Twitter / X", "Behance URL").

Data: `lexicons/networks.toml`. Each network is a key of its own; LinkedIn and GitHub have wordings in the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from msgspec.structs import replace

from fillwright.messages import Field
from fillwright.profile import SocialProfile
from fillwright.questions.lexicon import lexicon
from fillwright.questions.model import Verdict
from fillwright.questions.synonyms import table
from fillwright.questions.wording import control_name, normalise

_PAGES: Final = frozenset({"url", "website", "portfolio"})
_TELLING: Final = 2
"""A control's name of fewer letters names nothing."""
_EXAMPLES: Final = re.compile(r"\([^()]*(?:,|…|\.\.\.|\betc\b)[^()]*\)")


def on_network(field: Field, verdict: Verdict) -> Verdict:
    """Return `verdict` with the key of the one network whose page `field` wants; of several only as a detail.

    A portfolio or a site stays one unless the label names nothing but networks; one network among examples in brackets
    is no more than an example.
    """
    if verdict.strategy != "extract" or verdict.key not in _PAGES:
        return verdict
    label = normalise(field.label)
    named = networks_in(label)
    if verdict.key != "url" and not (named and _says_no_more(label)):
        return verdict
    if len(named) == 1 and not networks_in(normalise(_EXAMPLES.sub(" ", field.label))):
        return verdict
    name = control_name(field.name)
    if not named and len(name) >= _TELLING:
        named = networks_in(name)
    if len(named) == 1:
        return replace(verdict, key=named[0])
    key = "url" if verdict.key == "website" else verdict.key
    return replace(verdict, key=key, params=verdict.params | {"network": ",".join(named)}) if named else verdict


def networks_in(text: str) -> tuple[str, ...]:
    """Return the keys of the networks that `text` (normalised) names, in its order, each once."""
    return tuple(dict.fromkeys(_words()[found.group()] for found in _pattern().finditer(text)))


def is_on(page: SocialProfile, key: str) -> bool:
    """Whether a page of the profile is one on the network `key`: by the network's name, without one by its address."""
    if page.network:
        return networks_in(normalise(page.network)) == (key,)
    host = urlsplit(page.url).hostname or ""
    return any(host == own or host.endswith(f".{own}") for own in table("networks")[key]["hosts"])


def _says_no_more(label: str) -> bool:
    """Whether `label` holds no words beside networks' names than those for any page."""
    return lexicon().fillers.union(table("details")["page"]).issuperset(_pattern().sub(" ", label).split())


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    return {normalise(word): key for key, one in table("networks").items() for word in one["words"]}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_words(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
