"""What the machine's load must not decide: which calls are late, and how long the others wait for a warm prefix."""

from __future__ import annotations

import math

import pytest

from fillwright.batch_processor import warmth
from fillwright.providers.first_token import FirstTokens


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No call is late, however slow the machine, and so none is made twice; a prefix is waited for until it is warm."""
    monkeypatch.setattr(FirstTokens, "hedge_after", property(lambda _: math.inf))
    monkeypatch.setattr(FirstTokens, "give_up_after", property(lambda _: math.inf))
    monkeypatch.setattr(warmth, "LONGEST_WAIT_S", math.inf)
