"""What escalations offers to the day: customers of high value to answer, tickets past the SLA."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.customers._escalations.answers import Open, Standing
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
    states: list[Standing] = [*report.table("standing").rows]
    yield from (_catch_up(report, row) for row in states if _is_late(report, row))


def _answer(report: Report, row: Open) -> Opportunity:
    wait = f"{text(row.waiting_hours, Unit.HOURS)} business hours"
    year = report.money(row.year_sales)
    owed = row.order_open and row.order_named
    about = f"order {row.order}" if owed else f"customer {row.email or row.customer_id}"
    reach = f" ({row.email})" if row.email and row.email != row.customer else ""
    return Opportunity(
        kind=Kind.CONTACT,
        about=about,
        person=row.email or row.customer_id or "",
        what=(
            f"{row.customer}, a VIP ({year} in a year), waits {wait} for an "
            f"answer to {row.ticket}{_asked(row)}{_order(row)}."
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


def _order(row: Open) -> str:
    if not row.order:
        return ""
    return f"; {'' if row.order_named else 'perhaps '}{row.order}: {row.order_state}"


def _is_late(report: Report, row: Standing) -> bool:
    many = row.tickets >= report.limit("escalations.past_open")
    return row.state == State.PAST.value and many and row.at_stake > 0


def _catch_up(report: Report, row: Standing) -> Opportunity:
    """All past the SLA; at stake are the orders that their customers have not got yet."""
    return Opportunity(
        kind=Kind.BLOCKER,
        about="tickets past the SLA",
        what=(
            f"{row.tickets:,} tickets wait past the SLA, from customers who still wait for "
            f"{counted(row.orders, 'order')}."
        ),
        action=f"Answer the {row.tickets:,} tickets past the SLA, the longest waiting first.",
        amount=row.at_stake,
        probability=report.limit(LOST),
        basis=assumed(LOST),
        owner=Owner.SUPPORT,
        more="escalations",
        brief=f"Answer the {row.tickets:,} tickets past the SLA",
    )
