"""What bundles offers to the day's queue: the set that is most worth a price of its own."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.customers._bundles.rows import Bundle
from salesops.commands.opportunities import HORIZON, Kind, Opportunity, Owner, assumed
from salesops.result import Report
from salesops.units import Unit, counted, text


def offers(report: Report) -> Iterator[Opportunity]:
    """One, if its discount pays soon enough; nothing where conclusions are not drawn."""
    if report.stale or report.period is None:
        return
    enough: float = report.limit("bundles.more_sets")
    rows: list[Bundle] = [
        row
        for row in report.table("bundles").rows
        if row.saving and row.kits and row.uplift is not None and row.uplift <= enough
    ]
    days = max((report.period.end - report.period.start).days, 1)
    if rows:
        yield _offer(report, max(rows, key=lambda row: (row.price or 0) * row.orders), days)


def _offer(report: Report, one: Bundle, days: int) -> Opportunity:
    assert one.price is not None  # noqa: S101 - it has a saving
    weekly = one.price * one.orders * HORIZON / Decimal(days)
    price, pays = report.money(one.price), text(one.uplift, Unit.PERCENT)
    return Opportunity(
        kind=Kind.OPPORTUNITY,
        about=f"bundle {one.bundle}",
        what=(
            f"{one.products} stood together in {counted(one.orders, 'order')}; at {price} instead "
            f"of {report.money(one.separately)} they pay from {pays} more sets on."
        ),
        action=f"Offer {one.bundle} as a set for {price}, and watch whether it sells more.",
        amount=weekly,
        probability=report.limit("bundles.more_sets"),
        basis=assumed("bundles.more_sets", "what such a set sells in a week, by this much more"),
        owner=Owner.MARKETING,
        more="bundles",
        brief=f"Offer {one.bundle} as a set for {price}",
    )
