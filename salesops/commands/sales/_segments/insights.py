"""What the numbers say of the segments: sentences, each true of the data at hand or left out."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.sales._segments import recent
from salesops.commands.sales._segments.pair import Pair
from salesops.commands.sales._segments.rows import Insight, Sums
from salesops.commands.sales._segments.say import count, listed, moved, of_whole, sentence, two
from salesops.commands.sales._segments.story import Story
from salesops.commands.sales._segments.why import order_value
from salesops.models.compare import ratio
from salesops.result import Table
from salesops.units import Unit, text

AGREE = 0.01
"""Average price and revenue per unit closer than this tell the same."""
OF_ORDERS = ("orders", "orders in 30 days", "days active")
"""Measures of rules that settle how often a segment orders."""
NAMED = 5
"""Segments too small to judge that a sentence names before it only counts them."""


def table(story: Story, found: Pair | None) -> Table:
    """One row a topic."""
    return Table("insights", "Key insights", Insight, list(insights(story, found)))


def insights(story: Story, found: Pair | None) -> Iterator[Insight]:
    """All that can be said."""
    if not story.segments:
        yield Insight("Sales", f"No sales {story.ledger.window.name or 'in this period'}.")
        return
    yield from _shares(story)
    if found:
        yield from order_value(found)
        yield from _customers(found)
        yield from _frequency(found)
        yield from _prices(found)
    yield from _recent(story)
    yield from _small(story)
    yield from _unknown(story)


def _shares(story: Story) -> Iterator[Insight]:
    if not story.named:
        return
    parts = [_part(story, s) for s in story.named[:2]]
    if rest := story.named[2:]:
        sales = story.say.money(sum((s.net_sales for s in rest), Decimal()))
        parts.append(f"{len(rest):,} more {'bring' if len(rest) > 1 else 'brings'} {sales}")
    yield Insight("Share of sales", f"{sentence('; '.join(parts))}.")


def _part(story: Story, s: Sums) -> str:
    """One segment's money, its share, and its share of customers where these do not overlap."""
    share = story.share(s)
    sales = f"{story.say.money(s.net_sales)} of net sales"
    if share is not None:
        sales += f", {of_whole(share)} of the whole"
    whole = story.whole
    if not s.customers or whole is None or story.by == "customer":
        return f"{story.said(s)} brings {sales}"
    people = count(s.customers, "customer")
    if story.disjoint:
        of = "all" if whole.known_orders == whole.orders else "those known"
        people += f" ({of_whole(ratio(s.customers, whole.customers))} of {of})"
    return f"{story.said(s)} brings {sales}, from {people}"


def _customers(pair: Pair) -> Iterator[Insight]:
    """Net sales of each customer; only where every order names its customer."""
    story = pair.story
    if not pair.known or any(s.known_orders != s.orders for s in pair.both):
        return
    high, low = sorted(pair.both, key=lambda s: s.net_sales / s.customers, reverse=True)
    more, less = high.net_sales / high.customers, low.net_sales / low.customers
    than = f", {text(float(more / less - 1), Unit.PERCENT)} more" if less > 0 else ", more"
    yield Insight(
        "Sales per customer",
        f"A customer of {story.said(high)} brings {story.say.money(more)} of net sales on average "
        f"in this period{than} than one of {story.said(low)} ({story.say.money(less)}).",
    )


def _frequency(pair: Pair) -> Iterator[Insight]:
    story = pair.story
    if story.by == "customer":
        return
    if by_orders := [measure for measure in story.ruled_by if measure in OF_ORDERS]:
        yield Insight(
            "Orders per customer",
            f"The rules part customers by {listed(by_orders)}, so how often each segment orders "
            "follows from the rules and is not compared.",
        )
        return
    if pair.orders is None or pair.repeat is None:
        yield Insight("Orders per customer", _not_compared(pair))
        return
    often, seldom = sorted(pair.both, key=lambda s: s.orders_per_customer or 0, reverse=True)
    sides = (
        f"a customer of {story.said(often)} orders {two(often.orders_per_customer)} times in this "
        f"period, one of {story.said(seldom)} {two(seldom.orders_per_customer)} times"
    )
    low, high = sorted(abs(x) for x in (pair.orders.low, pair.orders.high))
    told = (
        f"the difference is {_fine(low)} to {_fine(high)} orders with 95 % confidence"
        if pair.orders.tells
        else "the data does not tell them apart (95 % interval of the difference "
        f"{pair.orders.low:+.3f} to {pair.orders.high:+.3f} orders)"
    )
    yield Insight("Orders per customer", f"{sentence(sides)}; {told}.")
    yield Insight("Repeat rate", _repeat(pair))


