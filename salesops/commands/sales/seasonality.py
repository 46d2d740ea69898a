"""Whether the week or the year has a season, its peak and its strength.

Example: salesops seasonality --measure orders --freq month
"""

from dataclasses import dataclass, field

from salesops.commands.sales._forecast.asked import asked
from salesops.commands.sales.forecast import By, Freq, What
from salesops.queries.database import Database
from salesops.result import Report, because
from salesops.units import Count, Ratio

SQL = ("sales/series/store",)


@dataclass(frozen=True)
class Limits:
    """[seasonality] in salesops.toml."""

    strength: Ratio = field(
        default=0.3, metadata=because("below it most of what moves sales is not the season")
    )
    cycles: Count = field(
        default=2, metadata=because("what was seen once may be chance, twice it may be a season")
    )


def seasonality(
    db: Database,
    measure: What = "revenue",
    by: By = "total",
    freq: Freq = "day",
    limits: Limits = Limits(),
) -> Report:
    """Ask what a day of the week, or a week or month of the year, brings of the mean."""
    wanted = asked(measure, by, freq, None, "80,95", "auto", None)
    # numpy is behind it: `--help` and other commands do without.
    from salesops.commands.sales._seasonality.report import report

    return report(db, wanted, limits)
