"""The options that every command shares, each written once, and what they come to."""

import os
from dataclasses import dataclass, fields
from inspect import Parameter
from math import inf
from pathlib import Path
from typing import Annotated, Any, ClassVar, get_type_hints

import typer

from salesops import talk
from salesops.errors import UsageError
from salesops.queries.engine import MEMORY
from salesops.render import (
    CHECK_FORMATS,
    ENGLISH,
    FORMATS,
    LETTER_FORMATS,
    REPORT_FORMATS,
    languages,
)

ENDINGS = {
    "terminal": "txt",
    "markdown": "md",
    "html": "html",
    "pdf": "pdf",
    "json": "json",
    "csv": "csv",
    "parquet": "parquet",
    "junit": "xml",
    "sarif": "sarif",
    "github": "github.txt",
    "eml": "eml",
}
"""How the files of each format end."""
DUCKDB, SPARK = "duckdb", "spark"
ENGINES = (DUCKDB, SPARK)
LEVELS = ("never", "warning", "error")


@dataclass(frozen=True)
class Output:
    """How the answer is to leave."""

    known: ClassVar[tuple[str, ...]] = FORMATS

    format: Annotated[
        str | None,
        typer.Option(envvar="SALESOPS_FORMAT", help=f"{', '.join(FORMATS)}; several by commas."),
    ] = None
    table: Annotated[str | None, typer.Option(help="The one table that csv and parquet write.")] = (
        None
    )
    out: Annotated[
        Path | None,
        typer.Option(envvar="SALESOPS_OUT", help="Write to this file, or into this folder."),
    ] = None
    fail_on: Annotated[
        str | None,
        typer.Option(envvar="SALESOPS_FAIL_ON", help="Exit 1 on findings: never, warning, error."),
    ] = None
    quiet: Annotated[
        bool, typer.Option("--quiet", envvar="SALESOPS_QUIET", help="No talk on stderr.")
    ] = False
    log_format: Annotated[
        str, typer.Option(envvar=talk.VARIABLE, help="Of talk and errors on stderr: text, json.")
    ] = talk.TEXT
    wait: Annotated[
        float | None,
        typer.Option(
            envvar="SALESOPS_WAIT", help="Seconds to wait for another run; else 120, 0: none."
        ),
    ] = None
    no_color: Annotated[
        bool, typer.Option("--no-color", envvar="SALESOPS_NO_COLOR", help="No colours.")
    ] = False


@dataclass(frozen=True)
class CheckOutput(Output):
    """How an answer of verdicts is to leave: in the formats that CI reads too."""

    known: ClassVar[tuple[str, ...]] = FORMATS + CHECK_FORMATS

    format: Annotated[
        str | None,
        typer.Option(envvar="SALESOPS_FORMAT", help=f"{', '.join(known)}; several by commas."),
    ] = None


@dataclass(frozen=True)
class ReportOutput(Output):
    """How a report is to leave: as a page for the printer too, and to whom."""

    known: ClassVar[tuple[str, ...]] = FORMATS + REPORT_FORMATS

    format: Annotated[
        str | None,
        typer.Option(envvar="SALESOPS_FORMAT", help=f"{', '.join(known)}; several by commas."),
    ] = None
    lang: Annotated[
        str,
        typer.Option(help=f"Of titles, heads and labels: {', '.join(languages())}."),
    ] = ENGLISH
    only_if: Annotated[
        str | None,
        typer.Option(help="Write it only with a finding of that level: info, warning, error."),
    ] = None
    since_last: Annotated[
        bool,
        typer.Option("--since-last", help="Also the reports missed since the last in --out."),
    ] = False
    notify: Annotated[
        list[str] | None,
        typer.Option(help="Send it there, an address or a target's name; repeatable."),
    ] = None
    targets: Annotated[
        Path | None,
        typer.Option(envvar="SALESOPS_TARGETS", help="File of targets, readable by you alone."),
    ] = None


@dataclass(frozen=True)
class LetterOutput(Output):
    """How letters are to leave: as files for a mail program too."""

    known: ClassVar[tuple[str, ...]] = FORMATS + LETTER_FORMATS

    format: Annotated[
        str | None,
        typer.Option(envvar="SALESOPS_FORMAT", help=f"{', '.join(known)}; several by commas."),
    ] = None


