"""What was looked at in the web shop: the views of its best sellers by day."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from store_catalog import Shelf, Variant
from store_clock import TODAY
from store_dice import Dice
from store_visits import Visit

SINCE = TODAY - timedelta(days=55)
_KEY, _BEST = 33, 100
# Views for each unit sold in the weeks as a whole, in hundredths: dear things are looked at longer.
_CHEAP, _USUAL, _DEAR, _DEAR_FROM, _CHEAP_TO = 1500, 3000, 7000, 15000, 1500
_LEAST_VIEWS = 2500
_NOISE = (850, 1150)
_CART = 45


@dataclass(frozen=True)
class Looked:
    """A variant on a day."""

    day: date
    variant: Variant
    viewed: int
    added: int
    checked_out: int
    purchased: int
    cents: int


def views(shelf: Shelf, days: Iterable[tuple[date, list[Visit]]]) -> Iterator[Looked]:
    """Yield each of the best sellers on each day it was looked at."""
    recent = [(day, _bought(found)) for day, found in days if day >= SINCE]
    units: Counter[str] = Counter()
    for _, bought in recent:
        units.update(bought)
    best = sorted(shelf.variants, key=lambda v: (-units[v.sku], v.sku))[:_BEST]
    for day, bought in recent:
        dice = Dice(_KEY, day.toordinal())
        for variant in best:
            looked = _looked(dice, day, variant, units[variant.sku], bought[variant.sku])
            if looked.viewed:
                yield looked


def _bought(found: list[Visit]) -> Counter[str]:
    """Return the lines that held each variant: an item bought ten times over is looked at once."""
    orders = [visit.bought for visit in found if visit.bought]
    return Counter(line.variant.sku for order in orders for line in order.lines)


def _looked(dice: Dice, day: date, variant: Variant, units: int, bought: int) -> Looked:
    price = variant.price
    each = _DEAR if price >= _DEAR_FROM else _CHEAP if price < _CHEAP_TO else _USUAL
    whole = max(units * each, _LEAST_VIEWS) * dice.between(*_NOISE) // 56 // 1000
    whole = whole * 6 // 10 if day == TODAY else whole
    # What is left of a hundredth is a view by chance, so that rare ones do not all round to none.
    viewed = max(whole // 100 + dice.chance(whole % 100 * 10), bought)
    more = sum(dice.chance(_CART) for _ in range(viewed - bought))
    begun = sum(dice.chance(400) for _ in range(more))
    return Looked(
        day, variant, viewed, bought + more, bought + begun, bought, bought * variant.price
    )
