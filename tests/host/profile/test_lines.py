"""Lines of paths in a JSON text."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.profile.lines import line_of

TEXT = """{
  "a": {"b": [1,
    {"c": "]}"}
  ]},
  "a.b": 2, "e": [],
  "twice": 1,
  "twice": 2
}"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a", 2),
        ("a.b", 2),
        ("a.b[0]", 2),
        ("a.b[1]", 3),
        ("a.b[1].c", 3),
        ("twice", 7),
        ("a.b[7]", 2),
        ("a.missing", 2),
        ("a[0]", 2),
        ("e[0]", 5),
        ("e.x", 5),
        ("missing", None),
        ("$", None),
        ("", None),
    ],
)
def test_the_line_of(path: str, line: int | None) -> None:
    assert line_of(TEXT, path) == line


keys = st.text("abcxyz", min_size=1, max_size=3)
trees = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


def paths(tree: Any, path: str = "") -> list[str]:  # noqa: ANN401 - any JSON
    if isinstance(tree, dict):
        return [each for key, value in tree.items() for each in (f"{path}.{key}", *paths(value, f"{path}.{key}"))]
    if isinstance(tree, list):
        return [each for at, value in enumerate(tree) for each in (f"{path}[{at}]", *paths(value, f"{path}[{at}]"))]
    return []


@given(tree=st.dictionaries(keys, trees, min_size=1, max_size=3))
def test_each_value_of_an_indented_text_has_its_own_line(tree: dict[str, Any]) -> None:
    text = json.dumps(tree, indent=1)
    lines = [line_of(text, path.removeprefix(".")) for path in paths(tree)]
    assert lines == sorted(set(lines), key=lines.index)
    assert None not in lines
