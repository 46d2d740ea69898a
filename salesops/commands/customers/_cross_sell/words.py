"""What cross-sell says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator

from salesops.commands.customers._cross_sell.answers import Rule
from salesops.commands.customers._cross_sell.counted import DAYS
from salesops.commands.customers._cross_sell.story import LARGE, Story
from salesops.models.compare import ratio
from salesops.result import Metric, Table
from salesops.units import Unit, counted, text

MANY = 0.10
"""The share of large orders from which they make most pairs."""


def headline(story: Story, rules: Table) -> str:
    """The surest pair in words; else why there is none."""
    if stale := story.ledger.stale():
        return stale.message
    if not len(story.numbers):
        return story.ledger.no_sales()
    if not rules.rows:
        return f"{_none(story)} among {counted(len(story.numbers), 'order')}."
    first: Rule = rules.rows[0]
    return (
        f"Who buys {first.buys} also buys {first.also}: {text(first.confidence, Unit.PERCENT)} of "
        f"its orders, {text(first.usual, Unit.PERCENT)} of all; {_times(first)}. "
        f"{_sure(story)}"
    )


def _none(story: Story) -> str:
    if not len(story.found):
        least = counted(story.least, "order")
        return f"No two {_plural(story)} stand together in {least} or more"
    return f"No two {_plural(story)} stand together oftener than by chance"


def _times(rule: Rule) -> str:
    lift, low = text(rule.lift, Unit.RATIO), text(rule.lift_low, Unit.RATIO)
    return f"{lift} times as often ({low} or more with 95 % confidence, {rule.n:,} orders)"


def _sure(story: Story) -> str:
    """How many pairs are more than luck, all tries counted."""
    sure, pairs = int(story.found.sure.sum()), len(story.found)
    return (
        f"{counted(pairs, 'pair')} {'has' if pairs == 1 else 'have'} "
        f"{counted(story.least, 'order')} or more; {sure:,} would stand out among all "
        f"{story.found.tried:,} that were tried."
    )


def _plural(story: Story) -> str:
    return {"sku": "SKUs", "product": "products", "category": "categories"}[story.by]


def metrics(story: Story) -> tuple[Metric, ...]:
    """How many orders there are, how many could show a pair, and how many pairs did."""
    orders, several = len(story.numbers), int((story.baskets.sizes > 1).sum())
    items = int((story.baskets.orders_of(0) > 0).sum())
    least = counted(story.least, "order")
    return (
        Metric("orders", "Orders", orders, Unit.COUNT),
        Metric("several", "With two items or more", several, Unit.COUNT, good=""),
        Metric("several_share", "Of all orders", ratio(several, orders), Unit.PERCENT, good=""),
        Metric("items", f"Different {_plural(story)}", items, Unit.COUNT, good=""),
        Metric("pairs", f"Pairs in {least} or more", len(story.found), Unit.COUNT),
        Metric("pairs_tried", "Pairs that could have been", story.found.tried, Unit.COUNT, good=""),
        Metric("pairs_sure", "Surely more than chance", int(story.found.sure.sum()), Unit.COUNT),
    )


def notes(story: Story, rules: Table) -> Iterator[str]:
    """What a reader must know of the pairs."""
    yield from _reach(story)
    if len(story.shops) > 1:
        yield "Pairs are of one shop: its orders alone are what each is compared with."
    yield from _large(story)
    if rules.rows:
        yield "Bought together is no proof that one sells the other: try it before counting on it."
        if all(rule.price is None for rule in rules.rows):
            yield "No line states a price: what a pair is worth is not known."


def _large(story: Story) -> Iterator[str]:
    """Where a large part of the orders holds much of everything."""
    share = ratio(int((story.baskets.sizes >= LARGE).sum()), len(story.numbers))
    if share and share >= MANY:
        yield (
            f"{text(share, Unit.PERCENT)} of the orders hold {LARGE} different "
            f"{_plural(story)} or more: in these nearly all goes with all, so many pairs are sure "
            "and few mean much. Look at those of most orders: --min-support."
        )


def _reach(story: Story) -> Iterator[str]:
    if dateless := story.dateless:
        where = "among all here" if story.ledger.undated else "counted in --period all only"
        yield f"{counted(dateless, 'order')} without a date: {where}."
    if nameless := len(story.numbers) - len(story.baskets.orders):
        yield f"{counted(nameless, 'order')} without a {story.by}: among all orders, in no pair."
    if story.filtered:
        yield "--where leaves out orders: what sells without its other half now is not told."
    elif not story.held_now:
        yield (
            f"The window does not hold the last {DAYS} days: what sells without its other half now "
            "is not told."
        )
