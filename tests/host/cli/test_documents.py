"""What the documents say is what the program does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import pytest
from genai_prices import Usage, calc_price
from msgspec import Struct

from fillwright import errors
from fillwright.cli.grammar import build_parser
from fillwright.config import DEFAULT_MODELS, Settings
from fillwright.errors import FillwrightError
from fillwright.messages import BatchSummary, Field, FieldResponse
from fillwright.paths import Home
from fillwright.profile import Application, parse_profile
from fillwright.server.routes import ROUTES

ROOT = Path(__file__).resolve().parents[3]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("scripts/*.md")]
PROTOCOL = (ROOT / "PROTOCOL.md").read_text(encoding="utf-8")
PROFILE = (ROOT / "docs/profile.md").read_text(encoding="utf-8")
PROVIDERS = (ROOT / "docs/providers.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """Return the part of PROTOCOL.md under a heading."""
    return re.split(r"^#+ ", PROTOCOL.split(f"{title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def every_error(kind: type[FillwrightError] = FillwrightError) -> Iterator[type[FillwrightError]]:
    if kind.__module__ == errors.__name__:
        yield kind
    for leaf in kind.__subclasses__():
        yield from every_error(leaf)


def test_protocol_lists_every_error_code_with_its_status() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\d+|–) \|", section("## Errors"), flags=re.MULTILINE)
    told = {code: int(status) for code, status in rows if status != "–"}
    assert told == {kind.code: kind.status for kind in every_error() if kind is not errors.AlreadyRunning}
    assert ("already_running", "–") in rows


def test_protocol_says_which_errors_are_worth_trying_again() -> None:
    told = set(re.findall(r"^\| `(\w+)` \| .*; retryable \|$", section("## Errors"), flags=re.MULTILINE))
    assert told == {kind.code for kind in every_error() if kind.retryable}


def test_protocol_lists_every_call() -> None:
    rows = re.findall(r"^\| ([A-Z, ]+) \| `(/api/[^`?]*)", section("## Calls"), flags=re.MULTILINE)
    told = [(method, path) for methods, path in rows for method in methods.split(", ")]
    served = [(route.method, route.path.replace("{id}", "ID").replace("{name}", "NAME")) for route in ROUTES]
    assert sorted(told) == sorted(served)


@pytest.mark.parametrize(("title", "struct"), [("### Field", Field), ("### FieldResponse", FieldResponse)])
def test_protocol_lists_every_key(title: str, struct: type[Struct]) -> None:
    rows = re.findall(r"^\| (`[^|]*`) \|", section(title), flags=re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert told == set(struct.__struct_fields__)


def test_protocol_lists_every_count_of_the_summary() -> None:
    told = set(re.findall(r"\w+", section("### Summary").split("Each response")[0])) - {"and"}
    assert told == set(BatchSummary.__struct_fields__)


def test_every_link_leads_somewhere() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\((?!https:)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} → {target}"


def test_every_script_and_command_named_exists() -> None:
    commands = set(re.findall(r"^    ([a-z]+)", build_parser().format_help(), flags=re.MULTILINE))
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        assert set(re.findall(r"`fillwright ([a-z]+)", text)) <= commands, document.name
        for script in re.findall(r"\./scripts/(\w+)", text):
            assert (ROOT / "scripts" / script).is_file(), f"{document.name} → {script}"


def test_no_document_names_a_path_of_one_machine() -> None:
    for document in DOCUMENTS:
        assert not re.search(r"(?:^|\s)/(?:home|root|work|tmp)/\w", document.read_text(encoding="utf-8")), document.name


def test_the_examples_of_the_http_interface_run(home: Home, tmp_path: Path) -> None:
    blocks = re.findall(
        r"^```sh\n(.*?)^```", (ROOT / "docs/http-api.md").read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "fillwright"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fillwright "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environ = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "host")}
    serve = [sys.executable, "-m", "fillwright", "serve", "--home", str(home.root)]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True, env=environ) as server:
        try:
            assert server.stdout
            port = server.stdout.readline().rsplit(":", 1)[1].strip()
            script = "set -eu\n" + "\necho\n".join(blocks).replace("8765", port)
            ran = subprocess.run(
                ["/bin/sh", "-c", script],
                cwd=tmp_path,
                env=environ,
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
        finally:
            server.terminate()
    assert ran.returncode == 0, ran.stderr
    replies = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith('{"responses"')]
    answers = {response["id"]: response["answer"] for response in replies[0]["responses"]}
    assert (answers["first"], answers["mail"], answers["auth"]) == ("Ada", "ada@example.com", "1")


def test_the_example_of_a_profile_is_sound() -> None:
    (example,) = re.findall(r"^```json\n(.*?)^```", PROFILE, flags=re.DOTALL | re.MULTILINE)
    assert parse_profile(example.encode()).application.skill_years == {"Python": 8}


def test_every_part_of_application_is_described() -> None:
    rows = re.findall(r"^\| (`[^|]*`) \|", PROFILE, flags=re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(told) == sorted(Application.__struct_fields__)


def test_the_prices_are_those_of_the_price_library() -> None:
    rows = re.findall(
        r"^\| `(?:openai|anthropic)` \| `([\w-]+)` \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", PROVIDERS, re.MULTILINE
    )
    assert {model for model, *_ in rows} == {DEFAULT_MODELS["openai"], DEFAULT_MODELS["anthropic"]}
    for model, fresh, cached, written in rows:
        price = calc_price(Usage(input_tokens=2_000, cache_read_tokens=1_000, output_tokens=1_000), model)
        assert float(price.input_price) == pytest.approx((float(fresh) + float(cached)) / 1_000)
        assert float(price.output_price) == pytest.approx(float(written) / 1_000)


def test_every_setting_shown_is_one() -> None:
    (example,) = re.findall(r"^```toml\n(.*?)^```", PROVIDERS, flags=re.DOTALL | re.MULTILINE)
    assert set(tomllib.loads(example)) <= set(Settings.__struct_fields__)


def test_the_examples_in_python_run(tmp_path: Path) -> None:
    examples = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    body = indent("\n".join(f"{example}print(reply.responses[0].answer)" for example in examples), "    ")
    program = f"import asyncio\n\nasync def main():\n{body}\n\nasyncio.run(main())"
    without_keys = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**without_keys, "FILLWRIGHT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ran.stdout, ran.stderr) == ("ada@example.com\n" * len(examples), "")
    assert (tmp_path / "answers.sqlite3").exists()
