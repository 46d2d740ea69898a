"""A shop whose weeks are worked out by hand, and forecasts of it that were told by hand too."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
from pulse_store import put

from salesops.commands.sales._forecast.asked import Asked
from salesops.commands.sales._forecast.tracking import report as accuracy
from salesops.commands.sales._forecast.tracking import saved
from salesops.commands.series import history
from salesops.inputs import Inputs
from salesops.models.forecast.engine import forecast
from salesops.models.forecast.panel import Freq
from salesops.options import Data, Output
from salesops.signals import Stop

FIRST = date(2026, 1, 5)
"""A Monday."""
WEEKS = [100] * 7 + [120] * 7 + [130, 130, 150, 130, 160, 130, 170] + [140, 100, 90, 90, 90, 90, 90]
"""What four weeks brought."""
THIRD, FOURTH = "2026-01-19", "2026-01-26"
"""The Mondays of the last two weeks."""
ASKED = Asked(horizon=28)
QUIET = {"talk": lambda _: None}


def lines(days=WEEKS, first=FIRST, sku="MUG"):
    """An order a day."""
    rows = [
        f"{sku}{n},{first + timedelta(days=n)} 10:00,{sku},1,{amount},web"
        for n, amount in enumerate(days)
        if amount
    ]
    return "\n".join(["order_id,order_date,sku,quantity,amount,channel", *rows])


def shop(folder: Path, **files: str) -> Path:
    """A folder with four weeks of orders, or with other files."""
    folder.mkdir(parents=True, exist_ok=True)
    return put(folder, **(files or {"lines": lines()}))


def database(folder: Path, as_of: str, **options):
    """The exports in the folder; use it as a context manager."""
    return Inputs(Data(data=[folder], as_of=as_of, **options), Output(), Stop(), **QUIET).db


def told(panel, yhat, lo80=0.0, hi80=0.0, lo95=0.0, hi95=0.0):
    """A forecast of a panel with these numbers: one each, or one a period or series."""
    outlook = forecast(panel)
    wide = outlook.yhat.shape
    numbers = [np.broadcast_to(np.asarray(n, float), wide) for n in (yhat, lo80, hi80, lo95, hi95)]
    object.__setattr__(outlook, "yhat", numbers[0])
    object.__setattr__(outlook, "bounds", {0.8: tuple(numbers[1:3]), 0.95: tuple(numbers[3:])})
    return outlook


def save(folder, state, as_of, *numbers, asked=ASKED, **options):
    """Keep a forecast told by hand, as of a moment; what is said of it."""
    with database(folder, as_of, **options) as db:
        series = history(db, asked.measure, asked.by, Freq(asked.freq), asked.horizon)
        return saved.save(db, state, asked, told(series.parts, *numbers))


def judged(folder, state, as_of, asked=ASKED, **options):
    """What --accuracy answers."""
    with database(folder, as_of, **options) as db:
        return accuracy.accuracy(db, state, asked)


def files(state):
    """The snapshots in the state folder, by name."""
    return sorted(path.name for path in (state / saved.FOLDER).glob("*.parquet"))


def numbers(report):
    """The metrics by name."""
    return {metric.name: metric.value for metric in report.metrics}
