"""What segments says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator

from salesops.commands.grouping import UNKNOWN
from salesops.commands.ledger import TICK
from salesops.commands.sales._segments import actions, labels
from salesops.commands.sales._segments.insights import UNMARKED
from salesops.commands.sales._segments.say import count, of_whole
from salesops.commands.sales._segments.story import Story
from salesops.result import Metric
from salesops.units import Unit


def headline(story: Story) -> str:
    """One sentence: how many segments, and which sells most."""
    if stale := story.ledger.stale():
        return stale.message
    if not story.segments:
        return story.ledger.no_sales()
    if story.unmarked:
        return UNMARKED
    if not story.named:
        return (
            f"No order tells its {story.kind}: all of "
            f"{story.say.money(story.ledger.now.net_sales)} is {UNKNOWN}."
        )
    first = story.named[0]
    share = story.ledger.share(first.net_sales)
    part = (
        f", {of_whole(share)} of net sales" + "," * bool(first.orders)
        if share is not None
        else " of net sales"
    )
    buyers = count(first.customers, "customer") if first.customers else count(first.orders, "order")
    sales = f"{story.say.money(first.net_sales)}{part}"
    sales += f" from {buyers}" if first.orders else ""
    name = story.name(first.segment)
    if actions.old(story):
        window = story.ledger.window
        last = window.end - TICK
        return f"From {window.start:%Y-%m-%d} to {last:%Y-%m-%d} {name} brought {sales}."
    return f"{count(len(story.named), 'segment')}; {name} brings {sales}."


def metrics(story: Story) -> tuple[Metric, ...]:
    """The whole that the segments sum to."""
    now, whole = story.ledger.now, story.whole
    return (
        Metric("net_sales", "Net sales", now.net_sales, Unit.MONEY),
        Metric("orders", "Orders", now.orders, Unit.COUNT),
        Metric("units", "Units", now.units, Unit.QUANTITY),
        Metric("customers", "Customers", whole.customers if whole else 0, Unit.COUNT),
        Metric("aov", "AOV", now.aov, Unit.MONEY),
    )


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of the segments."""
    yield from labels.unused(story)
    yield from story.ledger.undated_notes()
    whole = story.whole
    if whole and whole.orders > whole.known_orders:
        yield (
            f"{count(whole.orders - whole.known_orders, 'order names', 'orders name')} no "
            "customer: in orders and sales, not in customers, orders per customer or repeat rate."
        )
    if story.quality.shops > 1:
        yield "Who buys in two shops is two customers."
    yield "Seasonality is not tested here."
    counted = sum(s.customers for s in story.segments)
    if whole and counted > whole.customers:
        yield (
            f"Some customers bought in more than one {story.kind}: the rows count {counted:,} "
            f"customers where there are {whole.customers:,}."
        )
