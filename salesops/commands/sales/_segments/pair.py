"""The two largest segments side by side: order value and its causes, units, orders, customers."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from salesops.commands.grouping import OF_LINES
from salesops.commands.sales._segments.rows import Part, Sums
from salesops.commands.sales._segments.story import Story
from salesops.models.apart import Clusters, Interval, Sample, means, shares
from salesops.models.compare import ratio
from salesops.models.order_value import Basket, Bought, Effects, cents, effects

OF_VALUE = ("units", "order value", "aov", "units per order", "most units")
"""Measures of rules that settle what an order holds or is worth."""


@dataclass(frozen=True)
class Carrier:
    """A category, or a product where there are none, and its part in the mix effect."""

    name: str
    effect: Decimal
    more: bool
    """Whether the dearer segment has a larger part of its units and of its orders in it."""
    shares: tuple[float, float]
    """Of the orders of the dearer segment that hold it, and of the cheaper."""
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
        return means(*(_clusters(s, s.order_value, s.crossed_value, s.squared_value)
                       for s in self.both))  # fmt: skip

    @cached_property
    def units(self) -> Interval:
        """Of the difference in units per order."""
        return means(*(_clusters(s, s.units, s.crossed_units, s.squared_units)
                       for s in self.both))  # fmt: skip

    @cached_property
    def sales(self) -> Interval | None:
        """Of the difference in net sales per customer, the larger less the smaller."""
        if not self.known:
            return None
        return means(*(Sample(s.customers, float(s.known_sales), s.squared_sales)
                       for s in self.by_sales))  # fmt: skip

    @property
    def by_sales(self) -> list[Sums]:
        """The one whose customers bring more first."""
        return sorted(self.both, key=lambda s: s.known_sales / s.customers, reverse=True)

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
    def products(self) -> list[Part]:
        """Both segments, product by product."""
        return self.story.parted("product", self.one.segment, self.other.segment)

    @property
    def named(self) -> bool:
        """Whether any line names a product."""
        return any(p.product for p in self.products)

    @property
    def circular(self) -> list[str]:
        """Measures of the rules that settle what an order holds or is worth."""
        return [measure for measure in self.story.ruled_by if measure in OF_VALUE]

    @property
    def explained(self) -> bool:
        """Whether the order values differ by more than chance, rules and one customer."""
        alone = any(2 * s.top_sales > s.net_sales for s in self.both if s.net_sales > 0)
        free = self.whole_orders and not self.circular
        return self.tells and free and (self.story.by == "customer" or not alone)

    @property
    def tells(self) -> bool:
        """Whether the order values differ by more than chance, and by a cent or more."""
        return self.value.tells and self.effects is not None and self.effects.total > 0

    @property
    def cancel(self) -> Decimal:
        """The part of the units effect that the mix takes back, or the other way round; 0 to 1."""
        found = self.effects
        if found is None or found.mix * found.units >= 0:
            return Decimal()
        small, large = sorted([abs(found.mix), abs(found.units)])
        return small / large

    @cached_property
    def effects(self) -> Effects | None:
        """What makes the difference in order value."""
        say = self.story.say
        return effects(self._basket(self.one), self._basket(self.other), say.digits)

    def _basket(self, segment: Sums) -> Basket:
        rows = [p for p in self.products if p.segment == segment.segment]
        if not self.named:
            return Basket(segment.orders, {"": Bought(segment.units, segment.order_value)})
        return Basket(segment.orders, {p.product_key: Bought(p.units, p.order_value) for p in rows})

    @cached_property
    def carriers(self) -> list[Carrier]:
        """What the dearer holds more often and what pushes as the mix does, the strongest first."""
        found = self.effects
        if found is None or not self.named:
            return []
        groups: dict[str, list[Part]] = {}
        by_category = any(p.category for p in self.products)
        for p in self.products:
            key = p.category if by_category else p.product_key
            groups.setdefault(key or "", []).append(p)
        orders = self._categories if by_category else self.products
        carriers = [
            self._carrier(rows, found, [p for p in orders if p.product_key == key])
            for key, rows in groups.items() if key and (rows[0].category or rows[0].product)
        ]  # fmt: skip
        same = [c for c in carriers if c.effect * found.mix > 0 and c.more]
        return sorted(same, key=lambda c: (-abs(c.effect), c.name))

    @cached_property
    def _categories(self) -> list[Part]:
        return self.story.parted("category", self.one.segment, self.other.segment)

    def _carrier(self, rows: list[Part], found: Effects, held: list[Part]) -> Carrier:
        keys = {p.product_key for p in rows}
        name = rows[0].category or rows[0].product or ""
        effect = sum((found.carried.get(key, Fraction()) for key in keys), Fraction())
        units = sum(p.units for p in rows)
        parts, orders = (
            [
                ratio(sum(getattr(p, of) for p in some if p.segment == s.segment), getattr(s, of))
                or 0.0
                for s in self.both
            ]
            for some, of in ((rows, "units"), (held, "orders"))
        )
        per_unit = sum((p.order_value for p in rows), Decimal()) / units if units else Decimal()
        more = parts[0] > parts[1] and orders[0] > orders[1]
        return Carrier(
            name, cents(effect, self.story.say.digits), more, (orders[0], orders[1]), per_unit
        )


def _clusters(s: Sums, total: Decimal, crossed: float, squares: float) -> Clusters:
    return Clusters(s.clusters, s.orders, float(total), s.cluster_orders, crossed, squares)


def pair(story: Story) -> Pair | None:
    """The two largest segments with orders enough, if there are two that sell units."""
    found = [s for s in story.judged if s.units > 0 and s.aov is not None][:2]
    if len(found) < 2:  # noqa: PLR2004 - a pair
        return None
    one, other = sorted(found, key=lambda s: s.aov or 0, reverse=True)
    return Pair(story, one, other)
