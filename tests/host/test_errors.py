"""The error tree."""

import re

import pytest

from fillwright import errors

TREE = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.FillwrightError)]


def test_every_code_stands_once() -> None:
    codes = [kind.code for kind in TREE]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_the_docstring_states_code_status_and_whether_to_retry(kind: type[errors.FillwrightError]) -> None:
    lines = [line.split() for line in (errors.__doc__ or "").splitlines()]
    row = next(line for line in lines if line and line[0] == kind.__name__)
    assert row[1] == kind.code
    assert ("retryable" in row) == kind.retryable
    if row[2].isdigit():
        assert int(row[2]) == kind.status


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_an_error_keeps_its_message_and_field(kind: type[errors.FillwrightError]) -> None:
    error = kind("Mend it.", field="fields[3].label")
    assert (error.message, error.field, str(error)) == ("Mend it.", "fields[3].label", "Mend it.")


def test_codes_are_words_joined_by_underscores() -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.code) for kind in TREE)


def test_a_provider_error_keeps_how_long_to_wait() -> None:
    assert errors.RateLimited("Slow down.", retry_after=1.5).retry_after == 1.5


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (errors.InvalidRequest, ValueError),
        (errors.NotFound, LookupError),
        (errors.StorageError, OSError),
        (errors.ProviderTimeout, TimeoutError),
        (errors.ProviderUnavailable, ConnectionError),
        (errors.Unauthorized, PermissionError),
    ],
)
def test_a_leaf_is_also_the_standard_kind(kind: type[errors.FillwrightError], builtin: type[Exception]) -> None:
    assert issubclass(kind, builtin)
