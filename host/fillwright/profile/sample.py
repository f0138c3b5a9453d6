"""The sample profile, of an invented person: every name, number and address in it is made up or reserved."""

from __future__ import annotations

from importlib import resources


def sample_profile() -> bytes:
    """Return the sample profile as the JSON text that `parse_profile` and `ProfileStore.save` take."""
    return resources.files(__package__).joinpath("sample_profile.json").read_bytes()
