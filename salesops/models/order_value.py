"""Why an order of one group is worth more than one of another: units, prices, what is bought."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from salesops.units import CENTS, rounded


@dataclass(frozen=True)
class Bought:
    """Units of one product, and what was paid for them."""

    units: Decimal
    value: Decimal


@dataclass(frozen=True)
class Basket:
    """The orders of a group, product by product."""

    orders: int
    products: Mapping[str, Bought]

    @cached_property
    def units(self) -> Fraction:
        """Of all products."""
        return sum((Fraction(b.units) for b in self.products.values()), Fraction())

    @cached_property
    def value(self) -> Fraction:
        """Of all products."""
        return sum((Fraction(b.value) for b in self.products.values()), Fraction())


@dataclass(frozen=True)
class Effects:
    """The parts of a difference in order value; they sum to it, to the cent."""

    total: Decimal
    units: Decimal
    """More or fewer units in each order."""
    price: Decimal
    """The same products sold dearer or cheaper."""
    mix: Decimal
    """Dearer or cheaper products bought."""
    carried: Mapping[str, Fraction]
    """What each product has in the mix."""
    unshared: int
    """Products that only one of the groups bought: all of them is mix."""


def effects(one: Basket, other: Basket, digits: int = CENTS) -> Effects | None:
    """Split the order value of `one` less that of `other`; None without orders or units.

    Order value is units per order x value per unit, and value per unit is each product's share of
    the units x its mean price: each factor's change is taken at the midpoint of the others, so that
    no order of effects matters. Value without units, as a discount on a whole order, is price.
    """
    if not one.orders or not other.orders or one.units <= 0 or other.units <= 0:
        return None
    more = one.units / one.orders - other.units / other.orders
    dearer = one.value / one.units - other.value / other.units
    middle = (one.units / one.orders + other.units / other.orders) / 2
    mean = (one.value / one.units + other.value / other.units) / 2
    mix = {
        key: middle * _mix(_part(one, key), _part(other, key), mean)
        for key in dict.fromkeys([*one.products, *other.products])
    }
    total = cents(one.value / one.orders, digits) - cents(other.value / other.orders, digits)
    by_units = cents(more * mean, digits)
    by_price = cents(middle * dearer - sum(mix.values(), Fraction()), digits)
    return Effects(
        total, by_units, by_price, total - by_units - by_price, mix,
        len(set(one.products) ^ set(other.products)),
    )  # fmt: skip


def _part(basket: Basket, key: str) -> tuple[Fraction, Fraction | None]:
    """A product's share of the units, and its mean price; None where it has no units."""
    bought = basket.products.get(key)
    if bought is None or not bought.units:
        return Fraction(), None
    return Fraction(bought.units) / basket.units, Fraction(bought.value) / Fraction(bought.units)


def _mix(
    one: tuple[Fraction, Fraction | None], other: tuple[Fraction, Fraction | None], mean: Fraction
) -> Fraction:
    """The change of share at the middle price, against the mean: shares move at others' cost."""
    prices = [price for _, price in (one, other) if price is not None]
    if not prices:
        return Fraction()
    return (one[0] - other[0]) * (sum(prices, Fraction()) / len(prices) - mean)


def cents(amount: Fraction, digits: int = CENTS) -> Decimal:
    """An exact amount, rounded for print."""
    return rounded(Decimal(amount.numerator) / Decimal(amount.denominator), digits)
