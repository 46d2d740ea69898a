"""An order and its money, in whole cents."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from store_catalog import Variant
from store_people import Person

PAID, PENDING, VOIDED = "paid", "pending", "voided"
REFUNDED, PARTLY_REFUNDED = "refunded", "partially_refunded"
WEB, POS, DRAFT = "web", "pos", "shopify_draft_order"
CARD, CASH, TRANSFER = "Shopify Payments", "Cash", "Bank Deposit"
MAIN, OUTLET = "", "OUT-"
TEST_GATEWAY, TEST_TAG = "Bogus Gateway", "test"


@dataclass
class Line:
    """One row of an order; the discount is the whole row's."""

    variant: Variant
    quantity: int
    discount: int = 0
    fulfilled: bool = True

    @property
    def amount(self) -> int:
        """Return price times quantity, before any discount."""
        return self.variant.price * self.quantity


@dataclass
class Order:
    """One order; amounts that follow from others are properties, so they always tie."""

    created: datetime
    person: Person | None
    source: str
    lines: list[Line]
    province: str
    code: str = ""
    figure: int = 0  # the export's Discount Amount
    reduction: int = 0  # what all product discounts take off the lines
    shipping: int = 0
    method: str = ""
    taxes: int = 0
    status: str = PAID
    gateway: str = CARD
    tags: str = ""
    paid_at: datetime | None = None
    failed_at: datetime | None = None
    fulfilled_at: datetime | None = None
    cancelled_at: datetime | None = None
    refunds: list[tuple[datetime, int]] = field(default_factory=list)
    number: int = 0
    store: str = MAIN

    @property
    def gross(self) -> int:
        """Return the lines at full price, gift cards too."""
        return sum(line.amount for line in self.lines)

    @property
    def goods(self) -> int:
        """Return what the product lines cost after discounts (gift cards are never reduced)."""
        return self.gross - self.gifts - self.reduction

    @property
    def gifts(self) -> int:
        """Return the worth of its gift cards."""
        return sum(line.amount for line in self.lines if line.variant.is_gift)

    @property
    def subtotal(self) -> int:
        """Return the lines after product discounts."""
        return self.gross - self.reduction

    @property
    def total(self) -> int:
        """Return what the customer pays: prices are net, tax goes on top."""
        return self.subtotal + self.shipping + self.taxes

    @property
    def refunded(self) -> int:
        """Return what was given back, all-in."""
        return sum(amount for _, amount in self.refunds)

    @property
    def counts(self) -> bool:
        """Test orders and voided ones are no sales; a gift card alone is no product order."""
        is_test = self.gateway == TEST_GATEWAY or self.tags == TEST_TAG
        return self.status != VOIDED and not is_test and self.goods > 0

    def returns(self) -> list[tuple[datetime, int]]:
        """Return the product value given back, on its own dates."""
        if self.status == PENDING and self.cancelled_at:
            return [(self.cancelled_at, self.goods)]
        return [(moment, amount * self.goods // self.total) for moment, amount in self.refunds]


def sales(orders: Iterable[Order], since: datetime, until: datetime) -> tuple[int, int]:
    """Return the orders of a window and their goods before returns."""
    goods = [o.goods for o in orders if since <= o.created < until and o.counts]
    return len(goods), sum(goods)


def given_back(orders: Iterable[Order], since: datetime, until: datetime) -> int:
    """Return the product value of the refunds booked in a window."""
    # Of most orders nothing comes back, which is quicker to see than whether they count.
    changed = (order for order in orders if order.refunds or order.cancelled_at)
    booked = (order for order in changed if order.created < until and order.counts)
    backs = (back for order in booked for back in order.returns())
    return sum(amount for moment, amount in backs if since <= moment < until)
