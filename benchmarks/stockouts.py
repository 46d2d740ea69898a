"""How often stock ran out by the dates that `heatmap` and `reorder` would have told.

At past moments each SKU is given stock of 3 to 12 days at its recent pace, once with and once
without a delivery on the way; what it then sold in 28 days says when it was out. Of all cases 10,
50 and 90 % should be out by the early, the middle and the late date. Sales come by the day: of
those that are out on the very day that a date names, so many count as the date takes of that day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import numpy as np
from forecast_retail import RETAIL, RETAIL_DAYS, SOLD

import salesops
from salesops.assets import folder
from salesops.commands.series import history
from salesops.models.forecast.engine import forecast
from salesops.models.forecast.panel import Array, Freq, Panel
from salesops.models.forecast.stockout import EARLY, LATE, MIDDLE, runs_out, ways

H = 28
DAYS = (3, 5, 10, 12)
"""Of the recent pace: what is in stock."""
BROUGHT = 5
"""Of the recent pace: what a delivery brings, on the day that the stock would last to."""
RECENT = 56


@dataclass(frozen=True)
class Set:
    """Series, and how many days before their end they are told from."""

    words: str
    panel: Panel
    moments: range


def sample() -> Set:
    """The SKUs of the sample store."""
    at = folder("sample_data")
    with salesops.open(at, config=str(at / "salesops.toml")) as db:
        panel = history(db, "units", "sku", Freq.DAY, H).parts
    return Set("SKUs of the sample", panel, range(42, 183, 28))


def wholesaler() -> Set:
    """Every other of the 600 SKUs that sell on most days; its Saturdays are closed."""
    query = f"SELECT day, sku, sum(units) FROM ({SOLD}) WHERE regexp_matches(sku, '^\\d{{5}}') "
    rows = duckdb.execute(f"{query} GROUP BY day, sku ORDER BY sku, day", [str(RETAIL)]).fetchall()
    names, counts = np.unique([sku for _, sku, _ in rows], return_counts=True)
    chosen = names[np.argsort(-counts, kind="stable")][:600][1::2].tolist()
    first, size = RETAIL_DAYS[0], (RETAIL_DAYS[1] - RETAIL_DAYS[0]).days + 1
    y, store = np.zeros((len(chosen), size)), np.zeros(size)
    place = {name: at for at, name in enumerate(chosen)}
    for day, sku, units in rows:
        if (at := (day - first).days) < size:
            store[at] += float(units)
            if sku in place:
                y[place[sku], at] += float(units)
    weekday = np.arange(size + H) % 7
    never = np.array([not store[weekday[:size] == day].any() for day in range(7)])
    y[:, (store == 0) & ~never[weekday[:size]]] = np.nan
    y[~np.logical_or.accumulate(np.nan_to_num(y) > 0, axis=1)] = np.nan
    panel = Panel(tuple(chosen), first, Freq.DAY, y, H, never[weekday])
    return Set("SKUs of a wholesaler (UCI Online Retail)", panel, range(28, 71, 14))


def invented(*, even: bool) -> Set:
    """Weekly and yearly seasons of known pace; even is Poisson, else geometric, with a drift."""
    random, rows, size = np.random.default_rng(7), 200, 760
    pace = np.exp(random.uniform(np.log(0.3), np.log(30), (rows, 1)))
    week = np.exp(random.normal(0, 0.3, (rows, 7)))
    year = np.sin(2 * np.pi * np.arange(size) / 365.25 + random.uniform(0, 6, (rows, 1)))
    drift = 0.0 if even else 0.014 * np.cumsum(random.normal(size=(rows, size)), axis=1)
    mean = pace * (week / week.mean(axis=1, keepdims=True))[:, np.arange(size) % 7]
    mean = mean * (1 + 0.2 * year) * np.exp(drift)
    y = random.poisson(mean if even else random.gamma(1.0, mean)).astype(float)
    words = "even demand (Poisson)" if even else "uneven demand that drifts"
    panel = Panel(tuple(map(str, range(rows))), date(2024, 1, 1), Freq.DAY, y, H)
    return Set(f"invented SKUs of {words}", panel, range(28, 141, 56))


def cases(found: Set, long: int | None = None) -> Iterator[Array]:
    """(3,) of each case: what the three dates count of it; told from so many days at most."""
    y, size = found.panel.y, found.panel.y.shape[1]
    for moment in found.moments:
        end = size - moment
        begin = 0 if long is None else max(end - long, 0)
        shut = None if found.panel.shut is None else found.panel.shut[..., begin : end + H]
        first = found.panel.first + timedelta(days=begin)
        past = Panel(found.panel.ids, first, Freq.DAY, y[:, begin:end], H, shut)
        outlook = forecast(past)
        for at in (n for n, weak in enumerate(outlook.weak) if not weak):
            demand, came = ways(outlook, at), np.nan_to_num(y[at, end : end + H])[None]
            pace = float(np.nan_to_num(np.nanmean(past.y[at, -RECENT:])))
            yield from _held(demand, came, pace)


def _held(demand: Array, came: Array, pace: float) -> Iterator[Array]:
    for days in (one for one in DAYS if pace * one >= 1):
        for brought in (0.0, round(BROUGHT * pace)):
            due = np.zeros(H)
            due[days] = brought
            told = runs_out(demand, round(pace * days), due)
            out = int(runs_out(came, round(pace * days), due).first[0])
            before, by = told.before(out), 1.0 if out == H else told.before(out + 1)
            shares = np.array([EARLY, MIDDLE, LATE])
            yield np.clip((shares - before) / max(by - before, 1e-9), 0.0, 1.0)


def main() -> None:
    """One line a set, and the same of a short history."""
    print(f"{'':52} {'SKUs':>5} {'cases':>6} {'10 %':>5} {'50 %':>5} {'90 %':>5}")
    for found in (sample(), wholesaler(), invented(even=True), invented(even=False)):
        for long in (None, 120, 60):
            held = np.array(list(cases(found, long)))
            words = found.words if long is None else f"  of {long} days"
            shares = " ".join(f"{share:5.1%}" for share in held.mean(axis=0))
            print(f"{words:52} {len(found.panel.ids):5} {len(held):6,} {shares}")


if __name__ == "__main__":
    main()
