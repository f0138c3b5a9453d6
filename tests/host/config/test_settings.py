"""Settings from the file and the environment."""

import os
import stat
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.config import Settings, load_settings, save_settings
from fillwright.errors import InvalidSettings
from fillwright.paths import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def written(home: Home, text: str) -> Home:
    home.prepare()
    home.settings.write_text(text, "utf-8")
    return home


def test_without_a_file_the_defaults_hold(home: Home) -> None:
    assert load_settings(home, {}) == Settings()


def test_nothing_is_spent_or_sent_by_default() -> None:
    settings = Settings()
    assert (settings.fallback, settings.prewarm, settings.local_base_url) == ((), False, "")
    assert settings.wishes == ()


def test_the_file_is_read(home: Home) -> None:
    written(home, 'provider = "anthropic"\nmax_parallel = 9\nfallback = ["drafts"]\n')
    settings = load_settings(home, {})
    assert (settings.provider, settings.max_parallel, settings.fallback) == ("anthropic", 9, ("drafts",))


def test_a_byte_order_mark_is_no_mistake(home: Home) -> None:
    assert load_settings(written(home, "\ufeffmax_parallel = 7"), {}).max_parallel == 7


def test_the_environment_comes_before_the_file(home: Home) -> None:
    written(home, "max_parallel = 9")
    assert load_settings(home, {"FILLWRIGHT_MAX_PARALLEL": "3"}).max_parallel == 3


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("PREWARM", "true", True),
        ("PREWARM", "0", False),
        ("BUDGET_USD_MONTH", "2.5", 2.5),
        ("FALLBACK", "local, drafts", ("local", "drafts")),
        ("MODEL", " gpt-x ", "gpt-x"),
        ("CALL_TIMEOUT_S", "20", 20.0),
        ("PROFILE", "second", "second"),
    ],
)
def test_a_variable_is_read_as_the_setting_s_type(home: Home, name: str, text: str, value: object) -> None:
    assert getattr(load_settings(home, {f"FILLWRIGHT_{name}": text}), name.lower()) == value


def test_an_empty_variable_is_not_set(home: Home) -> None:
    assert load_settings(home, {"FILLWRIGHT_PROVIDER": ""}) == Settings()


def test_foreign_variables_are_ignored(home: Home) -> None:
    assert load_settings(home, {"FILLWRIGHT_HOME": "/elsewhere", "FILLWRIGHT_COLOUR": "red"}) == Settings()


def test_a_foreign_key_in_the_file_is_left_alone(home: Home) -> None:
    assert load_settings(written(home, 'colour = "red"'), {}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("provider", "acme"),
        ("model", 7),
        ("fallback", ["acme"]),
        ("packing", "always"),
        ("max_parallel", 0),
        ("max_parallel", 51),
        ("privacy", "none"),
        ("budget_usd_month", -1),
        ("budget_usd", -1),
        ("prewarm", "yes"),
        ("local_base_url", "ftp://example.com"),
        ("requests_per_minute", 0),
        ("tokens_per_minute", 0),
        ("call_timeout_s", 0),
        ("call_timeout_s", 601),
        ("profile", "../other"),
        ("profile", ""),
    ],
)
def test_an_impossible_value_is_named_with_the_mend(home: Home, name: str, value: object) -> None:
    with pytest.raises(InvalidSettings, match=rf"^{name} = .* it takes .+\.$") as caught:
        save_settings(home, {name: value}, {})
    assert caught.value.field == name
    assert not home.settings.exists()


def test_an_impossible_variable_is_named_as_such(home: Home) -> None:
    with pytest.raises(InvalidSettings, match=r"^FILLWRIGHT_MAX_PARALLEL = 'many'"):
        load_settings(home, {"FILLWRIGHT_MAX_PARALLEL": "many"})


def test_a_broken_file_is_named_with_its_line(home: Home) -> None:
    with pytest.raises(InvalidSettings, match="line 2"):
        load_settings(written(home, "max_parallel = 5\nmodel = =\n"), {})


def test_an_unknown_key_is_refused_with_the_nearest(home: Home) -> None:
    with pytest.raises(InvalidSettings, match="did you mean max_parallel") as caught:
        save_settings(home, {"max_paralel": 3}, {})
    assert caught.value.field == "max_paralel"


def test_a_far_unknown_key_is_refused_with_all(home: Home) -> None:
    with pytest.raises(InvalidSettings, match="use one of provider, model"):
        save_settings(home, {"zzz": 3}, {})


def test_saving_keeps_what_is_not_known(home: Home) -> None:
    written(home, 'colour = "red"\n[window]\nwidth = 3\n')
    save_settings(home, {"max_parallel": 3}, {})
    assert tomllib.loads(home.settings.read_text("utf-8")) == {
        "colour": "red",
        "window": {"width": 3},
        "max_parallel": 3,
    }


def test_saving_none_brings_the_default_back(home: Home) -> None:
    save_settings(home, {"max_parallel": 3, "model": "x"}, {})
    assert save_settings(home, {"max_parallel": None}, {}) == Settings(model="x")


def test_saving_does_not_write_the_environment_into_the_file(home: Home) -> None:
    settings = save_settings(home, {"model": "x"}, {"FILLWRIGHT_MAX_PARALLEL": "3"})
    assert settings == Settings(model="x", max_parallel=3)
    assert load_settings(home, {}) == Settings(model="x")


def test_a_refused_change_leaves_the_file(home: Home) -> None:
    save_settings(home, {"model": "x"}, {})
    with pytest.raises(InvalidSettings):
        save_settings(home, {"model": "y", "max_parallel": 0}, {})
    assert load_settings(home, {}).model == "x"


def test_a_file_that_can_t_be_read_is_not_replaced(home: Home) -> None:
    written(home, "model = ")
    with pytest.raises(InvalidSettings):
        save_settings(home, {"model": "x"}, {})
    assert home.settings.read_text() == "model = "


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_the_file_is_the_owner_s_alone_whatever_the_umask(home: Home) -> None:
    before = os.umask(0)
    try:
        save_settings(home, {"model": "x"}, {})
    finally:
        os.umask(before)
    assert stat.S_IMODE(home.settings.stat().st_mode) == 0o600


@given(
    st.builds(
        Settings,
        provider=st.sampled_from(["auto", "openai", "drafts"]),
        model=st.text(max_size=20),
        fallback=st.lists(st.sampled_from(["local", "drafts"]), max_size=2).map(tuple),
        max_parallel=st.integers(1, 50),
        budget_usd_month=st.floats(0, 1e6),
        prewarm=st.booleans(),
        call_timeout_s=st.floats(0.001, 600),
    )
)
def test_what_is_saved_is_loaded(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    home = Home(tmp_path_factory.mktemp("home"))
    save_settings(home, msgspec.structs.asdict(settings), {})
    assert load_settings(home, {}) == settings
