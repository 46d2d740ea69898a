"""What funnel offers to the day's queue: pages and products out of line with their like."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from salesops.commands.opportunities import HORIZON, Kind, Opportunity, Owner, assumed, named
from salesops.commands.traffic._funnel.quadrants import Quadrant
from salesops.result import Report
from salesops.units import Unit, text

OFFERED = 2
"""Those of most money."""


def offers(report: Report) -> Iterator[Opportunity]:
    """The checkout where it fell, then whoever sells less than its like; never of stale data."""
    if report.finding("visits-stale") or report.period is None:
        return
    days = max((report.period.end - report.period.start).days, 1)
    found = [*_checkout(report, days), *_low(report, days)]
    found.sort(key=lambda one: (-one.expected, one.about))
    yield from found[:OFFERED]


def _checkout(report: Report, days: int) -> Iterator[Opportunity]:
    """What the checkout brought less than at the rate of the window before."""
    finding, aov = report.finding("checkout-drop"), report.value("aov")
    if finding is None or aov is None:
        return
    facts = finding.facts
    lost = (facts["rate_before"] - facts["rate"]) * facts["checkouts"]
    yield Opportunity(
        kind=Kind.BLOCKER,
        about="checkout",
        what=finding.message,
        action="Go through the checkout yourself, on a phone too; mend what stops people.",
        amount=Decimal(str(lost)) * aov * HORIZON / days,
        probability=report.limit("funnel.mended"),
        basis=assumed("funnel.mended"),
        owner=Owner.MARKETING,
        more="funnel",
        brief=f"Mend the checkout: {text(facts['rate'], Unit.PERCENT)} end in an order, "
        f"{text(facts['rate_before'], Unit.PERCENT)} before",
    )


def _low(report: Report, days: int) -> Iterator[Opportunity]:
    """Only against its own kind: an article is no product page, and never sells as one."""
    for table in report.tables:
        if table.name not in ("by_page", "by_item"):
            continue
        for row in table.rows:
            like = table.name == "by_item" or row.compared not in (None, "all")
            if row.quadrant == Quadrant.LOW and like and row.more:
                yield _offer(report, row, days)


def _offer(report: Report, row: Any, days: int) -> Opportunity:
    rate, usual = text(row.conversion, Unit.PERCENT), text(row.usual, Unit.PERCENT)
    page = row.sku is None
    return Opportunity(
        kind=Kind.OPPORTUNITY,
        about=f"page {row.name}" if page else f"sku {named(row.sku, None)}",
        what=f"{row.visits:,} visits in {days} days and {rate} bought; the median of its like is "
        f"{usual}.",
        action=f"Look at {row.name}: its text, price, pictures, stock and reviews.",
        amount=row.more * HORIZON / days,
        probability=report.limit("funnel.improved"),
        basis=assumed("funnel.improved"),
        owner=Owner.MARKETING,
        more="funnel" if page else "funnel --by item",
        brief=f"Improve {row.name}: {rate} buy, {usual} of its like",
    )
