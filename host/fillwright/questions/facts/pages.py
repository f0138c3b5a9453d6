"""The person's pages on the web: on networks, a portfolio, their own site."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from fillwright.profile import SocialProfile
from fillwright.questions.facts.base import Ask, Fact, Missing, not_told
from fillwright.questions.facts.identity import told
from fillwright.questions.networks import is_on
from fillwright.questions.synonyms import table
from fillwright.questions.wording import normalise

_HANDLE: Final = re.compile(rf" (?:{'|'.join(table('details')['handle'])}) ")
NETWORKS: Final = tuple(table("networks"))
"""The key of every network that has no wordings of its own in the lexicon."""


def linkedin(ask: Ask) -> Fact | Missing:
    """Return the LinkedIn page."""
    return _first_page(ask, "LinkedIn", _called("LinkedIn"))


def github(ask: Ask) -> Fact | Missing:
    """Return the GitHub (or GitLab) page."""
    found = _first_page(ask, "GitHub", _called("GitHub"))
    if isinstance(found, Fact) or "gitlab" not in ask.field.label.lower():
        return found
    return _first_page(ask, "GitLab", _called("GitLab"))


def portfolio(ask: Ask) -> Fact | Missing:
    """Return a page named as the portfolio; else the person's own site, unless only networks are named."""
    if ask.params.get("network"):
        return _on_named(ask)
    found = _first_page(ask, "Portfolio", _called("Portfolio", "Dribbble", "Behance"))
    if isinstance(found, Fact) or not ask.basics.url:
        return found
    return Fact(texts=(ask.basics.url,), evidence=("basics.url",), confidence=0.8)


def website(ask: Ask) -> Fact | Missing:
    """Return the person's own site."""
    return told("basics.url", ask.basics.url)


def on_network(ask: Ask) -> Fact | Missing:
    """Return the page on the network that the key names, and no other page."""
    return _first_page(ask, table("networks")[ask.key]["words"][0], lambda page: is_on(page, ask.key))


def other(ask: Ask) -> Fact | Missing:
    """Return the page on one of the networks named; the person's own site is only proposed where none is."""
    if ask.params.get("network"):
        return _on_named(ask)
    site = website(ask)
    return replace(site, proposal="which of your pages is meant is not said") if isinstance(site, Fact) else site


def _on_named(ask: Ask) -> Fact | Missing:
    keys = ask.params["network"].split(",")
    found = [on_network(replace(ask, key=key)) for key in keys]
    return next((one for one in found if isinstance(one, Fact)), found[0])


def _called(*names: str) -> Callable[[SocialProfile], bool]:
    wanted = {normalise(name) for name in names}
    return lambda page: normalise(page.network) in wanted


def _first_page(ask: Ask, name: str, fits: Callable[[SocialProfile], bool]) -> Fact | Missing:
    """Return the first page that `fits`, as a handle where the label asks for that; `name` is what is missing else."""
    for place, page in enumerate(ask.basics.profiles):
        if fits(page):
            named = ask.field.type != "url" and _HANDLE.search(f" {normalise(ask.field.label)} ")
            text = (page.username if named else page.url) or page.url or page.username
            at = f"basics.profiles[{place}]"
            return Fact(texts=(text,), evidence=(at,)) if text else not_told(f"{at}.url")
    return Missing(f"no {name} profile in your profile (basics.profiles)")
