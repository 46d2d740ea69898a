"""Checkouts that were begun and left: some bought after all within a week, most did not."""

from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from store_baskets import draw_basket
from store_catalog import Shelf
from store_clock import AS_OF, TODAY, at
from store_dice import Dice
from store_money import settle
from store_orders import WEB, Line, Order
from store_people import PLAIN, PROVINCES, SHOP, Person

SINCE_DAYS = 90
# In thousandths of the orders: after how many a checkout is left for good, and how many were left
# for some hours before they were bought.
_LEFT, _BOUGHT_LATER = 86, 36
_HOURS_LATER, _LATE_HOURS, _MOSTLY_SOON = (2, 30), (31, 150), 700
# Of those left for good: nobody knows who it was, or it was nobody known.
_NAMELESS, _NEW = 80, 380
# The shop writes to those who allow it, and did so for seven in ten.
_REMINDED, _AFTER = 700, timedelta(hours=10)
_HAS_PHONE, _PHONE_ONLY, _TEXTS = 260, 150, 400
# Each was begun within so many seconds of an order: people shop at the same hours.
_SECONDS_AFTER, _LATEST = 5400, timedelta(hours=3)
_WEEK, _DAY = timedelta(hours=168), timedelta(days=1)
# Begun just before the export: the last could still become orders.
_JUST_NOW = (12, 41)
# Hours before the export, and what lay in them: three large ones.
_LARGE = ((5, ("COIS-02", "SHOK-01")), (28, ("CLTC-02", "HEAD-03", "COIS-01")), (61, ("COIS-03",)))


@dataclass
class Cart:
    """One checkout: an order that was not placed, and how its buyer can be reached."""

    asked: Order
    phone: str = ""
    texts: bool = False
    mail: bool = True
    reminded: datetime | None = None

    @property
    def begun(self) -> datetime:
        """Return when it was begun."""
        return self.asked.created


class Checkouts:
    """Draws the checkouts of the last months, so that none but the chosen ones was bought."""

    def __init__(
        self, shelf: Shelf, orders: list[Order], known: list[Person], new: list[Person]
    ) -> None:
        self._shelf, self._known, self._new = shelf, known, new
        self._dice = Dice(8)
        since = at(TODAY - SINCE_DAYS * _DAY, 0)
        self._recent = [order for order in orders if order.created >= since]
        self._bought: dict[Person, list[datetime]] = defaultdict(list)
        for order in self._recent:
            if order.person:
                self._bought[order.person].append(order.created)

    def draw(self) -> list[Cart]:
        """Return every checkout, newest first."""
        found = [*self._left(), *self._bought_later(), *self._large(), *self._just_now()]
        return sorted(found, key=lambda cart: cart.begun, reverse=True)

    def _left(self) -> Iterator[Cart]:
        """Yield what was left for good, on every day one at least."""
        before = AS_OF - _LATEST
        for _, day in groupby(self._recent, key=lambda order: order.created.date()):
            orders = [order for order in day if order.created < before]
            chosen = [order for order in orders if self._dice.chance(_LEFT)]
            for order in chosen or [self._dice.pick(orders)]:
                moment = order.created + timedelta(seconds=self._dice.below(_SECONDS_AFTER))
                yield self._cart(moment, self._who(moment))

    def _bought_later(self) -> Iterator[Cart]:
        for order in self._recent:
            plain = order.person and order.source == WEB and order.counts and not order.cancelled_at
            if plain and self._dice.chance(_BOUGHT_LATER):
                yield self._before(order)

    def _before(self, order: Order) -> Cart:
        """Return the checkout that became an order hours later."""
        dice = self._dice
        hours = _HOURS_LATER if dice.chance(_MOSTLY_SOON) else _LATE_HOURS
        moment = order.created - timedelta(minutes=dice.between(hours[0] * 60, hours[1] * 60))
        asked = replace(order, created=moment, lines=[copy(line) for line in order.lines])
        return self._reached(Cart(asked), until=order.created)

    def _large(self) -> Iterator[Cart]:
        shelf = {variant.sku: variant for variant in self._shelf.variants}
        buyers = (self._trade(), self._known_at(AS_OF), self._new[-1])
        for (hours, skus), person in zip(_LARGE, buyers, strict=True):
            moment = AS_OF - timedelta(hours=hours, minutes=self._dice.below(60))
            lines = [Line(shelf[sku], 2 if place == 0 else 1) for place, sku in enumerate(skus)]
            cart = self._reached(Cart(self._settled(moment, person, lines)), until=AS_OF)
            cart.mail, cart.phone = True, cart.phone or self._phone()
            yield cart

    def _just_now(self) -> Iterator[Cart]:
        for minutes in _JUST_NOW:
            moment = AS_OF - timedelta(minutes=minutes)
            yield self._cart(moment, self._who(moment) or self._known_at(moment))

    def _cart(self, moment: datetime, person: Person | None) -> Cart:
        kind = person.kind if person else PLAIN
        lines = draw_basket(self._dice, self._shelf, kind, moment.month)
        return self._reached(Cart(self._settled(moment, person, lines)), until=AS_OF)

    def _settled(self, moment: datetime, person: Person | None, lines: list[Line]) -> Order:
        province = person.province if person else self._dice.pick(PROVINCES)
        order = Order(moment, person, WEB, lines, province)
        settle(order, self._dice, new=False)
        return order

    def _who(self, moment: datetime) -> Person | None:
        if self._dice.chance(_NAMELESS):
            return None
        return self._dice.pick(self._new) if self._dice.chance(_NEW) else self._known_at(moment)

    def _known_at(self, moment: datetime) -> Person:
        """Return a customer who bought nothing from a day before until a week after."""
        while True:
            person = self._dice.pick(self._known)
            if not any(moment - _DAY < at_ < moment + _WEEK + _DAY for at_ in self._bought[person]):
                return person

    def _trade(self) -> Person:
        """Return a professional shop that agreed to letters and has not bought these days."""
        while True:
            person = self._known_at(AS_OF)
            if person.kind == SHOP and person.accepts:
                return person

    def _reached(self, cart: Cart, until: datetime) -> Cart:
        """Note how the buyer can be reached, and the letter that the shop sent."""
        dice, person = self._dice, cart.asked.person
        if person is None:
            return cart
        if dice.chance(_HAS_PHONE):
            cart.phone, cart.texts = self._phone(), dice.chance(_TEXTS)
            cart.mail = until < AS_OF or not dice.chance(_PHONE_ONLY)
        sent = cart.begun + _AFTER
        if person.accepts and cart.mail and dice.chance(_REMINDED) and sent < until:
            cart.reminded = sent
        return cart

    def _phone(self) -> str:
        """Return a number that belongs to nobody."""
        area = self._dice.pick(("217", "309", "312", "618", "630", "773", "815", "847"))
        return f"+1 {area} 555 01{self._dice.below(100):02d}"
