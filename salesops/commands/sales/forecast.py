"""What will be sold, how sure that is, and how good it was before.

Example: salesops forecast --measure units --by sku --horizon 28
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from salesops.commands.sales._forecast.asked import FREQUENCIES, GROUPS, MEASURES, asked
from salesops.errors import UsageError
from salesops.models.forecast.names import NAMES
from salesops.queries.database import Database
from salesops.result import Report, because
from salesops.units import Count, Percent

SQL = ("sales/series/store", "sales/targets")


@dataclass(frozen=True)
class Limits:
    """[forecast] in salesops.toml."""

    cycles: Count = field(
        default=2, metadata=because("what was seen once may be chance, twice it may be a season")
    )
    shift: Percent = field(
        default=0.25, metadata=because("weeks differ by less without anything having happened")
    )
    gap: Percent = field(
        default=0.05, metadata=because("of the target; to end closer than that is to reach it")
    )


What = Annotated[str, typer.Option(help=f"{', '.join(MEASURES)}.")]
By = Annotated[str, typer.Option(help=f"A series for each {', '.join(GROUPS[:-1])}; or total.")]
Freq = Annotated[str, typer.Option(help=f"Periods: {', '.join(FREQUENCIES)}.")]
Horizon = Annotated[
    int | None, typer.Option(min=1, help="Periods ahead. Default: 28 days, 13 weeks, 12 months.")
]
Levels = Annotated[str, typer.Option(help="Percents of the intervals, up to four by commas.")]
Method = Annotated[str, typer.Option(help=f"{', '.join(NAMES)}.")]
Holidays = Annotated[
    str | None, typer.Option(help="Country whose holidays are known, as in US or DE.")
]
Save = Annotated[bool, typer.Option("--save", help="Keep it in --state, to be judged later.")]
Accuracy = Annotated[
    bool, typer.Option("--accuracy", help="Instead: what was saved against what came.")
]


def forecast(
    db: Database,
    measure: What = "revenue",
    by: By = "total",
    freq: Freq = "day",
    horizon: Horizon = None,
    levels: Levels = "80,95",
    method: Method = "auto",
    holidays: Holidays = None,
    save: Save = False,
    accuracy: Accuracy = False,
    state: Path | None = None,
    limits: Limits = Limits(),
) -> Report:
    """Ask what comes next, from what came before; or what became of what was saved."""
    wanted = asked(measure, by, freq, horizon, levels, method, holidays)
    if save and accuracy:
        raise UsageError("--save keeps a forecast, --accuracy judges those kept: ask one of them")
    # numpy is behind these: `--help` and other commands do without.
    if accuracy:
        from salesops.commands.sales._forecast.tracking.report import accuracy as judged

        return judged(db, state, wanted)
    from salesops.commands.sales._forecast.report import kept, report

    return kept(db, wanted, limits, state) if save else report(db, wanted, limits)
