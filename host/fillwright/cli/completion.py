"""completion: what a shell needs to complete the command line, drawn from the grammar itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Final

from fillwright.cli.grammar import build_parser
from fillwright.cli.terminal import EXIT_OK, Terminal

_BASH: Final = """\
# Completes the words of fillwright; file names where no word of its own is left.
_fillwright() {{
  local path="" word
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    [[ $word == -* ]] || path="$path $word"
  done
  local choices
  case "$path" in
{cases}
    *) choices="" ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$choices" -- "${{COMP_WORDS[COMP_CWORD]}}")
}}
complete -o default -F _fillwright fillwright
"""
_ZSH: Final = "autoload -U +X compinit bashcompinit && compinit && bashcompinit\n"


def completion(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the script for bash, zsh or fish; `{shell, script}` with --json."""
    shell, words = arguments.shell, list(_words(build_parser(), ()))
    script = _fish(words) if shell == "fish" else ("" if shell == "bash" else _ZSH) + _bash(words)
    terminal.show({"shell": shell, "script": script}, lambda: terminal.line(script.rstrip("\n")))
    return EXIT_OK


def _words(parser: argparse.ArgumentParser, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Yield, for each command after its path, what may stand next: commands and options."""
    options = [name for action in parser._actions for name in action.option_strings if name.startswith("--")]  # noqa: SLF001 - argparse lists them nowhere else
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001 - as above
    commands = [name for group in groups for name in group.choices]
    yield path, [*commands, *options]
    for group in groups:
        for name, command in group.choices.items():
            yield from _words(command, (*path, name))


def _bash(words: list[tuple[tuple[str, ...], list[str]]]) -> str:
    cases = []
    for path, choices in words:
        typed = "".join(f" {word}" for word in path)
        leaf = bool(path) and all(choice.startswith("--") for choice in choices)
        pattern = f'"{typed}" | "{typed} "*' if leaf else f'"{typed}"'
        cases.append(f'    {pattern}) choices="{" ".join(choices)}" ;;')
    return _BASH.format(cases="\n".join(cases))


def _fish(words: list[tuple[tuple[str, ...], list[str]]]) -> str:
    lines = []
    for path, choices in words:
        seen = "; and ".join(f"__fish_seen_subcommand_from {word}" for word in path) or "__fish_use_subcommand"
        lines += [
            f"complete -c fillwright -n '{seen}' " + (f"-l {choice[2:]}" if choice.startswith("--") else f"-a {choice}")
            for choice in choices
        ]
    return "\n".join(lines) + "\n"
