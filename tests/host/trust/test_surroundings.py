"""What is no fault of a server's own: a `.env` where it was started, a clock that jumps, a machine that sleeps."""

from __future__ import annotations

import os
import signal
import time
from itertools import cycle
from pathlib import Path

import pytest

from fillwright.paths import Home
from fillwright.profile import ProfileStore, sample_profile
from fillwright.server import serving
from tests.host.server.raw import Server
from tools.bench.clients import ProviderServer
from tools.bench.processes import listening
from tools.provider_server.config import Config, Latency
from tools.provider_server.running import provider_server_here
from tools.soak import machine

YEAR = 366 * 86_400.0


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name in [name for name in os.environ if name.startswith(("FILLWRIGHT_", "OPENAI_", "ANTHROPIC_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    home = Home(tmp_path / "home")
    ProfileStore(home).save(sample_profile())
    return home


async def test_a_file_of_the_working_directory_sets_no_key_and_no_setting(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path, home.root):
        (folder / ".env").write_text(
            "OPENAI_API_KEY=sk-somebodys\nFILLWRIGHT_MAX_PARALLEL=50\nOPENAI_BASE_URL=http://x"
        )
        monkeypatch.chdir(folder)
        async with serving(home) as runtime:
            settings = (await Server(runtime.port, runtime.token).call("GET", "/api/settings")).json
        assert settings["keys"]["openai"] == {"set": False, "where": None}
        assert settings["max_parallel"] == 5


async def test_a_clock_that_jumps_by_a_year_moves_no_deadline(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    real, jumps = time.time, cycle([YEAR, -YEAR, 0.0])
    async with provider_server_here(Config(latency=Latency(median=0.02))) as provider:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
        monkeypatch.setenv("OPENAI_BASE_URL", provider.openai_url)
        monkeypatch.setattr(time, "time", lambda: real() + next(jumps))
        async with serving(home) as runtime:
            server = Server(runtime.port, runtime.token)
            for number in range(4):
                body = {"fields": machine.essays(3, f"jump {number}"), "deadline_s": 60}
                summary = (await server.call("POST", "/api/generate-batch", body)).json["summary"]
                assert (summary["generated_count"], summary["failed_count"]) == (3, 0)
                assert 0 <= summary["total_time_ms"] < 60_000


def test_a_server_that_was_stopped_and_goes_on_finishes_its_batch(home: Home) -> None:
    with (
        listening("tools.provider_server") as provider,
        machine.serving(home, machine.openai_at(provider.url)) as server,
    ):
        ProviderServer(provider.url).configure(latency={"median": 0.05})
        states = []
        with machine.Client(home).stream(machine.essays(6, "sleep"), max_parallel=1) as events:
            for event in events:
                if event["event"] == "field":
                    states.append(event["response"]["status"])
                    os.kill(server.pid, signal.SIGSTOP)
                    os.waitid(os.P_PID, server.pid, os.WSTOPPED | os.WNOWAIT)
                    os.kill(server.pid, signal.SIGCONT)
    assert states == ["answered"] * 6
