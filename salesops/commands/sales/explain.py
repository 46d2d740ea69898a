"""Why net sales moved: orders, prices, mix, returns, and who carries it.

Example: salesops explain --period last-week
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from salesops.commands.ledger import Ledger, every
from salesops.commands.opportunities import Opportunity
from salesops.commands.sales._explain import (
    carriers,
    causes,
    offers,
    season,
    split,
    verdicts,
    words,
)
from salesops.commands.sales._explain.story import Story
from salesops.commands.trust import gravest_first, rejected
from salesops.commands.versus import one_comparison
from salesops.params import Against, Closed, Since, Top, Until
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Measure, Percent

DEFINITIONS = (
    "net_sales",
    "effects",
    "order_value_parts",
    "first_cause",
    "usual_band",
    "orders",
    "aov",
    "returns",
    "comparisons",
)
IN_TODAY = "Yesterday"
SHOWN = ("net_sales", "orders", "units", "aov", "returns")


@dataclass(frozen=True)
class Limits:
    """[explain] in salesops.toml."""

    drop: Percent = field(default=-0.20, metadata=because("investigate drops over 20 %"))
    drop_amount: Measure = field(
        default=500, metadata=because("a smaller fall is noise, whatever its percent")
    )
    drop_orders: Count = field(
        default=20, metadata=because("with fewer orders before, a fall means little")
    )
    concentrated: Percent = field(
        default=0.5, metadata=because("of the change: what one value must explain to stand first")
    )
    chance: Percent = field(
        default=0.02, metadata=because("the odds that some value of a dimension does so by chance")
    )
    goes_on: Percent = field(
        default=0.5, metadata=because("the odds that a fall goes on: a default, not measured")
    )


def explain(
    db: Database,
    since: Since = None,
    until: Until = None,
    period: Closed = None,
    versus: Against = None,
    top: Top = 5,
    limits: Limits = Limits(),
) -> Report:
    """Ask why net sales are not those of the period before; yesterday unless a window is named."""
    asked = db.read("sales/explain")
    closed = period or (None if since or until else "yesterday")
    window = db.window(since or "yesterday", until, closed)
    ledger = Ledger(db, window, one_comparison("explain", versus, window), every(closed))
    story = Story(asked, ledger, limits, top)
    usual, found = season.season(story), carriers.standings(story)
    first = causes.causes(story, found)
    return Report(
        command="explain",
        title="Why net sales moved",
        headline=words.headline(story, usual, first),
        period=window,
        metrics=(*(ledger.metric(name) for name in SHOWN), *split.metrics(story)),
        tables=(
            split.table(story),
            causes.table(story, first),
            carriers.table(story, found),
            *season.tables(usual),
        ),
        findings=gravest_first([ledger.stale(), rejected(db), verdicts.drop(story, usual, first)]),
        notes=(*db.book.notes, *words.notes(story, usual, found)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("explain", limits),
    )


def in_today(report: Report) -> str:
    """How yesterday went, for a line of the day's note."""
    return words.short(report)


def opportunities(report: Report) -> Sequence[Opportunity]:
    """Offer the fall to the day's queue, where it is past the limits and not usual."""
    return tuple(offers.offers(report))
