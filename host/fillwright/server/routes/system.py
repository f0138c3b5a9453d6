"""Who is there, is it well, and what can it do."""

from __future__ import annotations

import os
import re
from typing import Final

from aiohttp import web

from fillwright import __version__
from fillwright.errors import InvalidRequest
from fillwright.runtime import proof
from fillwright.server.closing import CLOSING
from fillwright.server.doctor import examine
from fillwright.server.engine import ENGINE
from fillwright.server.guard import CHALLENGE_PATH, CREDENTIALS, own_port
from fillwright.server.replies import reply
from fillwright.server.shapes import Challenge, Findings, Health, Retiring
from fillwright.server.table import Query, Route

_NONCE: Final = "[0-9a-fA-F]{1,128}"


async def challenge(request: web.Request) -> web.Response:
    """Prove to a client that this server wrote the runtime file."""
    nonces = request.query.getall("nonce", [])
    if len(nonces) != 1 or not re.fullmatch(_NONCE, nonces[0]):
        raise InvalidRequest("nonce: send 1 to 128 hexadecimal digits of your own choice.", field="nonce")
    secret = request.app[CREDENTIALS].secret
    return reply(Challenge(proof=proof(secret, nonces[0], own_port(request)), version=__version__))


async def health(request: web.Request) -> web.Response:
    """Say which provider answers, for which profile, and what is out of order."""
    state = await request.app[ENGINE].state()
    return reply(
        Health(
            version=__version__,
            pid=os.getpid(),
            uptime_s=round(state.uptime_s, 3),
            provider=state.provider,
            model=state.model,
            drafts=state.drafts,
            profile=state.profile,
            profile_problem=state.profile_problem,
            profiles=state.profiles,
            warnings=state.warnings,
        )
    )


async def doctor(request: web.Request) -> web.Response:
    """Check the whole line from the browser to the provider, as `fillwright doctor` does."""
    return reply(await examine(request.app[ENGINE].home))


async def retire(request: web.Request) -> web.Response:
    """End this server as soon as no batch is under way; until then it answers as before."""
    return reply(Retiring(version=__version__, busy=request.app[CLOSING].retire()))


ROUTES: Final = (
    Route(
        "GET",
        CHALLENGE_PATH,
        challenge,
        "Prove that this server wrote the runtime file; the only call without a token",
        reply=Challenge,
        query=(
            Query(
                "nonce",
                "Chosen by the client",
                required=True,
                schema=(("type", "string"), ("pattern", f"^{_NONCE}$")),
            ),
        ),
        errors=(422,),
        public=True,
    ),
    Route("GET", "/api/health", health, "How the server is", reply=Health),
    Route("GET", "/api/doctor", doctor, "What `fillwright doctor` finds", reply=Findings),
    Route("POST", "/api/retire", retire, "End this server once no batch is under way", reply=Retiring),
)
