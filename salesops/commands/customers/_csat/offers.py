"""What csat offers to the day: unhappy customers of high value to call."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.customers._csat.answers import Call
from salesops.commands.opportunities import Kind, Opportunity, Owner, assumed
from salesops.result import Report

CALLS = 2
"""Customers to call: more is no list for a morning."""
LOST = "csat.lost_share"


def offers(report: Report) -> Iterator[Opportunity]:
    """The best of them; nothing where conclusions are not drawn."""
    if report.stale:
        return
    rows: list[Call] = [row for row in report.table("unhappy").rows if row.high_value]
    yield from (_call(report, row) for row in rows[:CALLS] if row.year_sales)


def _call(report: Report, row: Call) -> Opportunity:
    year = report.money(row.year_sales)
    reach = f" ({row.email})" if row.email and row.email != row.customer else ""
    wrote = f': "{row.said}"' if row.said and row.asked == "surveys" else ""
    order = f" about {row.order}" if row.order else ""
    when = f"{row.answered:%Y-%m-%d}" if row.answered else "lately"
    return Opportunity(
        kind=Kind.CONTACT,
        about=f"customer {row.email or row.customer_id}",
        person=row.email or row.customer_id or "",
        what=(
            f"{row.customer}, a VIP ({year} net sales in a year), answered "
            f"{row.score}{order} on {when}{wrote}."
        ),
        action=f"Call {row.customer}{reach}: ask what went wrong, and put it right.",
        amount=row.year_sales or Decimal(0),
        probability=report.limit(LOST),
        basis=assumed(LOST, "of a year's net sales with them"),
        owner=Owner.SUPPORT,
        more="csat",
        brief=f"{row.customer}: answered {row.score} on {when}",
    )
