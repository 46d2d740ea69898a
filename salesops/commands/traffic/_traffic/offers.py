"""What traffic offers to the day's queue: landing pages that lost visits which used to buy."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.opportunities import HORIZON, Kind, Opportunity, Owner, assumed
from salesops.commands.traffic._traffic.answers import Split
from salesops.result import Report
from salesops.units import Unit, signed, text

OFFERED = 2
"""Pages that are offered, those of most money."""


def offers(report: Report) -> Iterator[Opportunity]:
    """Pages that fell beyond the usual; nothing of stale data."""
    if report.finding("visits-stale") or report.period is None:
        return
    aov = report.value("aov") if any(m.name == "aov" for m in report.metrics) else None
    tables = [table for table in report.tables if table.name == "pages"]
    if aov is None or not tables:
        return
    days = max((report.period.end - report.period.start).days, 1)
    found = [
        (row, _worth(row, aov, days))
        for row in tables[0].rows
        if row.verdict == "down" and row.conversion_before
    ]
    found.sort(key=lambda pair: (-pair[1], pair[0].name))
    yield from (_page(report, row, worth, days) for row, worth in found[:OFFERED] if worth > 0)


def _worth(row: Split, aov: Decimal, days: int) -> Decimal:
    """Visits lost a week x what of them used to buy x the value of an order."""
    lost = Decimal((row.before or 0) - row.sessions) * HORIZON / days
    return lost * Decimal(str(row.conversion_before)) * aov


def _page(report: Report, row: Split, worth: Decimal, days: int) -> Opportunity:
    rate, fell = text(row.conversion_before, Unit.PERCENT), signed(row.change, Unit.PERCENT)
    return Opportunity(
        kind=Kind.OPPORTUNITY,
        about=f"page {row.name}",
        what=f"{row.before:,} sessions began there in {days} days, now {row.sessions:,} ({fell}); "
        f"{rate} of them bought.",
        action=f"Win back the visits of {row.name}: campaigns, links, its place in search.",
        amount=worth,
        probability=report.limit("traffic.regained"),
        basis=assumed("traffic.regained"),
        owner=Owner.MARKETING,
        more="traffic --by page",
        brief=f"Win back the visits of {row.name}: {fell} in {days} days",
    )
