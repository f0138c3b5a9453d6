"""What every run of the tests shares."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.support.order import rank

settings.register_profile("fillwright", deadline=None)  # how busy a machine is, is no fault of the code
settings.register_profile("mutation", deadline=None, max_examples=25, derandomize=True)  # a run for each change
settings.load_profile("fillwright")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of the full run."""
    parser.addoption("--nothing-skipped", action="store_true", help="fail where a test was skipped")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the tests of one stay together, and in their order."""
    items.sort(key=lambda item: rank(item.path))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that must be whole and is not."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and session.config.getoption("--nothing-skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
