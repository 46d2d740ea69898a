"""One case of each finding of forecast; the sample's as-of is Friday 2026-09-18 15:10."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from math import cos, tau
from pathlib import Path
from typing import Any

import asking
from planting import Plant, append, edit, rows
from pulse import ORDERS, rejected_rows, stale_data

from salesops.commands.sales._forecast.tracking import snapshot

JUDGED = ("--accuracy", "--state", "{folder}/../kept")
MONTHS = ("--freq", "month", "--horizon", "3")
WEEKS = ("--freq", "week", "--horizon", "4")
UNSURE = ("short-history", "low-confidence")
"""Of thirteen months no season is known."""


def nothing(_: Path) -> Mapping[str, Any]:
    """What is asked is the case."""
    return {}


def short_history(_: Path) -> Mapping[str, Any]:
    """Thirteen months and a half of weeks: a year is seen once."""
    return {"periods": 58, "needed": 104}


def low_confidence(folder: Path) -> Mapping[str, Any]:
    """Asked on the fifth day of the history."""
    edit(folder / "salesops.toml", "2026-09-18 15:10", "2025-08-05 15:10")
    return {"series": ["total"]}


def better_naively(folder: Path) -> Mapping[str, Any]:
    """Thirty weeks in which the best day moves on through the week: only the last one tells."""
    for path in folder.glob("*.csv"):
        path.unlink()
    lines = ["order_id,order_date,sku,quantity,amount"]
    for n in range(211):  # the last one is today, which is left out
        day, week = date(2026, 2, 20) + timedelta(n), n // 7
        amount = 100 + 60 * cos(tau * ((n % 7) / 7 - week / 20))
        lines.append(f"{n},{day} 14:55,MUG,1,{amount:.0f}")
    (folder / "lines.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return {"lost": 6, "origins": 6}


def level_shift(folder: Path) -> Mapping[str, Any]:
    """Since 14 August two orders of three are gone, for five weeks of seven days."""
    with rows(folder / ORDERS) as lines:
        names = dict.fromkeys(r["Name"] for r in lines if r["Created at"] >= "2026-08-14")
        gone = {name for n, name in enumerate(names) if n % 3}
        lines[:] = [r for r in lines if r["Name"] not in gone]
    return {"series": "total", "since": "2026-08-14"}


def forecast_below_target(folder: Path) -> Mapping[str, Any]:
    """October is to bring ten times what it ever did."""
    append(folder / "targets.csv", "2026-10,shop,net_sales,900000")
    return {"month": "2026-10", "target": "900000.00"}


def told_wrong(folder: Path, middle: float, low: float, high: float) -> Mapping[str, Any]:
    """On 10 August so many times what the naive said was saved as the forecast and its ends."""
    state = folder.parent / "kept"
    asked = ["forecast", "--data", str(folder), "--as-of", "2026-08-10", "--save"]
    asking.run([*asked, "--state", str(state)])
    (path,) = (state / "forecasts").glob("*.parquet")
    shot = snapshot.read(path)
    times = {"yhat": middle, "naive": 1, "lo80": low, "hi80": high, "lo95": -10, "hi95": 10}
    values = {name: shot.values["naive"] * by for name, by in times.items()}
    path.write_bytes(snapshot.written(replace(shot, values=values)))
    return {"periods": 28}


def naive_better(folder: Path) -> Mapping[str, Any]:
    """Three times as much was forecast."""
    return told_wrong(folder, 3, -10, 10)


def too_narrow(folder: Path) -> Mapping[str, Any]:
    """Both ends of the 80 % interval were ten times as much."""
    return told_wrong(folder, 1, 10, 10)


def too_wide(folder: Path) -> Mapping[str, Any]:
    """The ends were ten times as much, and less than nothing."""
    return told_wrong(folder, 1, -10, 10)


PLANTS = {
    "naive-better": Plant(naive_better, arguments=JUDGED),
    "intervals-too-narrow": Plant(too_narrow, arguments=JUDGED),
    "intervals-too-wide": Plant(too_wide, arguments=JUDGED),
    "short-history": Plant(short_history, also=("low-confidence",), arguments=WEEKS),
    "low-confidence": Plant(low_confidence, also=("short-history",)),
    "level-shift": Plant(level_shift),
    "no-better-than-naive": Plant(better_naively, arguments=("--horizon", "7")),
    "forecast-below-target": Plant(forecast_below_target, also=UNSURE, arguments=MONTHS),
    "stale-data": Plant(stale_data),
    "rejected-rows": Plant(rejected_rows),
}