@dataclass(frozen=True)
class Data:
    """Which exports are asked, and how they are read."""

    data: Annotated[
        list[Path] | None,
        typer.Option(
            envvar="SALESOPS_DATA", readable=False, help="Folder or file of exports; repeatable."
        ),
    ] = None
    config: Annotated[
        Path | None,
        typer.Option(envvar="SALESOPS_CONFIG", help="Settings; else ./salesops.toml."),
    ] = None
    as_of: Annotated[
        str | None,
        typer.Option(envvar="SALESOPS_AS_OF", help="The question's now: a stamp, now, or data."),
    ] = None
    tz: Annotated[
        str | None,
        typer.Option(envvar="SALESOPS_TZ", help="The store's zone, as in Europe/Rome."),
    ] = None
    currency: Annotated[
        str | None,
        typer.Option(envvar="SALESOPS_CURRENCY", help="Only orders in this currency, as in EUR."),
    ] = None
    fx: Annotated[
        Path | None,
        typer.Option(envvar="SALESOPS_FX", help="CSV of day,currency,rate into --currency."),
    ] = None
    refunds_on: Annotated[
        str | None,
        typer.Option(envvar="SALESOPS_REFUNDS_ON", help="Book refunds on: auto, order, refund."),
    ] = None
    where: Annotated[
        list[str] | None,
        typer.Option(envvar="SALESOPS_WHERE", help="COLUMN=VALUE of orders or deals; repeatable."),
    ] = None
    rejects: Annotated[
        Path | None,
        typer.Option(envvar="SALESOPS_REJECTS", help="Write rejected values to this CSV."),
    ] = None
    state: Annotated[
        Path | None,
        typer.Option(envvar="SALESOPS_STATE", help="Folder of what is kept between runs."),
    ] = None
    """None keeps nothing: a home folder that nobody named would change the answers unseen."""
    no_cache: Annotated[
        bool,
        typer.Option(
            "--no-cache", envvar="SALESOPS_NO_CACHE", help="Load anew, and keep nothing loaded."
        ),
    ] = False
    engine: Annotated[
        str, typer.Option(envvar="SALESOPS_ENGINE", help=f"What answers: {', '.join(ENGINES)}.")
    ] = DUCKDB
    spark_remote: Annotated[
        str | None,
        typer.Option(envvar="SPARK_REMOTE", help="Spark Connect, as in sc://host:15002."),
    ] = None
    memory_limit: Annotated[
        str, typer.Option(envvar="SALESOPS_MEMORY_LIMIT", help="Before spilling to disk.")
    ] = MEMORY
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Print the SQL and its values instead of the answer."),
    ] = False

    @property
    def named(self) -> tuple[Path, ...]:
        """The exports that the command line names."""
        return tuple(self.data or ())


@dataclass(frozen=True)
class NamedData(Data):
    """Exports that may be named without an option before them."""

    paths: Annotated[
        list[Path] | None,
        typer.Argument(readable=False, help="Folders or files of exports, as with --data."),
    ] = None

    @property
    def named(self) -> tuple[Path, ...]:
        """Both ways of naming them."""
        return (*super().named, *(self.paths or ()))


_ONLY = {
    **dict.fromkeys(CHECK_FORMATS, "; only check has test cases"),
    **dict.fromkeys(REPORT_FORMATS, "; only report makes pages to print"),
    **dict.fromkeys(LETTER_FORMATS, "; only draft writes letters"),
}
"""Why a format that there is cannot be had here."""


def parameters(kind: type[Any]) -> list[Parameter]:
    """The options of a group as parameters of a function signature."""
    hints = get_type_hints(kind, include_extras=True)
    return [
        Parameter(f.name, Parameter.KEYWORD_ONLY, default=f.default, annotation=hints[f.name])
        for f in fields(kind)
    ]


def taken(kind: type[Any], given: dict[str, Any]) -> Any:
    """The group of options, taken out of all that was given."""
    return kind(**{f.name: given.pop(f.name) for f in fields(kind) if f.name in given})


def formats(output: Output, default: tuple[str, ...]) -> tuple[str, ...]:
    """The formats asked for.

    Raises:
        UsageError: an unknown one, or several where they cannot all be written.
    """
    wanted = tuple(output.format.split(",")) if output.format else _by_ending(output, default)
    for name in wanted:
        if name not in output.known:
            only = _ONLY.get(name, "")
            raise UsageError(f"--format {name}: there are {', '.join(output.known)}{only}")
    for binary in ("parquet", "pdf"):
        if binary in wanted and output.out is None:
            raise UsageError(f"--format {binary} needs --out FILE: it is not for a terminal")
    if "eml" in wanted and (output.out is None or output.out.suffix):
        raise UsageError("--format eml needs --out FOLDER: each letter is a file of its own")
    if output.out is None and output.format and len(wanted) > 1:
        raise UsageError(f"--format {output.format} needs --out FOLDER: stdout takes one format")
    return wanted if output.out else wanted[:1]


def _by_ending(output: Output, default: tuple[str, ...]) -> tuple[str, ...]:
    """The format that a file's ending names: `--out report.md` is Markdown."""
    name = output.out.name if output.out else ""
    named = [f for f in output.known if name.endswith(f".{ENDINGS[f]}")]
    # `x.github.txt` ends as two formats do: the longer ending says more.
    return (max(named, key=lambda f: len(ENDINGS[f])),) if named else default


def level(output: Output, default: str) -> str:
    """The level at which findings fail.

    Raises:
        UsageError: an unknown level.
    """
    wanted = output.fail_on or default
    if wanted not in LEVELS:
        raise UsageError(f"--fail-on {wanted}: there are {', '.join(LEVELS)}")
    return wanted


def log_format(output: Output) -> str:
    """The form of what is said on stderr.

    Raises:
        UsageError: an unknown one.
    """
    if output.log_format not in talk.FORMATS:
        raise UsageError(f"--log-format {output.log_format}: there are {', '.join(talk.FORMATS)}")
    return output.log_format


def seconds(output: Output) -> float | None:
    """Seconds to wait for another run; None where nobody says.

    Raises:
        UsageError: no such time.
    """
    if output.wait is not None and not 0 <= output.wait < inf:
        raise UsageError(f"--wait {output.wait:g} should be seconds, 0 or more")
    return output.wait


def colored(output: Output, *, terminal: bool) -> bool:
    """Whether to use colours: on a terminal, unless told not to (https://no-color.org)."""
    return terminal and not output.no_color and not os.environ.get("NO_COLOR")
