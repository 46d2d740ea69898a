"""What will close, by period, and whether to believe it.

Example: salesops closings --freq quarter
"""

from dataclasses import dataclass, field
from typing import Annotated

import typer

from salesops.commands.stage_plan import Stages, planned
from salesops.queries.database import Database
from salesops.result import Report, because
from salesops.units import Count, Percent

DEFINITIONS = ("expected_closings", "brier", "wape", "forecast_bias", "forecast_category")


@dataclass(frozen=True)
class Limits:
    """[closings] in salesops.toml."""

    few: Count = field(
        default=30, metadata=because("deals since closed: fewer say little of chances")
    )
    off: Percent = field(
        default=0.10, metadata=because("between said and won: less changes no decision")
    )
    blank: Percent = field(
        default=0.20,
        metadata=because("of what closes, without a value: with more the sum is no measure"),
    )
    copy_days: Count = field(
        default=7,
        metadata=because("days a copy may be older than the period it tells: a weekly one is near"),
    )


Freq = Annotated[str, typer.Option(help="Periods: week, month or quarter.")]
Periods = Annotated[
    int | None,
    typer.Option(min=1, max=53, help="How many, this one among them. Default: 4, or 13 weeks."),
]
Value = Annotated[
    str,
    typer.Option(help="Of a deal without an amount: amount (none), list-price or mean-won."),
]


def closings(
    db: Database,
    freq: Freq = "month",
    periods: Periods = None,
    value: Value = "amount",
    stages: Stages = None,
    limits: Limits = Limits(),
) -> Report:
    """Ask what will close when, how sure that is, and how good such forecasts were before."""
    # numpy is behind these: `--help` and other commands do without.
    from salesops.commands.team._closings.asked import asked
    from salesops.commands.team._closings.report import report

    question = asked(freq, periods, value, db.week_start)
    return report(db.read("team/closings", **planned(db, stages)), question, limits)
