"""What escalations offers to the day: customers of high value to answer, tickets past the SLA."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.customers._escalations.answers import Open
from salesops.commands.customers._escalations.ticket import State
from salesops.commands.opportunities import Kind, Opportunity, Owner, assumed
from salesops.result import Report
from salesops.units import Unit, counted, text

ANSWERS = 3
"""Customers that are named one by one."""
LOST = "escalations.lost_share"
_WAITS = (State.PAST.value, State.WITHIN.value)


def offers(report: Report) -> Iterator[Opportunity]:
    """The customers of high value that wait, then all tickets past the SLA as one."""
    if report.stale:
        return
    rows: list[Open] = [row for row in report.table("open").rows if row.state in _WAITS]
    high = [row for row in rows if row.high_value]
    yield from (_answer(report, row) for row in high[:ANSWERS] if (row.year_sales or 0) > 0)
    if found := _catch_up(report, rows):
        yield found


def _answer(report: Report, row: Open) -> Opportunity:
    wait = f"{text(row.waiting_hours, Unit.HOURS)} business hours"
    year = report.money(row.year_sales)
    order = f"; {row.order}: {row.order_state}" if row.order else ""
    about = f"order {row.order}" if row.order_open else f"customer {row.email or row.customer_id}"
    reach = f" ({row.email})" if row.email and row.email != row.customer else ""
    return Opportunity(
        kind=Kind.CONTACT,
        about=about,
        person=row.email or row.customer_id or "",
        what=(
            f"{row.customer}, a VIP ({year} in a year), waits {wait} for an "
            f"answer to {row.ticket}{_asked(row)}{order}."
        ),
        action=f"Answer {row.customer}{reach} on ticket {row.ticket} first: {row.next_step}.",
        amount=row.year_sales or Decimal(0),
        probability=report.limit(LOST),
        basis=assumed(LOST, "of a year's net sales with them"),
        owner=Owner.SUPPORT,
        more="escalations",
        brief=f"{row.customer}: waits {wait} on {row.ticket}",
    )


def _asked(row: Open) -> str:
    return f" ({row.subject})" if row.subject else ""


def _catch_up(report: Report, rows: list[Open]) -> Opportunity | None:
    """All past the SLA; at stake are the orders in question that nobody has got yet."""
    count = report.value("breached_open")
    past = [row for row in rows if row.state == State.PAST.value]
    stakes = {row.order: row.order_value for row in past if row.order_open and row.order_value}
    value = sum(stakes.values(), Decimal(0))
    if count < report.limit("escalations.past_open") or value <= 0:
        return None
    return Opportunity(
        kind=Kind.BLOCKER,
        about="tickets past the SLA",
        what=(
            f"{count:,} tickets wait past the SLA, about {counted(len(stakes), 'order')} that "
            "the customer has not got yet."
        ),
        action=f"Answer the {count:,} tickets past the SLA, the longest waiting first.",
        amount=value,
        probability=report.limit(LOST),
        basis=assumed(LOST),
        owner=Owner.SUPPORT,
        more="escalations",
        brief=f"Answer the {count:,} tickets past the SLA",
    )
