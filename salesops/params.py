"""Option types, each written once: a command's signature names the ones it takes."""

from typing import Annotated

import typer

Since = Annotated[
    str | None,
    typer.Option(help="Start: yesterday, 7d, monday, 2026-03-14, '2026-03-14 15:00', mtd."),
]
Start = Annotated[str | None, typer.Option(help="Start of the window. Default: all history.")]
Until = Annotated[str | None, typer.Option(help="End; a date includes that day. Default: as-of.")]
Closed = Annotated[
    str | None,
    typer.Option(
        "--period",
        help="Instead of --since: yesterday, last-week, this-month, 2026-03, 2026-Q1, all.",
    ),
]
Versus = Annotated[
    str | None,
    typer.Option(
        help="By commas: prev, prev-week, prev-month, prev-year, prev-year-dow. Default: what fits "
        "the window, the first of them in the headline."
    ),
]
Against = Annotated[
    str | None,
    typer.Option(
        "--versus",
        help="prev, prev-week, prev-month, prev-year or prev-year-dow. Default: prev-week for "
        "a week or less, else prev.",
    ),
]
Top = Annotated[int, typer.Option(min=1, max=1000, help="Rows of a ranking.")]
