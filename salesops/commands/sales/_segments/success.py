"""The numbers to watch, as they stand now."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from salesops.commands.sales._segments import recent
from salesops.commands.sales._segments.rows import Success, Sums
from salesops.commands.sales._segments.say import of_whole, two
from salesops.commands.sales._segments.story import Story
from salesops.result import Table

WATCHED = 5
"""The largest segments; the tables have the others."""


def table(story: Story) -> Table:
    """One row a number and segment."""
    rows = list(_rows(story)) or [_too_few(story)]
    return Table("success_metrics", "Success metrics", Success, rows, shown=False)


def _rows(story: Story) -> Iterator[Success]:
    watched, months = story.judged[:WATCHED], recent.complete(story)
    if months:
        yield from _monthly(story, watched, months)
    else:
        yield from (_whole_aov(story, s) for s in watched if s.aov is not None)
    people = [s for s in watched if s.customers >= story.small]
    for s in people:
        yield _ratio(
            story, s, "Orders per customer", two(s.orders_per_customer), s.orders_per_customer
        )
    for s in people:
        yield _ratio(story, s, "Repeat rate", of_whole(s.repeat_rate), s.repeat_rate)
    if story.segments and not story.unmarked:
        yield _unknown(story)


def _too_few(story: Story) -> Success:
    orders = story.ledger.now.orders
    need = f"{story.small} orders in a segment are needed before its averages are judged"
    need = "no file has a segment column" if story.unmarked else need
    return Success("Orders", "all", f"{orders:,}", need, Decimal(orders), "count")


def _monthly(story: Story, watched: list[Sums], months: list[date]) -> Iterator[Success]:
    last = months[-1]
    earlier = date(last.year - 1, last.month, 1)
    before = earlier if earlier in months else None
    for name in ("Net sales", "Average order"):
        for s in watched:
            now = _of(name, recent.stretch(story, s.segment, [last]))
            then = _of(name, recent.stretch(story, s.segment, [before])) if before else None
            read = (
                f"{story.say.money(then)} a year before, in {before:%Y-%m}"
                if before
                else "the same month a year before is not in the data as a whole"
            )
            yield Success(
                f"{name} in {last:%Y-%m}", story.name(s.segment), story.say.money(now), read, now,
                "money",
            )  # fmt: skip


def _of(name: str, found: recent.Stretch) -> Decimal | None:
    return found.net_sales if name == "Net sales" else found.aov


def _whole_aov(story: Story, s: Sums) -> Success:
    read = "of this period: no complete month is in the data"
    return Success(
        "Average order", story.name(s.segment), story.say.money(s.aov), read, s.aov, "money"
    )


def _ratio(story: Story, s: Sums, name: str, now: str, value: float | None) -> Success:
    kind = "fraction" if name == "Repeat rate" else "ratio"
    exact = None if value is None else Decimal(str(value))
    read = "of this period"
    return Success(name, story.name(s.segment), now, read, exact, kind)


def _unknown(story: Story) -> Success:
    share = story.ledger.share(story.unknown.net_sales) if story.unknown else 0.0
    exact = None if share is None else Decimal(str(share))
    return Success(
        "Net sales without a name" if story.by == "rules" else f"Net sales without {story.by}",
        "Unknown", of_whole(share), "of the net sales of this period; less is better", exact,
        "fraction",
    )  # fmt: skip
