"""The HTTP server on 127.0.0.1, as PROTOCOL.md describes it.

app        create_app: middlewares and routes put together
guard      who may call: Host, Origin, token
failures   exceptions → error replies
bodies     size, type and time limits of request bodies
replies    results → JSON
events     a batch as NDJSON lines
engine     one home's settings, profile, store and provider, kept current
routes/    the handlers, a file per resource; table says what a route is, openapi describes them
lifecycle  listen, write the runtime file, shut down; wire (connections), logs, journal
"""

from fillwright.server.app import create_app
from fillwright.server.lifecycle import run, serving

__all__ = ["create_app", "run", "serving"]
