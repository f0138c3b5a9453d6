"""Settings, API keys and endpoints: the only reader of the environment, `settings.toml` and the keyring.

Home → load_settings → Settings; Keys → a provider's key and where it lies; both → endpoints → who answers.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, Protocol, cast

import msgspec
import tomli_w
from msgspec import Meta, Struct

from fillwright.errors import InvalidSettings
from fillwright.messages import MAX_PARALLEL
from fillwright.paths import Home, write_private

Provider = Literal["openai", "anthropic", "local", "drafts"]
KeyName = Literal["openai", "anthropic"]
KeyPlace = Literal["environment", "keyring", "file"]

KEY_VARIABLES: Final[Mapping[KeyName, str]] = MappingProxyType(
    {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
)
URL_VARIABLES: Final[Mapping[str, str]] = MappingProxyType(
    {"openai": "OPENAI_BASE_URL", "anthropic": "ANTHROPIC_BASE_URL"}
)
_DEFAULTS: Final = tomllib.loads(resources.files("fillwright").joinpath("defaults.toml").read_text("utf-8"))
DEFAULT_MODELS: Final[Mapping[str, str]] = MappingProxyType(_DEFAULTS["models"])
SERVICE: Final = "fillwright"


class Settings(Struct, frozen=True, kw_only=True):
    """What the person chose; times in seconds, money in US dollars, None where nothing limits.

    `wishes` are the person's own for every written answer, such as "shorter".
    An empty `model` means the provider's default. `local_base_url` is set once the person has confirmed that server.
    """

    provider: Literal["auto", "openai", "anthropic", "local", "drafts"] = "auto"
    model: Annotated[str, Meta(max_length=200)] = ""
    fallback: tuple[Provider, ...] = ()
    packing: Literal["auto", "off"] = "auto"
    max_parallel: Annotated[int, Meta(ge=1, le=MAX_PARALLEL)] = 5
    privacy: Literal["plain", "masked"] = "plain"
    budget_usd: Annotated[float, Meta(ge=0)] | None = None
    budget_usd_month: Annotated[float, Meta(ge=0)] | None = None
    prewarm: bool = False
    wishes: Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=200)], ...], Meta(max_length=10)] = ()
    local_base_url: Annotated[str, Meta(pattern=r"^(https?://\S+)?$", max_length=1_000)] = ""
    requests_per_minute: Annotated[int, Meta(ge=1)] | None = None
    tokens_per_minute: Annotated[int, Meta(ge=1)] | None = None
    call_timeout_s: Annotated[float, Meta(gt=0, le=600)] = 60.0
    profile: Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")] = "default"


def load_settings(home: Home, environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings in `settings.toml`, each overridden by a `FILLWRIGHT_NAME` that is set and not empty.

    A list in the environment is separated by commas. Keys of the file that are not settings are left alone. Raises
    InvalidSettings, with the key and the mend.
    """
    return _settings(_known(_read(home.settings)), _overrides(environ))


def save_settings(home: Home, changes: Mapping[str, object], environ: Mapping[str, str] = os.environ) -> Settings:
    """Write `changes` into `settings.toml` and return the settings that now hold; None takes a key out.

    The file is replaced in one step, 0600, and keeps whatever else stands in it (comments apart). Raises
    InvalidSettings for an unknown key or an impossible value, and then writes nothing.
    """
    for name in changes:
        if name not in Settings.__struct_fields__:
            near = difflib.get_close_matches(name, Settings.__struct_fields__, n=1)
            hint = f"did you mean {near[0]}?" if near else f"use one of {', '.join(Settings.__struct_fields__)}."
            raise InvalidSettings(f"{name} is not a setting: {hint}", field=name)
    stored = _read(home.settings)
    merged = {name: value for name, value in {**stored, **changes}.items() if value is not None}
    _settings(_known(merged), {})
    settings = _settings(_known(merged), _overrides(environ))
    home.prepare()
    write_private(home.settings, tomli_w.dumps(msgspec.to_builtins(merged)).encode())
    return settings


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise InvalidSettings(f"{path.name} can't be read: {wrong}. Mend the file or delete it.") from None


def _known(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name: stored[name] for name in Settings.__struct_fields__ if name in stored}


def _overrides(environ: Mapping[str, str]) -> dict[str, Any]:
    found = {name: environ.get(f"FILLWRIGHT_{name.upper()}", "").strip() for name in Settings.__struct_fields__}
    return {name: _listed(value) if name in {"fallback", "wishes"} else value for name, value in found.items() if value}


