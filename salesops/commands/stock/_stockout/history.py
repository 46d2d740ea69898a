"""What some SKUs sold on each day that is known whole, and the days that they are to last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from salesops.commands._series.parts import Parts
from salesops.commands._series.reach import RECENT, Edge, known
from salesops.commands._series.rows import StoreDay
from salesops.commands._series.span import Span
from salesops.commands._series.whole import Sold, Whole, whole
from salesops.commands.stock._stockout.asked import AHEAD, Held
from salesops.models.forecast.panel import Array, Freq, Panel
from salesops.periods.dates import DAY
from salesops.queries.database import Questions


@dataclass(frozen=True, eq=False)
class History:
    """The past of the SKUs asked about, on the calendar of their store."""

    asked: Questions
    held: Sequence[Held]
    days: Sequence[StoreDay]
    """The store's."""
    ends: Edge
    today: date

    @cached_property
    def _sold(self) -> Sold:
        """The days that are known whole, and how many orders each had."""
        end = known(self.ends, self.days).end
        full = [one for one in self.days if one.day < end]
        dates = np.array([one.day for one in full], dtype="datetime64[D]")
        return Sold(dates, np.array([one.orders for one in full], dtype=float))

    @cached_property
    def periods(self) -> Whole:
        """The days of the past."""
        week_start = self.asked.db.week_start
        return whole(Freq.DAY, week_start, self._sold, known(self.ends, self.days))

    @cached_property
    def gap(self) -> int:
        """Days from the first that is forecast to today: -1 where today is over."""
        return (self.today - self.periods.end).days

    @cached_property
    def panel(self) -> Panel:
        """The SKUs; days out of stock say nothing of what was wanted."""
        sold = (self._sold.days, self._sold.values)
        span = Span(Freq.DAY, self.periods, max(self.gap, 0) + AHEAD, sold, None)
        ids = tuple(f"{one.shop}/{one.sku}" for one in self.held)
        return span.panel(Parts(ids, self._sums("wanted")), self._sums("days_out") > 0)

    def _sums(self, statement: str) -> Array:
        """(N, T): of a statement's rows by SKU and day the units, or where it has none how many."""
        rows = self.asked.columns(statement, skus=self.skus, end_day=self.periods.end)
        place = {one.key: at for at, one in enumerate(self.held)}
        pairs = zip(rows["shop"].tolist(), rows["sku"].tolist(), strict=True)
        at = np.array([place.get(pair, -1) for pair in pairs], dtype=np.int64)
        days = rows["day"].astype("datetime64[D]")
        mine = (at >= 0) & (days >= np.datetime64(self.periods.first))
        units = rows["units"] if "units" in rows else np.ones(len(at))
        found = np.zeros((len(self.held), len(self.periods.starts)))
        np.add.at(found, (at[mine], self.periods.index(days[mine])), units[mine])
        return found

    @property
    def skus(self) -> str:
        """As the statements ask for them."""
        return f"|{'|'.join(one.sku for one in self.held)}|"

    @cached_property
    def left(self) -> Array:
        """(H,): the part of each day that is still to come; of today what usually comes yet."""
        found = np.ones(self.panel.horizon)
        found[: max(self.gap, 0)] = 0.0
        if self.gap >= 0:
            found[self.gap] = self._rest_of_today()
        return found

    def _rest_of_today(self) -> float:
        """The share of orders that lately came after this clock time; dates alone tell no time."""
        last = self.ends.moment.date()
        recent = [one for one in self.days if last - DAY * RECENT <= one.day < last]
        timed = 2 * sum(one.timed for one in recent) >= len(recent)
        if not recent or not timed or not self.ends.going_on:
            return 1.0
        return sum(one.late for one in recent) / sum(one.orders for one in recent)
