"""What next-buy offers to the day's queue: the few customers who are due with most to expect."""

from collections.abc import Iterator

from salesops.commands.customers._next_buy.answers import Due
from salesops.commands.opportunities import Kind, Opportunity, Owner
from salesops.result import Report
from salesops.units import counted

CONTACTS = 3
"""People that are named one by one."""
MAIL = "e-mail"


def offers(report: Report) -> Iterator[Opportunity]:
    """People who agreed to e-mail; nothing where conclusions are not drawn."""
    if report.stale:
        return
    rows: list[Due] = [row for row in report.table("due").rows if row.write_by == MAIL]
    yield from (_person(row) for row in rows[:CONTACTS])


def _person(row: Due) -> Opportunity:
    assert row.price is not None and row.chance is not None  # noqa: S101, PT018 - by name
    ago = counted(row.days_ago or 0, "day")
    again = row.a == row.b
    what = "again" if again else f"{row.offer} next"
    return Opportunity(
        kind=Kind.CONTACT,
        about=f"customer {row.email or row.customer_id}",
        what=f"Bought {row.bought} {ago} ago, and not {what} since.",
        action=f"Write to {row.customer} about {row.bought if again else row.offer}.",
        amount=row.price,
        probability=row.chance,
        basis=f"own history, {counted(row.of or 0, 'purchase')}",
        owner=Owner.SALES,
        more="next-buy",
        brief=f"{row.customer} by e-mail: bought {row.bought} {ago} ago, due for {what}",
    )
