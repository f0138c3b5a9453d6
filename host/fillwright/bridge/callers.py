"""Who may start the bridge: browser extensions with exactly the shipped ids, or ids added by `fillwright install`."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from fillwright.errors import Forbidden

_CHROMIUM_ORIGIN = re.compile(r"chrome-extension://([a-p]{32})/")
_PARENT_WINDOW = "--parent-window="


def manifest_folder() -> Path:
    """Return the folder with `ids.json` and the host-manifest templates: in the wheel, else in the checkout."""
    package = Path(__file__).absolute().parent.parent
    shipped = package / "registration" / "manifest"
    return shipped if shipped.is_dir() else package.parent.parent / "manifest"


def shipped_ids() -> dict[str, list[str]]:
    """Return the extension ids of `ids.json` by kind of browser, `chromium` and `firefox`."""
    data = json.loads((manifest_folder() / "ids.json").read_bytes())
    return {"chromium": list(data["chromium"]), "firefox": list(data["firefox"])}


def host_name() -> str:
    """Return the name under which browsers know this host."""
    return str(json.loads((manifest_folder() / "ids.json").read_bytes())["host"])


def check_caller(words: Sequence[str], added: Collection[str] = ()) -> str:
    """Return the id of the extension that a browser says it starts the bridge for; raises Forbidden for all others.

    Chromium passes the origin `chrome-extension://ID/` (and, on Windows, `--parent-window=N`), Firefox the path of
    the host manifest and the add-on's id. `added` are ids that the person allowed besides the shipped ones.
    """
    given = [word for word in words if not word.startswith(_PARENT_WINDOW)]
    ids = shipped_ids()
    match given:
        case [origin] if (found := _CHROMIUM_ORIGIN.fullmatch(origin)) and found[1] in {*ids["chromium"], *added}:
            return found[1]
        case [manifest, addon] if Path(manifest).name == f"{host_name()}.json" and addon in {*ids["firefox"], *added}:
            return addon
        case _:
            raise Forbidden("Only a browser may start the bridge, and only for an extension that is registered.")
