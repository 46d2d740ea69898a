"""What stands out: which values, and which one order, made the change; and which only may have."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import log, sqrt

from salesops.commands.sales._explain.carriers import CUSTOMERS, Standing, stock
from salesops.commands.sales._explain.rows import Largest
from salesops.commands.sales._explain.story import Story
from salesops.models.attribution import (
    BASKET,
    CONVERSION,
    ORDER_VALUE,
    ORDERS,
    SESSIONS,
    Effect,
)
from salesops.models.contrast import beyond
from salesops.models.likelier import alone, errors

ERRORS = 2.0
"""Standard errors that chance seldom makes: once in twenty."""
MARGIN = 1.5
"""By how much one value alone must be the likelier story, besides what all the tries cost."""
MATTERS = Decimal("0.25")
"""Of the change: what is less is not put before a larger effect that may be chance."""
NEARLY = Decimal("0.1")
"""Of the change: what explains all but this explains it."""
HISTORY = 28
"""Days before both windows that it takes to tell new customers from returning ones."""
FAR = 2
"""Times the next largest: such an order is one of its kind."""


@dataclass(frozen=True)
class Apart:
    """A value that made most of the change."""

    row: Standing
    sure: bool
    """Whether it is more than chance would do."""


def standing_out(story: Story, ranked: Sequence[Standing]) -> list[Apart]:
    """The values that moved apart from the others, the way of the whole, and are most of it.

    Each must be more than chance would do, or the only thing that moved, or the likelier story of
    a change of orders that is itself no chance. That a SKU was out of stock shows as much.
    """
    if not story.change or not (ranked and _told_apart(story, ranked[0].dimension)):
        return []
    least, way = _least(story), _way(story)
    tries = min(sum(max(r.now, r.base) >= least for r in ranked), len(ranked) - 1)
    needed = beyond(story.limits.chance, tries)
    most = [r for r in ranked if r.change * way >= least and r.contrast.own * way >= least]
    found = []
    for row in most:
        empty = way < 0 and stock(story, row) is not None
        sure = row.contrast.errors >= needed or empty or _only(row, ranked)
        if sure or (_orders_moved(story) and _likelier(row, ranked, tries)):
            found.append(Apart(row, sure))
    return found


def _told_apart(story: Story, dimension: str) -> bool:
    """Whether who is new can be told: where the data has just begun, everybody is at first."""
    first = story.ledger.first
    return dimension != CUSTOMERS or (
        first is not None and (story.base.start.date() - first).days >= HISTORY
    )


def _way(story: Story) -> int:
    return 1 if story.change > 0 else -1


def _least(story: Story) -> Fraction:
    """What is most of the change."""
    return Fraction(abs(story.change)) * Fraction(str(story.limits.concentrated))


def _only(row: Standing, ranked: Sequence[Standing]) -> bool:
    """Whether nothing else moved at all, neither in money nor in orders."""
    others = (r for r in ranked if r is not row)
    return all(not r.change and r.value.orders_now == r.value.orders_base for r in others)


def _likelier(row: Standing, ranked: Sequence[Standing], tries: int) -> bool:
    pairs = [(r.value.orders_base, r.value.orders_now) for r in ranked]
    n = next(n for n, r in enumerate(ranked) if r is row)
    return alone(pairs, n) >= MARGIN + 2 * log(max(tries, 1))


def _orders_moved(story: Story) -> bool:
    """Whether orders made most of the change, past chance, and visits do not explain them."""
    part = {effect.name: effect for effect in story.parts}
    least, way = _least(story), _way(story)
    if part[ORDERS].amount * way < least:
        return False
    if SESSIONS in part and part[SESSIONS].amount * way >= least:
        return False
    return errors(story.against[2].orders, story.ledger.now.orders) >= ERRORS


# The effects


def chance(story: Story, effect: Effect) -> float:
    """What chance alone would make of an effect: one standard error, as money.

    Orders and visits come one by one, each order with a value of its own. Prices and discounts are
    set by the shop, and what came back did: these are as they are.
    """
    before, now = story.against[2], story.ledger.now
    orders = before.orders + now.orders
    if effect.name in (ORDERS, CONVERSION) and orders:
        return sqrt(orders) * abs(float(before.order_value + now.order_value)) / orders
    if effect.name == SESSIONS and effect.before is not None and effect.now is not None:
        moved = errors(int(effect.before), int(effect.now))
        return abs(float(effect.amount)) / moved if moved else 0.0
    if effect.name in (BASKET, ORDER_VALUE) and before.orders and now.orders:
        return _spread(story) * orders / 2
    return 0.0


def _spread(story: Story) -> float:
    """The standard error of the difference of two mean order values."""
    shops = [v for v in story.values if v.dimension == "shop"]
    sides = (
        (story.against[2], sum(v.squares_base for v in shops)),
        (story.ledger.now, sum(v.squares_now for v in shops)),
    )
    means = (
        (float(t.order_value) / t.orders, squares / t.orders, t.orders) for t, squares in sides
    )
    return sqrt(sum(max(square - mean**2, 0.0) / n for mean, square, n in means))


def by_weight(story: Story, effect: Effect, amount: Decimal) -> tuple[float, Decimal]:
    """What to rank an effect by: what chance leaves of it the way of the change, then its size.

    Nothing of one that may be chance; else one standard error less.
    """
    gained = amount * _way(story)
    if gained < abs(story.change) * MATTERS or doubtful(story, effect):
        return 0.0, gained
    return float(gained) - chance(story, effect), gained


def doubtful(story: Story, effect: Effect) -> bool:
    """Whether chance alone might have made it."""
    return abs(float(effect.amount)) < ERRORS * chance(story, effect)


def whole(story: Story, amount: Decimal) -> bool:
    """Whether an amount is as good as all of the change."""
    return bool(story.change) and abs(amount - story.change) <= abs(story.change) * NEARLY


# One order


def giant(story: Story) -> Largest | None:
    """The one order that is most of the change, and twice as large as any other; if there is."""
    if not story.change or len(story.largest) < 2:  # noqa: PLR2004 - of one there is no next
        return None
    first, second = story.largest[:2]
    pulls = first.is_now == (story.change > 0)
    apart = first.value >= FAR * second.value and first.value - second.value >= _least(story)
    return first if pulls and apart else None
