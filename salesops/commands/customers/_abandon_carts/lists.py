"""The lists of people with open carts: whom to write to first, and whom not."""

from collections.abc import Sequence
from decimal import Decimal

from salesops.commands.consent import REFUSED
from salesops.commands.customers._abandon_carts.answers import Contact, Refused
from salesops.commands.customers._abandon_carts.people import Person, people
from salesops.commands.customers._abandon_carts.story import Story, worth
from salesops.result import Table

OTHER = "other"
"""Those below the ranking, or of less than --min-value: a list sums to the whole."""


def lists(story: Story) -> tuple[Table, Table]:
    """Everybody with an open cart is in one of the two."""
    found = people(story)
    return (
        _to_contact(story, [p for p in found if p.write_by != REFUSED]),
        _no_consent(story, [p for p in found if p.write_by == REFUSED]),
    )


def _split(story: Story, found: Sequence[Person]) -> tuple[list[Person], list[Person]]:
    """Those listed by name, and the others."""
    listed = [p for p in found if p.cart.value >= story.least][: story.top]
    names = {p.cart.row.key for p in listed}
    return listed, [p for p in found if p.cart.row.key not in names]


def _to_contact(story: Story, found: Sequence[Person]) -> Table:
    listed, others = _split(story, found)
    rows = [_contact(story, p) for p in listed]
    if others:
        rows.append(_other(story, others))
    note = (
        "Expected is value x the share of this shop's carts that still came back after that age."
        if story.enough
        else "Expected is at the lower end of the operator guide's range, not this shop's own."
    )
    return Table("to_contact", "Whom to write to first", Contact, rows, note if rows else "")


def _contact(story: Story, person: Person) -> Contact:
    row, cart = person.cart.row, person.cart
    return Contact(
        customer=person.called,
        write_by=person.write_by,
        value=cart.value,
        age_hours=story.age(cart),
        chance=story.chance(cart),
        expected=story.expected(cart),
        items=person.items,
        stock=person.stock,
        carts=len(person.open),
        orders=person.orders,
        net_sales=person.net_sales,
        people=1,
        shop=row.shop,
        checkout=row.checkout,
        begun=row.begun,
        contacted=row.contacted,
        email=row.email,
        phone=row.phone,
        customer_id=row.customer,
        country=row.country,
        units=row.units,
        recovery_url=row.recovery_url,
        product=person.product,
        by_email=person.by_email,
    )


def _other(story: Story, others: Sequence[Person]) -> Contact:
    return Contact(
        customer=OTHER,
        write_by=f"{len(others):,} more",
        value=worth(p.cart for p in others),
        expected=sum((story.expected(p.cart) for p in others), Decimal(0)),
        carts=sum(len(p.open) for p in others),
        people=len(others),
    )


def _no_consent(story: Story, found: Sequence[Person]) -> Table:
    listed, others = _split(story, found)
    rows = [
        Refused(
            p.called, p.cart.value, story.age(p.cart), p.write_by, len(p.open), 1,
            p.cart.row.shop, p.cart.row.checkout,
        )
        for p in listed
    ]  # fmt: skip
    if others:
        value, carts = worth(p.cart for p in others), sum(len(p.open) for p in others)
        more, n = f"{len(others):,} more", len(others)
        rows.append(Refused(OTHER, value, None, more, carts, n, None, None))
    return Table("no_consent", "Not to be written to", Refused, rows, shown=bool(rows))
