"""Little stores whose every day is known, and the history that forecasts would be told from."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

import numpy as np

import salesops
from salesops.commands.series import Series, history
from salesops.models.forecast.panel import Array, Freq

HEADER = "order_id,created_at,sku,qty,unit_price,currency"


def days(first: str, count: int, step: int = 1) -> list[date]:
    """So many days in a row, or every so many days."""
    begin = date.fromisoformat(first)
    return [begin + timedelta(days=step * n) for n in range(count)]


def trade(folder: Path, stamps: Iterable[object], sku: str = "A") -> Path:
    """A store whose only file has an order of one piece at 10 for each stamp."""
    lines = [f"{n},{stamp},{sku},1,10,EUR" for n, stamp in enumerate(stamps)]
    (folder / "orders.csv").write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return folder


def clocked(dates: Iterable[date], *clocks: str) -> list[str]:
    """Each day at each of those clock times."""
    return [f"{day} {clock}" for day in dates for clock in clocks]


def told(
    folder: Path,
    measure: str = "orders",
    by: str = "total",
    freq: str = "day",
    *,
    as_of: str = "data",
    horizon: int = 7,
    holidays: str | None = None,
    config: Path | None = None,
) -> Series:
    """The history that the exports in a folder hold."""
    with salesops.open(folder, as_of=as_of, config=config) as db:
        return history(db, measure, by, Freq(freq), horizon, holidays)


def total(series: Series) -> list[float | None]:
    """The whole as a list, None for what says nothing."""
    return _told(series.total.y[0])


def parts(series: Series) -> Mapping[str, list[float | None]]:
    """The parts by name."""
    return {name: _told(row) for name, row in zip(series.parts.ids, series.parts.y, strict=True)}


def _told(row: Array) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in row]
