"""Why net sales moved from one window to another: effects that sum to the move, exactly.

By midpoints, so that no order of effects matters: the change of a x b is the change of a at the
mean b, and the change of b at the mean a. Fractions throughout; `apportioned` rounds them for show.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import floor

from salesops.models.order_value import Bought
from salesops.units import CENTS, rounded

WHOLE = "net_sales"
ORDERS, ORDER_VALUE, RETURNS = "orders", "order_value", "returns"
SESSIONS, CONVERSION = "sessions", "conversion"
BASKET, UNITS, MIX = "basket", "units_per_order", "mix"
PRICE, DISCOUNT = "price", "discount"


@dataclass(frozen=True)
class Side:
    """What one of the two windows sold."""

    orders: int
    gross: Decimal
    discounts: Decimal
    returns: Decimal
    products: Mapping[Hashable, Bought]
    """Units and gross sales of each product."""
    sessions: int | None = None
    """None where the traffic of the whole window is not known."""

    @property
    def value(self) -> Fraction:
        """Gross sales less discounts: what an order value divides."""
        return Fraction(self.gross) - Fraction(self.discounts)

    @cached_property
    def units(self) -> Decimal:
        """Of all products."""
        return sum((b.units for b in self.products.values()), Decimal(0))


@dataclass(frozen=True)
class Effect:
    """One part of the move: what it made of it, and the measure that changed."""

    name: str
    of: str
    """The effect that it is a part of; the three main ones are parts of net sales."""
    amount: Fraction
    before: Fraction | None
    now: Fraction | None


def effects(before: Side, now: Side) -> list[Effect]:
    """The three main effects, and within orders and order value their own parts where known.

    Parts named `of` one effect sum to it, and the main ones to the change of net sales. Where a
    window has no orders there is no order value to compare: the orders effect is then all of it.
    """
    moved = now.value - before.value
    per = [_over(side.value, side.orders) for side in (before, now)]
    by_value = Fraction()
    if before.orders and now.orders:
        by_value = (now.value / now.orders - before.value / before.orders) * _mean_orders(
            before, now
        )
    by_orders = moved - by_value
    returned = Fraction(before.returns) - Fraction(now.returns)
    return [
        Effect(ORDERS, WHOLE, by_orders, Fraction(before.orders), Fraction(now.orders)),
        *_traffic(before, now, by_orders),
        Effect(ORDER_VALUE, WHOLE, by_value, *per),
        *_within(before, now),
        Effect(RETURNS, WHOLE, returned, Fraction(before.returns), Fraction(now.returns)),
    ]


def _over(part: Fraction, whole: int) -> Fraction | None:
    return part / whole if whole else None


def _mean_orders(before: Side, now: Side) -> Fraction:
    return Fraction(before.orders + now.orders, 2)


def _traffic(before: Side, now: Side, by_orders: Fraction) -> Iterator[Effect]:
    """Sessions, and orders per session; each moved order is worth what it is in the orders effect.

    Where as many orders came, what sessions gave the other took, at the mean order value.
    """
    if not before.sessions or not now.sessions or not (before.orders or now.orders):
        return
    rates = Fraction(before.orders, before.sessions), Fraction(now.orders, now.sessions)
    change = now.orders - before.orders
    if change:
        worth = by_orders / change
    else:
        worth = (before.value + now.value) / (before.orders + now.orders)
    more = (now.sessions - before.sessions) * _mean(rates)
    better = (rates[1] - rates[0]) * Fraction(before.sessions + now.sessions, 2)
    visits = Fraction(before.sessions), Fraction(now.sessions)
    yield Effect(SESSIONS, ORDERS, more * worth, *visits)
    yield Effect(CONVERSION, ORDERS, better * worth, *rates)


def _mean(pair: Sequence[Fraction]) -> Fraction:
    return (pair[0] + pair[1]) / 2


def _within(before: Side, now: Side) -> Iterator[Effect]:
    """Order value = units per order x gross per unit x the share of gross that discounts leave.

    Gross per unit moves by price and by mix. Units and mix together are the basket: a customer who
    buys a box of cheap parts moves both, far, and against each other.
    """
    sides = (before, now)
    if not all(side.orders and side.units > 0 and side.gross > 0 for side in sides):
        return
    rates = [Fraction(side.discounts) / Fraction(side.gross) for side in sides]
    each = [Fraction(side.units) / side.orders for side in sides]
    unit = [Fraction(side.gross) / Fraction(side.units) for side in sides]
    gross = [Fraction(side.gross) / side.orders for side in sides]
    orders = _mean_orders(before, now)
    left = orders * (1 - _mean(rates))
    mixes = _mixes(before, now)
    # Gross that no unit bears is price, too: it is in the gross per unit and in no product's.
    dearer = unit[1] - unit[0] - (mixes[1] - mixes[0])
    by_units = (each[1] - each[0]) * _mean(unit) * left
    by_mix = (mixes[1] - mixes[0]) * _mean(each) * left
    by_rate = (rates[0] - rates[1]) * _mean(gross) * orders
    yield Effect(BASKET, ORDER_VALUE, by_units + by_mix, None, None)
    yield Effect(UNITS, BASKET, by_units, *each)
    yield Effect(MIX, BASKET, by_mix, *mixes)
    yield Effect(PRICE, ORDER_VALUE, dearer * _mean(each) * left, *_prices(before, now))
    yield Effect(DISCOUNT, ORDER_VALUE, by_rate, *rates)


def _mixes(before: Side, now: Side) -> tuple[Fraction, Fraction]:
    """What a unit of each window is worth at the same prices: each product's mean of the two.

    A product that only one window sold has the one price: all of it is mix. Decimals of 28 digits
    will do, since price is what mix leaves: the two sum exactly.
    """
    shared = [Decimal(0), Decimal(0)]
    for key in dict.fromkeys([*before.products, *now.products]):
        parts = [_part(before, key), _part(now, key)]
        prices = [price for _, price in parts if price is not None]
        if prices:
            mean = sum(prices, Decimal(0)) / len(prices)
            shared = [s + part * mean for s, (part, _) in zip(shared, parts, strict=True)]
    return Fraction(shared[0]), Fraction(shared[1])


def _part(side: Side, key: Hashable) -> tuple[Decimal, Decimal | None]:
    """A product's share of the units, and its price; None where it has no units."""
    bought = side.products.get(key)
    if bought is None or not bought.units:
        return Decimal(0), None
    return bought.units / side.units, bought.value / bought.units


