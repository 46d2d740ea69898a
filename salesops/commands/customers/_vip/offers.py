"""What vip offers to the day's queue: VIPs to write to, and large orders to say thanks for."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.consent import REFUSED, UNKNOWN
from salesops.commands.customers._vip.answers import Due, Large
from salesops.commands.opportunities import Kind, Opportunity, Owner, assumed
from salesops.models.compare import average
from salesops.result import Report
from salesops.units import Unit, counted, text

CONTACTS = 5
"""VIPs that are named one by one."""
THANKS = 3
"""Large orders that are."""


def offers(report: Report) -> Iterator[Opportunity]:
    """Whom to write to; nothing where conclusions are not drawn."""
    if report.stale:
        return
    due: list[Due] = list(report.table("due").rows)
    agreed = [row for row in due if row.chance is not None and _agreed(row.write_by)]
    yield from (_due(report, row) for row in agreed[:CONTACTS] if row.expected > 0)
    orders: list[Large] = list(report.table("large_orders").rows)
    kept = [o for o in orders if o.kind == "VIP order" and o.returns == 0 and _agreed(o.write_by)]
    if report.value("large_before") is not None:
        yield from (_thanks(report, order) for order in kept[:THANKS])


def _agreed(write_by: str | None) -> bool:
    return write_by not in (None, REFUSED, UNKNOWN)


def _way(write_by: str | None) -> str:
    return (write_by or "").split(", ")[0]


def _about(row: Due | Large) -> str:
    return f"customer {row.email or row.phone or row.customer_id}"


def _due(report: Report, row: Due) -> Opportunity:
    days, usual = counted(row.days_since or 0, "day"), text(row.usual_gap, Unit.DAYS)
    return Opportunity(
        kind=Kind.CONTACT,
        about=_about(row),
        person=row.email or row.phone or row.customer_id or "",
        what=(
            f"A VIP ({report.money(row.net_sales)} in a year) silent for {days}; usually "
            f"{usual}, {text(row.late_after, Unit.DAYS)} at most in nine of ten times."
        ),
        action=f"Write to {row.customer} by {_way(row.write_by)}.",
        amount=row.order_value,
        probability=row.chance or 0.0,
        basis=row.basis or "",
        owner=Owner.SALES,
        more="vip",
        brief=f"{row.customer} by {_way(row.write_by)}: a VIP silent for {days}",
    )


def _thanks(report: Report, row: Large) -> Opportunity:
    before, again = report.value("large_before"), report.value("large_again")
    enough = before >= report.limit("vip.few") and again
    amount = average(report.value("next_order_value"), again) if enough else row.order_value
    first = ", the first order" if row.first_order else ""
    return Opportunity(
        kind=Kind.CONTACT,
        about=_about(row),
        person=row.email or row.phone or row.customer_id or "",
        what=f"Ordered for {report.money(row.order_value)}{first} ({row.order}).",
        action=f"Thank {row.customer} by {_way(row.write_by)}; offer help with it.",
        amount=amount or Decimal(0),
        probability=again / before if enough else report.limit("vip.back"),
        basis=(f"own history, {before:,} large orders" if enough else assumed("vip.back")),
        owner=Owner.SALES,
        more="vip",
        brief=f"Thank {row.customer} by {_way(row.write_by)} for {row.order}{first}",
    )
