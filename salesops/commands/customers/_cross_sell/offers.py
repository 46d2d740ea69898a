"""What cross-sell offers to the day's queue: what to show beside what."""

from collections.abc import Iterator
from shlex import quote

from salesops.commands.customers._cross_sell.answers import Offer
from salesops.commands.opportunities import Kind, Opportunity, Owner, assumed, named
from salesops.result import Report
from salesops.units import Unit, counted, text

OFFERED = 2
"""A page or a recommendation is changed one at a time."""


def offers(report: Report) -> Iterator[Opportunity]:
    """The pairs worth trying; nothing of stale data, and nothing that is too little."""
    if report.stale or report.period is None:
        return
    rows: list[Offer] = list(report.table("offers").rows)
    least = report.limit("cross_sell.worth")
    yield from (_offer(row) for row in rows[:OFFERED] if row.expected >= least)


def _offer(row: Offer) -> Opportunity:
    share, usual = text(row.confidence, Unit.PERCENT), text(row.usual, Unit.PERCENT)
    return Opportunity(
        kind=Kind.OPPORTUNITY,
        about=f"sku {named(row.offer_item, row.shop)}",
        what=(
            f"{counted(row.without, 'order')} of the last four weeks with {row.buys} and without "
            f"{row.offer}; {counted(row.n, 'order')} of all hold both."
        ),
        action=f"Offer {row.offer} on the page and in the cart of {row.buys}.",
        amount=row.at_stake,
        probability=row.chance,
        basis=assumed("cross_sell.takes", f"{share} against {usual}"),
        owner=Owner.MARKETING,
        more=f"cross-sell --sku {quote(row.buys_item)}",
        brief=f"Offer {row.offer} beside {row.buys}: {counted(row.n, 'order')} hold both",
    )
