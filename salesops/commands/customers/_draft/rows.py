"""The rows that draft asks for, and those that it answers with."""

from dataclasses import dataclass, field

from salesops.result import DATA_ONLY, titled
from salesops.units import Count, Day, Flag, Instant, Money, Quantity, Text


@dataclass(frozen=True)
class Asked:
    """Somebody, as the exports know them."""

    shop: Text
    customer: Text | None
    name: Text | None
    email: Text | None
    accepts_email: Flag | None


@dataclass(frozen=True)
class Large(Asked):
    """Who placed a large order."""

    order_no: Text
    ordered: Instant
    product: Text | None
    amount: Money
    is_first: Flag | None


@dataclass(frozen=True)
class Arrived(Asked):
    """Whose order arrived."""

    order_no: Text
    ordered: Instant | None
    product: Text | None
    delivered: Instant


@dataclass(frozen=True)
class Waiting:
    """What else is known of an order that has not all gone out."""

    shop: Text
    order_no: Text
    accepts_email: Flag | None
    ordered: Instant | None
    product: Text | None


@dataclass(frozen=True)
class Back:
    """A product that came back into stock."""

    shop: Text
    sku: Text
    title: Text | None
    back_day: Day
    available: Quantity


@dataclass(frozen=True)
class Buyer:
    """Who bought a product, and when last; what the catalogue says of it."""

    shop: Text
    sku: Text
    title: Text | None
    price: Money | None
    customer: Text
    name: Text | None
    email: Text | None
    accepts_email: Flag | None
    bought: Instant | None


@dataclass(frozen=True)
class Draft:
    """A letter, with what a mail merge needs."""

    kind: Text
    to: Text = field(metadata=titled("To"))
    name: Text | None
    email: Text
    subject: Text
    body: Text
    language: Text
    shop: Text
    customer: Text | None
    order: Text | None
    product: Text | None
    offer: Text | None


@dataclass(frozen=True)
class Tally:
    """A kind of letter, and how many may be written."""

    kind: Text
    what: Text = field(metadata=titled("Whom for"))
    people: Count
    letters: Count
    no_consent: Count
    unknown: Count = field(metadata=titled("Consent unknown"))
    no_address: Count = field(metadata=titled("No e-mail"))
    incomplete: Count = field(metadata=DATA_ONLY)
    """The exports lack a fact without which the letter says nothing."""