def _fine(number: float) -> str:
    """A small number with the digits that tell it from 0."""
    return f"{number:,.2f}" if number >= 1 else f"{number:.3f}"


def _not_compared(pair: Pair) -> str:
    """Why the customers of two segments are not compared."""
    story = pair.story
    if not story.disjoint:
        return (
            f"Some customers bought in more than one {story.kind}, so how often the customers of "
            "each order is not compared."
        )
    few = [f"{story.said(s)} has {s.customers:,}" for s in pair.both if s.customers < story.small]
    return (
        f"Too few customers are known to compare how often they order: {listed(few)}, and "
        f"{story.small} are needed."
    )


def _repeat(pair: Pair) -> str:
    story, interval = pair.story, pair.repeat
    assert interval is not None  # noqa: S101 - asked only where customers are known
    high, low = sorted(pair.both, key=lambda s: s.repeat_rate or 0, reverse=True)
    sides = (
        f"{of_whole(high.repeat_rate)} of the customers of {story.said(high)} ordered twice or "
        f"more, {of_whole(low.repeat_rate)} of those of {story.said(low)}"
    )
    if interval.tells:
        near, far = sorted(abs(x) * 100 for x in (interval.low, interval.high))
        return f"{sides}: {near:.1f} to {far:.1f} points more with 95 % confidence."
    return (
        f"{sides}: the data does not tell them apart (95 % interval of the difference "
        f"{interval.low * 100:+.1f} to {interval.high * 100:+.1f} points)."
    )


def _prices(pair: Pair) -> Iterator[Insight]:
    """The mean price of the lines beside what a unit really brought."""
    story = pair.story
    if any(not s.avg_price or not s.revenue_per_unit for s in pair.both):
        return
    prices = listed([f"{story.say.money(s.avg_price)} in {story.said(s)}" for s in pair.both])
    units = " and ".join(story.say.money(s.revenue_per_unit) for s in pair.both)
    apart = max(abs(float((s.revenue_per_unit or 0) / (s.avg_price or 1)) - 1) for s in pair.both)
    close = (
        "the two measures differ by less than 1 %"
        if apart < AGREE
        else f"the two measures part by up to {text(apart, Unit.PERCENT)}, so the average price "
        "alone misleads"
    )
    yield Insight(
        "Prices",
        f"The average price of a line is {prices}; revenue per unit, after discounts, is {units}: "
        f"{close}.",
    )


def _recent(story: Story) -> Iterator[Insight]:
    for s in story.judged[:2]:
        if found := recent.course(story, s):
            now, before, money = found.now, found.before, story.say.money
            n = recent.length(recent.complete(story))
            aov = (
                f"; an order averaged {money(now.aov)} after {money(before.aov)}"
                if before.aov
                else ""
            )
            yield Insight(
                f"Last {n} complete months",
                f"From {now.said} {story.said(s)} brought net sales of {money(now.net_sales)} "
                f"after {money(before.net_sales)} from {before.said}{moved(found.net_sales)}, from "
                f"{now.orders:,} orders after {before.orders:,}{aov}.",
            )


def _small(story: Story) -> Iterator[Insight]:
    small = [s for s in story.named if s not in story.judged]
    if not small:
        return
    named = [f"{story.said(s)} ({count(s.orders, 'order')})" for s in small[:NAMED]]
    if len(small) > NAMED:
        named.append(f"{len(small) - NAMED:,} more")
    yield Insight(
        "Too small to judge",
        f"With fewer than {story.small} orders no average is compared: {listed(named)}.",
    )


def _unknown(story: Story) -> Iterator[Insight]:
    s = story.unknown
    if s is None:
        return
    share = story.share(s)
    part = f", {of_whole(share)} of the whole" if share is not None else ""
    people = f"{count(s.customers, 'customer')} and " if s.customers else ""
    yield Insight(
        "Unknown",
        f"No {story.kind} is known for {people}{count(s.orders, 'order')}: "
        f"{story.say.money(s.net_sales)} of net sales{part}.",
    )
