"""Where API keys lie, and who is asked with them."""

import os
import stat
import sys
from pathlib import Path
from typing import Any, cast, get_args

import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as ForgetfulKeyring
from keyring.errors import PasswordDeleteError

import fillwright.config
from fillwright.config import DEFAULT_MODELS, Endpoint, KeyName, Keyring, Keys, Settings, endpoints
from fillwright.errors import InvalidSettings
from fillwright.paths import Home


class MemoryKeyring:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str, /) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str, /) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str, /) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def backend(kind: Any) -> Keyring:  # noqa: ANN401 - the keyring package's classes have untyped constructors
    return cast("Keyring", kind())


def without_keyring(home: Home, environ: dict[str, str] | None = None) -> Keys:
    return Keys(home, environ or {}, keyring=backend(NoKeyring))


def with_keyring(home: Home, environ: dict[str, str] | None = None) -> Keys:
    return Keys(home, environ or {}, keyring=MemoryKeyring())


def test_without_a_key_there_is_none(home: Home) -> None:
    keys = without_keyring(home)
    assert (keys.get("openai"), keys.where("openai")) == (None, None)


@pytest.mark.parametrize(("name", "variable"), [("openai", "OPENAI_API_KEY"), ("anthropic", "ANTHROPIC_API_KEY")])
def test_the_environment_comes_first(home: Home, name: KeyName, variable: str) -> None:
    keys = with_keyring(home, {variable: " sk-exported "})
    keys.set(name, "sk-kept")
    assert (keys.get(name), keys.where(name)) == ("sk-exported", "environment")


def test_an_empty_variable_is_no_key(home: Home) -> None:
    assert without_keyring(home, {"OPENAI_API_KEY": ""}).get("openai") is None


def test_a_key_is_kept_in_the_keyring(home: Home) -> None:
    keyring = MemoryKeyring()
    keys = Keys(home, {}, keyring=keyring)
    assert keys.set("openai", "sk-kept") == "keyring"
    assert keyring.kept == {("fillwright", "openai"): "sk-kept"}
    assert (keys.get("openai"), keys.where("openai")) == ("sk-kept", "keyring")
    assert not (home.root / "keys.toml").exists()


@pytest.mark.parametrize("kind", [NoKeyring, ForgetfulKeyring])
def test_without_a_keyring_that_keeps_it_a_key_goes_to_the_file(home: Home, kind: type) -> None:
    keys = Keys(home, {}, keyring=backend(kind))
    assert keys.set("openai", "sk-kept") == "file"
    assert (keys.get("openai"), keys.where("openai")) == ("sk-kept", "file")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_the_file_is_the_owner_s_alone_whatever_the_umask(home: Home) -> None:
    before = os.umask(0)
    try:
        without_keyring(home).set("openai", "sk-kept")
    finally:
        os.umask(before)
    assert stat.S_IMODE((home.root / "keys.toml").stat().st_mode) == 0o600


def test_a_key_that_reaches_the_keyring_leaves_the_file(home: Home) -> None:
    without_keyring(home).set("openai", "sk-filed")
    with_keyring(home).set("openai", "sk-kept")
    assert without_keyring(home).get("openai") is None


def test_deleting_forgets_keyring_and_file(home: Home) -> None:
    without_keyring(home).set("openai", "sk-filed")
    keys = with_keyring(home)
    keys.delete("openai")
    assert keys.where("openai") is None


def test_deleting_one_key_leaves_the_other(home: Home) -> None:
    keys = without_keyring(home)
    keys.set("openai", "sk-one")
    keys.set("anthropic", "sk-two")
    keys.delete("openai")
    assert (keys.get("openai"), keys.get("anthropic")) == (None, "sk-two")


def test_deleting_what_is_not_there_is_no_error(home: Home) -> None:
    with_keyring(home).delete("openai")
    assert not home.root.exists()


@pytest.mark.parametrize("key", ["", "  ", "two words", "sk-\n1", "sk-ü"])
def test_what_is_no_key_is_refused_without_being_shown(home: Home, key: str) -> None:
    with pytest.raises(InvalidSettings) as caught:
        without_keyring(home).set("openai", key)
    assert caught.value.field == "openai_key"
    assert not key.strip() or key.strip() not in caught.value.message


