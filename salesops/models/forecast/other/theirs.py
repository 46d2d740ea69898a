"""The models of statsforecast, for those who ask for one by name: the extra [forecast].

They know no gaps, no shut days and no floor; each series is told by itself, in this process, and
nothing in it is random.
"""

import warnings
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from salesops.errors import UsageError
from salesops.models.forecast.other.history import History, history
from salesops.models.forecast.other.told import Levels, Told
from salesops.models.forecast.panel import Array, Freq, Panel

MODELS = {
    "autoets": "AutoETS",
    "theta": "DynamicOptimizedTheta",
    "ces": "AutoCES",
    "mstl": "MSTL",
    "arima": "AutoARIMA",
}
"""By what `--method` calls them."""
_FEWEST = 8
"""Values without which these models refuse, or guess."""


def need(name: str) -> None:
    """Raise unless the extra is installed.

    Raises:
        UsageError: it is not.
    """
    if find_spec("statsforecast") is None:
        raise UsageError(f"--method {name} needs statsforecast: pip install 'salesops[forecast]'")


def tell(name: str, panel: Panel, levels: Levels) -> Told:
    """Fit the model to each series; NaN where it is too short or the model fails."""
    percents = [float(f"{100 * level:g}") for level in levels]
    rows = [_row(name, panel, row, percents) for row in range(len(panel.ids))]
    each = np.array(rows).reshape(len(rows), 1 + 2 * len(levels), panel.horizon)
    bounds = {level: (each[:, 1 + 2 * at], each[:, 2 + 2 * at]) for at, level in enumerate(levels)}
    return Told(each[:, 0], bounds, (MODELS[name],) * len(rows))


def _row(name: str, panel: Panel, row: int, percents: list[float]) -> Array:
    """(1 + 2 x levels, H): the middle, then low and high of each level."""
    past = history(panel, row)
    found = np.full((1 + 2 * len(percents), panel.horizon), np.nan)
    if past.real.sum() < _FEWEST:
        return found
    if not past.ahead.any():
        return np.zeros_like(found)
    try:
        found[:, past.ahead] = _fitted(name, panel.freq, past, percents)
    except Exception:  # noqa: BLE001 - of a series that it cannot fit, each model says something else
        return found
    found[:, ~past.ahead] = 0
    return found


def _fitted(name: str, freq: Freq, past: History, percents: list[float]) -> Array:
    model = getattr(import_module("statsforecast.models"), MODELS[name])
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # of divisions by the spread of a constant series
        fit: Any = model(season_length=_season(name, freq, past))
        told = fit.forecast(y=past.y, h=int(past.ahead.sum()), level=percents)
    keys = [f"{side}-{percent}" for percent in percents for side in ("lo", "hi")]
    return np.array([np.asarray(told[key], dtype=float) for key in ("mean", *keys)])


def _season(name: str, freq: Freq, past: History) -> int:
    """Two cycles tell a season; ARIMA has none of 52 weeks, which takes it minutes a series."""
    if len(past.y) < 2 * past.season:
        if name == "mstl":
            raise ValueError("MSTL is a season and a trend")
        return 1
    return 1 if name == "arima" and freq is Freq.WEEK else past.season
