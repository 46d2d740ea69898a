"""The effects as a table whose amounts sum, to the cent, and as metrics."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from salesops.commands.sales._explain.rows import EffectRow
from salesops.commands.sales._explain.story import Story
from salesops.models.attribution import (
    BASKET,
    CONVERSION,
    DISCOUNT,
    MIX,
    ORDER_VALUE,
    ORDERS,
    PRICE,
    RETURNS,
    SESSIONS,
    UNITS,
    WHOLE,
    Effect,
)
from salesops.result import Metric, Table
from salesops.units import UNKNOWN, Unit, text

TITLES = {
    WHOLE: "Net sales",
    ORDERS: "Orders",
    SESSIONS: "Sessions",
    CONVERSION: "Orders per session",
    ORDER_VALUE: "Order value",
    BASKET: "Basket",
    UNITS: "Units per order",
    MIX: "Mix",
    PRICE: "Price",
    DISCOUNT: "Discounts",
    RETURNS: "Returns",
}
_UNITS = {
    ORDERS: Unit.COUNT,
    SESSIONS: Unit.COUNT,
    UNITS: Unit.RATIO,
    CONVERSION: Unit.PERCENT,
    DISCOUNT: Unit.PERCENT,
}
NOTE = (
    "Parts sum to what they are part of. Basket: what an order holds, at the same prices: how many "
    "units, and what a unit of that mix is worth. Price: what a unit costs of the SKUs that both "
    "periods sold. Discounts: their share of gross sales."
)


def rounded_parts(story: Story) -> dict[str, Decimal]:
    """Each effect's amount as printed: the parts of one sum to it, the main ones to the change."""
    amounts: dict[str, Decimal] = {WHOLE: story.change}
    for whole in (WHOLE, ORDERS, ORDER_VALUE, BASKET):
        parts = [e for e in story.parts if e.of == whole]
        if parts:
            tied = story.tied([e.amount for e in parts], amounts[whole])
            amounts |= {e.name: amount for e, amount in zip(parts, tied, strict=True)}
    return {e.name: amounts[e.name] for e in story.parts}


def table(story: Story) -> Table:
    """One row an effect, each followed by its own parts."""
    amounts = rounded_parts(story)
    rows = [_row(story, effect, amounts[effect.name]) for effect in story.parts]
    return Table("effects", "What made the change", EffectRow, rows, NOTE if rows else "")


def _row(story: Story, effect: Effect, amount: Decimal) -> EffectRow:
    return EffectRow(
        TITLES[effect.name],
        TITLES[effect.of],
        written(story, effect, effect.before),
        written(story, effect, effect.now),
        amount,
        story.share(amount),
        None if effect.before is None else float(effect.before),
        None if effect.now is None else float(effect.now),
    )


def written(story: Story, effect: Effect, value: Fraction | None) -> str:
    """A measure of an effect as text: 61, 3.1 %, 74.10."""
    if value is None:
        return UNKNOWN
    unit = _UNITS.get(effect.name, Unit.MONEY)
    if unit is Unit.COUNT:
        return text(int(value), unit)
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return text(number, unit, story.currency)


def metrics(story: Story) -> Iterator[Metric]:
    """The change and each effect, for scripts: prose shows them in the table."""
    base = story.base_net if story.known else None
    change = story.change if story.known else None
    yield Metric("base", "Before", base, Unit.MONEY, shown=False)
    yield Metric("change", "Change", change, Unit.MONEY, shown=False)
    amounts = rounded_parts(story)
    for name, title in TITLES.items():
        if name != WHOLE:
            amount = amounts.get(name)
            yield Metric(f"{name}_effect", f"{title} effect", amount, Unit.MONEY, shown=False)
