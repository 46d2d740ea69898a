"""What vip says in words: its headline, its metrics and its notes."""

from collections.abc import Iterator
from decimal import Decimal

from salesops.commands.consent import REFUSED, UNKNOWN
from salesops.commands.customers._vip.contact import Contact
from salesops.commands.customers._vip.rows import Vips
from salesops.commands.customers._vip.story import QUARTER, YEAR, ZERO, Story, worth
from salesops.commands.trust import one_of_several_currencies
from salesops.models.compare import ratio
from salesops.result import Metric
from salesops.units import Unit, counted, text

FILTERED = (
    "--where leaves out orders: VIPs are those of the others; retention, who is late and first "
    "orders are not told. Ask without it."
)


def headline(story: Story) -> str:
    """One sentence: what VIPs bring, how many stay, whom to write to first."""
    if stale := story.stale():
        return stale.message
    if not story.vips:
        return "No customer is of high value: " + (
            "nobody known ordered in the 365 days to as-of."
            if not story.whole.customers
            else f"{counted(story.whole.customers, 'known customer')} in the 365 days to as-of."
        )
    return f"{_bring(story)}; {'; '.join([_stay(story), _write(story)])}."


def _bring(story: Story) -> str:
    count, money = len(story.vips), worth(story.vips)
    share = story.year.share(money)
    of = f" ({text(share, Unit.PERCENT)} of net sales)" if share is not None else ""
    return f"{counted(count, 'VIP')} brought {story.money(money, unit=True)} in 365 days{of}"


def _stay(story: Story) -> str:
    found = story.retained
    if found is None or not found.vips:
        return "how many stay is not known yet"
    goal = text(story.limits.retention_goal, Unit.PERCENT)
    return f"{rate(found)} of earlier VIPs came back ({_of(found)}), goal {goal}"


def rate(of: Vips) -> str:
    """The share of them that came back, as it is written."""
    return text(ratio(of.came_back, of.vips), Unit.PERCENT)


def _of(found: Vips) -> str:
    return f"{found.came_back:,} of {found.vips:,}"


def _write(story: Story) -> str:
    if not story.told:
        return "who is due is not told under --where"
    if not story.late:
        return "nobody is due for contact"
    writable = (v for v in story.late if Contact(story.person(v)).write_by != REFUSED)
    first = next(writable, story.late[0])
    verb = "is" if len(story.late) == 1 else "are"
    return (
        f"{len(story.late):,} {verb} due for contact, first "
        f"{Contact(story.person(first)).called}, silent for {counted(first.days_since, 'day')} "
        f"(late after {text(first.bound, Unit.DAYS)})"
    )


def metrics(story: Story) -> Iterator[Metric]:
    """How many they are, what they bring, how many stay, who is late."""
    vips, money, kept = story.vips, worth(story.vips), story.retained
    yield Metric("vips", "VIPs", len(vips), Unit.COUNT)
    yield Metric("vip_net_sales", "Their net sales, 365 days", money, Unit.MONEY)
    yield Metric("vip_share", "Share of net sales", story.year.share(money), Unit.PERCENT)
    yield Metric("net_sales", "Net sales, 365 days", story.year.now.net_sales, Unit.MONEY)
    of = f", {_of(kept)}" if kept else ""
    back = ratio(kept.came_back, kept.vips) if kept else None
    yield Metric("vip_retention", f"VIP retention{of}", back, Unit.PERCENT)
    yield Metric(
        "vip_retention_n", "VIPs that retention is of", kept and kept.vips, Unit.COUNT, shown=False
    )
    late = len(story.late) if story.told else None
    yield Metric("due", "VIPs due for contact", late, Unit.COUNT, good="down")
    share = story.year.share(story.whole.largest)
    yield Metric("largest_share", "Share of the largest customer", share, Unit.PERCENT, good="down")
    yield from _goals(story)
    yield from _again(story)


def _goals(story: Story) -> Iterator[Metric]:
    goal = Decimal(story.limits.lifetime_goal)
    ever = [story.person(v).net_sales for v in story.vips]
    title = f"VIPs with {story.money(goal)} or more ever"
    yield Metric("lifetime_goal", title, sum(x >= goal for x in ever), Unit.COUNT)
    title = "Large orders of the window"
    yield Metric("large_orders", title, len(story.large), Unit.COUNT)
    money = sum((o.order_value for o in story.large), ZERO)
    yield Metric("large_order_value", "Their value", money, Unit.MONEY)


def _again(story: Story) -> Iterator[Metric]:
    """What `today` needs of who placed a large order before; prose has a note of it."""
    told, found = story.told, story.again
    yield Metric(
        "large_before", "Large orders of the year before", found.orders if told else None,
        Unit.COUNT, shown=False,
    )  # fmt: skip
    yield Metric(
        "large_again", "Of these, with another order within 30 days",
        found.again if told else None, Unit.COUNT, shown=False,
    )  # fmt: skip
    yield Metric(
        "next_order_value", "Of these other orders together",
        found.order_value if told else None, Unit.MONEY, shown=False,
    )  # fmt: skip


def notes(story: Story) -> Iterator[str]:
    """What a reader must know of these numbers."""
    share = text(story.limits.top_share, Unit.PERCENT)
    over = story.money(Decimal(story.limits.vip_over))
    yield (
        f"A VIP is among the best {share} of customers by net sales of the 365 days to as-of, or "
        f"placed an order of {over} or more in them."
    )
    if not story.told:
        yield FILTERED
    else:
        yield from _history(story)
    if one_of_several_currencies(story.asked.db):
        yield (
            "Orders in other currencies are left out: who ordered in one of them stands here as if "
            "they had not."
        )
    if not story.asked.has("customers"):
        yield "No export lists customers: names and consent are unknown; ask before you write."
    elif any(Contact(story.person(v)).write_by == UNKNOWN for v in story.vips):
        yield "Consent unknown: the customers' file does not say; ask before you write."
    if len({v.shop for v in story.vips}) > 1:
        yield "Who buys in two shops is two customers: ids are a shop's own."


def _history(story: Story) -> Iterator[str]:
    """How far the data reaches, and what it tells of the past."""
    first, year = story.year.first, story.year.window.start
    if first is not None and not story.year.reaches(year):
        yield f"The data begins {first}, later than the 365 days do: they are what is loaded."
    if story.retained is None:
        yield f"VIP retention needs {(YEAR + QUARTER).days} days of orders."
    elif before := story.retained_before:
        yield f"90 days earlier, {rate(before)} of the VIPs of then had come back ({_of(before)})."
    if (found := story.again).orders:
        yield (
            f"Of {counted(found.orders, 'large order')} in the year before the last 30 days, "
            f"{found.again:,} were followed by another order of the customer within 30 days."
        )
