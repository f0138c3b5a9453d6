"""`python -m fillwright`, the `fillwright` command: the bridge by the shortest way, every other command by the CLI."""

from __future__ import annotations

import sys

from fillwright.crash import quiet_libraries, tell_no_values


def main() -> int:
    """Run one command and return its exit code.

    `bridge` is dispatched before anything else is imported: a browser waits for it, and may close it after a second.
    """
    tell_no_values()
    words = sys.argv[1:]
    if words[:1] == ["bridge"] and not {"-h", "--help"}.intersection(words):
        from fillwright.bridge import main as carry  # noqa: PLC0415 - only what the command needs is loaded

        return carry(words[1:])
    quiet_libraries()
    from fillwright.cli import main as run  # noqa: PLC0415 - the same

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
