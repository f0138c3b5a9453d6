"""doctor: the whole line from the browser to the provider, with the mend of each fault."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from fillwright.cli.terminal import EXIT_ERROR, EXIT_OK, Terminal, one_line
from fillwright.config import Keys, Settings, endpoints, load_settings
from fillwright.errors import InvalidSettings
from fillwright.paths import Home, find_home
from fillwright.profile import ProfileStore
from fillwright.registration import Check
from fillwright.registration import doctor as diagnose

_KEEP_KEY: Final = "enter an API key on the extension's options page, under “Who writes”."
_MARKS: Final = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}


def doctor(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write every finding; 1 where something failed."""
    home = find_home(arguments.home)
    checks = [*diagnose(home, browser=arguments.browser).checks, *_check_answering(home)]
    healthy = all(check.level != "fail" for check in checks)
    found = {"healthy": healthy, "checks": [asdict(check) for check in checks]}
    terminal.show(found, lambda: _show(checks, terminal))
    return EXIT_OK if healthy else EXIT_ERROR


def _show(checks: list[Check], terminal: Terminal) -> None:
    for check in checks:
        terminal.line(f"{_MARKS[check.level]}  {check.name}: {one_line(check.message)}")
        if check.mend:
            terminal.line(f"      {one_line(check.mend)}")


def _check_answering(home: Home) -> Iterator[Check]:
    """Yield how the settings, the profile and the provider are, which the registration does not look at."""
    try:
        settings = load_settings(home)
    except InvalidSettings as wrong:
        values = (str(home.settings),)
        yield Check(
            "settings", "fail", wrong.message, f"Edit {home.settings}.", code="settings_unusable", values=values
        )
        return
    yield _check_profile(home, settings)
    yield _check_provider(home, settings)


def _check_profile(home: Home, settings: Settings) -> Check:
    store = ProfileStore(home, settings.profile)
    if not store.path.is_file():
        message = f"There is no profile at {store.path}."
        return Check("profile", "warn", message, "Run `fillwright profile import FILE`.", code="profile_missing")
    store.load()
    if store.problem:
        values = (str(store.path),)
        return Check("profile", "fail", store.problem, f"Edit {store.path}.", code="profile_unusable", values=values)
    return Check("profile", "ok", f"{store.path} is sound.")


def _check_provider(home: Home, settings: Settings) -> Check:
    """Say who writes, as seen from this shell, and where the key lies; calls nobody."""
    keys = Keys(home)
    endpoint = endpoints(settings, keys)[0]
    who = endpoint.provider
    if who == "drafts":
        message = "No provider is set up: written answers are drafts from your own words."
        return Check("provider", "ok", message, f"To have them written, {_KEEP_KEY}")
    if who == "local":
        if not endpoint.base_url:
            mend = f"Set local_base_url in {home.settings}."
            return Check("provider", "fail", "Answers come from nowhere.", mend, code="local_nowhere")
        return Check("provider", "ok", f"Answers come from {endpoint.base_url}.")
    where = keys.where(who)
    if where is None:
        message = f"{who} is to answer, but there is no key for it."
        mend = f"{_KEEP_KEY[0].upper()}{_KEEP_KEY[1:]}"
        return Check("provider", "fail", message, mend, code="no_key", values=(who,))
    return Check("provider", "ok", f"{who} answers with {endpoint.model}; its key lies in the {where}.")
