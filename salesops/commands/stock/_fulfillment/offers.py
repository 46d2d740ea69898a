"""What fulfillment offers to the day: orders to send, customers to call, parcels to look for."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

from salesops.commands.opportunities import Kind, Opportunity, Owner, assumed, named
from salesops.commands.stock._fulfillment.answers import Contact
from salesops.models.compare import ratio
from salesops.result import Report
from salesops.units import Unit, counted, text

CALLS = 3
"""Customers to call: more is no list for a morning."""
LOST = "fulfillment.lost_share"


def offers(report: Report) -> Iterator[Opportunity]:
    """The late orders as one blocker, the first customers to contact, parcels in trouble."""
    if report.stale:
        return
    chance, basis = odds(report)
    late = {row.waiting: row for row in report.table("late").rows}.get("all")
    if late and late.orders:
        yield _send(report, late.orders, late.value, chance, basis)
        yield from (_call(contact, chance, basis) for contact in _first(report))
    yield from _look(report)


def odds(report: Report) -> tuple[float, str]:
    """How likely a late order is lost: by the shop's own history, else by a default.

    The share of those in time stands beside it: where the two are alike, lateness costs no orders.
    """
    found = {row.left: row for row in report.table("outcomes").rows}
    least = report.limit("fulfillment.history")
    late, others = found.get("late"), found.get("in time")
    if not late or not others or min(late.orders, others.orders) < least:
        return report.limit(LOST), assumed(LOST)
    lost, usual = ratio(late.lost, late.orders) or 0.0, ratio(others.lost, others.orders) or 0.0
    return lost, (
        f"own history: {text(lost, Unit.PERCENT)} of {late.orders:,} late orders were refunded in "
        f"full or cancelled, {text(usual, Unit.PERCENT)} of {others.orders:,} in time"
    )


def _send(report: Report, orders: int, value: Decimal, chance: float, basis: str) -> Opportunity:
    wait = "order waits" if orders == 1 else "orders wait"
    longest = next(row.longest_hours for row in report.table("open").rows if row.state == "late")
    return Opportunity(
        kind=Kind.BLOCKER,
        about="late orders",
        what=f"{orders:,} paid {wait} past the promise, the longest for {longest / 24:.1f} days.",
        action=f"Send the {counted(orders, 'late order')}, the longest waiting first.",
        amount=value,
        probability=chance,
        basis=basis,
        owner=Owner.FULFILLMENT,
        more="fulfillment",
        brief=f"Send the {counted(orders, 'late order')}, one waiting {longest / 24:.1f} days",
    )


def _first(report: Report) -> Iterable[Contact]:
    """The first customers, each with the first of their orders."""
    met: dict[tuple[str | None, str], Contact] = {}
    for row in report.table("contacts").rows:
        if row.since is not None:  # the row of all others has none
            met.setdefault((row.shop, row.email or row.customer or row.order), row)
    return islice(met.values(), CALLS)


def _call(row: Contact, chance: float, basis: str) -> Opportunity:
    who = row.customer or row.email or "The customer"
    days = (row.waiting_hours or 0) / 24
    bought = f", bought {counted(row.orders, 'order')} so far" if row.orders else ""
    why = f" ({row.why})" if row.why else ""
    reach = f" ({row.email})" if row.email and row.email != who else ""
    return Opportunity(
        kind=Kind.CONTACT,
        about=f"order {named(row.order, row.shop)}",
        person=row.email or "",
        what=f"{who} waits {days:.1f} days for {row.order}{why}{bought}.",
        action=f"Write to {who}{reach} before they ask: say when {row.order} leaves.",
        amount=row.value or Decimal(0),
        probability=chance,
        basis=basis,
        owner=Owner.SUPPORT,
        more=f"fulfillment --top {CALLS}",
        brief=f"{who}{reach}, before they ask: {row.order} waits {days:.1f} days",
    )


def _look(report: Report) -> Iterator[Opportunity]:
    found = report.table("parcels").rows
    if not found:
        return
    count = report.value("troubled_parcels")
    yield Opportunity(
        kind=Kind.BLOCKER,
        about="parcels in trouble",
        what=f"{counted(count, 'parcel')} did not arrive, first that of {found[0].order}.",
        action="Ask the carrier, and tell the customers before they ask.",
        amount=sum((row.value for row in found), Decimal(0)),
        probability=report.limit(LOST),
        basis=assumed(LOST),
        owner=Owner.SUPPORT,
        more="fulfillment --table parcels --format csv",
        brief=f"Ask the carrier for {counted(count, 'parcel')} that did not arrive, and tell the "
        "customers",
    )
