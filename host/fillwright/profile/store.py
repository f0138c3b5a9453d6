"""The profile's file: read whenever it changed, the last good one kept, never lost."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from pathlib import Path
from typing import Final

from fillwright.errors import FillwrightError, InvalidRequest, StorageError
from fillwright.paths import Home
from fillwright.profile.files import ProfileFiles, keep
from fillwright.profile.parse import parse_profile
from fillwright.profile.schema import Profile
from fillwright.profile.versions import Versions

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class ProfileStore:
    """One named profile in its folder `profiles/NAME/`: the file, the stored `files` and earlier `versions` beside it.

    `problem` says why the file could not be taken when it was last read, with the line; None where it was good.
    Several threads may use one store.
    """

    def __init__(self, home: Home, name: str = "default") -> None:
        if not _NAME.fullmatch(name):
            message = "A profile's name has letters, digits, - and _, at most 64 of them."
            raise InvalidRequest(message, field="name")
        self.name = name
        self.path = home.profiles / name / "profile.json"
        self.files = ProfileFiles(self.path.parent)
        self.versions = Versions(self.path.parent)
        self.problem: str | None = None
        self._home = home
        self._good = self.path.with_name(".profile.json.last-good")
        self._seen: bytes | None = None
        self._profile = Profile()

    @staticmethod
    def names(home: Home) -> list[str]:
        """Return the names of the profiles there are, in order."""
        return sorted(path.parent.name for path in home.profiles.glob("*/profile.json"))

    def load(self) -> Profile:
        """Return the profile as the file holds it now; an empty one where there is no file.

        A file that is half-written or breaks a rule is left alone: the last good profile is returned instead (also
        one from before a restart), and `problem` says what to mend.
        """
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            self._good.unlink(missing_ok=True)
            self._seen, self.problem, self._profile = None, None, Profile()
            return self._profile
        except OSError as wrong:
            self._seen, self.problem = None, f"{self.path.name} can't be read: {wrong.strerror}."
            return self._profile
        if raw != self._seen:
            self._take(raw)
        return self._profile

    def raw(self) -> bytes:
        """Return the file as it stands, valid or not; `{}` where there is none."""
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b"{}"

    def save(self, raw: bytes) -> Profile:
        """Make `raw` (UTF-8 JSON) the profile, text and unknown keys as they are, and return it.

        Checked first: raises NotJson or InvalidProfile and writes nothing. Replaces the file in one step, 0600; a file
        there that can't be parsed is copied aside before. Raises StorageError where the disk takes nothing.
        """
        profile = parse_profile(raw)
        self._keep_unparsable()
        self._home.prepare()
        keep(self.path, raw)
        self._accept(raw, profile)
        return profile

    def restore(self, identity: str) -> Profile:
        """Make an earlier version the profile again; what it takes the place of becomes one. Raises NotFound."""
        return self.save(self.versions.get(identity))

    def _take(self, raw: bytes) -> None:
        try:
            profile = parse_profile(raw)
        except FillwrightError as wrong:
            if self._seen is None:
                self._profile = self._last_good()
            self.problem = wrong.message
            self._seen = raw
        else:
            self._accept(raw, profile)

    def _accept(self, raw: bytes, profile: Profile) -> None:
        self.problem, self._profile = None, profile
        self._seen = raw  # last: a thread that finds it equal to the file takes the profile that goes with it
        self._remember(raw)

    def _last_good(self) -> Profile:
        try:
            return parse_profile(self._good.read_bytes())
        except (OSError, FillwrightError):
            return Profile()

    def _remember(self, raw: bytes) -> None:
        """Make `raw` the last good one; the one before becomes a version, since when it was the profile."""
        with contextlib.suppress(OSError, StorageError):  # a full disk is no reason not to answer
            before = self._good.read_bytes() if self._good.exists() else None
            if before == raw:
                return
            if before is not None:
                self.versions.add(before, dt.datetime.fromtimestamp(self._good.stat().st_mtime, dt.UTC))
            keep(self._good, raw)

    def _keep_unparsable(self) -> None:
        present = self.raw()
        try:
            parse_profile(present)
        except FillwrightError:
            keep(_free(self.path), present)


def _free(path: Path) -> Path:
    moment = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    name, number = f"{path.name}.invalid-{moment}", 1
    while path.with_name(name).exists():
        number += 1
        name = f"{path.name}.invalid-{moment}-{number}"
    return path.with_name(name)
