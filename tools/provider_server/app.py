"""The aiohttp application: both dialects behind one port, and the control plane."""

from __future__ import annotations

import msgspec
from aiohttp import web

from tools.provider_server.batches import BatchDesk
from tools.provider_server.calls import ProviderServer
from tools.provider_server.config import Config, config_from
from tools.provider_server.wire_anthropic import AnthropicWire
from tools.provider_server.wire_openai import OpenAIWire

MAX_BODY = 16 * 1024 * 1024


def create_app(config: Config) -> web.Application:
    """Return the application: `/v1/chat/completions`, `/v1/messages`, `/v1/models`, both batch APIs, `/_control/*`.

    Control: `GET counts` (Totals; with `?key=` of the calls with one API key alone), `GET requests` (what was kept of
    each), `GET config`, `POST config` (a whole Config; starts anew), `POST reset` (the same Config anew), `POST
    release` (no call hangs any longer).
    """
    server = ProviderServer(config)

    async def models(_: web.Request) -> web.Response:
        names = server.config.models or ("local-model",)
        data = [{"id": name, "object": "model", "created": 1_750_000_000, "owned_by": "local"} for name in names]
        return web.json_response({"object": "list", "data": data})

    async def counts(request: web.Request) -> web.Response:
        return _json(server.counts_of(request.query.get("key")).totals())

    async def requests(_: web.Request) -> web.Response:
        return _json(list(server.counts.requests))

    async def show(_: web.Request) -> web.Response:
        return _json(server.config)

    async def configure(request: web.Request) -> web.Response:
        try:
            server.configure(config_from(await request.read()))
        except msgspec.ValidationError as wrong:
            return web.json_response({"error": str(wrong)}, status=422)
        return _json(server.config)

    async def reset(_: web.Request) -> web.Response:
        server.configure(server.config)
        return _json(server.config)

    async def release(_: web.Request) -> web.Response:
        server.release()
        return _json(server.config)

    app = web.Application(client_max_size=MAX_BODY)
    app.router.add_post("/v1/chat/completions", server.handler(OpenAIWire()))
    app.router.add_post("/v1/messages", server.handler(AnthropicWire()))
    app.router.add_get("/v1/models", models)
    BatchDesk(server).add_to(app)
    app.router.add_get("/_control/counts", counts)
    app.router.add_get("/_control/requests", requests)
    app.router.add_get("/_control/config", show)
    app.router.add_post("/_control/config", configure)
    app.router.add_post("/_control/reset", reset)
    app.router.add_post("/_control/release", release)
    return app


def _json(value: object) -> web.Response:
    return web.Response(body=msgspec.json.encode(value), content_type="application/json")
