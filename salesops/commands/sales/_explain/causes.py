"""Which cause stands first: one order, a value that moved apart from others, else an effect."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesops.commands.opportunities import Owner, named
from salesops.commands.sales._explain.advice import EFFECTS, ORDER, OUT, VALUES
from salesops.commands.sales._explain.carriers import NAMES, SKU, Standing, stock
from salesops.commands.sales._explain.proof import (
    Apart,
    by_weight,
    doubtful,
    giant,
    standing_out,
    whole,
)
from salesops.commands.sales._explain.rows import CauseRow, Largest
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
from salesops.result import Table
from salesops.units import Unit, counted, signed

EFFECT = "effect"
TINY = Decimal("0.01")
"""Of the largest effect: what is no more is no cause."""
DOUBT = "may be chance"
NOTE = (
    "First what moved apart from all else and is most of the change, then the effects by what "
    "chance leaves of them. These overlap: the same fall is seen by order, by channel and by SKU."
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
    sure: bool = True
    """Whether it is more than chance would do."""


def causes(story: Story, found: Mapping[str, Sequence[Standing]]) -> list[Cause]:
    """One order or values that stand out, the most out of proportion first; then the effects.

    A discount that is all of the change comes before who used it.
    """
    values = [apart for ranked in found.values() for apart in standing_out(story, ranked)]
    values.sort(key=lambda a: (-abs(a.row.contrast.excess), a.row.dimension, a.row.name))
    named = [_of_value(story, apart) for apart in values[: story.top]]
    if order := giant(story):
        named.insert(0, _of_order(story, order))
    effects = list(_of_effects(story))
    set_ = [c for c in effects if c.name == DISCOUNT and whole(story, c.amount)]
    return [*set_, *named, *(c for c in effects if c not in set_)]


def _of_order(story: Story, order: Largest) -> Cause:
    where, way = ("this period", 1) if order.is_now else ("the other period", -1)
    value, following = story.money(order.value), story.money(story.largest[1].value)
    what = f"{value} in {where}; the next largest of both is {following}"
    amount = story.cents(order.value) * way
    return Cause("order", order.order_no, f"One order, {order.order_no}", what, amount, *ORDER)


def _of_value(story: Story, apart: Apart) -> Cause:
    row = apart.row
    out = stock(story, row)
    said = [f"{counted(row.value.orders_base, 'order')} to {row.value.orders_now:,}"]
    if row.others is not None:
        said.append(f"all others {signed(row.others, Unit.PERCENT)}")
    if out:
        said.append(out)
    action, owner = OUT if out and row.change < 0 else VALUES[row.dimension]
    what = _told(said, sure=apart.sure)
    return Cause(
        row.dimension, _name(row), _called(row), what, row.change, action, owner, apart.sure
    )


def _name(row: Standing) -> str:
    """As the day's queue names it: a SKU with its shop wherever that has a name."""
    return named(row.value.value, row.value.shop) if row.dimension == SKU else row.name


def _told(said: Sequence[str], *, sure: bool) -> str:
    return "; ".join(said if sure else [*said, DOUBT])


def _called(row: Standing) -> str:
    """`SKU CARB-01`, `Channel web`, `New customers`."""
    if row.dimension == "customers":
        return f"{row.name.capitalize()} customers"
    name = NAMES[row.dimension]
    return f"{name[:1].upper()}{name[1:]} {row.name}"


def _of_effects(story: Story) -> Iterator[Cause]:
    """Those that have no parts of their own, by what chance leaves of them; none that is tiny."""
    # Units and mix are one cause, the basket: each by itself may be many times the change.
    amounts, parted = rounded_parts(story), {e.of for e in story.parts} - {BASKET}
    leaves = [e for e in story.parts if e.name not in parted and e.of != BASKET]
    least = max((abs(amounts[e.name]) for e in leaves), default=Decimal(0)) * TINY
    leaves.sort(key=lambda e: by_weight(story, e, amounts[e.name]), reverse=True)
    for effect in leaves:
        if abs(amounts[effect.name]) > least:
            yield _of_effect(story, effect, amounts[effect.name])


def _of_effect(story: Story, effect: Effect, amount: Decimal) -> Cause:
    words = EFFECTS[effect.name]
    cause = words.less if amount < 0 else words.more
    sure = not doubtful(story, effect)
    what = _told([_measured(story, effect)], sure=sure)
    return Cause(EFFECT, effect.name, cause, what, amount, words.action, words.owner, sure)


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
            c.action if c.amount < 0 else None, c.kind, c.name, c.owner.value, c.sure,
        )
        for rank, c in enumerate(found, 1)
    ]  # fmt: skip
    return Table("causes", "Causes", CauseRow, rows, NOTE if rows else "", keys=2)


def spoken(story: Story, cause: Cause) -> str:
    """For a sentence: `most of it in channel web (-600.00)`."""
    name = cause.cause if cause.cause.startswith("SKU") else _lower(cause.cause)
    lead = "most surely" if _outdone(story, cause) else "above all,"
    if cause.kind != EFFECT:
        lead = "most of it in" if abs(cause.amount) <= abs(story.change) else "all of it in"
    doubt = "" if cause.sure else f", which {DOUBT}"
    return f"{lead} {name} ({story.signed(cause.amount)}){doubt}"


def _outdone(story: Story, cause: Cause) -> bool:
    """Whether a larger effect may be chance, and so comes after this one."""
    if cause.kind != EFFECT:
        return False
    way = -1 if story.change < 0 else 1
    amounts, parted = rounded_parts(story), {e.of for e in story.parts} - {BASKET}
    leaves = [e for e in story.parts if e.name not in parted and e.of != BASKET]
    return max(amounts[e.name] * way for e in leaves) > cause.amount * way


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
