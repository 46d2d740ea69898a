"""The history that forecasts are told from: sales a day, week or month, in all and by group.

Its sums are those of `salesops sales` over the same window. numpy is imported at the top: only
analyses that forecast import this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from salesops.commands._series import words
from salesops.commands._series.opening import closed_weekdays
from salesops.commands._series.parts import TOTAL, Out, Parts, categories, days_out, parts
from salesops.commands._series.reach import edge, known
from salesops.commands._series.rows import Known, StoreDay, Undated
from salesops.commands._series.span import Span
from salesops.commands._series.whole import Sold, whole
from salesops.commands.grouping import OF_LINES
from salesops.models.forecast.panel import Array, Days, Freq, Panel
from salesops.models.forecast.reconcile import Kin
from salesops.periods.dates import DAY
from salesops.queries.database import Database

MEASURES = ("revenue", "orders", "units")
GROUPS = ("sku", "segment", "channel", "category", "country", TOTAL)


@dataclass(frozen=True, eq=False)
class Series:
    """The history of one question."""

    parts: Panel
    """By the bare values of the group; `total` where that is asked for. No periods (T is 0) where
    the data holds none in full, no ids where it holds no sale."""
    total: Panel
    """The whole as one series, `total`, over the same periods."""
    raw: Array
    """(N, T): what each part sold, nothing masked: 0 before its first sale."""
    raw_total: Array
    """(1, T): the same of the whole."""
    end: date
    """The first day of the first period to come."""
    partial: date | None
    """The day, or the first day of the week or month, that was begun and is left out."""
    closed: frozenset[int]
    """Weekdays (Monday is 0) on which the store does not sell now; told for days only."""
    off: tuple[date, ...]
    """Days without an order on which the store usually has many; they are not learnt from."""
    censored: Mapping[str, int]
    """Days out of stock by SKU, of those that had any."""
    categories: Panel | None
    """Of SKUs, where there are several: what each category sold, as where they are asked for."""
    kin: Kin | None
    """Which of them each SKU is of."""
    additive: bool
    """Whether the parts sum to the total: an order of several SKUs counts in each."""
    notes: tuple[str, ...]
    """What a reader must know of it, in sentences."""


def history(
    db: Database,
    measure: str,
    by: str,
    freq: Freq,
    horizon: int,
    holidays: str | None = None,
) -> Series:
    """Read the history of a measure, by a group.

    Args:
        db: The exports.
        measure: One of MEASURES.
        by: One of GROUPS.
        freq: How long a period is.
        horizon: How many periods are to come.
        holidays: The country (`DE`, `DE-BY`) whose public holidays are marked; None for none.

    Raises:
        UsageError: an unknown country, or its calendar is not installed.
    """
    store = _store(db, by)
    sold = Sold(*store.sold(measure), store.closed)
    periods = whole(freq, db.week_start, sold, store.known)
    span = Span(freq, periods, horizon, store.sold("orders"), holidays)
    total = Parts((TOTAL,), span.sums(sold.days, sold.values))
    found = total if by == TOTAL else parts(db, measure, by, periods)
    out = days_out(db, found, periods, freq) if by == "sku" else Out({}, None)
    above = categories(db, measure, found.ids, periods) if by == "sku" else None
    additive = not (measure == "orders" and by in OF_LINES)
    return Series(
        parts=span.panel(found, out.mask),
        total=span.panel(total),
        raw=found.values,
        raw_total=total.values,
        end=periods.end,
        partial=periods.begun,
        closed=span.opening.closed,
        off=span.opening.off,
        censored=out.days,
        categories=span.panel(above.parts) if above else None,
        kin=above.kin if above else None,
        additive=additive,
        notes=(
            *words.of_periods(freq, periods, db.as_of.date()),
            *words.of_opening(span.opening),
            *words.of_holidays(span.kept),
            *words.of_stock(out.days),
            *words.of_undated(store.undated, measure),
            *words.of_parts(found.ids, additive=additive),
        ),
    )


@dataclass(frozen=True)
class _Store:
    """What the store sold on its days, and how far they are known."""

    days: tuple[StoreDay, ...]
    known: Known
    undated: Undated

    def sold(self, measure: str) -> tuple[Days, Array]:
        """The days with a sale, those not known whole left out, and what each brought."""
        full = [one for one in self.days if one.day < self.known.end]
        dates = np.array([one.day for one in full], dtype="datetime64[D]")
        return dates, np.array([one.of(measure) for one in full], dtype=float)

    @cached_property
    def closed(self) -> tuple[frozenset[int], frozenset[int]]:
        """The weekdays on which it did not sell at first, and does not now."""
        return closed_weekdays(*self.sold("orders"), self.known.end)

    def until(self, today: date) -> "_Store":
        """The same, known until today where all days between are closed weekdays."""
        end = self.known.end
        while self.known.begun is None and end < today and end.weekday() in self.closed[1]:
            end += DAY
        return replace(self, known=replace(self.known, end=end))


def _store(db: Database, by: str) -> _Store:
    """Read the store's days; the exports are loaded once for all that is asked."""
    files = ["store", *(["parts"] if by != TOTAL else []), *(["skus"] if by == "sku" else [])]
    db.expect(f"sales/series/{name}" for name in files)
    asked = db.read("sales/series/store")
    ends = edge(db)
    undated = asked.one("undated", Undated)
    if ends is None:
        return _Store((), Known(db.as_of.date(), None), undated)
    days = asked.all("days", StoreDay, end_at=db.as_of, clock=ends.clock)
    return _Store(tuple(days), known(ends, days), undated).until(db.as_of.date())
