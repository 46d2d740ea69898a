"""The help desk: its people, its hours, and what lies open on it at the moment of the export."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from store_clock import AS_OF, ZONE, at
from store_orders import PAID, POS, Order
from store_people import SHOP, Person

AGENTS = ("Mia Rowan", "Theo Park", "Nadia Frost", "Luis Ortega")
EMAIL, CHAT, PHONE = "email", "chat", "phone"
_OPENS, _CLOSES, _SATURDAY = 9 * 60, 17 * 60, 5
_DAY = timedelta(days=1)
_YEAR = timedelta(days=365)


def at_desk(moment: datetime) -> bool:
    """Tell whether somebody is there: Monday to Friday, 9 to 17."""
    minute = moment.hour * 60 + moment.minute
    return moment.weekday() < _SATURDAY and _OPENS <= minute < _CLOSES


def after_desk(start: datetime, minutes: int) -> datetime:
    """Return when so many minutes of the desk's time have passed."""
    day, minute = start.date(), max(_OPENS, start.hour * 60 + start.minute)
    while True:
        left = max(0, _CLOSES - minute) if day.weekday() < _SATURDAY else 0
        if minutes < left:
            return at(day, (minute + minutes) * 60 + start.second)
        day, minute, minutes = day + _DAY, _OPENS, minutes - left


def clock(day: date, hour: int, minute: int) -> datetime:
    """Return a moment of a day."""
    return datetime(day.year, day.month, day.day, hour, minute, 17, tzinfo=ZONE)


class Buyers:
    """Who has what open on the desk: chosen by what they bought, so that it is known."""

    def __init__(self, orders: list[Order]) -> None:
        self._orders = [order for order in orders if order.person and order.counts]
        self._spent: dict[Person, int] = defaultdict(int)
        for order in self._orders:
            if order.person and order.created >= AS_OF - _YEAR:
                self._spent[order.person] += order.goods
        self._taken: set[Person] = set()

    def best(self) -> Order:
        """Return the last order of the best professional shop that is left."""
        found = [o for o in self._recent(days=12) if o.person and o.person.kind == SHOP]
        return self._take(max(found, key=lambda o: (self._spent[self._of(o)], o.number)))

    def waiting(self) -> Order:
        """Return the late order of whoever spent least."""
        late = [
            order
            for order in self._recent(days=6)
            if order.status == PAID
            and order.source != POS
            and not order.fulfilled_at
            and order.created < AS_OF - timedelta(hours=26)
        ]
        return self._take(min(late, key=lambda o: (self._spent[self._of(o)], o.number)))

    def small(self, days: int) -> Order:
        """Return the last order of a buyer who spent little, placed so many days ago or later."""
        found = [o for o in self._recent(days) if o.fulfilled_at and o.source != POS]
        return self._take(min(found, key=lambda o: (self._spent[self._of(o)], o.number)))

    def _recent(self, days: int) -> list[Order]:
        since = AS_OF - days * _DAY
        return [o for o in self._orders if o.created >= since and self._of(o) not in self._taken]

    def _take(self, order: Order) -> Order:
        self._taken.add(self._of(order))
        return order

    @staticmethod
    def _of(order: Order) -> Person:
        if order.person is None:
            raise AssertionError(order)
        return order.person
