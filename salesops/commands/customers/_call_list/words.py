"""What call-list says in words: its headline and its notes."""

from collections.abc import Iterator, Sequence

from salesops.commands.customers._call_list.deliveries import Deliveries
from salesops.commands.customers._call_list.people import Caller
from salesops.units import Unit, counted, text

RULE = (
    "Worth is an estimate: the money at stake x its chance, summed over a person's reasons. Whom "
    "nobody can reach stands here too: look before you call who never agreed to it."
)


def headline(found: Sequence[Caller], told: Deliveries) -> str:
    """Who is first and why, how many more there are, whose order arrived."""
    said = [_first(found, told)] if found else ["Nobody calls for a call."]
    if told.rows:
        arrived = f"{counted(len(told.rows), 'order')} arrived {told.day:%Y-%m-%d}"
        said.append(f"{arrived}: ask whether all is well.")
    return " ".join(said)


def _first(found: Sequence[Caller], told: Deliveries) -> str:
    currency = told.db.book.currency
    first = found[0].offers[0]
    worth = text(found[0].worth, Unit.MONEY, currency) + (f" {currency}" if currency else "")
    said = (first.brief or first.what).removesuffix(".")
    more = f"; {len(found) - 1:,} more" if found[1:] else ""
    return f"First: {said} (worth about {worth}){more}."


def notes(found: Sequence[Caller], told: Deliveries) -> Iterator[str]:
    """How worth is meant, and what is not known."""
    if found:
        yield RULE
    if told.told and not told.known:
        yield "No export of parcels: whose order arrived is not known."
