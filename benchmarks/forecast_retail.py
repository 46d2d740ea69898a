"""Half a year of a wholesaler's invoices (UCI Online Retail) as series of days."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
from forecast_held import Set, cut

from salesops.models.forecast.panel import Array, Freq, Mask, Panel

CASES = Path(__file__).parents[2] / "shared" / "cases"
RETAIL = CASES / "online_retail" / "order_lines.parquet"
RETAIL_DAYS = (date(2010, 12, 1), date(2011, 6, 25))
"""The export ends within the next day."""
SOLD = """
SELECT strptime(InvoiceDate, '%m/%d/%y %H:%M')::DATE AS day, InvoiceNo AS invoice,
    StockCode AS sku, Country AS country, Quantity AS units, Quantity * UnitPrice AS revenue
FROM read_parquet(?)
WHERE Quantity > 0 AND UnitPrice > 0 AND InvoiceNo NOT LIKE 'C%'
"""
COUNTRIES = 6
OFTEN = 0.6
"""Of the open days: a SKU that sells on more of them is a daily one."""
SELDOM = (0.1, 0.4)
"""Of the open days: a SKU that sells on such a share of them is intermittent."""


def _days(rows: Iterable[tuple[date, str, float]], ids: Sequence[str]) -> Array:
    """(N, T): sums by day of the retailer; 0 where nothing was sold."""
    first, last = RETAIL_DAYS
    found = np.zeros((len(ids), (last - first).days + 1))
    row = {name: at for at, name in enumerate(ids)}
    for day, name, value in rows:
        if name in row and first <= day <= last:
            found[row[name], (day - first).days] += float(value)
    return found


def _retail(name: str, said: str, ids: Sequence[str], y: Array, store: Array) -> Set:
    """With the weekdays on which the store never sells as shut, and its other empty days masked.

    Both are told from the past alone, as `salesops forecast` does.
    """
    horizon = Freq.DAY.horizon
    weekday = np.arange(y.shape[1]) % 7
    past = store[:-horizon]
    never = [not past[weekday[:-horizon] == day].any() for day in range(7)]
    shut: Mask = np.array(never)[weekday]
    y = y.copy()
    y[:, :-horizon][:, (past == 0) & ~shut[:-horizon]] = np.nan
    return cut(name, said, Panel(tuple(ids), RETAIL_DAYS[0], Freq.DAY, y, horizon, shut))


def sku_sets() -> list[Set]:
    """SKUs by how often they sell, told from the past alone."""
    rows = duckdb.execute(
        f"SELECT day, sku, sum(units) FROM ({SOLD}) WHERE regexp_matches(sku, '^\\d{{5}}') "
        "GROUP BY day, sku ORDER BY sku, day",
        [str(RETAIL)],
    ).fetchall()
    ids = sorted({sku for _, sku, _ in rows})
    y = _days(rows, ids)
    store, past = y.sum(axis=0), y[:, : -Freq.DAY.horizon]
    often = (past > 0).sum(axis=1) / (store[: -Freq.DAY.horizon] > 0).sum()
    kinds = {
        "daily SKU units": (often > OFTEN, f"SKUs sold on over {100 * OFTEN:.0f} % of open days"),
        "intermittent SKU units": (
            (often >= SELDOM[0]) & (often < SELDOM[1]),
            f"SKUs sold on {100 * SELDOM[0]:.0f} to {100 * SELDOM[1]:.0f} % of open days",
        ),
    }
    return [
        _retail(
            name, f"UCI Online Retail, {said}", [ids[at] for at in np.flatnonzero(of)], y[of], store
        )
        for name, (of, said) in kinds.items()
    ]


def country_set() -> list[Set]:
    """Revenue, units and orders: the total and the countries with most orders."""
    rows = duckdb.execute(
        f"SELECT day, country, sum(revenue), sum(units), count(DISTINCT invoice) FROM ({SOLD}) "
        "GROUP BY day, country ORDER BY country, day",
        [str(RETAIL)],
    ).fetchall()
    cut_at = RETAIL_DAYS[1].toordinal() - Freq.DAY.horizon
    orders: dict[str, int] = {}
    for day, country, *_, invoices in rows:
        if day.toordinal() <= cut_at:
            orders[country] = orders.get(country, 0) + invoices
    most = sorted(orders, key=lambda one: -orders[one])[:COUNTRIES]
    ids, parts = [], []
    for at, measure in enumerate(("revenue", "units", "orders"), start=2):
        every = _days([(row[0], row[1], row[at]) for row in rows], sorted(orders))
        kept = [every[sorted(orders).index(one)] for one in most]
        parts.append(np.array([every.sum(axis=0), *kept]))
        ids += [f"{one} {measure}" for one in ("total", *most)]
    said = f"UCI Online Retail, revenue, units and orders: total and {COUNTRIES} countries"
    return [_retail("daily totals", said, ids, np.concatenate(parts), parts[0][0])]
