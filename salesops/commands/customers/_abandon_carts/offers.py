"""What abandon-carts offers to the day's queue: people to write to, and all of them as one."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.consent import UNKNOWN
from salesops.commands.customers._abandon_carts.answers import Contact
from salesops.commands.opportunities import GUIDE, Kind, Opportunity, Owner
from salesops.result import Report
from salesops.units import Unit, counted, text

CONTACTS = 5
"""People that are named one by one."""


def offers(report: Report) -> Iterator[Opportunity]:
    """The batch, then the people with most to expect; nothing where conclusions are not drawn."""
    rows: list[Contact] = list(report.table("to_contact").rows)
    if report.stale or not rows:
        return
    basis = _basis(report)
    if batch := _batch(report, rows, basis):
        yield batch
    agreed = [r for r in rows if r.checkout is not None and r.write_by != UNKNOWN]
    yield from (_person(report, row, basis) for row in agreed[:CONTACTS] if row.expected > 0)


def _basis(report: Report) -> str:
    carts = report.value("mature_carts")
    if carts < report.limit("abandon_carts.few"):
        return f"{GUIDE}; {carts} own carts are too few"
    return f"own history, {carts:,} carts by age"


def _batch(report: Report, rows: list[Contact], basis: str) -> Opportunity | None:
    carts, people = report.value("writable_carts"), report.value("writable_people")
    value = report.value("writable_value")
    expected = sum((r.expected for r in rows), Decimal(0))
    if value <= 0:
        return None
    return Opportunity(
        kind=Kind.OPPORTUNITY,
        about="open carts",
        what=f"{counted(carts, 'open cart')} of "
        f"{people:,} {'person' if people == 1 else 'people'} without a refusal of consent; the "
        f"latest of each: {report.money(value)} together.",
        action="Write to the people with open carts, the most promising first.",
        amount=value,
        probability=float(expected / value),
        basis=basis,
        owner=Owner.SALES,
        more="abandon-carts",
        brief=f"Write to {_latest(people)}, the most promising first",
    )


def _latest(people: int) -> str:
    one = "1 person about the latest open cart"
    return one if people == 1 else f"{people:,} people about their latest open carts"


def _person(report: Report, row: Contact, basis: str) -> Opportunity:
    before = f"{counted(row.orders, 'order')} before" if row.orders else "no order before"
    holds = f": {row.items}" if row.items else ""
    holds += f" ({row.stock})" if row.stock else ""
    latest = f" (the latest of {row.carts:,})" if row.carts > 1 else ""
    age, way = text(row.age_hours, Unit.HOURS), row.write_by.split(", ")[0]
    return Opportunity(
        kind=Kind.CONTACT,
        about=f"customer {row.email or row.phone or row.customer_id}",
        person=row.email or row.phone or row.customer_id or "",
        what=(
            f"Left a cart worth {report.money(row.value)}{latest}, "
            f"{age} hours ago{holds}; {before}."
        ),
        action=f"Write to {row.customer} by {way}, with the link.",
        amount=row.value,
        probability=row.chance or 0.0,
        basis=basis,
        owner=Owner.SALES,
        more="abandon-carts",
        brief=f"{row.customer} by {way}: left a cart{latest} {age} hours ago, {before}",
    )
