"""The tables of traffic: each split of the visits sums to all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from salesops.commands.arrived import DAY, Windows
from salesops.commands.traffic._traffic.answers import SPLITS, DayRow, Reach, Split
from salesops.commands.traffic._traffic.falls import fallen
from salesops.commands.traffic._traffic.rows import Member
from salesops.commands.traffic._traffic.searches import OTHER, searches
from salesops.commands.traffic._traffic.story import Story
from salesops.commands.web_orders import Sold
from salesops.models.compare import change, ratio
from salesops.models.overdispersed import band
from salesops.result import Table

ALL = "all visits"
USUAL = (
    "Usual: by how much such a window differs from the one before, 95 times of 100, told from the "
    "weeks before. Bought: the share of sessions that did; it and revenue are as analytics states."
)


def tables(story: Story) -> Iterator[Table]:
    """The splits first, then search, the days and how far all reaches."""
    for number, by in enumerate(story.splits):
        name, row = SPLITS[by]
        last = number == len(story.splits) - 1
        note = USUAL if last else ""
        yield Table(name, f"Visits by {by}", row, list(_split(story, by, row)), note)
    if story.search is not None:
        yield searches(story)
    yield _days(story)
    yield Table("reach", "How far the exports reach", Reach, list(_reach(story)))


def _split(story: Story, by: str, row: type[Split]) -> Iterator[Split]:
    members = story.members(by)
    listed, rest = members[: story.top], members[story.top :]
    down = {(one.by, one.member.member) for one in fallen(story)}
    for one in listed:
        verdict = "down" if (by, one.member) in down else None
        yield _row(story, row, one, story.spreads.get((by, one.member)), verdict)
    if rest:
        yield _row(story, row, summed(f"{OTHER} ({len(rest):,})", rest), None, None)
    whole, parts = story.whole, summed(f"(not split by {by})", members)
    if (whole.sessions, whole.sessions_base) != (parts.sessions, parts.sessions_base):
        yield _row(story, row, _less(whole, parts), None, None)
    everything = summed(ALL, [whole])
    yield _row(story, row, everything, story.spreads.get(("all", "")), None)


def _row(
    story: Story, row: type[Split], one: Member, spread: float | None, verdict: str | None
) -> Split:
    few = one.sessions_base < story.limits.least_sessions
    moved = change("", one.sessions, one.sessions_base, history=story.compared)
    return row(
        name=one.member,
        sessions=one.sessions,
        before=one.sessions_base if story.compared else None,
        change=moved.change_pct,
        usual=None if spread is None or few else band(one.sessions_base, spread),
        share=ratio(one.sessions, story.whole.sessions),
        conversion=ratio(one.purchases, one.sessions),
        revenue=one.revenue,
        conversion_before=ratio(one.purchases_base, one.sessions_base),
        purchases=one.purchases,
        engaged=one.engaged,
        verdict=verdict or ("few" if few else None),
        reason=moved.reason,
    )


def summed(name: str, rows: Sequence[Member]) -> Member:
    """Several as one; unknown where none of them states it."""
    return Member(
        name,
        sum(r.sessions for r in rows),
        sum(r.sessions_base for r in rows),
        _sum(r.engaged for r in rows),
        _sum(r.purchases for r in rows),
        _sum(r.purchases_base for r in rows),
        _money(r.revenue for r in rows),
        _money(r.revenue_base for r in rows),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _money(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _less(whole: Member, parts: Member) -> Member:
    """What the split does not hold of all visits; less than nothing where it holds more."""

    def gap(a: int | None, b: int | None) -> int | None:
        return None if a is None or b is None else a - b

    revenue = whole.revenue, parts.revenue
    return Member(
        parts.member,
        whole.sessions - parts.sessions,
        whole.sessions_base - parts.sessions_base,
        gap(whole.engaged, parts.engaged),
        gap(whole.purchases, parts.purchases),
        gap(whole.purchases_base, parts.purchases_base),
        None if None in revenue else (revenue[0] or 0) - (revenue[1] or Decimal(0)),
        None,
    )


def _days(story: Story) -> Table:
    """Every day that tells what is usual; one that is not there is blank."""
    bought: dict[date, list[int | None]] = defaultdict(list)
    for row in story.every_day:
        bought[row.day].append(row.purchases)
    orders = _orders(story.sold)
    first, rows = min(story.days, default=None), []
    day = first
    while day is not None and day <= story.known.last:
        sessions, purchases = story.days.get(day), _sum(bought.get(day, ()))
        sold = orders.get(day, 0) if story.sold and sessions is not None else None
        rows.append(DayRow(day, sessions, purchases, ratio(purchases, sessions), sold))
        day += DAY
    return Table("days", "Sessions by day", DayRow, rows, spark="sessions", shown=bool(rows))


def _orders(sold: Sequence[Sold]) -> dict[date, int]:
    found: dict[date, int] = defaultdict(int)
    for row in sold:
        found[row.day] += row.orders
    return found


def _reach(story: Story) -> Iterator[Reach]:
    if story.visits:
        yield _row_of("Visits", story.last, story.days, story.known, story)
    if story.search is not None:
        days = {row.day for row in story.search_days}
        yield _row_of("Web search", story.searched_last, days, story.searchable, story)


def _row_of(
    name: str, last: date | None, days: Iterable[date], known: Windows, story: Story
) -> Reach:
    many = known.both(days)
    span = f"{known.now.start:%Y-%m-%d} to {known.last}" if known.length else "none"
    return Reach(name, last, span, many, story.windows.length - many)
