"""Twenty-six months of trade, day by day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count

from store_baskets import draw_basket
from store_catalog import Shelf
from store_clock import AS_OF, FIRST_DAY, LAST_ORDER, TODAY, at
from store_dice import Dice
from store_fates import CALM_FROM, decide
from store_money import settle
from store_orders import DRAFT, POS, WEB, Order, given_back, sales
from store_people import DIY, ENTHUSIAST, PLAIN, PROVINCES, SHOP, Person
from store_projects import Projects
from store_rhythm import order_seconds

# The days from CALM_FROM are redrawn until they are ordinary, so that the sample raises no alarm.
_WEEK = timedelta(days=7)
_WEEKS_BEFORE = 8
# Percent a calm day may be off the mean of eight weeks before, the last two off the week before.
_NEAR, _NEARER = 8, 6
_LATELY = AS_OF - timedelta(minutes=25)

_GUESTS = 36
_NEWCOMERS = ((30, 780), (90, 520), (180, 400), (10_000, 255))  # until day, per thousand
_COUNTER_OPENS, _COUNTER_CLOSES, _SUNDAY = 9, 18, 6
_AT_COUNTER, _GUEST_AT_COUNTER, _SHOP_BY_DRAFT, _ANY_BY_DRAFT = 130, 600, 300, 12


class Trade:
    """The shop at work: who is known so far, and what they ordered."""

    def __init__(self, shelf: Shelf, everyone: list[Person]) -> None:
        self.orders: list[Order] = []
        self._shelf = shelf
        self._buyers = [person for person in everyone if not person.only_looks]
        self._places = {person.number: place for place, person in enumerate(self._buyers, 1)}
        self._known = 0
        self._tickets: list[Person] = []
        self._leaves: dict[int, date] = {}
        self._projects = Projects()

    def run(self) -> list[Order]:
        """Return every order, oldest first, numbered from 1."""
        for offset in range((TODAY - FIRST_DAY).days + 1):
            self._open(FIRST_DAY + timedelta(days=offset))
        for number, order in enumerate(self.orders, start=1):
            order.number = number
        return self.orders

    def _open(self, day: date) -> None:
        self._tickets = [person for person in self._tickets if self._leaves[person.number] >= day]
        self._projects.open(day)
        draws = (self._draw(day, Dice(day.toordinal(), attempt)) for attempt in count())
        drawn = next(draws) if day < CALM_FROM else self._ordinary(day, draws)
        for order in drawn:
            self._remember(order)
        self.orders += drawn

    def _draw(self, day: date, dice: Dice) -> list[Order]:
        newcomers = iter(self._buyers[self._known :])
        moments = [at(day, second) for second in order_seconds(day, dice)]
        return [self._order(m, dice, newcomers) for m in sorted(moments) if m < LAST_ORDER]

    def _order(self, moment: datetime, dice: Dice, newcomers: Iterator[Person]) -> Order:
        person = self._visitor(moment.date(), dice, newcomers)
        source = _source(moment, person, dice)
        kind = person.kind if person else PLAIN
        lines = draw_basket(dice, self._shelf, kind, moment.month)
        order = Order(moment, person, source, lines, _province(person, source, dice))
        settle(order, dice, new=person is not None and person.number not in self._leaves)
        decide(order, dice)
        return order

    def _visitor(self, day: date, dice: Dice, newcomers: Iterator[Person]) -> Person | None:
        if dice.chance(_GUESTS):
            return None
        age = (day - FIRST_DAY).days
        odds = next(odds for until, odds in _NEWCOMERS if age < until)
        known = None if dice.chance(odds) else self._returning(day, dice)
        # Were everyone known already, a stranger would come.
        return known or next(newcomers, None)

    def _returning(self, day: date, dice: Dice) -> Person | None:
        builder = self._projects.visitor(day, dice)
        return builder or (dice.pick(self._tickets) if self._tickets else None)

    def _remember(self, order: Order) -> None:
        person, day = order.person, order.created.date()
        if person is None:
            return
        if person.kind == ENTHUSIAST:
            self._projects.remember(person, day)
        if person.number in self._leaves:
            if person.kind == DIY and person in self._tickets:
                self._tickets.remove(person)
            return
        self._leaves[person.number] = day + timedelta(days=person.stays)
        self._tickets += [person] * person.tickets
        self._known = max(self._known, self._places[person.number])

    def _ordinary(self, day: date, draws: Iterator[list[Order]]) -> list[Order]:
        """Return the first draw that looks like the same weekday before."""
        compared = 1 if day >= TODAY - timedelta(days=1) else _WEEKS_BEFORE
        slack = _NEARER if compared == 1 else _NEAR
        # Fridays are compared up to the clock time of the export, as the sample's reader will.
        second = AS_OF.hour * 3600 + AS_OF.minute * 60 if _is_friday(day) else 24 * 3600
        weeks = [day - n * _WEEK for n in range(1, compared + 1)]
        before = [_figures(self.orders, at(week, 0), at(week, second)) for week in weeks]
        since, until = at(day, 0), at(day, second)
        back = given_back(self.orders, since, until)
        for drawn in draws:
            number, goods = sales(drawn, since, until)
            usual = _is_fresh(drawn) and _sells_at_counter(drawn, day)
            if usual and _is_close((number, goods, goods - back), before, slack):
                return drawn
        raise AssertionError(day)


def _figures(orders: list[Order], since: datetime, until: datetime) -> tuple[int, ...]:
    """Return the orders of a window, their goods, and the goods less returns."""
    number, goods = sales(orders, since, until)
    return number, goods, goods - given_back(orders, since, until)


def _is_fresh(drawn: list[Order]) -> bool:
    """Today must have sold lately, or the export would look older than it is."""
    last = max((order.created for order in drawn), default=AS_OF)
    return last.date() < TODAY or last >= _LATELY


def _sells_at_counter(drawn: list[Order], day: date) -> bool:
    """A silent counter would look like a channel that broke; on Sundays it is closed."""
    return day.weekday() == _SUNDAY or any(order.source == POS for order in drawn)


def _is_friday(day: date) -> bool:
    return day.weekday() == TODAY.weekday()


def _is_close(now: tuple[int, ...], before: list[tuple[int, ...]], percent: int) -> bool:
    """Tell whether all figures are within some percent of their means before."""
    for value, past in zip(now, zip(*before, strict=True), strict=True):
        if abs(value * len(past) - sum(past)) * 100 > sum(past) * percent:
            return False
    return True


def _source(moment: datetime, person: Person | None, dice: Dice) -> str:
    open_now = _COUNTER_OPENS <= moment.hour < _COUNTER_CLOSES and moment.weekday() != _SUNDAY
    if open_now and dice.chance(_AT_COUNTER if person else _GUEST_AT_COUNTER):
        return POS
    by_draft = _SHOP_BY_DRAFT if person and person.kind == SHOP else _ANY_BY_DRAFT
    return DRAFT if open_now and dice.chance(by_draft) else WEB


def _province(person: Person | None, source: str, dice: Dice) -> str:
    home = dice.pick(PROVINCES)
    if source == POS:
        return PROVINCES[0]
    return person.province if person else home
