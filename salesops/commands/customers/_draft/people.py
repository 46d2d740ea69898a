"""Whom each kind of letter is for: asked of the exports, or of the analysis whose list it is."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from types import ModuleType
from typing import TYPE_CHECKING, Any

from salesops.commands.customers._draft.facts import Amount, Person
from salesops.commands.customers._draft.kinds import Kind
from salesops.commands.customers._draft.rows import (
    Arrived,
    Asked,
    Back,
    Buyer,
    Large,
    Waiting,
)

if TYPE_CHECKING:
    from salesops.commands.customers._draft.story import Story

Facts = Callable[[Any], dict[str, Any]]
PRODUCTS = 10
"""Products that a kind of letter is about: the first of the list that names them."""


def modules() -> list[ModuleType]:
    """The analyses whose lists letters are written to."""
    from salesops.commands.customers import abandon_carts, vip
    from salesops.commands.stock import fulfillment, heatmap

    return [abandon_carts, vip, fulfillment, heatmap]


def _person(row: Asked, **facts: Any) -> Person:
    return Person(row.shop, row.customer, row.name, row.email, row.accepts_email, facts)


def thank_you(story: "Story") -> Iterator[Person]:
    """Whoever placed a large order in the window."""
    from salesops.commands.customers.vip import Limits

    over = story.db.settings.limits("vip", Limits).order_over
    for row in story.orders.all("large", Large, **story.span, over=over):
        yield _person(
            row, order=row.order_no, ordered=row.ordered, product=row.product,
            amount=Amount(row.amount), is_first=row.is_first,
        )  # fmt: skip


def follow_up(story: "Story") -> Iterator[Person]:
    """Whose order arrived a week before the window: on whole days, as `call-list` shows them."""
    before = timedelta(days=story.limits.after_days)
    midnight = datetime.combine(story.window.end, time.min)
    end = midnight if midnight == story.window.end else midnight + timedelta(days=1)
    span = {"start_at": story.window.start - before, "end_at": min(end - before, story.as_of)}
    for row in story.db.read("customers/draft/arrived").all("arrived", Arrived, **span):
        yield _person(
            row, order=row.order_no, ordered=row.ordered, product=row.product,
            delivered=row.delivered,
        )  # fmt: skip


def delay(story: "Story") -> Iterator[Person]:
    """Whose order is late, as `fulfillment` says, what weighs most first."""
    waiting = {(one.shop, one.order_no): one for one in story.orders.all("waiting", Waiting)}
    for late in story.rows("fulfillment", "contacts"):
        if late.since is None:  # the row of all others
            continue
        shop = late.shop or ""
        order = waiting[shop, late.order]
        facts = {
            "order": late.order, "ordered": order.ordered, "product": order.product,
            "partly": late.partly_sent, "value": late.value and Amount(late.value),
        }  # fmt: skip
        yield Person(shop, None, late.customer, late.email, order.accepts_email, facts)


def cart(story: "Story") -> Iterator[Person]:
    """Who left an open cart, as `abandon-carts` says, the most promising first."""
    for row in story.rows("abandon_carts", "to_contact"):
        if row.checkout is not None:
            yield Person(
                row.shop or "", row.customer_id, _name(row), row.email, row.by_email,
                {
                    "product": row.product, "begun": row.begun, "link": row.recovery_url,
                    "in_stock": row.stock == "in stock" or None, "value": Amount(row.value),
                },
            )  # fmt: skip
    for row in story.rows("abandon_carts", "no_consent"):
        for _ in range(row.people):
            yield Person(row.shop or "", None, row.customer, row.customer, agreed=False)


def _name(row: Any) -> str | None:
    """A contact without a name is called by their address."""
    return None if row.customer in (row.email, row.phone) else row.customer


def low_stock(story: "Story") -> Iterator[Person]:
    """Who bought a best seller that runs out within the week, as `heatmap` says."""
    rows = story.rows("heatmap", "low_cover")[:PRODUCTS]
    return _buyers(story, rows, lambda row: {"left": row.available, "expected": row.expected})


def preorder(story: "Story") -> Iterator[Person]:
    """Who bought what is out of stock, as `heatmap` says."""
    rows = story.rows("heatmap", "out_of_stock")[:PRODUCTS]
    return _buyers(story, rows, lambda row: {"last_day": row.last_day, "expected": row.expected})


def restock(story: "Story") -> Iterator[Person]:
    """Who bought what came back into stock in the window."""
    to_day, from_day = story.as_of.date(), story.window.start.date()
    rows = story.products.all("back", Back, from_day=from_day, to_day=to_day)[:PRODUCTS]
    return _buyers(story, rows, lambda row: {"left": row.available, "back": row.back_day})


def vip(story: "Story") -> Iterator[Person]:
    """The customers of high value, as `vip` says."""
    for row in story.rows("vip", "vips"):
        if row.customer_id is not None:  # the row of all others
            facts = {
                "orders": row.orders_ever, "since": row.first_order, "last_order": row.last_order,
            }  # fmt: skip
            yield Person(
                row.shop or "", row.customer_id, _name(row), row.email, row.accepts_email, facts
            )


def _buyers(story: "Story", goods: Sequence[Any], facts: Facts) -> Iterator[Person]:
    """Everybody who bought one of these products, and not just now; of each the last to buy it."""
    if not goods:
        return
    before = story.as_of - timedelta(days=story.limits.rest_days)
    # A bar at both ends of each, so that no product is found within another.
    wanted = "".join(f"|{of.shop or ''}|{of.sku}|" for of in goods)
    bought: dict[tuple[str, str], list[Buyer]] = defaultdict(list)
    for row in story.products.all("buyers", Buyer, wanted=wanted, before=before):
        bought[row.shop, row.sku].append(row)
    for of in goods:
        for row in bought[of.shop or "", of.sku]:
            price = None if row.price is None else Amount(row.price)
            about = {"product": row.title or of.title or of.sku, "price": price}
            known = {"bought": row.bought, **about, **facts(of)}
            yield Person(row.shop, row.customer, row.name, row.email, row.accepts_email, known)


_STOCK = ("stock/heatmap", "stock/stockout")
_ORDERS, _ARRIVED = "customers/draft/orders", "customers/draft/arrived"
_PRODUCTS = "customers/draft/products"
KINDS = {
    kind.name: kind
    for kind in (
        Kind("thank-you", "customers who placed a large order", True, (_ORDERS,), thank_you),
        Kind("delay", "customers whose order is late", True, ("stock/fulfillment", _ORDERS), delay),
        Kind("follow-up", "customers whose order arrived", True, (_ARRIVED,), follow_up),
        Kind("cart", "people who left an open cart", False, ("customers/abandon_carts",), cart),
        Kind("low-stock", "buyers of what runs low", False, (*_STOCK, _PRODUCTS), low_stock),
        Kind("preorder", "buyers of what is out of stock", False, (*_STOCK, _PRODUCTS), preorder),
        Kind("restock", "buyers of what is back in stock", False, (_PRODUCTS,), restock),
        Kind("vip", "customers of high value", False, ("customers/vip",), vip),
    )
}
