"""The words of the command line. Each command names the module and the function that run it; none is loaded here."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NoReturn

from fillwright import __version__
from fillwright.errors import InvalidRequest

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["_Parser"]  # noqa: SLF001 - argparse gives its type no public name

EPILOG = """\
exit codes: 0 done, 1 error, 2 wrong command line, 3 a server already runs for this home, 130 interrupted

--home DIR and --json go with every command. The home is --home, else $FILLWRIGHT_HOME, else the platform's
user-data folder. With --json the result is one JSON document on stdout and an error one on stderr.
"""


class WrongCommandLine(InvalidRequest):
    """The words of the command line make no command."""


class _Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviations and raises what is wrong instead of printing it."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - argparse's own settings
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        """Raise WrongCommandLine with `message` and where to read more."""
        raise WrongCommandLine(f"{message} (see `{self.prog} --help`).")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command; what it parses holds `module` and `function`."""
    parser = _Parser(
        prog="fillwright",
        description="Fill a whole job application in one click, on your own machine.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_shared(home=None, json=False)],
    )
    parser.add_argument("--version", action="version", version=f"fillwright {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, dest="command")
    shared = _shared(home=argparse.SUPPRESS, json=argparse.SUPPRESS)
    for add in (_add_serving, _add_registry, _add_profile, _add_answers, _add_forms, _add_ahead, _add_rest):
        add(commands, shared)
    return parser


def _shared(*, home: str | None, json: bool | str) -> _Parser:
    """Return the options of every command; a subcommand's must be suppressed so as not to undo the ones before it."""
    parser = _Parser(add_help=False)
    parser.add_argument("--home", metavar="DIR", default=home, help="the folder that holds all of your data")
    parser.add_argument("--json", action="store_true", default=json, help="write one JSON document for a program")
    return parser


def _command(
    commands: Commands,
    shared: _Parser,
    name: str,
    target: str,
    text: str,
    **defaults: Any,  # noqa: ANN401
) -> argparse.ArgumentParser:
    """Add the command `name`, run by `target` (`module.function`)."""
    module, _, function = target.partition(".")
    parser = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.", parents=[shared])
    parser.set_defaults(module=module, function=function, **defaults)
    return parser


def _group(commands: Commands, shared: _Parser, name: str, text: str) -> Commands:
    """Add a command that is followed by a verb."""
    parser = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.", parents=[shared])
    return parser.add_subparsers(title="commands", metavar="COMMAND", required=True, dest="verb")


def _add_serving(commands: Commands, shared: _Parser) -> None:
    serve = _command(commands, shared, "serve", "serve.serve", "run the server on 127.0.0.1 until interrupted")
    serve.add_argument("--port", type=_port, default=0, help="the port to listen on (default: any free one)")
    bridge = _command(
        commands, shared, "bridge", "bridge.bridge", "carry a browser's native messages (browsers start it)"
    )
    bridge.add_argument("origin", nargs=argparse.REMAINDER, help="what the browser passes")
    _command(commands, shared, "token", "token.token", "print the running server's token")


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= 65535:  # noqa: PLR2004 - the range of a TCP port
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: use a number from 0 to 65535")
    return port


def _add_registry(commands: Commands, shared: _Parser) -> None:
    add = _command(commands, shared, "install", "registry.install", "make Fillwright known to the browsers")
    _browser(add)
    add.add_argument(
        "--extension-id",
        metavar="ID",
        action="append",
        default=[],
        dest="extension_ids",
        help="let this extension in too, such as a build of your own; may be given several times",
    )
    add.add_argument("--no-open", action="store_true", help="only print where the extension is; open no window")
    drop = _command(commands, shared, "uninstall", "registry.uninstall", "take Fillwright out of the browsers")
    _browser(drop)
    drop.add_argument("--data", action="store_true", help="delete your profiles, answers, settings and API keys too")
    _browser(_command(commands, shared, "doctor", "doctor.doctor", "check the whole line from browser to provider"))


def _browser(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--browser", metavar="NAME", help="one browser only (default: every one found)")


def _add_profile(commands: Commands, shared: _Parser) -> None:
    verbs = _group(commands, shared, "profile", "read and keep your profile")
    load = _command(
        verbs,
        shared,
        "import",
        "profile.import_profile",
        "make a résumé your profile: JSON Resume, RenderCV, LinkedIn's data export, PDF, Word",
    )
    load.add_argument("file", metavar="FILE", help="the file, or - for stdin")
    load.add_argument("--no-file", action="store_true", help="do not keep a PDF or Word file as the résumé to upload")
    _profile_name(load)
    show = _command(verbs, shared, "show", "profile.show", "print the profile as it is kept")
    _profile_name(show)
    check = _command(verbs, shared, "validate", "profile.validate", "say whether a profile is sound, and what is wrong")
    check.add_argument("file", metavar="FILE", nargs="?", help="a file, or - for stdin (default: the kept profile)")
    _profile_name(check)
    path = _command(verbs, shared, "path", "profile.path", "print where the profile is kept")
    _profile_name(path)
    use = _command(verbs, shared, "use", "profiles.use", "make another profile the active one")
    use.add_argument("name", metavar="NAME")
    _add_profiles(verbs, shared)


def _add_profiles(verbs: Commands, shared: _Parser) -> None:
    _command(verbs, shared, "list", "profiles.list_all", "list the profiles")
    make = _command(verbs, shared, "create", "profiles.create", "make another profile")
    make.add_argument("name", metavar="NAME")
    make.add_argument("--copy-of", metavar="NAME", help="with all that this one holds (default: empty)")
    other = _command(verbs, shared, "rename", "profiles.rename", "give a profile another name")
    other.add_argument("name", metavar="NAME")
    other.add_argument("new", metavar="NEW")
    drop = _command(
        verbs, shared, "delete", "profiles.delete", "delete a profile and its files, but for the active one"
    )
    drop.add_argument("name", metavar="NAME")
    _profile_name(_command(verbs, shared, "versions", "profiles.versions", "list what a profile was before"))
    back = _command(verbs, shared, "restore", "profiles.restore", "make an earlier version the profile again")
    back.add_argument("version", metavar="VERSION", help="as `profile versions` names it")
    _profile_name(back)


def _profile_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", metavar="NAME", help="the profile's name (default: the active one)")


def _add_answers(commands: Commands, shared: _Parser) -> None:
    verbs = _group(commands, shared, "answers", "read and keep the remembered answers")
    listing = _command(verbs, shared, "list", "answers.list_answers", "list the remembered answers")
    listing.add_argument("search", metavar="WORDS", nargs="?", default="", help="only those that hold these words")
    keep = _command(verbs, shared, "set", "answers.set_answer", "pin your own answer to a question")
    keep.add_argument("question", metavar="QUESTION")
    keep.add_argument("answer", metavar="ANSWER", help="the answer, or - for stdin")
    keep.add_argument("--company", metavar="NAME", help="only for this company (default: for all)")
    drop = _command(verbs, shared, "forget", "answers.forget", "forget answers")
    drop.add_argument("ids", metavar="ID", nargs="*", help="as `answers list` names them")
    drop.add_argument("--all", action="store_true", help="forget every answer, pinned ones too")
    save = _command(verbs, shared, "export", "answers.export_answers", "write every answer to a file")
    save.add_argument("file", metavar="FILE", nargs="?", default="-", help="the file (default: stdout)")
    load = _command(verbs, shared, "import", "answers.import_answers", "read answers from an exported file")
    load.add_argument("file", metavar="FILE", help="the file, or - for stdin")


def _add_forms(commands: Commands, shared: _Parser) -> None:
    answer = _command(commands, shared, "answer", "answer.answer", "answer a form: the responses in its order")
    answer.add_argument("file", metavar="REQUEST.json", help="the request, or - for stdin")
    classify = _command(commands, shared, "classify", "classify.classify", "say how each question would be answered")
    classify.add_argument("file", metavar="FIELDS.jsonl", help="a field a line, or - for stdin")
    explain = _command(
        commands, shared, "explain", "explain.explain", "say why each field of a form is answered as it is"
    )
    explain.add_argument("file", metavar="REQUEST.json", help="the request, or - for stdin")


def _add_ahead(commands: Commands, shared: _Parser) -> None:
    ahead = _command(
        commands,
        shared,
        "prepare",
        "prepare.prepare",
        "have many forms answered ahead through the provider's batch API: half the price, within a day",
    )
    ahead.add_argument("file", metavar="REQUESTS.jsonl", help="a request a line, or - for stdin")
    ahead.add_argument(
        "--plan", action="store_true", help="say what there is to do and what it would cost; send nothing"
    )
    ahead.add_argument("--no-wait", action="store_true", help="send, take what has come, and leave; run it again later")


def _add_rest(commands: Commands, shared: _Parser) -> None:
    save = _command(commands, shared, "backup", "backup.backup", "write all of your data but API keys to one file")
    save.add_argument("file", metavar="FILE", help="the file to write")
    back = _command(commands, shared, "restore", "backup.restore", "make all of your data what a backup holds")
    back.add_argument("file", metavar="FILE", help="a file that `backup` wrote")
    _command(commands, shared, "usage", "usage.usage", "say what the providers were asked and what it cost")
    draw = _command(commands, shared, "trace", "trace.trace", "draw the provider calls of one batch on a time line")
    draw.add_argument("batch", metavar="BATCH", help="the batch's id, or its beginning")
    draw.add_argument("--svg", metavar="FILE", help="draw it into this file too")
    shell = _command(commands, shared, "completion", "completion.completion", "write what lets a shell complete words")
    shell.add_argument("shell", metavar="SHELL", choices=("bash", "zsh", "fish"), help="bash, zsh or fish")
    _command(commands, shared, "demo", "demo.demo", "answer a sample form with a sample profile in a temporary home")
