"""The figures that every answer must have in common, out of salesops' JSON and of scripts by hand.

Money is text with two decimals, so that floats that were summed otherwise are equal to the cent.
Every maker takes plain rows, in any order, and makes what `of_salesops` makes of the same question.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

Figures = dict[str, Any]
Row = Sequence[Any]
AS_OF = datetime(2026, 9, 8)  # noqa: DTZ001 - on the store's clock, as all stamps here
WINDOW = (datetime(2026, 8, 1), datetime(2026, 9, 1))  # noqa: DTZ001
"""What pulse is asked of: the last closed month."""
BEFORE = {
    "prev": (datetime(2026, 7, 1), datetime(2026, 8, 1)),  # noqa: DTZ001
    "prev-year": (datetime(2025, 8, 1), datetime(2025, 9, 1)),  # noqa: DTZ001
}
RECENT, ALIVE = (AS_OF - timedelta(days=28), AS_OF), AS_OF - timedelta(days=90)
"""What heatmap ranks by, and since when a sale says that a SKU is not dead."""
SUMS = (
    "SELECT count(*) AS n, sum(qty) AS qty, sum(amount) AS amount, sum(line_discount) AS off "
    "FROM order_lines"
)
"""What lines of CSV are asked for."""
LEAST, LISTED = 10, 1_000
"""Orders that a pair needs, and pairs that a script by hand lists, of the highest lift."""


def money(value: Decimal | float | str | None) -> str:
    """An amount to the cent; nothing is 0.00."""
    return f"{value or 0:.2f}" if not isinstance(value, str) else value


def pulse(days: Iterable[Row], buyers: Row, top: Iterable[Row]) -> Figures:
    """Of rows of day, orders, units, gross, discounts, returns; new, returning; the best SKUs."""
    rows = sorted(days, key=lambda row: str(row[0]))
    told: Figures = {"new": int(buyers[0]), "returning": int(buyers[1])}
    told |= _sums("", _within(rows, WINDOW))
    for name, window in BEFORE.items():
        told |= _sums(f"{name} ", _within(rows, window))
    for day, orders, units, gross, off, returns in _within(rows, WINDOW):
        told[f"day {day}"] = [int(orders), int(units), money(gross - off - returns)]
    for place, (sku, units, net, other, orders) in enumerate(top):
        told[f"top {place}"] = [sku, int(units), money(net), other, int(orders)]
    return told


def _within(rows: Iterable[Row], window: tuple[datetime, datetime]) -> list[Row]:
    first, end = (stamp.date() for stamp in window)
    return [row for row in rows if first <= row[0] < end]


def _sums(name: str, rows: Sequence[Row]) -> Figures:
    orders, units, gross, off, returns = (sum(row[at] for row in rows) for at in range(1, 6))
    parts = {"gross_sales": gross, "discounts": off, "returns": returns}
    told: Figures = {name + key: money(value) for key, value in parts.items()}
    told |= {f"{name}orders": int(orders), f"{name}units": int(units)}
    return told | {f"{name}net_sales": money(gross - off - returns)}


def heatmap(best: Iterable[Row], out: int, value: Decimal | float) -> Figures:
    """Of the best SKUs with units, net sales and stock; how many are out; what all is worth."""
    told: Figures = {"out": int(out), "value": money(value)}
    for sku, units, net, available in best:
        told[f"cover {sku}"] = [int(units), money(net), f"{float(available * 28 / units):.6f}"]
    return told


def segments(whole: Iterable[Row], months: Iterable[Row]) -> Figures:
    """Of rows of segment, customers, repeaters, orders, units, returns, net sales; by month too."""
    told: Figures = {}
    for name, customers, repeaters, orders, units, returns, net in whole:
        counts = [int(n) for n in (customers, repeaters, orders, units)]
        told[f"segment {name}"] = [*counts, money(returns), money(net)]
    for month, name, customers, orders, units, net in months:
        counts = [int(n) for n in (customers, orders, units)]
        told[f"{month:%Y-%m} {name}"] = [*counts, money(net)]
    return told


def cohorts(cells: Iterable[Row], sizes: Iterable[Row]) -> Figures:
    """Of rows of cohort, month, customers, orders, net sales; and cohort, customers, repeaters."""
    told: Figures = {}
    for cohort, month, customers, orders, net in cells:
        if customers or orders or float(net):  # a month without anything may be a row or none
            told[f"{_day(cohort)} {_day(month)}"] = [int(customers), int(orders), money(net)]
    for cohort, customers, repeaters in sizes:
        told[_day(cohort)] = [int(customers), int(repeaters)]
    return told


def _day(stamp: date | str) -> str:
    return str(stamp)[:10]


def cross_sell(orders: Row, pairs: int, listed: Iterable[Row]) -> Figures:
    """Of all orders, those of several SKUs, and SKUs; of pairs; rows of a, b, n, n_a, n_b."""
    names = ("orders", "several", "items")
    told: Figures = {name: int(n) for name, n in zip(names, orders, strict=True)}
    told["pairs"] = int(pairs)
    told["listed"] = {f"{a} {b}": [int(n) for n in counts] for a, b, *counts in listed}
    return told


def summed(lines: int, sums: Iterable[Decimal | str]) -> Figures:
    """What lines of CSV come to."""
    return {"lines": int(lines), "sums": [money(value) for value in sums]}


def of_salesops(question: str, said: Mapping[str, Any]) -> Figures:
    """The same of what salesops wrote as JSON."""
    return _OF[question](said["metrics"], said["tables"])


def _pulse(metrics: Mapping[str, Any], tables: Mapping[str, Any]) -> Figures:
    names = ("gross_sales", "discounts", "returns", "orders", "units", "net_sales")
    told: Figures = {name: metrics[name] for name in names}
    told |= {"new": metrics["new_customers"], "returning": metrics["returning_customers"]}
    for row in tables["comparisons"]:
        if row["metric"] in names and row["versus"] in BEFORE:
            told[f"{row['versus']} {row['metric']}"] = row["base"]
    for row in tables["days"]:
        told[f"day {row['day']}"] = [row["orders"], row["units"], row["net_sales"]]
    beside = {row["sku"]: [row["bought_with"], row["orders"]] for row in tables["sku_buyers"]}
    best = [row for row in tables["top_skus"] if row["sku"] in beside]
    for place, row in enumerate(best):
        told[f"top {place}"] = [row["sku"], row["units"], row["net_sales"], *beside[row["sku"]]]
    return told


def _heatmap(metrics: Mapping[str, Any], tables: Mapping[str, Any]) -> Figures:
    rows = {
        f"cover {r['sku']}": [r["units"], r["net_sales"], f"{r['days_of_cover']:.6f}"]
        for r in tables["cover"]
    }
    return {"out": metrics["out_of_stock"], "value": metrics["stock_value"], **rows}


def _segments(_: Mapping[str, Any], tables: Mapping[str, Any]) -> Figures:
    whole = (
        (r["segment"], r["customers"], round((r["repeat_rate"] or 0) * r["customers"]),
         r["orders"], r["units"], r["returns"], r["net_sales"])
        for r in tables["segments"]
    )  # fmt: skip
    months = (
        (date.fromisoformat(r["month"] + "-01"), r["segment"], r["customers"], r["orders"],
         r["units"], r["net_sales"])
        for r in tables["months"]
    )  # fmt: skip
    return segments(whole, months)


def _cohorts(_: Mapping[str, Any], tables: Mapping[str, Any]) -> Figures:
    names = ("cohort", "month", "customers", "orders", "net_sales")
    sizes = ("cohort", "customers", "repeaters")
    cells = ([r[n] for n in names] for r in tables["cells"])
    return cohorts(cells, ([r[n] for n in sizes] for r in tables["cohorts"]))


def _cross_sell(metrics: Mapping[str, Any], tables: Mapping[str, Any]) -> Figures:
    orders = [metrics[name] for name in ("orders", "several", "items")]
    names = ("a", "b", "n", "n_a", "n_b")
    return cross_sell(orders, metrics["pairs"], ([r[n] for n in names] for r in tables["pairs"]))


def _sql(_: Mapping[str, Any], tables: Mapping[str, Any]) -> Figures:
    lines, *sums = tables["result"][0].values()
    return summed(lines, sums)


_OF = {
    "csv": _sql,
    "pulse": _pulse,
    "heatmap": _heatmap,
    "segments": _segments,
    "cohorts": _cohorts,
    "cross-sell": _cross_sell,
}


def differences(ours: Figures, theirs: Figures) -> list[str]:
    """What is not the same, in words."""
    one, other = dict(ours), dict(theirs)
    told = _unlisted(one.pop("listed", {}), other.pop("listed", {}))
    keys = sorted(one.keys() | other.keys())
    told += [f"{k}: {one.get(k)} and {other.get(k)}" for k in keys if one.get(k) != other.get(k)]
    return told


def _unlisted(ours: Figures, theirs: Figures) -> list[str]:
    """Pairs of ours that should be among theirs: salesops ranks by the lower bound of the lift."""
    lowest = min((_lift(n) for n in theirs.values()), default=0.0) if len(theirs) >= LISTED else 0.0
    due = {pair: counts for pair, counts in ours.items() if _lift(counts) > lowest}
    found = [f"{p}: {n} and {theirs.get(p)}" for p, n in due.items() if theirs.get(p) != n]
    return found if due or not ours else ["no pair of ours is of as high a lift as theirs"]


def _lift(counts: Row) -> float:
    n, n_a, n_b = counts
    return float(n / n_a / n_b)
