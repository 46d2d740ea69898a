"""The root command: finds the analyses in their folders, imports only the one that is asked for."""

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from typer._click import Command, Context, HelpFormatter
from typer._click.exceptions import ClickException, NoArgsIsHelpError
from typer.core import TyperGroup

from salesops import commands
from salesops.errors import Exit, OutputError, SalesopsError, UsageError
from salesops.signals import Stop, watched
from salesops.talk import TEXT, Talk, asked, collected, deafen, put


class Root(TyperGroup):
    """A group whose commands are files."""

    stop = Stop()

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002
        """Every command, section by section."""
        return commands.names()

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002
        """Import the one module that was asked for and make it a command."""
        for files in commands.found().values():
            if cmd_name in files:
                return _command(cmd_name, files[cmd_name], self)
        return None

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002
        """List the commands under the titles of their folders."""
        for section, files in commands.found().items():
            title = commands.sentence(commands.FOLDER / section / "__init__.py").rstrip(".")
            with formatter.section(title):
                lines = [(name, commands.sentence(path)) for name, path in files.items()]
                formatter.write_dl(lines)


def _command(name: str, path: Path, root: Root) -> Command:
    from salesops.run import command

    module = commands.load(path)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, help=module.__doc__)(command(module, root.stop))
    made: Command = typer.main.get_command(app)
    made.name = name
    return made


app = typer.Typer(
    cls=Root,
    name="salesops",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        from salesops import __version__

        typer.echo(f"salesops {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", help="Print the version.", callback=_version, is_eager=True
    ),
) -> None:
    """Drop a folder of exports on it, ask a sales question by name, get an answer that is right."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; the exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    talk, stop = Talk(asked(args)), Stop()
    try:
        with collected(talk), watched() as stop:
            return _flushed(_run(args, stop, talk), args, talk)
    except KeyboardInterrupt:  # it came between the end of the run and that of watching
        return 128 + (stop.signal or Exit.SIGINT - 128)
    finally:
        stop.tidy()


def _run(args: list[str], stop: Stop, talk: Talk) -> int:
    Root.stop = stop
    try:
        done: Any = typer.main.get_command(app).main(
            args, prog_name="salesops", standalone_mode=False
        )
    except BaseException as error:  # noqa: BLE001 - every end has its own code
        return _ended(error, stop, args, talk)
    # Typer turns an interrupt into its own exit code before it gets here.
    return 128 + stop.signal if stop.signal else int(done or 0)


def _ended(error: BaseException, stop: Stop, args: list[str], talk: Talk) -> int:
    if stop.signal is not None:
        return 128 + stop.signal
    match error:
        case typer.Exit():
            return error.exit_code
        case KeyboardInterrupt() | typer.Abort():
            return Exit.SIGINT
        case BrokenPipeError():
            return _pipe_closed()
        case SystemExit() if isinstance(error.__context__, BrokenPipeError):
            return _pipe_closed()
        case SystemExit():
            return int(error.code or 0)
        case NoArgsIsHelpError() if talk.form == TEXT:
            put(error.format_message())
            return Exit.USAGE
    return _fail(_known(error), args, talk)


def _known(error: BaseException) -> SalesopsError:
    """The error as one of ours."""
    match error:
        case SalesopsError():
            return error
        case ClickException():
            return UsageError(_usage(error))
        case PermissionError(filename=str() as name):  # what is read tells of it where it is read
            return OutputError(f"{name} cannot be written: {error.strerror}")
        case OSError(errno=errno.ENOSPC | errno.EDQUOT | errno.EFBIG | errno.EROFS):
            return OutputError(f"it cannot be written: {error.strerror}")
        case MemoryError():
            return UsageError("there is not enough memory: ask of fewer exports, or free some")
    from salesops.queries.duck import refused

    return refused(error, "DuckDB") or SalesopsError(_unforeseen(error))


def _usage(error: ClickException) -> str:
    command = getattr(getattr(error, "ctx", None), "command_path", "salesops")
    if isinstance(error, NoArgsIsHelpError):  # its message is the whole help
        return f"no command is named (see {command} --help)"
    return f"{error.format_message().rstrip('.')} (see {command} --help)"


def _unforeseen(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"a bug in salesops: {type(error).__name__}{where}: {error}. Please report it."


def _flushed(code: int, args: list[str], talk: Talk) -> int:
    """What stdout did not take is lost here: at its end the interpreter would say so, and 120."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        return _pipe_closed()
    except OSError as error:
        deafen(sys.stdout)
        return code or _fail(OutputError(f"stdout cannot be written: {error.strerror}"), args, talk)
    return code


def _pipe_closed() -> int:
    """The reader of stdout has enough: fine, and nothing more may be written to it."""
    deafen(sys.stdout)
    return Exit.OK


def _wants_json(args: list[str]) -> bool:
    """Whether errors are to be JSON too: told before any option is parsed, since that may fail."""
    said = "json" in args or "--format=json" in args
    return said or os.environ.get("SALESOPS_FORMAT") == "json"


def _fail(error: SalesopsError, args: list[str], talk: Talk) -> int:
    exit_ = int(error.exit)
    if talk.form == TEXT and _wants_json(args):
        import json

        put(json.dumps({"error": {"code": error.code, "message": str(error), "exit": exit_}}))
    else:
        text = f"salesops: {error}" if talk.form == TEXT else str(error)
        talk.say(text, "error", error.code, error.path, exit=exit_)
    return exit_
