"""Names the browsers that are here, or with `--missing` the Debian packages of those that are not, one a line."""

from __future__ import annotations

import argparse

from tools.browsers.find import NAMES, PACKAGES, find

parser = argparse.ArgumentParser(prog="python -m tools.browsers", description=__doc__)
parser.add_argument("--missing", action="store_true", help="name the packages of the browsers that are not here")
missing = parser.parse_args().missing
for name in NAMES:
    path = find(name)
    if missing and not path:
        print(PACKAGES[name])
    elif path and not missing:
        print(f"{name} {path}")
