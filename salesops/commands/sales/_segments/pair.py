"""The two largest segments side by side: order value and its causes, units, orders, customers."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from salesops.commands.grouping import OF_LINES
from salesops.commands.sales._segments.rows import Sums
from salesops.commands.sales._segments.story import Story
from salesops.models.apart import Interval, Sample, means, shares
from salesops.models.compare import ratio
from salesops.models.order_value import Basket, Bought, Effects, cents, effects

UNNAMED = ("no category", "no product")


@dataclass(frozen=True)
class Carrier:
    """A category, or a product where there are none, and its part in the mix effect."""

    name: str
    effect: Decimal
    shares: tuple[float, float]
    """Of the units of the dearer segment, and of the cheaper."""
    per_unit: Decimal


@dataclass(frozen=True)
class Pair:
    """Two segments; `one` is the one with the larger average order."""

    story: Story
    one: Sums
    other: Sums

    @cached_property
    def value(self) -> Interval:
        """Of the difference in order value."""
        return means(*(Sample(s.orders, float(s.order_value), s.squared_value) for s in self.both))

    @cached_property
    def units(self) -> Interval:
        """Of the difference in units per order."""
        return means(*(Sample(s.orders, float(s.units), s.squared_units) for s in self.both))

    @cached_property
    def orders(self) -> Interval | None:
        """Of the difference in orders per customer; None where too few customers are known."""
        if not self.known:
            return None
        return means(*(Sample(s.customers, s.known_orders, s.squared_orders) for s in self.both))

    @cached_property
    def repeat(self) -> Interval | None:
        """Of the difference in repeat rates."""
        if not self.known:
            return None
        return shares(*((s.repeaters, s.customers) for s in self.both))

    @property
    def both(self) -> tuple[Sums, Sums]:
        """The dearer first."""
        return self.one, self.other

    @property
    def known(self) -> bool:
        """Whether customers can be compared: enough of them, and none in both segments."""
        enough = min(s.customers for s in self.both) >= self.story.small
        return enough and self.story.disjoint

    @property
    def whole_orders(self) -> bool:
        """Whether an order is of one segment, not of several by its lines."""
        return self.story.by not in OF_LINES

    @cached_property
    def products(self) -> list[Sums]:
        """Both segments, product by product."""
        names = (self.one.segment, self.other.segment)
        return self.story.sums(self.story.by, apart=names)

    @cached_property
    def effects(self) -> Effects | None:
        """What makes the difference in order value."""
        say = self.story.say
        return effects(self._basket(self.one), self._basket(self.other), say.digits)

    def _basket(self, segment: Sums) -> Basket:
        rows = [p for p in self.products if p.segment == segment.segment]
        return Basket(segment.orders, {p.product_key: Bought(p.units, p.order_value) for p in rows})

    @cached_property
    def carriers(self) -> list[Carrier]:
        """The categories that push as the mix does, the strongest first."""
        found = self.effects
        if found is None:
            return []
        groups: dict[str, list[Sums]] = {}
        by_category = any(p.category for p in self.products)
        for p in self.products:
            name = (p.category if by_category else p.product) or UNNAMED[not by_category]
            groups.setdefault(name, []).append(p)
        carriers = [self._carrier(name, rows, found) for name, rows in groups.items()]
        same = [c for c in carriers if c.effect * found.mix > 0]
        return sorted(same, key=lambda c: (-abs(c.effect), c.name))

    def _carrier(self, name: str, rows: list[Sums], found: Effects) -> Carrier:
        keys = {p.product_key for p in rows}
        effect = sum((found.carried.get(key, Fraction()) for key in keys), Fraction())
        units = sum(p.units for p in rows)
        held = [
            ratio(sum(p.units for p in rows if p.segment == s.segment), s.units) or 0.0
            for s in self.both
        ]
        per_unit = sum((p.order_value for p in rows), Decimal()) / units if units else Decimal()
        return Carrier(name, cents(effect, self.story.say.digits), (held[0], held[1]), per_unit)


def pair(story: Story) -> Pair | None:
    """The two largest segments with orders enough, if there are two that sell units."""
    found = [s for s in story.judged if s.units > 0 and s.aov is not None][:2]
    if len(found) < 2:  # noqa: PLR2004 - a pair
        return None
    one, other = sorted(found, key=lambda s: s.aov or 0, reverse=True)
    return Pair(story, one, other)
