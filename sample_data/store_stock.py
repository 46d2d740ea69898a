"""Stock on hand, planned from what sold in the last four weeks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from store_catalog import Shelf, Variant
from store_clock import TODAY, at
from store_dice import Dice
from store_orders import PAID, PENDING, Line, Order

WINDOW_DAYS = 28
# Twelve, so that a tie for the tenth place changes nothing.
BEST = 12
# Places by units among all but the best (from 0): sold out, every second with more on the way;
# running low.
_SOLD_OUT = (6, 15, 24, 33, 42, 51, 60, 69)
_LOW = (10, 19, 28, 37, 46)
# Days of cover: best sellers are safe, slow movers sit for years.
_BEST_COVER, _USUAL_COVER, _LOW_COVER, _SLOW_COVER = (15, 33), (35, 110), (4, 6), (420, 900)
_SLOW_UNITS = 1
_DEAD_STOCK = (4, 28)
_INCOMING_DAYS = 21
_COUNTER_FROM, _COUNTER_BELOW = 20, 2000
_DAMAGED = 50


@dataclass
class Stock:
    """One variant at one location."""

    variant: Variant
    location: str
    available: int
    committed: int = 0
    unavailable: int = 0
    incoming: int = 0

    @property
    def on_hand(self) -> int:
        """Return what stands on the shelf, promised or not."""
        return self.available + self.committed + self.unavailable


def plan_stock(shelf: Shelf, orders: list[Order]) -> list[Stock]:
    """Return the stock of every variant that has any, in catalog order."""
    dice = Dice(2)
    units, money = _sold(orders)
    best = {variant for counter in (units, money) for variant, _ in _ranked(counter)[:BEST]}
    others = [variant for variant, _ in _ranked(units) if variant not in best]
    ranks = {variant: place for place, variant in enumerate(others)}
    promised = _promised(orders)
    rows: list[Stock] = []
    for variant in shelf.variants:
        if variant.is_gift:
            continue
        rank = ranks.get(variant, len(ranks))
        row = _plan(variant, units[variant], rank, is_best=variant in best, dice=dice)
        row.committed = promised[variant]
        rows += _split(row)
    return rows


def _sold(orders: list[Order]) -> tuple[Counter[Variant], Counter[Variant]]:
    since, until = at(TODAY - timedelta(days=WINDOW_DAYS), 0), at(TODAY, 0)
    units, money = Counter[Variant](), Counter[Variant]()
    recent = (order for order in orders if order.counts and since <= order.created < until)
    for line in _product_lines(recent):
        units[line.variant] += line.quantity
        money[line.variant] += line.amount
    return units, money


def _product_lines(orders: Iterable[Order]) -> Iterable[Line]:
    return (line for order in orders for line in order.lines if not line.variant.is_gift)


def _ranked(counter: Counter[Variant]) -> list[tuple[Variant, int]]:
    return sorted(counter.items(), key=lambda item: (-item[1], item[0].sku))


def _promised(orders: list[Order]) -> Counter[Variant]:
    waiting = (o for o in orders if o.status in (PAID, PENDING) and not o.cancelled_at)
    found = Counter[Variant]()
    for line in _product_lines(waiting):
        found[line.variant] += 0 if line.fulfilled else line.quantity
    return found


def _plan(variant: Variant, units: int, rank: int, *, is_best: bool, dice: Dice) -> Stock:
    row = Stock(variant, "Main warehouse", dice.between(*_DEAD_STOCK))
    if units:
        cover = dice.between(*_cover(units, rank, is_best=is_best))
        row.available = max(1, (units * cover + WINDOW_DAYS // 2) // WINDOW_DAYS)
    if rank in _SOLD_OUT:
        more = _SOLD_OUT.index(rank) % 2
        row.available, row.incoming = 0, more * units * _INCOMING_DAYS // WINDOW_DAYS
    row.unavailable = 1 if row.available and dice.chance(_DAMAGED) else 0
    return row


def _cover(units: int, rank: int, *, is_best: bool) -> tuple[int, int]:
    if is_best:
        return _BEST_COVER
    if rank in _LOW:
        return _LOW_COVER
    return _SLOW_COVER if units <= _SLOW_UNITS else _USUAL_COVER


def _split(row: Stock) -> list[Stock]:
    """Keep a quarter of the small things at the counter."""
    if row.available < _COUNTER_FROM or row.variant.price >= _COUNTER_BELOW:
        return [row]
    counter = Stock(row.variant, "Counter", row.available // 4)
    row.available -= counter.available
    return [row, counter]
