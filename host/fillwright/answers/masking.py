"""Names hidden from a provider and put back into its answer (`privacy = "masked"`)."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from fillwright.profile import Profile

_SHORTEST_NAME: Final = 3


class Mask:
    """Replaces the person's and employers' names by stand-ins such as `Employer-1`, and back.

    Names are replaced where they stand as whole words, the longest first; so are the single words of the person's own
    name. A name of several words is found whatever its case, a single word only as written or in capitals, for names
    such as Will and May are words too. A mask without names changes nothing.
    """

    def __init__(self, people: Iterable[str] = (), employers: Iterable[str] = ()) -> None:
        self._stand_ins: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for kind, names in (("Person", people), ("Employer", employers)):
            known = [name.strip() for name in names if len(name.strip()) >= _SHORTEST_NAME]
            for number, name in enumerate(dict.fromkeys(known), 1):
                stand_in = f"{kind}-{number}"
                self._stand_ins.setdefault(name.casefold(), stand_in)
                self._names[stand_in.casefold()] = name
        self._find = _words(self._names.values())
        self._restore = _words(self._names, any_case=True)

    def hide(self, text: str) -> str:
        """Return `text` with every known name replaced."""
        return (
            self._find.sub(lambda found: self._stand_ins[found.group().casefold()], text) if self._stand_ins else text
        )

    def restore(self, text: str) -> str:
        """Return `text` with every stand-in replaced by the name it stands for."""
        return self._restore.sub(lambda found: self._names[found.group().casefold()], text) if self._names else text

    def hearing(self, on_text: Callable[[str], None]) -> Callable[[str], None]:
        """Return what hears a masked text piece by piece and tells `on_text` the same text with its names restored.

        The last word is held back until it is whole, for it may become a stand-in; an empty piece begins anew.
        """
        if not self._names:
            return on_text
        held = ""

        def hear(piece: str) -> None:
            nonlocal held
            if not piece:
                held = ""
                on_text("")
                return
            whole, _, rest = (held + piece).rpartition(" ")
            held = f" {rest}" if whole else held + piece
            if whole:
                on_text(self.restore(whole))

        return hear


def mask_for(profile: Profile) -> Mask:
    """Return the mask for the names in `profile`: the person's, whole and by word, and all employers'."""
    full_name = profile.basics.name
    people = [full_name, *full_name.split(), profile.application.preferred_name]
    employers = [*(work.name for work in profile.work), *(role.organization for role in profile.volunteer)]
    return Mask(people, employers)


def _words(names: Iterable[str], *, any_case: bool = False) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    spelled = (_spelled(name, any_case=any_case or " " in name) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)")


def _spelled(name: str, *, any_case: bool) -> str:
    return f"(?i:{re.escape(name)})" if any_case else f"{re.escape(name)}|{re.escape(name.upper())}"
