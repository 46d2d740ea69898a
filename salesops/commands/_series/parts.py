"""The sales of each group as a matrix, and what is known of SKUs beside them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salesops.commands._series.whole import Whole
from salesops.commands.ledger import starts_at
from salesops.models.forecast.panel import Array, Freq, Mask
from salesops.models.forecast.reconcile import Kin
from salesops.queries.database import Database

Columns = Mapping[str, NDArray[np.generic]]
TOTAL = "total"


@dataclass(frozen=True)
class Parts:
    """N groups over T periods."""

    ids: tuple[str, ...]
    values: Array
    """(N, T): what each sold; 0 where it sold nothing."""


def parts(db: Database, measure: str, by: str, periods: Whole) -> Parts:
    """What each group sold in each of the periods."""
    span = {"start_at": starts_at(periods.first), "end_at": starts_at(periods.end)}
    asked = db.read("sales/series/parts")
    rows = asked.columns("parts", measure=measure, dimension=by, **span)
    ids, codes = _coded(rows["part"])
    size = len(periods.starts)
    at = codes * size + periods.index(rows["day"].astype("datetime64[D]"))
    sums = np.bincount(at, rows["amount"].astype(float), minlength=len(ids) * size)
    return Parts(ids, np.asarray(sums, dtype=float).reshape(len(ids), size))


@dataclass(frozen=True, eq=False)
class Categories:
    """What SKUs are of."""

    parts: Parts
    """By the same rule as where categories are asked for."""
    kin: Kin
    """Which SKU is of which: of several where its lines say so, by how many do."""


def categories(
    db: Database, measure: str, skus: tuple[str, ...], periods: Whole
) -> Categories | None:
    """The categories of SKUs, and what each sold in each of the periods; None of a single one."""
    found = parts(db, measure, "category", periods)
    if len(found.ids) < 2:  # noqa: PLR2004 - one is the total
        return None
    span = {"start_at": starts_at(periods.first), "end_at": starts_at(periods.end)}
    rows = db.read("sales/series/parts").columns("kin", **span)
    part, moves = _places(rows["part"], skus), rows["moves"].astype(float)
    share = moves / np.bincount(part, moves)[part]
    return Categories(found, Kin(part, _places(rows["category"], found.ids), share))


@dataclass(frozen=True)
class Out:
    """When SKUs could not be bought."""

    days: Mapping[str, int]
    """How many by SKU, of those that had any."""
    mask: Mask | None
    """(N, T): the periods of which that is half or more; None where nothing is known."""


def days_out(db: Database, found: Parts, periods: Whole, freq: Freq) -> Out:
    """What the stock history says of each SKU since its first sale; nothing where there is none."""
    days = np.zeros(found.values.shape, dtype=np.int16)
    asked = db.read("sales/series/skus")
    if days.size and asked.has("stock_history"):
        rows = asked.columns("days_out", first_day=periods.first, end_day=periods.end)
        of = _places(rows["part"], found.ids)
        np.add.at(days, (of[of >= 0], periods.index(rows["day"].astype("M8[D]")[of >= 0])), 1)
        days[before(found.values)] = 0
    lengths = np.diff(freq.starts(periods.first, len(periods.starts) + 1)).astype(int)
    counts = dict(zip(found.ids, days.sum(axis=1).tolist(), strict=True))
    return Out({one: n for one, n in counts.items() if n}, (days > 0) & (2 * days >= lengths))


def before(values: Array) -> Mask:
    """(N, T): the periods before the first with a sale."""
    sold = values != 0
    found: Mask = ~np.maximum.accumulate(sold, axis=1) & sold.any(axis=1, keepdims=True)
    return found


def _places(names: NDArray[np.generic], ids: tuple[str, ...]) -> NDArray[np.int64]:
    """Where each of the names stands among the ids; -1 where it does not."""
    order = {one: at for at, one in enumerate(ids)}
    return np.array([order.get(str(one), -1) for one in names.tolist()], dtype=np.int64)


def _coded(names: NDArray[np.generic]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The names, each once, and which of them each row has; the rows come sorted by name."""
    names = np.asarray(names)
    new = np.ones(len(names), dtype=bool)
    new[1:] = names[1:] != names[:-1]
    return tuple(map(str, names[new])), np.cumsum(new) - 1
