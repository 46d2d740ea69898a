"""What forecasts cost: CPU a series beside other models, and a thousand SKUs as a whole process."""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from forecast_scores import cpu
from processes import Cost, cost

from salesops.models.forecast.engine import forecast
from salesops.models.forecast.other import theirs
from salesops.models.forecast.outlook import LEVELS
from salesops.models.forecast.panel import Freq, Panel

SALESOPS = Path(sys.executable).with_name("salesops")
DAYS, AHEAD = 730, 28
SERIES, FEW = 50, 10
"""Of each model, and of AutoARIMA."""
GOALS = {"autoets": 50, "arima": 300}
"""So many times what the core engine may cost."""
FIRST = date(2024, 1, 1)
SOLD = f"""
SELECT d * 200 + s // 5 AS order_id, 'S' || s AS sku, TIMESTAMP '{FIRST}' + INTERVAL (d) DAY
        + INTERVAL 10 HOUR AS created_at,
    (1 + s % 9) * (4 + d % 7) // 4 + hash(s * 1000 + d) % (3 + s % 5) AS qty
FROM range({DAYS}) AS t (d), range($skus) AS u (s)
"""
TABLES = {
    "orders": """
        SELECT DISTINCT 'O' || order_id AS order_id, created_at, 'paid' AS financial_status,
            'EUR' AS currency FROM sold""",
    "order_lines": """
        SELECT 'O' || order_id AS order_id, 'O' || order_id || sku AS line_id, sku,
            qty::DECIMAL(18,3) AS qty, 5::DECIMAL(18,4) AS unit_price FROM sold""",
}


def panel(series: int) -> Panel:
    """Counts with a week, a year and a drift in them."""
    dice = np.random.default_rng(7)
    at = np.arange(DAYS)
    level = dice.uniform(5, 80, (series, 1)) * np.exp(
        dice.normal(0, 0.3, (series, 1)) * at / DAYS
        + 0.3 * dice.normal(0, 1, (series, 7))[:, at % 7]
        + 0.3 * np.cos(2 * np.pi * (at / 365.25 - dice.uniform(0, 1, (series, 1))))
    )
    ids = tuple(f"s{number}" for number in range(series))
    return Panel(ids, FIRST, Freq.DAY, dice.poisson(level).astype(float), AHEAD)


def each(series: int = SERIES, few: int = FEW) -> dict[str, tuple[int, float]]:
    """By method: how many series, and CPU milliseconds for each."""
    forecast(panel(2))  # what is imported late
    theirs.tell("autoets", panel(1), LEVELS)
    found = {"core engine": (series, _took(partial(forecast, panel(series)), series))}
    for name in ("autoets", "theta", "arima"):
        count = few if name == "arima" else series
        found[name] = (count, _took(partial(theirs.tell, name, panel(count), LEVELS), count))
    return found


def _took(act: Callable[[], Any], series: int) -> float:
    return 1000 * cpu(act)[1] / series


def whole(at: Path, skus: int = 1000) -> Cost:
    """Orders of so many SKUs in, a forecast of each out."""
    con = duckdb.connect()
    con.execute(f"CREATE TABLE sold AS {SOLD}", {"skus": skus})
    for name, query in TABLES.items():
        con.execute(f"COPY ({query}) TO '{at / name}.parquet'")
    asked = ("--by", "sku", "--measure", "units", "--tz", "UTC", "--format", "csv")
    end = FIRST + timedelta(days=DAYS)
    return cost(
        [str(SALESOPS), "forecast", *asked, "--data", str(at), "--as-of", str(end)], at / "compiled"
    )
