"""What deals are open, what they are worth, and what is wrong with them.

Example: salesops pipeline --by owner --stages stages.toml
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

import typer

from salesops.commands.deal_groups import dimension
from salesops.commands.stage_plan import Stages, planned
from salesops.commands.team._pipeline import verdicts, words
from salesops.commands.team._pipeline.notes import notes
from salesops.commands.team._pipeline.story import ALWAYS, Story
from salesops.commands.team._pipeline.tables import tables
from salesops.params import Top
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Percent

DEFINITIONS = ("open_pipeline", "weighted_value", "win_rate", "pipeline_velocity", "coverage")
DIMENSIONS = (
    *ALWAYS, "manager", "team", "territory", "channel", "source", "segment", "product", "account",
)  # fmt: skip


class Value(StrEnum):
    """What an open deal is worth."""

    AMOUNT = "amount"
    LIST_PRICE = "list-price"


By = Annotated[str | None, typer.Option(help=f"{', '.join(DIMENSIONS)}. Default: the first three.")]
Worth = Annotated[
    Value, typer.Option(help="list-price: of its product, where a deal states no amount.")
]
Since = Annotated[
    str | None, typer.Option(help="Only deals expected to close from that day on: 2026-10-01.")
]
Until = Annotated[str | None, typer.Option(help="To that day, which is in it: 2026-12-31.")]
Closing = Annotated[
    str | None,
    typer.Option(help="Instead of --since: this-month, next-quarter, 2026-10, 2026-Q4, all."),
]


@dataclass(frozen=True)
class Limits:
    """[pipeline] in salesops.toml."""

    few_deals: Count = field(default=5, metadata=because("fewer open deals are single cases"))
    few_won: Count = field(
        default=20, metadata=because("deals won: fewer tell no usual stay in a stage")
    )
    few_valued: Count = field(
        default=10, metadata=because("of fewer deals one is always a large part")
    )
    overdue_part: Percent = field(
        default=0.15, metadata=because("of deals or value: some dates always slip by a few days")
    )
    stale_part: Percent = field(
        default=0.50, metadata=because("a quarter of won deals stayed longer, lost ones longer yet")
    )
    stepless_part: Percent = field(
        default=0.25, metadata=because("of deals or value: some were touched this very day")
    )
    ownerless_part: Percent = field(
        default=0.05, metadata=because("of deals or value: new ones wait to be given out")
    )
    unvalued_part: Percent = field(
        default=0.20, metadata=because("of deals: of early ones the amount is not known yet")
    )
    deal_part: Percent = field(default=0.25, metadata=because("of open value in one deal"))
    account_part: Percent = field(default=0.40, metadata=because("of open value with one account"))
    coverage_part: Percent = field(
        default=0.50, metadata=because("of what is needed: the rest may yet come and close")
    )
    left_part: Percent = field(
        default=0.10, metadata=because("of a quota still to win: less is nearly reached")
    )


def pipeline(
    db: Database,
    by: By = None,
    value: Worth = Value.AMOUNT,
    stages: Stages = None,
    since: Since = None,
    until: Until = None,
    period: Closing = None,
    top: Top = 10,
    limits: Limits = Limits(),
) -> Report:
    """Ask what is open, what it is worth, and what is wrong with it.

    Raises:
        UsageError: an unknown dimension, or a window that cannot be meant.
    """
    named = None if by is None else dimension(by, DIMENSIONS)
    asked = db.read("team/pipeline", **planned(db, stages))
    listed = value is Value.LIST_PRICE
    story = Story(asked, (since, until, period), named, listed, top, limits)
    return Report(
        command="pipeline",
        title="Pipeline",
        headline=words.headline(story),
        period=story.window,
        metrics=words.metrics(story),
        tables=tables(story),
        findings=verdicts.findings(story),
        notes=(*db.book.notes, *notes(story)),
        definitions=DEFINITIONS,
        currency=story.currency,
        limits=limits_of("pipeline", limits),
    )
