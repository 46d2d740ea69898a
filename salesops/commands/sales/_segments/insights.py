"""What the numbers say of the segments: sentences, each true of the data at hand or left out."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.sales._segments import recent
from salesops.commands.sales._segments.pair import Pair
from salesops.commands.sales._segments.rows import Insight, Sums
from salesops.commands.sales._segments.say import count, listed, moved, of_whole, sentence, two
from salesops.commands.sales._segments.story import NAMED, Story
from salesops.commands.sales._segments.why import order_value
from salesops.models.compare import ratio
from salesops.result import Table

PART = Decimal("0.1")
"""Average price and what a unit brings closer than this tell the same."""
OF_ORDERS = ("orders", "orders in 30 days", "days active")
"""Measures of rules that settle how often a segment orders."""
UNMARKED = "No file has a segment column: use --by country, --by shop or --rules FILE."


def table(story: Story, found: Pair | None) -> Table:
    """One row a topic."""
    return Table("insights", "Key insights", Insight, list(insights(story, found)))


def insights(story: Story, found: Pair | None) -> Iterator[Insight]:
    """All that can be said."""
    if not story.segments:
        yield Insight("Sales", story.ledger.no_sales())
        return
    if story.unmarked:
        yield Insight("Segments", UNMARKED)
        return
    yield from _shares(story)
    yield from _one_customer(story)
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
    shown = 3 if len(story.named) == 3 else 2  # noqa: PLR2004 - no one is left as "1 more"
    parts = [_part(story, s) for s in story.named[:shown]]
    if rest := story.named[shown:]:
        sales = story.say.money(sum((s.net_sales for s in rest), Decimal()))
        parts.append(f"{len(rest):,} more bring {sales}")
    yield Insight("Share of sales", f"{sentence('; '.join(parts))}.")


def _part(story: Story, s: Sums) -> str:
    """One segment's money, its share, and its share of customers where these do not overlap."""
    share = story.ledger.share(s.net_sales)
    sales = f"{story.say.money(s.net_sales)} of net sales"
    if share is not None:
        sales += f", {of_whole(share)} of the whole"
    whole = story.whole
    if not s.customers or whole is None or story.by == "customer":
        return f"{story.said(s)} brings {sales}"
    people = count(s.customers, "customer")
    if story.disjoint:
        known = f"{whole.customers:,} known customers"
        people += f" ({of_whole(ratio(s.customers, whole.customers))} of the {known})"
    return f"{story.said(s)} brings {sales}, from {people}"


def _one_customer(story: Story) -> Iterator[Insight]:
    """Segments of which one customer is more than half."""
    if story.by == "customer":
        return
    for s in story.judged[:NAMED]:
        rest = s.orders - s.top_orders
        if rest and 2 * s.top_sales > s.net_sales > 0:
            each = story.say.money((s.order_value - s.top_value) / rest)
            yield Insight(
                "One customer",
                f"One customer brings {of_whole(ratio(s.top_sales, s.net_sales))} of "
                f"{story.said(s)}; without them its orders average {each}.",
            )


def _customers(pair: Pair) -> Iterator[Insight]:
    """Net sales of each customer; only where every order names its customer."""
    story, interval = pair.story, pair.sales
    ruled = pair.circular or _ruled_orders(story)
    if interval is None or ruled or any(s.known_orders != s.orders for s in pair.both):
        return
    money = story.say.money
    (high, more), (low, less) = (
        (s, story.say.cents(s.known_sales / s.customers)) for s in pair.by_sales
    )
    sides = (
        f"a customer of {story.said(high)} brings {money(more)} of net sales on average in this "
        f"period, one of {story.said(low)} {money(less)}"
    )
    ends = [money(Decimal(str(x))) for x in (interval.low, interval.high)]
    told = (
        f"{money(more - less)} more, between {ends[0]} and {ends[1]} with 95 % confidence"
        if interval.tells
        else "the data does not tell them apart (95 % interval of the difference "
        f"{ends[0]} to {ends[1]})"
    )
    yield Insight("Sales per customer", f"{sentence(sides)}: {told}.")


def _ruled_orders(story: Story) -> list[str]:
    return [measure for measure in story.ruled_by if measure in OF_ORDERS]


def _frequency(pair: Pair) -> Iterator[Insight]:
    story = pair.story
    if story.by == "customer":
        return
    if by_orders := _ruled_orders(story):
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
        return f"{sides}: {near:.1f} to {far:.1f} percentage points more with 95 % confidence."
    return (
        f"{sides}: the data does not tell them apart (95 % interval of the difference "
        f"{interval.low * 100:+.1f} to {interval.high * 100:+.1f} percentage points)."
    )


def _prices(pair: Pair) -> Iterator[Insight]:
    """Where the mean price of the lines is not what a unit brings, and quantities are why."""
    story, money = pair.story, pair.story.say.money
    for s in pair.both:
        price, unit = s.avg_price, s.revenue_per_unit
        if not price or price <= 0 or not unit:
            continue
        gross = (s.order_value + s.discounts) / s.units
        apart = (unit / price - 1, gross / price - 1)
        if min(abs(x) for x in apart) >= PART and apart[0] * apart[1] > 0:
            goods = "cheap" if gross < price else "dear"
            yield Insight(
                "Prices",
                f"A line of {story.said(s)} is priced {money(price)} on average, but a unit brings "
                f"{money(unit)}: large quantities are of {goods} goods.",
            )


def _recent(story: Story) -> Iterator[Insight]:
    for s in story.judged[:2]:
        if found := recent.course(story, s):
            now, before, money = found.now, found.before, story.say.money
            n = recent.length(recent.complete(story))
            aov = (
                f"; an order averaged {money(now.aov)} against {money(before.aov)}"
                if before.aov
                else ""
            )
            yield Insight(
                f"Last {n} complete months",
                f"From {now.said} {story.said(s)} brought net sales of {money(now.net_sales)} "
                f"against {money(before.net_sales)} from {before.said}{moved(found.net_sales)}, "
                f"from {now.orders:,} orders against {before.orders:,}{aov}.",
            )


def _small(story: Story) -> Iterator[Insight]:
    small = [s for s in story.thin if s is not story.unknown]
    if not small:
        return
    named = [f"{story.said(s)} ({_size(s)})" for s in small[:NAMED]]
    if len(small) > NAMED:
        named.append(f"{len(small) - NAMED:,} more")
    yield Insight(
        "Too small to judge",
        f"With fewer than {story.small} customers or orders no average is compared: "
        f"{listed(named)}.",
    )


def _size(s: Sums) -> str:
    """Its orders, and its customers where these are fewer."""
    few = f" of {count(s.customers, 'known customer')}" if 0 < s.customers < s.orders else ""
    return f"{count(s.orders, 'order')}{few}"


def _unknown(story: Story) -> Iterator[Insight]:
    s = story.unknown
    if s is None:
        return
    if not s.orders:
        if s.returns:
            worth = story.say.money(s.returns)
            said = f"Returns of {worth} belong to no loaded order and stand under Unknown."
            yield Insight("Unknown", said)
        return
    share = story.ledger.share(s.net_sales)
    part = f", {of_whole(share)} of the whole" if share is not None else ""
    guests = s.orders - s.known_orders
    said = f"no {story.kind} is known for {count(s.customers, 'customer')} with "
    said += count(s.known_orders, "order")
    if not s.customers:
        said = f"no {story.kind} is known for {count(s.orders, 'order')}"
    elif guests:
        said += f" and for {count(guests, 'order')} without a customer"
    yield Insight(
        "Unknown", f"{sentence(said)}: {story.say.money(s.net_sales)} of net sales{part}."
    )
