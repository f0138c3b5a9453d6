"""What must hold before a release: `python -m tools.release_check [--json]`.

Lock files with a hash for every package and no host's name in them, the extension's packages built twice with one hash,
and no known vulnerability of severity high or above. An audit that can't reach its database is skipped and says so;
`--audits` makes that a failure.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, Literal

from msgspec import Struct

ROOT: Final = Path(__file__).parent.parent
SECONDS: Final = 300
HOST: Final = re.compile(r"(?:https?|git|ssh)(?:\+\w+)?://|--(?:extra-)?index-url|--find-links")
PINNED: Final = re.compile(r"^\S+==\S+")
SEVERE: Final = ("high", "critical")

Verdict = Literal["kept", "broken", "skipped"]


class Finding(Struct, frozen=True):
    """What one check came to, and why."""

    check: str
    verdict: Verdict
    detail: str = ""


def python_locks(folder: Path = ROOT / "requirements") -> Finding:
    """Judge `requirements/**/*.txt`: every package has one version and a hash, and no line names a host."""
    wrong = [
        f"{path.name}: {line}"
        for path in sorted(folder.rglob("*.txt"))
        for line in _unlocked(path.read_text(encoding="utf-8"))
    ]
    return _finding("python locks", wrong)


def _unlocked(text: str) -> Iterator[str]:
    """Yield the first words of requirements without a version or a hash, and lines that name a host."""
    for requirement in re.sub(r"\\\n\s*", " ", text).splitlines():
        stated = requirement.partition(" #")[0].strip()
        if HOST.search(requirement):
            yield requirement.strip()
        elif stated and not stated.startswith("#") and not (PINNED.match(stated) and "--hash=sha256:" in stated):
            yield stated.split()[0]


def node_lock(path: Path = ROOT / "package-lock.json") -> Finding:
    """Judge `package-lock.json`: every package has a hash, and none the address it came from."""
    packages: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["packages"]
    wrong = [f"{name}: no hash" for name, each in packages.items() if name and "integrity" not in each]
    wrong += [f"{name}: {each['resolved']}" for name, each in packages.items() if HOST.search(each.get("resolved", ""))]
    return _finding("node lock", wrong)


def reproducible_packages() -> Finding:
    """Build the extension's packages twice: they are the same to the byte."""
    builds = [_built() for _ in range(2)]
    different = [name for name in builds[0] | builds[1] if builds[0].get(name) != builds[1].get(name)]
    told = ", ".join(f"{name} {digest[:16]}" for name, digest in sorted(builds[0].items()))
    return Finding("reproducible packages", "broken" if different or not builds[0] else "kept", told)


def _built() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tools.package", "--out", folder]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=SECONDS)
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(folder).iterdir()}


def python_audit() -> Finding:
    """Ask whether a package that a person installs has a known vulnerability."""
    command = ["pip-audit", "--requirement", "requirements/run.txt", "--require-hashes", "--disable-pip"]
    return judge_python_audit(_run([*command, "--format", "json", "--progress-spinner", "off"]))


def judge_python_audit(said: subprocess.CompletedProcess[str]) -> Finding:
    """Judge what pip-audit said; a package it could not look up makes the audit skipped, not kept."""
    try:
        audited: list[dict[str, Any]] = json.loads(said.stdout)["dependencies"]
    except (ValueError, KeyError):
        return Finding("python audit", "skipped", _last_line(said.stderr))
    wrong = [f"{each['name']} {each['version']}: {known['id']}" for each in audited for known in each.get("vulns", ())]
    unknown = [each["name"] for each in audited if "skip_reason" in each]
    if unknown and not wrong:
        return Finding("python audit", "skipped", f"{len(unknown)} of {len(audited)} packages could not be looked up")
    return _finding("python audit", wrong)


def node_audit() -> Finding:
    """Ask whether a package of the extension's checks has a known vulnerability of severity high or above."""
    return judge_node_audit(_run(["npm", "audit", "--json"]))


def judge_node_audit(said: subprocess.CompletedProcess[str]) -> Finding:
    """Judge what npm said; without figures the audit is skipped, not kept."""
    told: dict[str, Any] = {}
    try:
        told = json.loads(said.stdout)
        severities: dict[str, int] = told["metadata"]["vulnerabilities"]
    except ValueError:
        return Finding("node audit", "skipped", _last_line(said.stderr))
    except KeyError:
        return Finding("node audit", "skipped", _last_line(str(told.get("message", ""))))
    return _finding("node audit", [f"{severities[each]} {each}" for each in SEVERE if severities.get(each)])


CHECKS: Final[tuple[Callable[[], Finding], ...]] = (
    *(python_locks, node_lock, reproducible_packages, python_audit, node_audit),
)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as wrong:
        return subprocess.CompletedProcess(command, 1, "", str(wrong))


def _finding(check: str, wrong: list[str]) -> Finding:
    return Finding(check, "broken" if wrong else "kept", "; ".join(wrong))


def _last_line(text: str) -> str:
    """Return the end of what a program said, without the addresses in it."""
    lines = [line for line in text.splitlines() if line.strip()]
    return re.sub(r"\S+://\S+", "(address)", lines[-1])[:200] if lines else "it said nothing"


def main() -> int:
    """Run all checks and print what they came to; 1 where one is broken."""
    parser = argparse.ArgumentParser(prog="release-check", description="What must hold before a release.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--audits", action="store_true", help="an audit that can't be had is a failure")
    arguments = parser.parse_args()
    findings = [check() for check in CHECKS]
    if arguments.json:
        print(json.dumps({each.check: {"verdict": each.verdict, "detail": each.detail} for each in findings}, indent=2))
    else:
        for each in findings:
            print(f"{each.check:<22} {each.verdict:<8} {each.detail}".rstrip())
    failing = {"broken", "skipped"} if arguments.audits else {"broken"}
    return int(any(each.verdict in failing for each in findings))


if __name__ == "__main__":
    sys.exit(main())
