"""What abandon-carts offers to the day's queue: people to write to, and all of them as one."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.customers._abandon_carts.answers import Contact
from salesops.commands.customers._abandon_carts.people import UNKNOWN
from salesops.commands.opportunities import Kind, Opportunity, Owner
from salesops.result import Report
from salesops.units import Unit, counted, text

CONTACTS = 5
"""People that are named one by one."""


def offers(report: Report) -> Iterator[Opportunity]:
    """The batch, then the people with most to expect; nothing where conclusions are not drawn."""
    rows: list[Contact] = list(report.table("to_contact").rows)
    if any(f.code == "stale-data" for f in report.findings) or not rows:
        return
    said = {metric.name: metric.value for metric in report.metrics}
    basis = _basis(report)
    if batch := _batch(said["writable_people"], said["writable_value"], rows, basis):
        yield batch
    agreed = [r for r in rows if r.checkout is not None and r.write_by != UNKNOWN]
    yield from (_person(row, basis) for row in agreed[:CONTACTS] if row.expected > 0)


def _basis(report: Report) -> str:
    said = {metric.name: metric.value for metric in report.metrics}
    limits = {limit.key: limit.value for limit in report.limits}
    carts, few = said["mature_carts"], limits["abandon_carts.few"]
    if carts < few:
        return f"the operator guide's lower figure; {carts} own carts are too few"
    return f"own history, {carts:,} carts by age"


def _batch(people: int, value: Decimal, rows: list[Contact], basis: str) -> Opportunity | None:
    expected = sum((r.expected for r in rows), Decimal(0))
    if value <= 0:
        return None
    return Opportunity(
        kind=Kind.OPPORTUNITY,
        about="open carts",
        what=f"{people:,} {'person' if people == 1 else 'people'} with open carts and no refusal "
        f"of consent, the latest of each worth {text(value, Unit.MONEY)} together.",
        action="Write to the people with open carts, the most promising first.",
        amount=value,
        probability=float(expected / value),
        basis=basis,
        owner=Owner.SALES,
        more="abandon-carts",
    )


def _person(row: Contact, basis: str) -> Opportunity:
    before = f"{counted(row.orders, 'order')} before" if row.orders else "no order before"
    holds = f": {row.items}" if row.items else ""
    holds += f" ({row.stock})" if row.stock else ""
    return Opportunity(
        kind=Kind.CONTACT,
        about=f"customer {row.email or row.phone or row.customer_id}",
        what=(
            f"Left a cart worth {text(row.value, Unit.MONEY)}, "
            f"{text(row.age_hours, Unit.HOURS)} hours ago{holds}; {before}."
        ),
        action=f"Write to {row.customer} by {row.write_by.split(', ')[0]}, with the link.",
        amount=row.value,
        probability=row.chance or 0.0,
        basis=basis,
        owner=Owner.SALES,
        more="abandon-carts",
    )