def _prices(before: Side, now: Side) -> tuple[Fraction | None, Fraction | None]:
    """What a unit costs before and now: the products of both windows, each at its mean share."""
    costs, weights = [Decimal(0), Decimal(0)], Decimal(0)
    for key in before.products:
        (old, was), (new, costs_now) = _part(before, key), _part(now, key)
        if was is not None and costs_now is not None:
            share = (old + new) / 2
            weights += share
            costs = [costs[0] + share * was, costs[1] + share * costs_now]
    if not weights:
        return None, None
    return Fraction(costs[0] / weights), Fraction(costs[1] / weights)


def apportioned(parts: Sequence[Fraction], total: Decimal, digits: int = CENTS) -> list[Decimal]:
    """The parts rounded so that they sum to the rounded total: by the largest remainder.

    Each is rounded down, and what is then missing goes, one smallest coin each, to those that lost
    most; of equal ones to the first.
    """
    if not parts:
        return []
    scale = 10**digits
    lower = [floor(part * scale) for part in parts]
    missing = int(rounded(total, digits).scaleb(digits)) - sum(lower)
    every, some = divmod(missing, len(parts))
    lost = sorted(range(len(parts)), key=lambda n: (lower[n] - parts[n] * scale, n))
    more = dict.fromkeys(lost[:some], 1)
    coins = [low + every + more.get(n, 0) for n, low in enumerate(lower)]
    return [Decimal(coin).scaleb(-digits) for coin in coins]
