"""Which cause stands first: a value that moved apart from all others, else the largest effect."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesops.commands.opportunities import Owner
from salesops.commands.sales._explain.advice import EFFECTS, OUT, VALUES
from salesops.commands.sales._explain.carriers import NAMES, Standing, stock
from salesops.commands.sales._explain.rows import CauseRow
from salesops.commands.sales._explain.split import rounded_parts, written
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
    Effect,
)
from salesops.models.contrast import beyond
from salesops.result import Table
from salesops.units import Unit, counted, signed

EFFECT = "effect"
TINY = Decimal("0.01")
"""Of the largest effect: what is no more is no cause."""
NOTE = (
    "First what moved apart from all else and is most of the change, then the effects by size. "
    "These overlap: the same fall is seen by order, by channel and by SKU."
)


@dataclass(frozen=True)
class Cause:
    """One thing that made the change, or a part of it."""

    kind: str
    name: str
    cause: str
    what: str
    amount: Decimal
    action: str
    owner: Owner


def causes(story: Story, found: Mapping[str, Sequence[Standing]]) -> list[Cause]:
    """The values that stand out, the most out of proportion first; then the effects by size."""
    rows = [row for ranked in found.values() for row in standing_out(story, ranked)]
    rows.sort(key=lambda row: (-abs(row.contrast.excess), row.dimension, row.name))
    return [*(_of_value(story, row) for row in rows[: story.top]), *_of_effects(story)]


def standing_out(story: Story, ranked: Sequence[Standing]) -> list[Standing]:
    """The values that moved apart from the others, the way of the whole, and are most of it.

    It must be more than chance, which has as many tries as there are values large enough; that a
    SKU was out of stock shows as much.
    """
    if not story.change:
        return []
    way = 1 if story.change > 0 else -1
    least = Fraction(abs(story.change)) * Fraction(str(story.limits.concentrated))
    tries = min(sum(max(row.now, row.base) >= least for row in ranked), len(ranked) - 1)
    errors = beyond(story.limits.chance, tries)
    return [
        row
        for row in ranked
        if row.change * way >= least
        and row.contrast.own * way >= least
        and (row.contrast.errors >= errors or (way < 0 and stock(story, row) is not None))
    ]


def _of_value(story: Story, row: Standing) -> Cause:
    out = stock(story, row)
    said = [f"{counted(row.value.orders_base, 'order')} to {row.value.orders_now:,}"]
    if row.others is not None:
        said.append(f"all others {signed(row.others, Unit.PERCENT)}")
    if out:
        said.append(out)
    action, owner = OUT if out and row.change < 0 else VALUES[row.dimension]
    return Cause(row.dimension, row.name, _called(row), "; ".join(said), row.change, action, owner)


def _called(row: Standing) -> str:
    """`SKU CARB-01`, `Channel web`, `New customers`."""
    if row.dimension == "customers":
        return f"{row.name.capitalize()} customers"
    name = NAMES[row.dimension]
    return f"{name[:1].upper()}{name[1:]} {row.name}"


def _of_effects(story: Story) -> Iterator[Cause]:
    """Those that have no parts of their own, the way of the change first; none that is tiny."""
    # Units and mix are one cause, the basket: each by itself may be many times the change.
    amounts, parted = rounded_parts(story), {e.of for e in story.parts} - {BASKET}
    leaves = [e for e in story.parts if e.name not in parted and e.of != BASKET]
    least = max((abs(amounts[e.name]) for e in leaves), default=Decimal(0)) * TINY
    way = -1 if story.change < 0 else 1
    for effect in sorted(leaves, key=lambda e: -amounts[e.name] * way):
        if abs(amounts[effect.name]) > least:
            yield _of_effect(story, effect, amounts[effect.name])


def _of_effect(story: Story, effect: Effect, amount: Decimal) -> Cause:
    words = EFFECTS[effect.name]
    cause = words.less if amount < 0 else words.more
    return Cause(
        EFFECT, effect.name, cause, _measured(story, effect), amount, words.action, words.owner
    )


_MEASURED = {
    ORDERS: "{} orders to {}",
    SESSIONS: "{} sessions to {}",
    CONVERSION: "{} to {} of sessions",
    ORDER_VALUE: "{} an order to {}",
    DISCOUNT: "{} of gross to {}",
    RETURNS: "{} returned to {}",
}
_HELD = {UNITS: "{} units an order to {}", MIX: "{} a unit to {} at the same prices"}


def _measured(story: Story, effect: Effect) -> str:
    """What moved, before and now."""
    if effect.name == BASKET:
        return "; ".join(_pair(story, name, _HELD[name]) for name in _HELD)
    if effect.name != PRICE:
        return _pair(story, effect.name, _MEASURED[effect.name])
    if not effect.before or effect.now is None:
        return "no SKU sold in both periods"
    return f"{signed(float(effect.now / effect.before) - 1, Unit.PERCENT)} for the same SKUs"


def _pair(story: Story, name: str, words: str) -> str:
    (effect,) = (e for e in story.parts if e.name == name)
    return words.format(*(written(story, effect, v) for v in (effect.before, effect.now)))


def table(story: Story, found: Sequence[Cause]) -> Table:
    """Ranked; an action stands where something was lost."""
    rows = [
        CauseRow(
            rank, c.cause, c.what, c.amount, story.share(c.amount),
            c.action if c.amount < 0 else None, c.kind, c.name, c.owner.value,
        )
        for rank, c in enumerate(found, 1)
    ]  # fmt: skip
    return Table("causes", "Causes", CauseRow, rows, NOTE if rows else "", keys=2)


def spoken(story: Story, cause: Cause) -> str:
    """For a sentence: `most of it in channel web (-600.00)`."""
    name = cause.cause if cause.cause.startswith("SKU") else _lower(cause.cause)
    lead = "above all"
    if cause.kind != EFFECT:
        lead = "most of it in" if abs(cause.amount) <= abs(story.change) else "all of it in"
    return f"{lead} {name} ({story.signed(cause.amount)})"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
