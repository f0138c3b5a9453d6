"""The settings as they stand on disk, read again when the file changed; a broken file leaves the last good ones."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from fillwright.config import Settings, load_settings
from fillwright.errors import InvalidSettings
from fillwright.paths import Home

log: Final = logging.getLogger(__name__)

Stamp = tuple[int, int, int]


class SettingsWatch:
    """Settings of `home`, current at every look; `problem` says why the file as it is now could not be used."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._path = home.settings
        self._stamp: Stamp | None = None
        self._settings: Settings | None = None
        self.problem: InvalidSettings | None = None

    def current(self) -> Settings:
        """Return the settings that hold; costs one look at the file's state when nothing changed."""
        stamp = _stamp(self._path)
        if self._settings is None or stamp != self._stamp:
            self._settings, self._stamp = self._read(), stamp
        return self._settings

    def _read(self) -> Settings:
        try:
            settings = load_settings(self._home)
        except InvalidSettings as problem:
            log.warning("the settings can't be used: %s", problem.field)
            self.problem = problem
            return self._settings or Settings()
        self.problem = None
        return settings


def _stamp(path: Path) -> Stamp:
    """Return what changes whenever the file does; zeros where there is none."""
    try:
        state = path.stat()
    except OSError:
        return (0, 0, 0)
    return (state.st_mtime_ns, state.st_size, state.st_ino)
