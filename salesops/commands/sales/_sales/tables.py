"""How sales lays out its groups: the ranking, subtotals, periods; each sums to the whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, make_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from salesops.commands.ledger import starts_at
from salesops.commands.sales._sales.groups import Asked, Group
from salesops.models.compare import change, ratio
from salesops.periods.dates import EARLIEST, floor, step
from salesops.result import DATA_ONLY, Change, Table, titled
from salesops.units import Count, Flag, Money, Percent, Quantity, Text

_MEASURES: tuple[tuple[str, Any, Mapping[str, Any]], ...] = (
    ("net_sales", Money, {}),
    ("share", Percent | None, {}),
    ("orders", Count, {}),
    ("units", Quantity, {}),
    ("aov", Money | None, titled("AOV")),
    ("margin", Percent | None, {}),
    ("cost_known", Percent | None, DATA_ONLY),
    ("base", Money | None, DATA_ONLY),
    ("change", Money | None, DATA_ONLY),
    ("change_pct", Percent | None, titled("Change %")),
    ("reason", Text | None, {}),
)
_REST: tuple[tuple[str, Any, Mapping[str, Any]], ...] = (("rest", Flag, DATA_ONLY),)
"""Whether the row is all groups past the top: one of them may be named other, too."""
_PERIOD: tuple[tuple[str, Any, Mapping[str, Any]], ...] = (
    ("period", Text, {}),
    ("complete", Flag, {}),
)
UNDATED = "undated"
"""The period of what has no date."""


@cache
def row(by: tuple[str, ...], *, periods: bool) -> type:
    """The row class of groups: a column for each of `by`, the period, the measures."""
    keys = ((name, Text, titled("SKU") if name == "sku" else {}) for name in by)
    columns = [*keys, *(_PERIOD if periods else ()), *_MEASURES, *_REST]
    fields = [(name, kind, field(metadata=meta)) for name, kind, meta in columns]
    return make_dataclass("SalesRow", fields, frozen=True)


def tables(asked: Asked) -> tuple[Table, ...]:
    """The groups, and with two of them the subtotals of the first."""
    title = " and ".join(map(_spoken, asked.by))
    found = [_main(asked, title)]
    if len(asked.by) > 1:
        first = asked.by[:1]
        rows = _rows(asked, first, asked.groups(first))
        name = f"Net sales by {_spoken(first[0])}"
        found.append(Table("subtotals", name, row(first, periods=False), rows))
    return tuple(found)


def _spoken(name: str) -> str:
    return "SKU" if name == "sku" else name


def _main(asked: Asked, title: str) -> Table:
    kind = row(asked.by, periods=bool(asked.freq))
    groups = asked.groups(asked.by, asked.freq, asked.top)
    if asked.freq:
        name = f"Net sales by {asked.freq}{f' and {title}' if title else ''}"
        keys = len(asked.by) + 1
        return Table("sales", name, kind, list(_periods(asked, groups)), keys=keys)
    rows = _rows(asked, asked.by, groups)
    return Table("sales", f"Net sales by {title}", kind, rows, keys=len(asked.by))


def _rows(asked: Asked, by: tuple[str, ...], groups: Sequence[Group]) -> list[Any]:
    name, base = asked.base
    kind, known = row(by, periods=False), asked.ledger.known(base)
    return [
        kind(*_keys(g, by), *_measures(asked, g, change(name, g.net_sales, g.base, history=known)))
        for g in groups
    ]


def _keys(group: Group, by: tuple[str, ...]) -> tuple[str, ...]:
    return (group.first_key, group.second_key)[: len(by)]


def _measures(asked: Asked, group: Group, moved: Change) -> tuple[Any, ...]:
    return (
        group.net_sales,
        asked.ledger.share(group.net_sales),
        group.orders,
        group.units,
        group.aov,
        group.margin,
        _known(group),
        moved.base,
        moved.change,
        moved.change_pct,
        moved.reason,
        group.is_rest,
    )


def _known(group: Group) -> float | None:
    """The share of net sales whose cost is known; a correction without a cost makes it no more."""
    share = ratio(group.covered, group.net_sales) if group.net_sales > 0 else None
    return None if share is None else min(share, 1.0)


def _periods(asked: Asked, groups: Sequence[Group]) -> Iterator[Any]:
    """Each period's groups, against the same groups of the period before if both are whole."""
    sold = {_identity(g, g.starts): g.net_sales for g in groups}
    kind = row(asked.by, periods=True)
    for group in _filled(asked, groups):
        keys = _keys(group, asked.by)
        whole = asked.ledger.covers(group.starts, asked.freq)
        yield kind(
            *keys, label(asked, group), whole, *_measures(asked, group, _moved(asked, group, sold))
        )


def _identity(group: Group, starts: date | None) -> tuple[Any, ...]:
    """A group in a period; a SKU may be named as the rest is."""
    return group.first_key, group.second_key, group.is_rest, starts


def _filled(asked: Asked, groups: Sequence[Group]) -> Iterator[Group]:
    """Without groups a period in which nothing was sold is a row of zeros, and not left out."""
    if asked.by:
        yield from groups
        return
    by_start = {g.starts: g for g in groups if g.starts is not None}
    zero = Decimal(0)
    for at in _starts(asked, [starts_at(day) for day in by_start]):
        none = Group("", "", False, at.date(), zero, zero, 0, zero, zero, zero, zero)
        yield by_start.get(at.date(), none)
    yield from (g for g in groups if g.starts is None)


def _starts(asked: Asked, sold: Sequence[datetime]) -> Iterator[datetime]:
    """What each period of the window begins with, from the data's first day on.

    Past the end of stale data there is none that nothing is known to be sold in.
    """
    ledger, reach = asked.ledger, asked.ledger.db.book.reach
    if reach is None:
        return
    end = min(ledger.window.end, reach[1]) if ledger.db.stale(ledger.window) else ledger.window.end
    first = floor(max(ledger.window.start, reach[0]), asked.freq, ledger.db.week_start)
    at, last = min([first, *sold]), max(sold, default=EARLIEST)
    while at < end or at <= last:  # a cancellation may be later than every order
        yield at
        at = step(at, asked.freq, 1)


def _moved(asked: Asked, group: Group, sold: dict[Any, Decimal]) -> Change:
    if group.starts is None:
        return Change("prev", None, None, None, "n/a")
    start = starts_at(group.starts)
    before = step(start, asked.freq, -1)
    if not asked.ledger.covers(before.date(), asked.freq):
        return change("prev", group.net_sales, None, history=asked.ledger.reaches(before))
    base = sold.get(_identity(group, before.date()), Decimal(0))
    if not asked.ledger.covers(group.starts, asked.freq):  # a part against a whole says nothing
        return Change("prev", base, None, None, "n/a")
    return change("prev", group.net_sales, base)


def label(asked: Asked, group: Group) -> str:
    """What a period is called: 2026-09-17, 2026-W38, 2026-09, 2026-Q3, 2026, or undated."""
    day = group.starts
    if day is None:
        return UNDATED
    monday = asked.ledger.db.week_start == 1
    names = {
        "day": f"{day}",
        "week": f"{day:%G-W%V}" if monday else f"week of {day}",
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "year": f"{day.year}",
    }
    return names[asked.freq]
