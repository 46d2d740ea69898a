"""Methods by name: what is behind `--method`.

What is known of a series whatever tells it (its season, why it is weak) is said by the core engine,
which also tells the series that a method cannot tell.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from salesops.errors import UsageError
from salesops.models.forecast.engine import forecast
from salesops.models.forecast.names import NAMES
from salesops.models.forecast.other import naive, theirs
from salesops.models.forecast.other.told import Levels, Told, mean, settled
from salesops.models.forecast.other.tried import ORIGINS, record
from salesops.models.forecast.outlook import Outlook
from salesops.models.forecast.panel import Array, Freq, Panel

CORE = "core engine"
SLOW = ("arima",)
"""Not tried on the past: three fits more would be half a minute a series."""


def by_name(name: str) -> Callable[[Panel, Levels], Outlook]:
    """The method of that name.

    Raises:
        UsageError: there is none, or the extra that it takes is not installed.
    """
    if name not in NAMES:
        raise UsageError(f"no method {name!r}: one of {', '.join(NAMES)}")
    if name == "auto":
        return forecast
    if name != "naive":
        theirs.need(name)
    return partial(_outlook, name)


def told(name: str, panel: Panel, levels: Levels, core: Outlook) -> Told:
    """The forecast of a method beside the core's own, which stands in where it has none."""
    if name == "ensemble":
        found = mean((own(core), *(theirs.tell(one, panel, levels) for one in members(panel))))
    elif name == "naive":
        found = naive.tell(panel, levels)
    else:
        found = theirs.tell(name, panel, levels)
    return settled(panel, found, own(core))


def members(panel: Panel) -> tuple[str, ...]:
    """What the ensemble joins to the core engine: CES earns its cost on months alone."""
    return ("autoets", "theta", "ces") if panel.freq is Freq.MONTH else ("autoets", "theta")


def own(core: Outlook) -> Told:
    """What the core engine tells, as the other methods do."""
    return Told(core.yhat, core.bounds, (CORE,) * len(core.methods))


def _outlook(name: str, panel: Panel, levels: Levels) -> Outlook:
    core = forecast(panel, levels)
    found = told(name, panel, levels, core)
    methods = found.names
    if name in SLOW:
        methods = tuple(f"{one}, not tried on the past: too slow" for one in methods)
    return replace(
        core,
        yhat=found.yhat,
        bounds=found.bounds,
        methods=methods,
        record=record(panel, partial(_again, name), levels, 0 if name in SLOW else ORIGINS),
        shocks=core.shocks * _wider(found, core, levels[0])[:, None, :],
    )


def _again(name: str, past: Panel, levels: Levels) -> Told:
    """The method as it would have been asked then, the core engine with it."""
    return told(name, past, levels, forecast(past, levels))


def _wider(found: Told, core: Outlook, level: float) -> Array:
    """(N, H): how much wider its intervals are than the core's, whose paths are stretched so."""
    low, high = found.bounds[level]
    own_low, own_high = core.within(level)
    own = own_high - own_low
    return np.divide(high - low, own, out=np.ones_like(own), where=own > 0)