def test_the_keyring_package_is_used_by_default(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    package = MemoryKeyring()
    monkeypatch.setitem(sys.modules, "keyring", package)
    Keys(home, {}).set("openai", "sk-kept")
    assert package.kept == {("fillwright", "openai"): "sk-kept"}


def test_no_repr_shows_a_key(home: Home) -> None:
    keys = without_keyring(home, {"OPENAI_API_KEY": "sk-canary"})
    assert "sk-canary" not in repr((keys, endpoints(Settings(), keys, {})))


def chosen(home: Home, settings: Settings, environ: dict[str, str]) -> Endpoint:
    return endpoints(settings, without_keyring(home, environ), environ)[0]


BOTH = {"OPENAI_API_KEY": "sk-o", "ANTHROPIC_API_KEY": "sk-a"}


@pytest.mark.parametrize(
    ("settings", "environ", "provider"),
    [
        (Settings(local_base_url="http://127.0.0.1:1234/v1"), BOTH, "openai"),
        (Settings(local_base_url="http://127.0.0.1:1234/v1"), {"ANTHROPIC_API_KEY": "sk-a"}, "anthropic"),
        (Settings(local_base_url="http://127.0.0.1:1234/v1"), {}, "local"),
        (Settings(), {}, "drafts"),
        (Settings(provider="drafts"), BOTH, "drafts"),
        (Settings(provider="anthropic"), BOTH, "anthropic"),
    ],
)
def test_who_answers(home: Home, settings: Settings, environ: dict[str, str], provider: str) -> None:
    assert chosen(home, settings, environ).provider == provider


def test_a_named_provider_stays_chosen_without_its_key(home: Home) -> None:
    endpoint = chosen(home, Settings(provider="openai"), {})
    assert (endpoint.provider, endpoint.api_key) == ("openai", None)


@pytest.mark.parametrize(("name", "prefix"), [("openai", "OPENAI"), ("anthropic", "ANTHROPIC")])
def test_a_base_url_is_taken_from_the_environment(home: Home, name: KeyName, prefix: str) -> None:
    environ = {f"{prefix}_API_KEY": "sk-x", f"{prefix}_BASE_URL": "http://127.0.0.1:9/v1"}
    assert chosen(home, Settings(provider=name), environ) == Endpoint(
        name, "http://127.0.0.1:9/v1", "sk-x", DEFAULT_MODELS[name]
    )


def test_the_local_server_s_address_is_the_confirmed_one(home: Home) -> None:
    settings = Settings(provider="local", local_base_url="http://127.0.0.1:11434/v1", model="llama")
    assert chosen(home, settings, {}) == Endpoint("local", "http://127.0.0.1:11434/v1", None, "llama")


def test_fallbacks_follow_in_order_and_none_twice(home: Home) -> None:
    settings = Settings(provider="openai", fallback=("anthropic", "openai", "drafts"), model="mine")
    found = endpoints(settings, without_keyring(home, BOTH), BOTH)
    assert [(each.provider, each.model) for each in found] == [
        ("openai", "mine"),
        ("anthropic", DEFAULT_MODELS["anthropic"]),
        ("drafts", "drafts"),
    ]


def test_the_default_models_are_in_the_sdks_lists_and_not_announced_for_shutdown() -> None:
    from anthropic.resources.messages.messages import DEPRECATED_MODELS  # noqa: PLC0415 - a second to import
    from anthropic.types.model import Model  # noqa: PLC0415 - the same
    from openai.types.shared.chat_model import ChatModel  # noqa: PLC0415 - the same

    assert DEFAULT_MODELS["openai"] in get_args(ChatModel)
    assert DEFAULT_MODELS["anthropic"] in get_args(get_args(Model)[0])
    assert DEFAULT_MODELS["anthropic"] not in DEPRECATED_MODELS


def test_every_setting_says_what_it_takes() -> None:
    takes = fillwright.config._DEFAULTS["takes"]  # noqa: SLF001 - the data file, not the code
    assert set(takes) == set(Settings.__struct_fields__)
