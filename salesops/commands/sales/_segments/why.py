"""In which segment an order is worth more, and what makes the difference."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.sales._segments import recent
from salesops.commands.sales._segments.pair import Pair
from salesops.commands.sales._segments.rows import Insight
from salesops.commands.sales._segments.say import count, listed, of_whole, sentence, two
from salesops.models.order_value import Effects

SHOWN = Decimal("0.1")
"""A mix effect below this part of the difference is not traced to categories."""
HALF, NEARLY = Decimal("0.5"), Decimal("0.8")
"""Two opposite effects are said to cancel from the first part on, nearly from the second."""
_CAUSES = {
    "mix": "they hold dearer products",
    "price": "the same products are sold dearer in them",
    "units": "they hold more units",
}


def order_value(pair: Pair) -> Iterator[Insight]:
    """The averages, the parts of their difference, and the products behind the mix."""
    found, story = pair.effects, pair.story
    if found is None:
        return
    if pair.circular:
        yield Insight(
            "Order value",
            f"The rules part customers by {listed(pair.circular)}, so what an order holds and is "
            "worth follows from the rules and is not compared.",
        )
        return
    yield Insight("Order value", _averages(pair, found))
    if not pair.explained:
        return
    yield Insight("Why orders differ", _cancelled(pair) or _parts(pair, found))
    if abs(found.mix) >= SHOWN * found.total:
        for c in pair.carriers[:1]:
            yield Insight(
                "What the mix is",
                f"{of_whole(c.shares[0])} of the orders of {story.said(pair.one)} hold {c.name}, "
                f"at {story.say.money(c.per_unit)} a unit on average, against "
                f"{of_whole(c.shares[1])} of those of {story.said(pair.other)}.",
            )


def _averages(pair: Pair, found: Effects) -> str:
    story, money = pair.story, pair.story.say.money
    each = ("an order of", "one of") if pair.whole_orders else ("in an order,", "and")
    sides = (
        f"{each[0]} {story.said(pair.one)} averages {money(pair.one.aov)}, {each[1]} "
        f"{story.said(pair.other)} {money(pair.other.aov)}"
    )
    low, high = (money(Decimal(str(x))) for x in (pair.value.low, pair.value.high))
    if not pair.tells:
        return (
            f"{sentence(sides)}: the data does not tell them apart (95 % interval of the "
            f"difference {low} to {high})."
        )
    return (
        f"{sentence(sides)}: {money(found.total)} more, between {low} and {high} with 95 % "
        f"confidence.{_lately(pair)}"
    )


def _lately(pair: Pair) -> str:
    """The difference in the last twelve complete months."""
    story, months = pair.story, recent.complete(pair.story)[-recent.YEAR :]
    if len(months) < recent.YEAR:
        return ""
    one, other = (recent.stretch(story, s.segment, months) for s in pair.both)
    if one.aov is None or other.aov is None:
        return ""
    money, cents = story.say.money, story.say.cents
    return (
        f" In {one.said} it is {money(cents(one.aov) - cents(other.aov))} "
        f"({money(one.aov)} against {money(other.aov)})."
    )


def _cancelled(pair: Pair) -> str:
    """Orders of more and cheaper goods; empty where neither takes much of the other back."""
    story, money = pair.story, pair.story.say.money
    fewer, more = sorted(pair.both, key=lambda s: s.units_per_order or 0)
    dear, cheap = fewer.revenue_per_unit, more.revenue_per_unit
    if pair.cancel < HALF or not pair.units.tells or not dear or not cheap or dear <= cheap:
        return ""
    much = "nearly" if pair.cancel >= NEARLY else "partly"
    return (
        f"Orders of {story.said(more)} hold {two(more.units_per_order)} units against "
        f"{two(fewer.units_per_order)}, of cheaper goods ({money(cheap)} against {money(dear)} a "
        f"unit): the two {much} cancel."
    )


def _parts(pair: Pair, found: Effects) -> str:
    story, say = pair.story, pair.story.say
    chance = "" if pair.units.tells else ", which the data does not tell apart"
    units = (
        f"units per order {say.change(found.units)} ({two(pair.one.units_per_order)} against "
        f"{two(pair.other.units_per_order)}{chance})"
    )
    if not pair.named:
        return (
            f"Of the {say.money(found.total)}, {units} and money per unit "
            f"{say.change(found.price)}. No line names a product."
        )
    cause = max(_CAUSES, key=lambda name: getattr(found, name))
    only = (
        f" {count(found.unshared, 'product')} that only one of the two bought "
        f"{'counts' if found.unshared == 1 else 'count'} as mix."
        if found.unshared
        else ""
    )
    return (
        f"Orders of {story.said(pair.one)} are worth more mostly because {_CAUSES[cause]}: "
        f"of the {say.money(found.total)}, product mix makes {say.change(found.mix)}, prices of "
        f"the same products {say.change(found.price)} and {units}.{only}"
    )
