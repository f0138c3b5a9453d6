from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest

from fillwright.demo import folder_site, page_site


def get(url: str) -> str:
    with urllib.request.urlopen(url) as reply:  # noqa: S310 - the site just started
        return str(reply.read().decode())


def test_the_demo_page_is_served_on_loopback() -> None:
    with page_site() as url:
        assert url.startswith("http://127.0.0.1:")
        assert "Quayside Analytics" in get(url)


def test_a_folder_is_served(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("hello")
    with folder_site(tmp_path) as url:
        assert get(f"{url}a.html") == "hello"


def test_the_site_ends_with_its_block() -> None:
    with page_site() as url:
        pass
    with pytest.raises(urllib.error.URLError):
        get(url)
