"""Stockout dates from forecasts: the ways demand may come, against stock and deliveries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import numpy as np

from salesops.commands._series.reach import edge
from salesops.commands._series.rows import StoreDay
from salesops.commands.stock._stockout.asked import AHEAD, Held, Key, Stockout, unknown
from salesops.commands.stock._stockout.coming import Coming, coming
from salesops.commands.stock._stockout.history import History
from salesops.commands.stock._stockout.rows import Owed
from salesops.models.forecast.engine import forecast
from salesops.models.forecast.panel import Array
from salesops.models.forecast.stockout import EARLY, LATE, MIDDLE, RunsOut, runs_out, ways
from salesops.periods.dates import DAY
from salesops.queries.database import Database

WEAK = "too little history"


def told(db: Database, today: date, held: Sequence[Held]) -> Mapping[Key, Stockout]:
    """When each of them runs out; there is more than nothing of each."""
    asked, ends = db.read("stock/stockout"), edge(db)
    if ends is None:
        return {one.key: unknown(WEAK) for one in held}
    days = asked.all("days", StoreDay, end_at=db.as_of, clock=ends.clock)
    history = History(asked, held, days, ends, today)
    outlook = forecast(history.panel)
    due = _due(held, asked.all("owed", Owed, skus=history.skus))
    found = {}
    for at, one in enumerate(held):
        if outlook.weak[at]:
            found[one.key] = unknown(WEAK)
            continue
        brought = _by_day(history, due[one.key])
        demand = ways(outlook, at) * history.left
        found[one.key] = _dated(history, runs_out(demand, float(one.available), brought))
    return found


def _due(held: Iterable[Held], lines: Iterable[Owed]) -> Mapping[Key, Coming]:
    """What is on its way to each."""
    owed: dict[Key, list[tuple[date | None, Decimal]]] = defaultdict(list)
    for line in lines:
        owed[line.shop, line.sku].append((line.expected, line.qty))
    return {one.key: coming(one.incoming, owed[one.key]) for one in held}


def _by_day(history: History, due: Coming) -> Array:
    """(H,): what is due on each day; nobody knows when what is overdue comes."""
    found = np.zeros(history.panel.horizon)
    for when, units in due.parts:
        if when is not None and when >= history.today:
            at = max((when - history.periods.end).days, 0)
            found[at : at + 1] += float(units)
    return found


def _dated(history: History, found: RunsOut) -> Stockout:
    """The same in days of the calendar."""
    early, middle, late = (_date(history, found.by(share)) for share in (EARLY, MIDDLE, LATE))
    gone = tuple(found.before(history.gap + day + 1) for day in range(AHEAD))
    return Stockout(early, middle, late, gone)


def _date(history: History, period: int | None) -> date | None:
    return None if period is None else history.periods.end + DAY * period