def _listed(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _settings(stored: Mapping[str, Any], overrides: Mapping[str, Any]) -> Settings:
    """Convert name by name, so that an error can say which one, and from the environment also out of text."""
    values: dict[str, Any] = {}
    for info in msgspec.structs.fields(Settings):
        for place, source, strict in (("", stored, True), ("FILLWRIGHT_", overrides, False)):
            if info.name not in source:
                continue
            try:
                values[info.name] = msgspec.convert(source[info.name], type=info.type, strict=strict)
            except msgspec.ValidationError:
                name = f"{place}{info.name.upper()}" if place else info.name
                message = f"{name} = {source[info.name]!r} can't be used: it takes {_DEFAULTS['takes'][info.name]}."
                raise InvalidSettings(message, field=info.name) from None
    return Settings(**values)


class Keyring(Protocol):
    """The part of the `keyring` package that holds API keys."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """Return what is kept, or None."""
        ...

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keep `password`."""
        ...

    def delete_password(self, service: str, username: str, /) -> None:
        """Forget what is kept."""
        ...


class Keys:
    """The providers' API keys: the environment first, then the OS keyring, then `keys.toml` (0600) in the home.

    The file is used only where no keyring works. Nothing here logs or shows a key. `keyring` is imported at the first
    look beyond the environment (130 ms), which may also wait for the desktop to unlock it: call from a thread.
    """

    def __init__(self, home: Home, environ: Mapping[str, str] = os.environ, *, keyring: Keyring | None = None) -> None:
        self._file = home.root / "keys.toml"
        self._home = home
        self._environ = environ
        self._injected = keyring

    def __repr__(self) -> str:
        """Show nothing of what is kept."""
        return "Keys(…)"

    def get(self, name: KeyName) -> str | None:
        """Return the key of `name`, or None."""
        return self._find(name)[0]

    def where(self, name: KeyName) -> KeyPlace | None:
        """Return where the key that `get` returns lies, or None where there is none."""
        return self._find(name)[1]

    def set(self, name: KeyName, key: str) -> KeyPlace:
        """Keep `key` in the keyring, else in the file, and say which. Raises InvalidSettings for what is no key."""
        key = key.strip()
        if not key or not key.isascii() or not key.isprintable() or " " in key:
            raise InvalidSettings(f"The key for {name} has to be one word of plain characters.", field=f"{name}_key")
        if self._set_in_keyring(name, key):
            self._set_in_file(name, None)
            return "keyring"
        self._set_in_file(name, key)
        return "file"

    def delete(self, name: KeyName) -> None:
        """Forget the key of `name` in keyring and file; one in the environment stays."""
        with contextlib.suppress(Exception):  # none there, or no keyring: each backend says it in its own way
            self._keyring().delete_password(SERVICE, name)
        self._set_in_file(name, None)

    def _find(self, name: KeyName) -> tuple[str | None, KeyPlace | None]:
        exported = self._environ.get(KEY_VARIABLES[name], "").strip()
        if exported:
            return exported, "environment"
        try:
            kept = self._keyring().get_password(SERVICE, name)
        except Exception:  # noqa: BLE001 - no keyring, or locked: each backend says it in its own way
            kept = None
        if kept:
            return kept, "keyring"
        filed = _read(self._file).get(name)
        return (filed, "file") if isinstance(filed, str) and filed else (None, None)

    def _keyring(self) -> Keyring:
        if self._injected is None:
            import keyring  # noqa: PLC0415 - 130 ms, and not needed where the environment has the key

            self._injected = cast("Keyring", keyring)
        return self._injected

    def _set_in_keyring(self, name: KeyName, key: str) -> bool:
        try:
            self._keyring().set_password(SERVICE, name, key)
            return self._keyring().get_password(SERVICE, name) == key
        except Exception:  # noqa: BLE001 - no keyring, or locked: each backend says it in its own way
            return False

    def _set_in_file(self, name: KeyName, key: str | None) -> None:
        kept = _read(self._file)
        if key is None and name not in kept:
            return
        changed = {**kept, name: key}
        self._home.prepare()
        remaining = {each: value for each, value in changed.items() if value is not None}
        write_private(self._file, tomli_w.dumps(remaining).encode())


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Who answers: a provider with its address (None: its own), its key (None: it has none) and a model."""

    provider: Provider
    base_url: str | None
    api_key: str | None = field(repr=False)
    model: str


def endpoints(settings: Settings, keys: Keys, environ: Mapping[str, str] = os.environ) -> tuple[Endpoint, ...]:
    """Return the endpoint the settings choose, then those to fall back on, none twice.

    `auto` is OpenAI if its key is there, else Anthropic, else the confirmed local server, else drafts. A provider that
    is named stays chosen without its key: the questions that need it then say so.
    """
    chosen = settings.provider if settings.provider != "auto" else _automatic(settings, keys)
    names = dict.fromkeys((chosen, *settings.fallback))
    return tuple(_endpoint(name, settings, keys, environ, first=name == chosen) for name in names)


def _automatic(settings: Settings, keys: Keys) -> Provider:
    if keys.get("openai"):
        return "openai"
    if keys.get("anthropic"):
        return "anthropic"
    return "local" if settings.local_base_url else "drafts"


def _endpoint(name: Provider, settings: Settings, keys: Keys, environ: Mapping[str, str], *, first: bool) -> Endpoint:
    model = (settings.model if first and name != "drafts" else "") or DEFAULT_MODELS[name]
    if name == "local":
        return Endpoint(name, settings.local_base_url or None, None, model)
    if name == "drafts":
        return Endpoint(name, None, None, model)
    return Endpoint(name, environ.get(URL_VARIABLES[name], "").strip() or None, keys.get(name), model)
