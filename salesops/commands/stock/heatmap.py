"""Stock by days of cover, best sellers first: out, running low, slow.

Example: salesops heatmap --top 20
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated

import typer

from salesops.commands.opportunities import Opportunity
from salesops.commands.stock._heatmap import grids, lists, places, verdicts, words
from salesops.commands.stock._heatmap import slow as slow_
from salesops.commands.stock._heatmap.asked import place, window
from salesops.commands.stock._heatmap.offers import offers
from salesops.commands.stock._heatmap.shelf import Stock
from salesops.params import Top
from salesops.queries.database import Database
from salesops.result import Report, Table, because, limits_of
from salesops.units import Count, Days, Percent, Ratio

DEFINITIONS = (
    "days_of_cover",
    "stockout_date",
    "velocity",
    "abc",
    "lost_sales",
    "lost_sales_share",
    "dead_stock",
    "net_sales",
)

Location = Annotated[str | None, typer.Option(help="Only the stock that lies there.")]
OnlyOut = Annotated[bool, typer.Option("--out-of-stock", help="Only what is out of stock.")]
OnlySlow = Annotated[bool, typer.Option("--slow", help="Only what hardly sells.")]


@dataclass(frozen=True)
class Limits:
    """[heatmap] in salesops.toml."""

    watched: Count = field(
        default=10, metadata=because("as many best sellers are findings; the rest are in tables")
    )
    low: Days = field(
        default=7.0, metadata=because("low stock on a top seller is urgent: the operator guide")
    )
    slow: Ratio = field(
        default=0.1, metadata=because("units a day; fewer is under three in four weeks")
    )
    dead: Count = field(
        default=90, metadata=because("days without a sale: a season; demand is gone by then")
    )
    dead_share: Percent = field(
        default=0.25, metadata=because("of the value on hand; some dead stock is every shop's")
    )
    preorders: Percent = field(
        default=0.25, metadata=because("a guess: of lost sales that pre-orders keep")
    )
    expedite: Percent = field(
        default=0.5, metadata=because("a guess: how often a delivery can be hastened")
    )
    promotion: Percent = field(
        default=0.05, metadata=because("a guess: of dead stock that a week's promotion sells")
    )


def heatmap(
    db: Database,
    top: Top = 10,
    location: Location = None,
    out_of_stock: OnlyOut = False,
    slow: OnlySlow = False,
    limits: Limits = Limits(),
) -> Report:
    """Ask how long the stock lasts."""
    asked = db.read("stock/heatmap")
    stock = Stock(asked, window(db.as_of), limits.dead, None)
    stock = replace(stock, location=place(location, stock.places))
    return Report(
        command="heatmap",
        title="Stock heatmap",
        headline=words.headline(stock, limits.low),
        period=stock.window,
        metrics=words.metrics(stock),
        tables=_chosen(_tables(stock, top, limits), out_of_stock=out_of_stock, slow=slow),
        findings=verdicts.findings(stock, limits),
        notes=(*db.book.notes, *words.notes(stock)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("heatmap", limits),
    )


def _tables(stock: Stock, top: int, limits: Limits) -> tuple[Table, ...]:
    return (
        grids.cover(stock, top),
        grids.by_class(stock),
        lists.low(stock, limits.low, top),
        lists.out(stock, top),
        slow_.slow(stock, limits.slow, top),
        *places.places(stock),
    )


def _chosen(tables: Sequence[Table], *, out_of_stock: bool, slow: bool) -> tuple[Table, ...]:
    """Those asked for come first, and prose shows no other."""
    names = {"out_of_stock"} if out_of_stock else set()
    names |= {"slow_stock"} if slow else set()
    if not names:
        return tuple(tables)
    chosen = [table for table in tables if table.name in names]
    others = [replace(table, shown=False) for table in tables if table.name not in names]
    return (*chosen, *others)


def opportunities(report: Report) -> Sequence[Opportunity]:
    """Pre-sell what is out, bring in what runs out, promote what lies."""
    return tuple(offers(report))
