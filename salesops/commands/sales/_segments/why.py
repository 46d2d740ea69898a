"""Which segment pays more for an order, and what makes the difference."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.sales._segments.pair import Carrier, Pair
from salesops.commands.sales._segments.rows import Insight
from salesops.commands.sales._segments.say import count, listed, of_whole, sentence, two
from salesops.models.order_value import Effects

SHOWN = Decimal("0.1")
"""A mix effect below this part of the difference is not traced to categories."""
MOST = Decimal("0.8")
"""The part of the mix effect that the named categories make before no more are named."""
_CAUSES = {
    "mix": "it buys dearer products",
    "price": "it pays more for the same products",
    "units": "its orders hold more units",
}


def order_value(pair: Pair) -> Iterator[Insight]:
    """The averages, the parts of their difference, and the products behind the mix."""
    found = pair.effects
    if found is None:
        return
    yield Insight("Order value", _averages(pair, found))
    if not tells(pair) or not pair.whole_orders:
        return
    yield Insight("Why orders differ", _parts(pair, found))
    named = carriers(pair)
    if named and abs(found.mix) >= SHOWN * found.total:
        yield Insight("What the mix is", _mix(pair, found, named))


def tells(pair: Pair) -> bool:
    """Whether the order values differ by more than chance, and by a cent or more."""
    return pair.value.tells and pair.effects is not None and pair.effects.total > 0


def carriers(pair: Pair) -> list[Carrier]:
    """The one or two categories that make most of the mix effect."""
    found, all_ = pair.effects, pair.carriers
    if found is None:
        return []
    first = all_[:1]
    return first if first and first[0].effect / found.mix >= MOST else all_[:2]


def _averages(pair: Pair, found: Effects) -> str:
    story, money = pair.story, pair.story.say.money
    each = ("an order of", "one of") if pair.whole_orders else ("in an order,", "and")
    sides = (
        f"{each[0]} {story.said(pair.one)} averages {money(pair.one.aov)}, {each[1]} "
        f"{story.said(pair.other)} {money(pair.other.aov)}"
    )
    low, high = (money(Decimal(str(x))) for x in (pair.value.low, pair.value.high))
    if not tells(pair):
        return (
            f"{sentence(sides)}: the data does not tell them apart (95 % interval of the "
            f"difference {low} to {high})."
        )
    return (
        f"{sentence(sides)}: {money(found.total)} more, between {low} and {high} with 95 % "
        "confidence."
    )


def _parts(pair: Pair, found: Effects) -> str:
    story, say = pair.story, pair.story.say
    cause = max(_CAUSES, key=lambda name: getattr(found, name))
    only = (
        f" {count(found.unshared, 'product')} that only one of the two bought "
        f"{'counts' if found.unshared == 1 else 'count'} as mix."
        if found.unshared
        else ""
    )
    chance = "" if pair.units.tells else ", which the data does not tell apart"
    units = f"{two(pair.one.units_per_order)} against {two(pair.other.units_per_order)}{chance}"
    return (
        f"{sentence(story.said(pair.one))} pays more for an order mostly because {_CAUSES[cause]}: "
        f"of the {say.money(found.total)}, product mix makes {say.change(found.mix)}, prices of "
        f"the same products {say.change(found.price)} and units per order "
        f"{say.change(found.units)} ({units}).{only}"
    )


def _mix(pair: Pair, found: Effects, named: list[Carrier]) -> str:
    story, say = pair.story, pair.story.say
    said = [
        f"{c.name} {say.change(c.effect)} ({of_whole(c.shares[0])} of the units of "
        f"{story.said(pair.one)} against {of_whole(c.shares[1])} of {story.said(pair.other)}, at "
        f"{say.money(c.per_unit)} a unit on average)"
        for c in named
    ]
    rest = found.mix - sum((c.effect for c in named), Decimal())
    return (
        f"Of the {say.change(found.mix)} from product mix: {listed(said)}; everything else "
        f"{say.change(rest)}."
    )
