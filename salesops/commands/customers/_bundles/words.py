"""What bundles says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator

from salesops.commands.customers._bundles.prices import CUT
from salesops.commands.customers._bundles.rows import Bundle
from salesops.commands.customers._bundles.story import STRONGEST, Story
from salesops.result import Metric, Table
from salesops.units import Unit, counted, text

PAIR = 2


def headline(story: Story, table: Table) -> str:
    """One sentence: the surest set, its price and what it takes to pay."""
    if stale := story.ledger.stale():
        return stale.message
    if not table.rows:
        return _none(story)
    one: Bundle = table.rows[0]
    low, each = text(one.lift_low, Unit.RATIO), "the other" if one.size == PAIR else "the others"
    said = (
        f"{one.bundle}: in {counted(one.orders, 'order')}, each with {each} {low} times as often "
        "as by chance or more"
    )
    if one.price is None or one.separately is None:
        return f"{said}; no price is known."
    currency = story.asked.db.book.currency
    price, apart = (text(p, Unit.MONEY, currency) for p in (one.price, one.separately))
    return (
        f"{said}; {price}{f' {currency}' if currency else ''} as a set instead of {apart}"
        f"{_pays(one)}."
    )


def _pays(one: Bundle) -> str:
    """The discount goes also to those who buy it anyway."""
    if one.uplift is None:
        return "" if one.cost is None else ", which no number of sets pays for"
    if one.uplift_anchor is None:
        anyway = f"never if {one.anchor} sold anyway"
    else:
        anyway = f"{text(one.uplift_anchor, Unit.PERCENT)} if {one.anchor} sold anyway"
    return f", which pays once {text(one.uplift, Unit.PERCENT)} more such sets sell ({anyway})"


def _none(story: Story) -> str:
    if not story.shops:
        return story.ledger.no_sales()
    return (
        f"No set of SKUs holds together beyond chance in "
        f"{counted(_orders(story), 'order')}: {story.seen:,} sets stand in {story.least} or more."
    )


def _orders(story: Story) -> int:
    return sum(shop.orders for shop in story.shops.values())


def metrics(story: Story) -> tuple[Metric, ...]:
    """How much was looked at, and what holds."""
    return (
        Metric("orders", "Orders", _orders(story), Unit.COUNT),
        Metric("sets", "Sets seen often enough", story.seen, Unit.COUNT),
        Metric("holding", "Of them beyond chance", story.held, Unit.COUNT),
    )


def notes(story: Story, table: Table) -> Iterator[str]:
    """What a reader must know of these numbers."""
    rows: list[Bundle] = [*table.rows]
    if not rows:
        return
    yield (
        "A set is one whose every SKU stands with the others more often than by itself, beyond "
        f"chance among {story.tests:,} sets that could be; listed is what shares no two SKUs with "
        "one above it. A SKU counts once an order, however many of it."
    )
    if story.cut:
        yield (
            f"Sets of three and four are made of the {STRONGEST:,} strongest pairs. Orders of very "
            "many SKUs make nearly everything stand together: read the lower bound."
        )
    if unlisted := sum(not row.listed for row in rows):
        yield (
            f"{counted(unlisted, 'set')} with a SKU that no product export prices: the median it "
            "was sold at stands for it."
        )
    if cut := sum(row.floor == CUT for row in rows):
        floor = text(story.limits.margin_floor, Unit.PERCENT)
        less = "less than the discount asked for"
        yield f"{counted(cut, 'set')} with {less}: {floor} margin is kept."
    if unknown := sum(row.cost is None for row in rows):
        yield f"{counted(unknown, 'set')} with a SKU of unknown cost: no margin, and no floor."
    yield from _tax(story)
    if not story.asked.has("inventory_levels"):
        yield "No inventory export: how many kits are in stock is not known."


def _tax(story: Story) -> Iterator[str]:
    """Prices that hold tax: margins are without it."""
    taxed = [shop for shop in story.shops.values() if shop.keep < 1]
    if taxed:
        orders = sum(shop.orders for shop in taxed)
        keep = sum(shop.keep * shop.orders for shop in taxed) / orders
        share = text(1 - keep, Unit.PERCENT)
        yield f"Prices hold tax, {share} of them on average: margins are without it."
