"""What a command said, as the tests look at it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Said:
    """What one command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - any JSON
        """Its result."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:  # noqa: ANN401 - any JSON
        """Its error, said with --json."""
        return json.loads(self.err)["error"]


class Run(Protocol):
    """Runs a command in this process."""

    def __call__(self, *words: str, stdin: str | bytes = b"") -> Said: ...
