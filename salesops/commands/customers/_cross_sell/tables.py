"""The tables of cross-sell."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.customers._cross_sell.answers import Broken, Offer, Pair, Rule, Size
from salesops.commands.customers._cross_sell.chances import LISTED, broken, chances
from salesops.commands.customers._cross_sell.rows import Item
from salesops.commands.customers._cross_sell.story import LARGE, Story
from salesops.models.compare import ratio
from salesops.result import Table
from salesops.units import Unit, text

SIZES = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 9), (10, 19))
"""From how many different items to how many, below a large order."""
VALUED = 20
"""Pairs whose orders are valued: the first."""


def tables(story: Story) -> tuple[Table, ...]:
    """The pairs as numbers, the same for reading, what to do about them, and orders by size."""
    story.ask()
    return (_pairs(story), _rules(story), _offers(story), _broken(story), _sizes(story))


def _listed(story: Story) -> range:
    return range(min(len(story.found), story.top or len(story.found)))


def _pairs(story: Story) -> Table:
    rows = [_pair(story, at) for at in _listed(story)]
    return Table("pairs", "Pairs", Pair, rows, shown=False, keys=2)


def _pair(story: Story, at: int) -> Pair:
    found = story.found
    a, b = story.items[int(found.a[at])], story.items[int(found.b[at])]
    n, n_a, n_b = int(found.n[at]), int(found.n_a[at]), int(found.n_b[at])
    return Pair(
        a=a.item,
        b=b.item,
        n=n,
        support=n / int(found.orders[at]),
        confidence=n / n_a,
        lift=float(found.lift[at]),
        lift_low=float(found.low[at]),
        lift_high=float(found.high[at]),
        confidence_back=n / n_b,
        n_a=n_a,
        n_b=n_b,
        a_title=a.title,
        b_title=b.title,
        sure=bool(found.sure[at]),
        shop=a.shop or None,
    )


def _rules(story: Story) -> Table:
    rows = [_rule(story, at) for at in _listed(story) if story.found.low[at] > 1]
    note = (
        "Both: orders with the two. Of its orders: the share that also holds the other. Lift: by "
        "how many times that is oftener than in all orders; at least so with 95 % confidence, by "
        "which pairs are ranked."
    )
    note = f"{note}{_worth(story, rows[0])}" if rows else ""
    return Table("rules", _title(story), Rule, rows, note, keys=2)


def _worth(story: Story, first: Rule) -> str:
    """What goes with the first pair, in money."""
    if first.aov is None or first.aov_without is None:
        return ""
    currency = story.ledger.db.book.currency
    both, alone = (text(aov, Unit.MONEY, currency) for aov in (first.aov, first.aov_without))
    return (
        f" Of the first pair: orders with both are worth {both} on average, those with "
        f"{first.buys} but without the other {alone}."
    )


def _title(story: Story) -> str:
    return f"What goes with {story.only}" if story.only else "Bought together"


def _rule(story: Story, at: int) -> Rule:
    """Of the rarer of the two, whose orders hold the other oftener; or of the one asked for."""
    found = story.found
    one, other = story.items[int(found.a[at])], story.items[int(found.b[at])]
    n_one, n_other = int(found.n_a[at]), int(found.n_b[at])
    if other.item == story.only or (one.item != story.only and n_other < n_one):
        one, other, n_one, n_other = other, one, n_other, n_one
    with_both, without = _aovs(story, one, other) if at < VALUED else (None, None)
    return Rule(
        buys=story.called(one),
        also=story.called(other),
        n=int(found.n[at]),
        confidence=int(found.n[at]) / n_one,
        usual=n_other / int(found.orders[at]),
        lift=float(found.lift[at]),
        lift_low=float(found.low[at]),
        price=other.price,
        aov=with_both,
        aov_without=without,
        sure=bool(found.sure[at]),
        buys_item=one.item,
        also_item=other.item,
        shop=one.shop or None,
    )


def _aovs(story: Story, one: Item, other: Item) -> tuple[Decimal | None, Decimal | None]:
    """The average value of orders with both, and of those with the one alone of the two."""
    if story.values is None:
        return None, None
    ones, others = story.with_item(one.number), story.with_item(other.number)
    return story.aov(ones & others), story.aov(ones & ~others)


def _offers(story: Story) -> Table:
    rows = [
        Offer(
            story.called(c.way.one), story.called(c.way.other), c.way.sold, c.without,
            c.way.other.price or Decimal(0), c.expected, c.at_stake, c.chance, c.way.confidence,
            c.way.usual, c.way.n, c.way.one.item, c.way.other.item,
            story.available(c.way.other), c.way.one.shop or None,
        )
        for c in chances(story)
    ]  # fmt: skip
    note = (
        "Expected a week: its price x the orders a week that lack it x a guess, of the gap between "
        f"its share here and in all orders {text(story.limits.takes, Unit.PERCENT)} again."
    )
    title = "What to offer with what"
    return Table("offers", title, Offer, rows, note if rows else "", shown=bool(rows), keys=2)


def _broken(story: Story) -> Table:
    rows = [
        Broken(
            story.called(way.one), story.called(way.other), way.sold, way.confidence,
            way.other.price or Decimal(0), way.lost, way.one.item, way.other.item,
            way.one.shop or None,
        )
        for way in broken(story)[:LISTED]
    ]  # fmt: skip
    note = "Lost: its orders a week x the share that held the other x its price. An estimate."
    title = "Other halves out of stock"
    return Table("broken", title, Broken, rows, note if rows else "", shown=bool(rows), keys=2)


def _sizes(story: Story) -> Table:
    rows = [*_every(story)] if len(story.numbers) else []
    return Table("sizes", "Orders by how many different items they hold", Size, rows)


def _every(story: Story) -> Iterator[Size]:
    sizes, whole = story.sizes, len(story.numbers)
    parts = [(f"{low}" if low == high else f"{low} to {high}", low, high) for low, high in SIZES]
    for name, low, high in (("none named", 0, 0), *parts, (f"{LARGE} or more", LARGE, sizes.max())):
        within = (sizes >= low) & (sizes <= high)
        count = int(within.sum())
        if low or count:
            yield Size(name, count, ratio(count, whole), story.aov(within))
    yield Size("all", whole, 1.0, story.aov(sizes >= 0))
