"""Whose an open cart is: carts that share an e-mail, a phone or a customer are of one contact."""

from collections.abc import Iterable

from salesops.commands.customers._abandon_carts.outcomes import Cart

Way = tuple[str, str, str]
"""The shop, whether an e-mail, a phone or a customer, and which."""


def by_contact(carts: Iterable[Cart]) -> list[list[Cart]]:
    """The carts of each contact, the oldest first; also those that others tie to each other.

    A cart with an e-mail and a phone ties one that has only the e-mail to one that has only the
    phone.
    """
    ordered = sorted(carts, key=lambda one: (one.row.begun, one.row.key))
    tied: dict[Way, Way] = {}
    for one in ordered:
        first, *others = _ways(one)
        for way in others:
            tied[_end(tied, way)] = _end(tied, first)
    found: dict[Way, list[Cart]] = {}
    for one in ordered:
        found.setdefault(_end(tied, _ways(one)[0]), []).append(one)
    return list(found.values())


def _ways(of: Cart) -> list[Way]:
    """How to know its contact again; an open cart has one at least."""
    row = of.row
    known = {"e-mail": row.email, "phone": row.phone, "customer": row.customer}
    return [(row.shop, kind, value) for kind, value in known.items() if value is not None]


def _end(tied: dict[Way, Way], way: Way) -> Way:
    """The one that stands for all that it is tied to; the way to it gets shorter as it is gone."""
    while (ahead := tied.get(way, way)) != way:
        tied[way] = tied.get(ahead, ahead)
        way = ahead
    return way
