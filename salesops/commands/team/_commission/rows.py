"""The rows that commission asks for."""

from dataclasses import dataclass

from salesops.units import Count, Day, Exact, Money, Text


@dataclass(frozen=True)
class Deal:
    """A deal that is won, or was: as it stands now."""

    shop: Text
    deal: Text
    name: Text
    account: Text | None
    rep: Text | None
    product: Text | None
    state: Text
    amount: Money | None
    closed: Day | None
    entered: Day | None
    """When it came into the stage it is in, else when it last changed."""
    updated: Day | None


@dataclass(frozen=True)
class Mark:
    """How such a deal stood from a day on."""

    shop: Text
    deal: Text
    day: Day
    state: Text
    amount: Money | None
    closed: Day | None
    basis: Text


@dataclass(frozen=True)
class Credit:
    """Whose a deal or an order is, and how much of it."""

    shop: Text
    deal: Text | None
    order_id: Text | None
    rep: Text
    share: Exact


@dataclass(frozen=True)
class Order:
    """An order that a credit names, by the name that it gives it."""

    shop: Text
    credited: Text
    order_id: Text
    day: Day | None
    amount: Money | None


@dataclass(frozen=True)
class Refund:
    """What was given back of an order on a day."""

    shop: Text
    order_id: Text
    name: Text
    day: Day
    amount: Money


@dataclass(frozen=True)
class Known:
    """Deals that are in no statement."""

    undated: Count
    blank: Count
    unsaid: Count
    unknown: Count
    later: Count
    gone: Count
