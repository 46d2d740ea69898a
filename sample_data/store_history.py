"""Stock at the end of each day, walked back from the export by what sold and what came in.

What can be sold at the end of a day = the day before + received - ordered + put back, so that the
orders, the receipts and the stock tell one story.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from store_catalog import Variant
from store_clock import TODAY
from store_dice import Dice
from store_moves import Moves, moves
from store_orders import Order
from store_stock import Stock
from store_supply import Supply, supply_of

DAYS = 63
YEAR = 365
_DAY = timedelta(days=1)
# Middle sellers that were out for a while and are back: from their last sale before it on.
BACK_AGAIN = ("FREG-01", "CLNT-02", "BFLD-01", "WASH-02", "WIPE-02", "BELT-01")
_LEAST_GAP = 5
_RATE_DAYS = 180
# Days of sales left when goods come in.
_LEFT_OVER = (2, 9)
_LEAST_DAYS = 20  # of sales that one delivery brings at least
# What is left lasts so long at least where nothing came in lately; the last receipt lies between
# an eighth and half of that back.
_COVER_AT_LEAST, _NEVER = 40, 900


@dataclass
class History:
    """One variant: stock by day, what came in, and how it is bought."""

    supply: Supply
    moved: Moves
    available: dict[date, int] = field(default_factory=dict)  # at the end of the day, everywhere
    receipts: dict[date, int] = field(default_factory=dict)
    committed: Counter[date] = field(default_factory=Counter)  # at the end of the day
    counter: int = 0  # filled up to that every evening
    unavailable: int = 0
    incoming: int = 0

    @property
    def variant(self) -> Variant:
        """Return what it is about."""
        return self.supply.variant


def histories(stocks: list[Stock], orders: list[Order]) -> list[History]:
    """Return the history of every variant with stock, in catalog order."""
    moved = moves(orders)
    rows: dict[Variant, list[Stock]] = defaultdict(list)
    for stock in stocks:
        rows[stock.variant].append(stock)
    return [
        _history(place, found, moved[variant])
        for place, (variant, found) in enumerate(rows.items())
    ]


def _history(place: int, stocks: list[Stock], moved: Moves) -> History:
    variant, now = stocks[0].variant, sum(stock.available for stock in stocks)
    incoming = sum(stock.incoming for stock in stocks)
    back = _came_back(variant, moved)
    supply = supply_of(variant, place, incoming or (_refilled(now, moved, back) if back else 0))
    history = History(
        supply=supply,
        moved=moved,
        counter=sum(stock.available for stock in stocks[1:]),
        unavailable=sum(stock.unavailable for stock in stocks),
        incoming=incoming,
    )
    _Walk(history, now, back, Dice(5, place)).back()
    _commit(history)
    return history


def _came_back(variant: Variant, moved: Moves) -> date | None:
    """Return the day on which a planted gap ended: the last delivery in or after its quiet time."""
    if variant.sku not in BACK_AGAIN:
        return None
    supplier = supply_of(variant, 0).supplier
    quiet = max(_quiet_times(moved), key=len)
    days = [quiet[0] + _DAY, *quiet]
    return next(day for day in days if supplier.comes(day) and (day - quiet[-1]).days >= _LEAST_GAP)


def _quiet_times(moved: Moves) -> Iterator[list[date]]:
    """Yield the days without any sale between two that had some, the last one first."""
    found: list[date] = []
    for days in range(1, DAYS):
        day = TODAY - days * _DAY
        if moved.ordered[day] or moved.put_back[day]:
            yield found
            found = []
        else:
            found.append(day)


def _refilled(now: int, moved: Moves, back: date) -> int:
    """Return what came in at the end of a gap: all that is left, and what sold since."""
    return now + sum(moved.taken(back + n * _DAY) for n in range((TODAY - back).days + 1))


class _Walk:
    """The way back of one variant, a day at a time."""

    def __init__(self, history: History, now: int, back: date | None, dice: Dice) -> None:
        self._history, self._end, self._gap, self._dice = history, now, back, dice
        self._lot = 0
        units = sum(history.moved.taken(TODAY - n * _DAY) for n in range(1, _RATE_DAYS + 1))
        self._rate = max(units, 0)
        cover = max(now * _RATE_DAYS // self._rate if self._rate else _NEVER, _COVER_AT_LEAST)
        self._next = TODAY - dice.between(cover // 8, cover // 2) * _DAY

    def back(self) -> None:
        """Fill in stock and receipts from yesterday to a year ago."""
        self._end += self._history.moved.taken(TODAY)
        for n in range(1, YEAR + 1):
            self._one(TODAY - n * _DAY)

    def _one(self, day: date) -> None:
        self._history.available[day] = self._end
        before = self._end + self._history.moved.taken(day)
        received = self._received(day, before)
        if received:
            self._history.receipts[day] = received
            self._lot = self._lot or received
        self._end = before - received
        if self._end < 0:
            raise AssertionError((self._history.variant.sku, day))

    def _received(self, day: date, before: int) -> int:
        if self._gap:
            if day > self._gap:
                return 0
            self._gap, self._next = None, day - self._pause()
            return before
        supply = self._history.supply
        if day > self._next or not supply.supplier.comes(day):
            return 0
        spare = before - 1 - self._rate * self._dice.between(*_LEFT_OVER) // _RATE_DAYS
        if spare < (self._lot or max(supply.moq, self._rate * _LEAST_DAYS // _RATE_DAYS)):
            return 0
        lot = self._lot or supply.pack
        return spare // lot * lot

    def _pause(self) -> timedelta:
        """Before a gap nothing comes in while the shelf runs empty."""
        return self._dice.between(_COVER_AT_LEAST // 2, _COVER_AT_LEAST) * _DAY


def _commit(history: History) -> None:
    """Count what is sold and still there at the end of each day shown."""
    moved = history.moved
    for n in range(1, DAYS + 1):
        day = TODAY - n * _DAY
        came = sum(units for at, units in moved.ordered.items() if at <= day)
        history.committed[day] = came - sum(u for at, u in moved.left.items() if at <= day)
