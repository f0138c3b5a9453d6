"""The server's own OpenAPI description: valid, and turned against the server by schemathesis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from openapi_spec_validator import OpenAPIV31SpecValidator

from fillwright.runtime import read_runtime
from tools.soak.machine import NO_KEYRING, Client, Json, new_home, serving

NOWHERE: Final = "http://127.0.0.1:9/v1"
LOOPBACK_ALONE: Final = {
    **NO_KEYRING,
    "FILLWRIGHT_PROVIDER": "drafts",
    "FILLWRIGHT_FALLBACK": "drafts",
    "FILLWRIGHT_LOCAL_BASE_URL": NOWHERE,
    "OPENAI_BASE_URL": NOWHERE,
    "ANTHROPIC_BASE_URL": NOWHERE,
}
"""The environment comes before what a call may set: whatever is invented, nothing leaves the machine."""
SERVER_ERROR: Final = 500

ENDS_THE_SERVER: Final = "/api/retire"


def api(*, examples: int) -> dict[str, Any]:
    """Send `examples` invented requests to each operation, valid and invalid ones, and return the figures."""
    with new_home() as home, serving(home, LOOPBACK_ALONE) as server:
        _, document = Client(home).call("GET", "/api/openapi.json")
        runtime = read_runtime(home.runtime)
        trial = Trial(server.url, runtime.token if runtime else "")
        operations = list(_operations(document))
        for operation in operations:
            trial.run(operation, examples)
    return {
        "document_faults": len(list(OpenAPIV31SpecValidator(document).iter_errors())),
        "operations": len(operations),
        **trial.figures(),
    }


def _operations(document: Json) -> list[Any]:
    results: list[Any] = list(schemathesis.openapi.from_dict(document).get_all_operations())
    operations = [found.ok() for found in results]  # raises for an operation that schemathesis can't read
    return [operation for operation in operations if operation.path != ENDS_THE_SERVER]


class Trial:
    """Requests to one server, and what it said to them."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._statuses: Counter[int] = Counter()
        self._broken: Counter[str] = Counter()

    def run(self, operation: Any, examples: int) -> None:  # noqa: ANN401 - schemathesis' type is generic in its schema
        """Send `examples` requests that keep the description, and as many that break it."""
        documented = operation.definition.raw["responses"]

        def send(case: Any) -> None:  # noqa: ANN401 - the same
            status = case.call(base_url=self._url, headers=self._headers).status_code
            self._statuses[status] += 1
            if status >= SERVER_ERROR or str(status) not in documented:
                self._broken[f"{operation.label}: {status}"] += 1

        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
            _run(given(case=operation.as_strategy(generation_mode=mode))(send), examples)

    def figures(self) -> dict[str, Any]:
        """Return the sums."""
        return {
            "requests": self._statuses.total(),
            "statuses": {str(status): count for status, count in sorted(self._statuses.items())},
            "server_errors": sum(count for status, count in self._statuses.items() if status >= SERVER_ERROR),
            "undocumented": self._broken.total(),
            "found": sorted(self._broken),
        }


def _run(test: Callable[[], None], examples: int) -> None:
    chosen = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    seed(1)(chosen(test))()
