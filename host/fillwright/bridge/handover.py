"""After an upgrade: the older version's server ends once its batches are done, and leaves the home to a newer one.

A server is asked by the bridge of a newer version, on a connection it has proved itself on; an older bridge never asks.
While batches are under way the old server answers every call as before. One that doesn't know the question stays.
"""

from __future__ import annotations

import re
from http.client import HTTPException
from typing import TYPE_CHECKING

from fillwright.bridge.framing import parse
from fillwright.errors import NotJson

if TYPE_CHECKING:
    from fillwright.bridge.launch import Proved

RETIRE_PATH = "/api/retire"
GONE_SECONDS = 5.0
"""How long a server without batches may take to end."""

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_LONGEST_REPLY = 4096
_OK = 200


def is_older(version: str, than: str) -> bool:
    """Return whether `version` came before `than`; one that is not three numbers is neither older nor newer."""
    one, other = _VERSION.match(version), _VERSION.match(than)
    return one is not None and other is not None and _numbers(one) < _numbers(other)


def _numbers(found: re.Match[str]) -> list[int]:
    return [int(part) for part in found.groups()]


def hands_over(proved: Proved) -> bool:
    """Ask the proved server to end when it is idle, and return whether it has; if not, its connection stays usable."""
    connection = proved.connection
    try:
        connection.request("POST", RETIRE_PATH, headers={"Authorization": f"Bearer {proved.runtime.token}"})
        reply = connection.getresponse()
        told = parse(reply.read(_LONGEST_REPLY))
        if reply.status != _OK or not isinstance(told, dict) or told.get("busy") != 0 or connection.sock is None:
            return False
        connection.sock.settimeout(GONE_SECONDS)
        connection.sock.recv(1)  # nothing comes but the end
    except (OSError, HTTPException, NotJson):
        pass  # gone already: whoever starts the next one finds out
    connection.close()
    return True
