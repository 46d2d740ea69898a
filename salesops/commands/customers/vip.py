"""Your best customers: who they are, who is late, large orders.

Example: salesops vip --since 7d --top 20
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from salesops.commands.customers._vip import verdicts, words
from salesops.commands.customers._vip.offers import offers
from salesops.commands.customers._vip.story import Story
from salesops.commands.customers._vip.tables import tables
from salesops.commands.opportunities import Opportunity
from salesops.params import Since, Top
from salesops.queries.database import Database
from salesops.result import Report, because, limits_of
from salesops.units import Count, Measure, Percent

CONTACTS = True
DEFINITIONS = ("vip", "vip_retention", "vip_due", "net_sales")


@dataclass(frozen=True)
class Limits:
    """[vip] in salesops.toml."""

    order_over: Measure = field(
        default=500, metadata=because("the operator guide: personal outreach to orders over $500")
    )
    vip_over: Measure = field(
        default=1000, metadata=because("the operator guide: VIP treatment of a $1,000+ order")
    )
    top_share: Percent = field(
        default=0.05, metadata=because("VIPs too: so many of a year's best customers")
    )
    retention_goal: Percent = field(
        default=0.90, metadata=because("the operator guide: high-value retention 90 %+")
    )
    lifetime_goal: Measure = field(
        default=10_000, metadata=because("the operator guide: lifetime value to $10,000+")
    )
    few: Count = field(default=20, metadata=because("a share of fewer says little"))
    lapsing: Percent = field(
        default=0.02, metadata=because("of the year's net sales: whose silence is worth a finding")
    )
    concentration: Percent = field(
        default=0.10, metadata=because("IFRS 8 has a company disclose customers of 10 % or more")
    )
    back: Percent = field(
        default=0.20, metadata=because("chance of another order in 30 days, where history is thin")
    )


def vip(db: Database, since: Since = "7d", top: Top = 10, limits: Limits = Limits()) -> Report:
    """Ask who the best customers are, who of them stays away, and what they bring."""
    story = Story(db.read("customers/vip"), db.window(since), limits, top)
    return Report(
        command="vip",
        title="VIPs",
        headline=words.headline(story),
        period=story.window,
        metrics=tuple(words.metrics(story)),
        tables=tables(story),
        findings=verdicts.findings(story),
        notes=(*db.book.notes, *words.notes(story)),
        definitions=DEFINITIONS,
        currency=db.book.currency,
        limits=limits_of("vip", limits),
    )


def opportunities(report: Report) -> Sequence[Opportunity]:
    """What it offers to the day's queue."""
    return tuple(offers(report))
