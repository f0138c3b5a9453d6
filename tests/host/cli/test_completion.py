from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.host.cli.said import Run


@pytest.fixture
def script(run: Run) -> str:
    """What `fillwright completion bash` writes."""
    return run("completion", "bash").out


def completed(script: str, *words: str) -> set[str]:
    """Return what bash offers for the last of `words`."""
    line = " ".join(f"'{word}'" for word in ("fillwright", *words))
    asked = f"COMP_WORDS=({line}); COMP_CWORD={len(words)}; _fillwright; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    bash = shutil.which("bash")
    assert bash
    said = subprocess.run([bash, "--norc", "-c", f"{script}\n{asked}"], capture_output=True, text=True, check=True)
    return set(said.stdout.split())


def test_commands_are_completed(script: str) -> None:
    assert completed(script, "ba") == {"backup"}
    assert {"serve", "install", "profile", "completion"} <= completed(script, "")


def test_the_verbs_of_a_command_are_completed(script: str) -> None:
    assert completed(script, "answers", "ex") == {"export"}
    assert completed(script, "--json", "answers", "ex") == {"export"}


def test_options_are_completed_after_their_command(script: str) -> None:
    assert completed(script, "answers", "set", "Why us?", "--co") == {"--company"}
    assert completed(script, "answers", "list", "--co") == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_stands_in_every_shells_script(run: Run, shell: str) -> None:
    said = run("completion", shell, "--json").json
    assert said["shell"] == shell
    for word in ("serve", "doctor", "restore", "import"):
        assert word in said["script"]
