"""What returns offers to the day: the product that comes back too often."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.opportunities import Kind, Opportunity, Owner, assumed, named
from salesops.commands.sales._returns.answers import ProductRow
from salesops.result import Report
from salesops.units import Unit, text

HIGH = "return-rate-high"


def offers(report: Report) -> Iterator[Opportunity]:
    """The worst product, where one is above the usual beyond chance."""
    if report.finding(HIGH) is None:
        return
    named = (row for row in report.table("products").rows if row.above)
    worst = max(named, key=lambda row: (row.excess_week, row.sku), default=None)
    if worst is not None:
        yield _blocker(report, worst)


def _blocker(report: Report, row: ProductRow) -> Opportunity:
    why = f", mostly: {row.why}" if row.why else ""
    rate, usual = text(row.rate, Unit.PERCENT), text(row.usual, Unit.PERCENT)
    return Opportunity(
        kind=Kind.BLOCKER,
        about=f"sku {named(row.sku, row.shop)}",
        what=f"{rate} of {row.sku} comes back ({row.orders_back} of {row.orders} orders; "
        f"usually {usual}){why}.",
        action=f"Check the description and the quality of {row.sku}.",
        amount=row.excess_week or Decimal(0),
        probability=report.limit("returns.fixable"),
        basis=assumed("returns.fixable"),
        owner=Owner.SUPPORT,
        more="returns",
        brief=f"Check the description and the quality of {row.sku}: {rate} comes back, usually "
        f"{usual}",
    )
