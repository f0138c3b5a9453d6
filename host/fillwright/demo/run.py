"""One run of the demo: a temporary home with the sample profile, a server, the bridge, the form."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from fillwright.demo.form import read_request
from fillwright.demo.native import NativePort
from fillwright.errors import FillwrightError, ServerUnavailable
from fillwright.paths import HOME_VARIABLE, Home
from fillwright.profile import ProfileStore, sample_profile

See = Callable[[dict[str, Any]], None]

NEXT_STEPS: Final = """\
What to do next:
  fillwright install                  make Fillwright known to your browsers
  load the folder extension/          chrome://extensions (developer mode), or about:debugging in Firefox
  fillwright profile import FILE      your own profile, from your résumé
  press the button on a form          it shows what it would do; nothing is ever submitted
Written answers were drafts made of the profile's own words; with an OPENAI_API_KEY or ANTHROPIC_API_KEY a model
writes them."""


def run(see: See = lambda _: None) -> dict[str, Any]:
    """Answer the demo page and return `{responses, summary}`; `see` gets each event of the batch as it comes.

    Uses the embedded drafts whatever keys there are, so that nothing leaves the machine, and removes all it made.
    Raises the error that ended the batch, ServerUnavailable where the server or the bridge does not answer.
    """
    with tempfile.TemporaryDirectory(prefix="fillwright-demo-", ignore_cleanup_errors=True) as folder:
        home = make_home(Path(folder))
        environ = surroundings(home)
        with serving(environ):
            return answer_form(environ, see)


def make_home(folder: Path) -> Home:
    """Make a home in `folder` that holds the sample profile."""
    home = Home(folder)
    home.prepare()
    ProfileStore(home).save(sample_profile())
    return home


def surroundings(home: Home) -> dict[str, str]:
    """Return the environment of the demo's processes: this one's, with `home` and the drafts instead of settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FILLWRIGHT_")}
    return {**kept, HOME_VARIABLE: str(home.root), "FILLWRIGHT_PROVIDER": "drafts"}


@contextmanager
def serving(environ: Mapping[str, str]) -> Iterator[None]:
    """Run a server in `environ` for the time of the block; raises ServerUnavailable where it does not start."""
    command = [sys.executable, "-I", "-m", "fillwright", "serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environ) as server:  # noqa: S603 - our own program
        try:
            assert server.stdout is not None  # noqa: S101 - it was asked for as a pipe
            if not server.stdout.readline().startswith(b"listening on "):
                raise ServerUnavailable("The demo's server did not start; `fillwright serve` says why.")
            yield
        finally:
            server.terminate()


def answer_form(environ: Mapping[str, str], see: See = lambda _: None) -> dict[str, Any]:
    """Send the demo page's request through a bridge in `environ` and return `{responses, summary}`, as `run` does."""
    responses: dict[int, dict[str, Any]] = {}
    with NativePort(environ) as port:
        for event in port.call("POST", "/api/generate-batch", read_request()):
            see(event)
            match event:
                case {"event": "field", "index": index, "response": response}:
                    responses[index] = response
                case {"event": "warning", "index": index, "warning": warning}:
                    responses[index]["warnings"].append(warning)
                case {"event": "summary", "summary": summary}:
                    return {"responses": [responses[index] for index in sorted(responses)], "summary": summary}
                case {"event": "error", "error": error} | {"body": {"error": error}}:
                    raise FillwrightError(str(error["message"]))
    raise ServerUnavailable("The batch ended without its summary; run the demo again.")
