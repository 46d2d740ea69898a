"""Customers, orders, prices and net sales of each segment.

Example: salesops segments --by segment --monthly
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from salesops.commands.grouping import DIMENSIONS, dimensions
from salesops.commands.ledger import history
from salesops.commands.sales._segments import actions, insights, risks, success, words
from salesops.commands.sales._segments import labels as labels_
from salesops.commands.sales._segments import rules as rules_
from salesops.commands.sales._segments.pair import pair
from salesops.commands.sales._segments.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.errors import UsageError
from salesops.params import Closed, Start, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Text

IN_REPORT = ("actions", "success_metrics", "risks")
"""Tables that a report shows and the command itself only has in its data."""
DEFINITIONS = ("net_sales", "orders", "units", "aov", "avg_price", "repeat_rate")

_ONE_EACH = [name for name in DIMENSIONS if name != "tags"]
Column = Annotated[
    str, typer.Option("--by", help=f"One of {', '.join(_ONE_EACH)}; default: segment.")
]
Monthly = Annotated[bool, typer.Option("--monthly", help="Also month by month.")]
Labels = Annotated[str, typer.Option(help="What codes mean: M=Married,S=Single.")]
Rules = Annotated[Path | None, typer.Option(help="TOML: segments by what customers bought.")]


@dataclass(frozen=True)
class Limits:
    """[segments] in salesops.toml."""

    small: Count = field(
        default=30, metadata=because("with fewer orders or customers a mean says little")
    )
    labels: Text = field(
        default="",
        metadata=because("what codes mean, where --labels does not say: no file states it"),
    )


def segments(
    db: Database,
    by: Column = "",
    monthly: Monthly = False,
    labels: Labels = "",
    rules: Rules = None,
    since: Start = None,
    until: Until = None,
    period: Closed = None,
    limits: Limits = Limits(),
) -> Report:
    """Ask who buys what for how much, segment by segment."""
    if by and rules:
        raise UsageError("--by and --rules each make the segments: give one of them")
    found = rules_.read(rules) if rules else ()
    asked = db.read("sales/segments", **({"rule_segments": rules_.view(found)} if found else {}))
    column = "rules" if found else _column(by, db)
    ledger = history(db, since, until, period)
    named = labels_.read(labels or limits.labels)
    story = Story(asked, ledger, column, named, found, max(limits.small, 2))
    labels_.refuse_ambiguous(story)
    both = pair(story)
    return Report(
        command="segments",
        title="Segments",
        headline=words.headline(story),
        period=ledger.window,
        metrics=words.metrics(story),
        tables=(
            *story.tables(),
            insights.table(story, both),
            actions.table(story, both),
            success.table(story),
            risks.table(story, both),
            story.ruled(),
            story.codes(),
            story.monthly(shown=monthly),
            story.data_quality(),
        ),
        findings=gravest_first([ledger.stale(), rejected(db)]),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        limits=limits_of("segments", limits),
    )


def _column(by: str, db: Database) -> str:
    (column,) = dimensions(by, 1, db.book.written) or ["segment"]
    if column == "tags":
        raise UsageError("--by tags: an order has several, and segments do not overlap; ask sales")
    return column
