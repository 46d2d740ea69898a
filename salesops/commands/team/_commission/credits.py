"""What each rep is credited for: their own deals, and their shares of others'."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from salesops.commands.rep_quotas.who import Reps
from salesops.commands.team._commission.courses import ZERO, Course, of_deal, of_order
from salesops.commands.team._commission.rows import Credit, Deal, Mark, Order, Refund
from salesops.models.commission.credit import parts, shares
from salesops.models.commission.sales import Change, Sale
from salesops.models.commission.terms import ONE

Whose = tuple[str, str | None]
"""The shop and the rep; None: nobody."""


@dataclass
class Credited:
    """What is of one rep."""

    sales: list[Sale] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Credits:
    """Whose everything is."""

    reps: Reps
    deals: list[Deal]
    marks: list[Mark]
    stated: list[Credit]
    orders: list[Order]
    refunds: list[Refund]
    today: date
    places: int

    @cached_property
    def courses(self) -> list[Course]:
        """Of each deal and each credited order that was sold."""
        return [*self._deals(), *self._orders()]

    @cached_property
    def _order_ids(self) -> Mapping[tuple[str, str], Order]:
        return {(one.shop, one.credited): one for one in self.orders}

    @cached_property
    def _refunds(self) -> Mapping[tuple[str, str], list[Refund]]:
        found = defaultdict(list)
        for one in self.refunds:
            found[one.shop, one.order_id].append(one)
        return found

    def _deals(self) -> Iterator[Course]:
        marks: dict[tuple[str, str], list[Mark]] = defaultdict(list)
        for mark in self.marks:
            marks[mark.shop, mark.deal].append(mark)
        came = {
            (one.shop, one.deal, found.order_id)
            for one in self.stated
            if one.deal
            and one.order_id
            and (found := self._order_ids.get((one.shop, one.order_id)))
        }
        back: dict[tuple[str, str], list[Refund]] = defaultdict(list)
        for shop, deal, order in sorted(came):
            back[shop, deal] += self._refunds.get((shop, order), [])
        for one in self.deals:
            key = one.shop, one.deal
            course = of_deal(one, marks.get(key, ()), back.get(key, ()), self.today)
            if course:
                yield course

    def _orders(self) -> Iterator[Course]:
        """Those that are credited themselves: of one that came of a deal the deal counts."""
        for key in sorted({(c.shop, c.order_id) for c in self.stated if c.order_id and not c.deal}):
            order = self._order_ids.get(key)
            if order and order.day and order.amount is not None and order.day <= self.today:
                refunds = self._refunds.get((order.shop, order.order_id), ())
                yield of_order(order.credited, order.shop, order.day, order.amount, refunds)

    @cached_property
    def _stated(self) -> Mapping[tuple[str, str, str], dict[Whose, Decimal]]:
        """Shares by kind, shop and id."""
        found: dict[tuple[str, str, str], dict[Whose, Decimal]] = defaultdict(dict)
        for one in self.stated:
            kind, which = ("deal", one.deal) if one.deal else ("order", one.order_id or "")
            shared = found[kind, one.shop, which]
            rep = self.reps.key(one.shop, one.rep)
            shared[rep] = shared.get(rep, ZERO) + one.share
        return found

    def shares(self, course: Course) -> dict[Whose, Decimal]:
        """Of whom a deal or an order is."""
        found = shares(self._stated_of(course), (course.shop, course.owner))
        if course.is_order:  # nobody owns what the credits leave of an order
            found.pop((course.shop, None), None)
        return found

    def _stated_of(self, course: Course) -> Mapping[Whose, Decimal]:
        """The shares that credits state; what they leave of the whole is not among them."""
        kind = "order" if course.is_order else "deal"
        return self._stated.get((kind, course.shop, course.key), {})

    @cached_property
    def beyond(self) -> list[tuple[Course, Decimal]]:
        """What is credited more than once: the shares, all together."""
        found = [(one, sum(self._stated_of(one).values(), ZERO)) for one in self.courses]
        return [(course, total) for course, total in found if total > ONE]

    @cached_property
    def of(self) -> Mapping[Whose, Credited]:
        """What is of each rep, and of nobody."""
        found: dict[Whose, Credited] = defaultdict(Credited)
        for course in self.courses:
            for whose, sale, changes in self._shared(course):
                found[whose].sales.append(sale)
                found[whose].changes += changes
        return found

    def _shared(self, course: Course) -> Iterator[tuple[Whose, Sale, list[Change]]]:
        stated = self.shares(course)
        own = course.label
        first = parts(course.amount, stated, self.places)
        later = [(turn, parts(turn.amount, stated, self.places)) for turn in course.turns]
        for whose, share in stated.items():
            sale = Sale(
                own, course.day, first[whose], course.name, share, course.amount, course.product
            )
            yield (
                whose,
                sale,
                [Change(own, turn.day, of[whose], turn.why, turn.amount) for turn, of in later],
            )


def strangers(of: Credits) -> list[str]:
    """Whom credits name and nothing else does."""
    found = {of.reps.key(one.shop, one.rep): one.rep for one in of.stated}
    return sorted(name for key, name in found.items() if not of.reps.known(key))


def unsold(of: Credits) -> int:
    """How many deals and orders credits name that are not sold, or not there."""
    sold = {(c.shop, c.is_order, c.key) for c in of.courses}
    named = {(c.shop, not c.deal, c.deal or c.order_id) for c in of.stated}
    return len(named - sold)
