"""The runtime file: how a client finds the running server and makes it prove itself.

Standard library only: the bridge imports this module.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Runtime:
    """What a running server wrote about itself; `secret` proves it to clients, `token` admits them."""

    port: int
    pid: int
    secret: str
    token: str
    version: str

    def __repr__(self) -> str:
        """Show where the server is, never its secrets: a repr ends up in logs."""
        return f"Runtime(port={self.port}, pid={self.pid}, version={self.version!r})"


def proof(secret: str, nonce: str, port: int) -> str:
    """Return the hex HMAC-SHA256 of `nonce:port` under `secret` (UTF-8), as `/api/challenge` answers it."""
    return hmac.new(secret.encode(), f"{nonce}:{port}".encode(), hashlib.sha256).hexdigest()


def read_runtime(path: Path) -> Runtime | None:
    """Return the runtime file's content, or None where it is missing, unreadable or not of this form."""
    try:
        data = json.loads(path.read_bytes())
        return Runtime(
            port=int(data["port"]),
            pid=int(data["pid"]),
            secret=str(data["secret"]),
            token=str(data["token"]),
            version=str(data["version"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_runtime(path: Path, runtime: Runtime) -> None:
    """Write the runtime file in one step, 0600 from its creation whatever the umask."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(runtime), file)
    draft.replace(path)
