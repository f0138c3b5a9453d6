"""Where personal data and keys turn up that should not: logs at debug level, errors, crashes, `ps`, prompts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from fillwright.paths import Home
from fillwright.runtime import read_runtime
from tools.bench.clients import ProviderServer
from tools.bench.processes import listening
from tools.soak.crashes import crashes
from tools.soak.machine import Client, Json, anthropic_at, essays, new_home, openai_at, serving
from tools.soak.person import canaries, found_in, marked_profile, tables

KEYS: Final = {"openai": "sk-soak-openai-71937193", "anthropic": "sk-ant-soak-71937193"}
DEBUG_SERVER: Final = "tools.soak.debug_server"
DEADLINE_S: Final = 8
SPENT: Final = "sk-soak-set-by-hand-7193"
WHERE: Final = ("logs", "errors", "processes", "prompts", "crashes")


def leaks(*, faults: tuple[str, ...]) -> dict[str, Any]:
    """Have a form with everything in it answered by both providers, well and under `faults`; return what leaked."""
    seen = Seen()
    keys = {"OPENAI_API_KEY": KEYS["openai"], "ANTHROPIC_API_KEY": KEYS["anthropic"]}
    with listening("tools.provider_server") as provider:
        control = ProviderServer(provider.url)
        for name, environ in (("openai", openai_at(provider.url)), ("anthropic", anthropic_at(provider.url))):
            with new_home(marked_profile()) as home, serving(home, {**environ, **keys}, DEBUG_SERVER) as server:
                control.configure()
                seen.batch(home, f"{name}, well")
                seen.prompts(control)
                for fault in faults:
                    control.configure(faults=[{"kind": fault}])
                    seen.batch(home, f"{name}, {fault}")
                    seen.prompts(control)
                seen.refusals(home)
                seen.processes(server.pid)
                seen.logs(home)
        with new_home(marked_profile()) as home:
            seen.crashes(home, {**openai_at(provider.url), **keys})
    return seen.figures()


def form(about: str) -> list[Json]:
    """Return every fact a page can ask, the lures, some essays and a choice."""
    pages = tables()["pages"]
    facts = [{"label": label, "required": True} for label in pages["facts"]]
    lures = [{"label": f"{label} ({about})", "type": "textarea", "required": True} for label in pages["lures"]]
    options = [{"value": value, "label": value} for value in ("Calm", "Quick", "Thorough")]
    choice = {"label": f"Which word describes how you work? ({about})", "type": "select", "options": options}
    return [*facts, *lures, *essays(2, about), choice]


class Seen:
    """What was looked through, and what was found in it."""

    def __init__(self) -> None:
        self._hits: dict[str, list[str]] = {name: [] for name in WHERE}
        self._looked: dict[str, int] = dict.fromkeys(self._hits, 0)
        self._facts_answered = self._crashes = self._cores = 0
        self._secrets = [*KEYS.values(), SPENT]

    def batch(self, home: Home, about: str) -> None:
        """Answer the form and look through what it says of failures."""
        runtime = read_runtime(home.runtime)
        if runtime:
            self._secrets += [runtime.token, runtime.secret]
        for response in Client(home).batch(form(about), refresh=True, deadline_s=DEADLINE_S)["responses"]:
            self._facts_answered += response["source"] == "extracted"
            if response["error"]:
                self._look("errors", json.dumps(response["error"], ensure_ascii=False))
                self._look("errors", str(response["reason"]))

    def prompts(self, control: ProviderServer) -> None:
        """Look through the bodies of all requests the provider has got."""
        for request in control.requests():
            self._look("prompts", json.dumps(request["body"], ensure_ascii=False))

    def refusals(self, home: Home) -> None:
        """Look through what the server says to requests it refuses, and of its settings."""
        client = Client(home)
        client.call("PUT", "/api/files/zyx-resume.pdf", b"zyx-content", **{"Content-Type": "application/pdf"})
        client.call("PUT", "/api/settings", {"keys": {"openai": SPENT}})
        whole = json.loads(marked_profile())
        attempts: tuple[tuple[str, str, object], ...] = (
            ("GET", "/api/settings", None),
            ("PUT", "/api/settings", {"keys": {"openai": f"{SPENT} \n"}, "model": 5}),
            ("PUT", "/api/profile", {**whole, "work": [{**whole["work"][0], "startDate": "soon"}]}),
            ("PUT", "/api/profile", marked_profile()[:-2]),
            ("POST", "/api/profile/import", marked_profile()[:-2]),
            ("POST", "/api/generate-batch", {"fields": [], "user_data": whole}),
            ("POST", "/api/generate-batch", marked_profile()),
            ("PUT", "/api/answers", {"question": "", "answer": whole["basics"]["email"]}),
            ("GET", "/api/nothing?name=Zyxwander", None),
            ("GET", "/api/files/none.pdf", None),
        )
        for method, path, body in attempts:
            _, reply = client.call(method, path, body)
            self._look("errors", json.dumps(reply, ensure_ascii=False))

    def processes(self, server: int) -> None:
        """Look through what `ps` shows of the server."""
        command = Path(f"/proc/{server}/cmdline").read_bytes().replace(b"\0", b" ")
        self._look("processes", command.decode(errors="replace"))

    def logs(self, home: Home) -> None:
        """Look through all logs."""
        for path in sorted(home.logs.iterdir()):
            self._look("logs", path.read_text(encoding="utf-8", errors="replace"), path.name)

    def crashes(self, home: Home, environ: Mapping[str, str]) -> None:
        """Look through what each program leaves behind that a fault inside ends, on a home without a server."""
        for left in crashes(home, environ):
            self._crashes += left.told
            self._cores += left.core
            runtime = read_runtime(home.runtime)
            if runtime:
                self._secrets += [runtime.token, runtime.secret]
            self._look("crashes", left.said, left.about)

    def _look(self, where: str, text: str, name: str = "") -> None:
        self._looked[where] += len(text)
        found = [*found_in(text), *("a secret" for secret in self._secrets if secret in text)]
        self._hits[where] += [f"{name}: {kind}" if name else kind for kind in found]

    def figures(self) -> dict[str, Any]:
        """Return the sums; `looked_through` in characters."""
        return {
            "classes": len(canaries()),
            "secrets": len(KEYS) + 1,
            "facts_answered": self._facts_answered,
            "crashes": self._crashes,
            "cores_left": self._cores,
            "looked_through": self._looked,
            "hits": {where: len(found) for where, found in self._hits.items()},
            "found": sorted({f"{where}: {kind}" for where, found in self._hits.items() for kind in found}),
        }
