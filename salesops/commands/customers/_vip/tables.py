"""The tables of vip."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from salesops.commands.customers._vip import lists
from salesops.commands.customers._vip.answers import Late, Part
from salesops.commands.customers._vip.odds import BANDS
from salesops.commands.customers._vip.story import Story, worth
from salesops.result import Table
from salesops.units import counted


def tables(story: Story) -> tuple[Table, ...]:
    """Who they are, who is late, large orders, and what they are a part of."""
    return (
        lists.vips(story),
        lists.due(story),
        lists.large(story),
        _parts(story),
        _late(story),
        lists.every(story),
    )


def _parts(story: Story) -> Table:
    title = "What VIPs bring of the net sales of the 365 days"
    return Table("parts", title, Part, [*_sums(story)])


def _sums(story: Story) -> Iterator[Part]:
    """VIPs, others with a large order, all others: they sum to net sales."""
    over, now, whole = Decimal(story.limits.order_over), story.year.now, story.whole
    vips, large = story.vips, [v for v in story.vips if v.largest >= over]
    orders, money = sum(v.orders for v in vips), worth(vips)
    watch_orders = whole.large_orders - sum(v.orders for v in large)
    watch_money = whole.large_net_sales - worth(large)
    watch = whole.large_customers - len(large)
    yield _part(story, "VIPs", len(vips), orders, money)
    said = f"Others with an order of {story.money(over)} or more"
    yield _part(story, said, watch, watch_orders, watch_money)
    yield _part(
        story,
        "Other known customers",
        whole.customers - len(vips) - watch,
        whole.orders - orders - watch_orders,
        whole.net_sales - money - watch_money,
    )
    unknown = now.net_sales - whole.net_sales
    yield _part(story, "Unknown customers", None, now.orders - whole.orders, unknown)
    yield _part(story, "Net sales", None, now.orders, now.net_sales)


def _part(story: Story, name: str, customers: int | None, orders: int, money: Decimal) -> Part:
    return Part(name, customers, orders, money, story.year.share(money))


def _late(story: Story) -> Table:
    odds = story.odds if story.told else None
    rows = [*_bands(story)] if odds and odds.seen else []
    looks = odds.looks if odds else 0
    note = f"Looked at {counted(looks, 'date')}, 30 days apart, and at who was a VIP then."
    title = "What VIPs did who were as late before"
    return Table("odds", title, Late, rows, note if rows else "")


def _bands(story: Story) -> Iterator[Late]:
    for start, end in pairwise((*BANDS, None)):
        assert start is not None  # noqa: S101 - only the last one is
        chance = story.odds.of(start, end)
        said = f"{start} to {end - 1}" if end else f"{start} or more"
        yield Late(said, chance.times, chance.came_back, chance.share)
    whole = story.odds.all()
    yield Late("all", whole.times, whole.came_back, whole.share)
