"""The questions of `large.py` as one would write them by hand for pandas, all in memory.

Amounts are floats, since sums of decimals by group are sums of Python objects; they are rounded to
the cent at the end. Usage: python benchmarks/large_pandas.py QUESTION FOLDER; the figures, as JSON.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import large_figures as figures
import pandas as pd
from large_pandas_sales import heatmap, pulse, read, rows


def _moves(folder: Path) -> pd.DataFrame:
    """What each customer did in each month, None among them."""
    orders = read(folder, "orders", "order_id", "customer_id", "created_at")
    lines = read(folder, "order_lines", "order_id", "qty", "amount", "line_discount")
    lines["net"] = lines["amount"] - lines["line_discount"]
    placed = orders.merge(lines.groupby("order_id")[["qty", "net"]].sum(), on="order_id")
    placed = placed.rename(columns={"created_at": "at"}).assign(n=1, back=0.0)
    refunds = read(folder, "refunds", "order_id", "refunded_at", "subtotal")
    back = orders[["order_id", "customer_id"]].merge(refunds, on="order_id")
    back = back.rename(columns={"refunded_at": "at", "subtotal": "back"})
    moves = pd.concat([placed, back.assign(n=0, qty=0.0, net=-back["back"])])
    moves["month"] = moves["at"].dt.to_period("M").dt.start_time
    by = moves.groupby(["customer_id", "month"], dropna=False)
    return by[["n", "qty", "back", "net"]].sum().reset_index()


def segments(folder: Path) -> figures.Figures:
    """Each segment, whole and month by month."""
    named = read(folder, "customers", "customer_id", "segment")
    moves = _moves(folder).merge(named, on="customer_id", how="left")
    moves["segment"] = moves["segment"].fillna("Unknown")
    sums = ["n", "qty", "back", "net"]
    each = moves.groupby(["segment", "customer_id"], dropna=False)[sums].sum().reset_index()
    each["customers"] = each["customer_id"].notna()
    each["repeaters"] = each["customers"] & (each["n"] > 1)
    whole = each.groupby("segment")[["customers", "repeaters", *sums]].sum().reset_index()
    moves["customers"] = moves["customer_id"].notna() & (moves["n"] > 0)
    by = moves.groupby(["month", "segment"])[["customers", "n", "qty", "net"]]
    return figures.segments(rows(whole), rows(by.sum().reset_index()))


def cohorts(folder: Path) -> figures.Figures:
    """Customers by the month of their first order."""
    moves = _moves(folder).dropna(subset="customer_id")
    firsts = (
        moves[moves["n"] > 0]
        .groupby("customer_id")
        .agg(cohort=("month", "min"), orders=("n", "sum"))
    )
    cells = moves.merge(firsts, on="customer_id").assign(customers=moves["n"] > 0)
    cells["customers"] = cells["n"] > 0
    by = cells.groupby(["cohort", "month"])[["customers", "n", "net"]].sum().reset_index()
    firsts["repeaters"] = firsts["orders"] > 1
    sizes = firsts.groupby("cohort")["repeaters"].agg(["size", "sum"]).reset_index()
    return figures.cohorts(rows(by), rows(sizes))


def cross_sell(folder: Path) -> figures.Figures:
    """Pairs of SKUs in the same orders."""
    lines = read(folder, "order_lines", "order_id", "sku")
    orders, _ = pd.factorize(lines["order_id"])
    items, names = pd.factorize(lines["sku"], sort=True)
    baskets = pd.DataFrame({"o": orders, "i": items}).drop_duplicates()
    sizes, counts = baskets.groupby("o").size(), baskets.groupby("i").size()
    both = baskets.merge(baskets, on="o", suffixes=("", "_b"))
    both = both[both["i"] < both["i_b"]]
    pairs = both.groupby(["i", "i_b"]).size().rename("n").reset_index()
    pairs = pairs[pairs["n"] >= figures.LEAST]
    pairs = pairs.assign(n_a=counts[pairs["i"]].to_numpy(), n_b=counts[pairs["i_b"]].to_numpy())
    pairs["lift"] = pairs["n"] / pairs["n_a"] / pairs["n_b"]
    best = pairs.sort_values("lift", ascending=False).head(figures.LISTED)
    listed = [(names[a], names[b], *counts) for a, b, *counts, _ in rows(best)]
    told = (len(sizes), int((sizes > 1).sum()), len(names))
    return figures.cross_sell(told, len(pairs), listed)


def scan(folder: Path) -> figures.Figures:
    """The sum of one column."""
    return {"units": figures.money(read(folder, "order_lines", "qty")["qty"].sum())}


def scan4(folder: Path) -> figures.Figures:
    """The sums of four columns."""
    names = ("qty", "unit_price", "amount", "line_discount")
    found = read(folder, "order_lines", *names).sum()
    return {name: figures.money(found[name]) for name in names}


QUESTIONS: dict[str, Callable[[Path], figures.Figures]] = {
    "pulse": pulse,
    "heatmap": heatmap,
    "segments": segments,
    "cohorts": cohorts,
    "cross-sell": cross_sell,
    "scan": scan,
    "scan4": scan4,
}


def answer(question: str, folder: str) -> figures.Figures:
    """The figures of a question over the tables of a folder."""
    return QUESTIONS[question](Path(folder))


if __name__ == "__main__":
    json.dump(answer(*sys.argv[1:]), sys.stdout)
