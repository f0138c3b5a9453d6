"""What is judged before a release."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tools.release_check import (
    judge_node_audit,
    judge_python_audit,
    node_lock,
    python_locks,
    reproducible_packages,
)

HASHED = "anyio==4.9.0 \\\n    --hash=sha256:{} \\\n    --hash=sha256:{}\n    # via openai\n".format("a" * 64, "b" * 64)


def said(stdout: object = "", stderr: str = "") -> CompletedProcess[str]:
    return CompletedProcess([], 0, stdout if isinstance(stdout, str) else json.dumps(stdout), stderr)


def test_the_projects_own_locks_are_whole() -> None:
    assert (python_locks().verdict, node_lock().verdict) == ("kept", "kept")


def test_two_builds_have_one_hash() -> None:
    found = reproducible_packages()
    assert (found.verdict, found.detail.count(".zip")) == ("kept", 2)


@pytest.mark.parametrize(
    "line",
    [
        "attrs>=25\n",
        "attrs==25.1.0\n",
        "--extra-index-url https://packages.example.com/simple\n",
        "attrs @ https://packages.example.com/attrs.whl --hash=sha256:00\n",
    ],
)
def test_a_line_that_locks_nothing_or_names_a_host_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "run.txt").write_text(HASHED)
    assert python_locks(tmp_path).verdict == "kept"
    (tmp_path / "run.txt").write_text(HASHED + line)
    assert python_locks(tmp_path).verdict == "broken"


@pytest.mark.parametrize("entry", [{}, {"integrity": "sha512-x", "resolved": "https://packages.example.com/a.tgz"}])
def test_a_node_package_without_a_hash_or_from_a_host_is_found(tmp_path: Path, entry: dict[str, str]) -> None:
    path = tmp_path / "package-lock.json"
    path.write_text(json.dumps({"packages": {"": {}, "node_modules/a": entry}}))
    assert node_lock(path).verdict == "broken"


def test_a_known_vulnerability_is_named() -> None:
    audited = {"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}, {"name": "b", "vulns": []}]}
    found = judge_python_audit(said(audited))
    assert (found.verdict, found.detail) == ("broken", "a 1: CVE-1")


def test_an_audit_that_looked_nothing_up_is_not_taken_for_a_clean_one() -> None:
    audited = {"dependencies": [{"name": "a", "skip_reason": "not found"}, {"name": "b", "version": "1", "vulns": []}]}
    assert judge_python_audit(said(audited)).verdict == "skipped"
    assert judge_python_audit(said("", "no network")).verdict == "skipped"


@pytest.mark.parametrize(("high", "verdict"), [(0, "kept"), (1, "broken")])
def test_node_packages_may_have_no_vulnerability_that_is_high(high: int, verdict: str) -> None:
    assert judge_node_audit(said({"metadata": {"vulnerabilities": {"low": 3, "high": high}}})).verdict == verdict


def test_a_refused_node_audit_is_skipped_and_names_no_address() -> None:
    found = judge_node_audit(said({"message": "405 - POST https://packages.example.com/audit"}))
    assert (found.verdict, found.detail) == ("skipped", "405 - POST (address)")
