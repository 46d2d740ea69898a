"""The rows that escalations asks for."""

from dataclasses import dataclass

from salesops.units import Count, Days, Flag, Instant, Money, Quantity, Text


@dataclass(frozen=True)
class Unsolved:
    """A ticket that is open at as-of."""

    shop: Text
    ticket: Text
    created: Instant
    since: Instant | None
    """Since when its customer waits; None where they do not, or where it is not known."""
    turn_unknown: Flag
    apart: Text | None
    """Why it is out of the SLA."""
    status: Text | None
    priority: Text | None
    channel: Text | None
    assignee: Text | None
    subject: Text | None
    reopens: Count | None
    name: Text | None
    email: Text | None
    owner_shop: Text | None
    customer: Text | None


@dataclass(frozen=True)
class Worth:
    """What the customer of an open ticket is worth to the shop."""

    shop: Text
    customer: Text
    orders: Count
    lifetime: Money
    year_sales: Money
    high_value: Flag
    days_since: Count | None
    """Since the last order."""
    gaps: Count | None
    """Between days with an order."""
    usual_gap: Days | None


@dataclass(frozen=True)
class InQuestion:
    """The order that an open ticket is about, or probably about."""

    shop: Text
    ticket: Text
    order_shop: Text
    order_no: Text
    is_named: Flag
    value: Money
    since: Instant | None
    paid: Flag
    cancelled: Flag
    refunded: Flag
    fulfillment_status: Text | None
    ships: Flag
    shipped: Instant | None
    delivered: Instant | None
    promised: Instant | None
    tracked: Flag
    """Whether a file of parcels knows that it left."""
    arrived: Flag
    failed: Flag
    title: Text | None
    qty: Quantity | None
    lines: Count | None


@dataclass(frozen=True)
class Known:
    """What the exports say of tickets at all."""

    tickets: Count
    first_created: Instant | None
    newest: Instant | None
    replies: Count
    """Tickets that say when a person first answered."""
    answers: Count
    """Tickets that say when a person answered at all."""
    messages: Count
    """Tickets that say when the customer last wrote."""
    odd: Count
    """Tickets of a status that nobody knows."""
    odd_example: Text | None
    undated: Count
    """Closed, and nobody says when."""
    apart: Count
    """Of the last 28 days, out of the SLA."""
    unanswered: Count
    """Of the last 28 days, closed without an answer on record."""
    untimed: Count
    """Of the last 28 days, answered, and nobody says when first."""
