"""The questions of `large.py` as one would write them by hand for polars, lazy and streaming.

Usage: python benchmarks/large_polars.py QUESTION FOLDER; the figures, as JSON.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import large_figures as figures
import polars as pl
from large_polars_sales import Frame, Tables, heatmap, pulse, run


def _moves(of: Tables) -> Frame:
    """A row an order and a row a refund, each in its month."""
    none = pl.lit(0)
    sold = of.lines.group_by("order_id").agg(pl.col("qty", "net").sum())
    placed = of.orders.join(sold, on="order_id").select(
        "customer_id", pl.col("created_at").alias("at"), pl.lit(1).alias("n"), "qty", "net",
        (none * pl.col("net")).alias("back"),
    )  # fmt: skip
    back = of.orders.join(of.refunds, on="order_id").select(
        "customer_id", pl.col("refunded_at").alias("at"), none.alias("n"),
        (none * pl.col("qty")).alias("qty"), (-pl.col("subtotal")).alias("net"),
        pl.col("subtotal").alias("back"),
    )  # fmt: skip
    moves = pl.concat([placed, back], how="vertical_relaxed")
    month = pl.col("at").dt.truncate("1mo").dt.date().alias("month")
    return moves.group_by("customer_id", month).agg(pl.col("n", "qty", "net", "back").sum())


def segments(of: Tables) -> figures.Figures:
    """Each segment, whole and month by month."""
    named = of.table("customers").select("customer_id", "segment")
    moves = run(
        _moves(of)
        .join(named, on="customer_id", how="left")
        .with_columns(pl.col("segment").fill_null("Unknown"))
    ).lazy()
    each = moves.group_by("segment", "customer_id").agg(pl.col("n", "qty", "net", "back").sum())
    known = pl.col("customer_id").is_not_null()
    sums = pl.col("n", "qty", "back", "net").sum()
    repeats = (known & (pl.col("n") > 1)).sum().alias("repeaters")
    whole = each.group_by("segment").agg(known.sum().alias("customers"), repeats, sums)
    bought = (known & (pl.col("n") > 0)).sum().alias("customers")
    months = moves.group_by("month", "segment").agg(bought, pl.col("n", "qty", "net").sum())
    return figures.segments(run(whole).rows(), run(months).rows())


def cohorts(of: Tables) -> figures.Figures:
    """Customers by the month of their first order."""
    moves = run(_moves(of).filter(pl.col("customer_id").is_not_null())).lazy()
    first = pl.col("month").filter(pl.col("n") > 0).min().alias("cohort")
    firsts = moves.group_by("customer_id").agg(first, pl.col("n").sum().alias("orders"))
    cells = (
        moves.join(firsts, on="customer_id")
        .group_by("cohort", "month")
        .agg((pl.col("n") > 0).sum().alias("customers"), pl.col("n", "net").sum())
    )
    sizes = firsts.group_by("cohort").agg(pl.len(), (pl.col("orders") > 1).sum().alias("back"))
    return figures.cohorts(run(cells).rows(), run(sizes).rows())


def cross_sell(of: Tables) -> figures.Figures:
    """Pairs of SKUs in the same orders."""
    numbers = run(of.orders.select("order_id").with_row_index("o")).lazy()
    names = run(of.lines.select("sku").unique()).sort("sku").with_row_index("i")
    baskets = run(
        of.lines.select("order_id", "sku")
        .join(numbers, on="order_id")
        .join(names.lazy(), on="sku")
        .select("o", "i")
        .unique()
    )
    sizes = baskets.group_by("o").len()["len"]
    counts = baskets.group_by("i").len("n").join(names, on="i")
    pairs = run(
        baskets.lazy().join(baskets.lazy(), on="o", suffix="_b").filter(pl.col("i") < pl.col("i_b"))
        .group_by("i", "i_b").agg(pl.len().alias("n")).filter(pl.col("n") >= figures.LEAST)
    )  # fmt: skip
    told = pairs.join(counts, on="i", suffix="_a").join(
        counts, left_on="i_b", right_on="i", suffix="_b"
    )
    lift = pl.col("n").cast(pl.Float64) / pl.col("n_a") / pl.col("n_b")
    listed = told.sort(lift, descending=True).head(figures.LISTED)
    rows = listed.select("sku", "sku_b", "n", "n_a", "n_b").rows()
    orders = (len(sizes), int((sizes > 1).sum()), names.height)
    return figures.cross_sell(orders, pairs.height, rows)


def scan(of: Tables) -> figures.Figures:
    """The sum of one column."""
    return {"units": figures.money(run(of.lines.select(pl.col("qty").sum())).item())}


def scan4(of: Tables) -> figures.Figures:
    """The sums of four columns."""
    four = pl.col("qty", "unit_price", "amount", "line_discount").sum()
    row = run(of.table("order_lines").select(four)).row(0, named=True)
    return {name: figures.money(value) for name, value in row.items()}


QUESTIONS: dict[str, Callable[[Tables], figures.Figures]] = {
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
    return QUESTIONS[question](Tables(Path(folder)))


if __name__ == "__main__":
    json.dump(answer(*sys.argv[1:]), sys.stdout)
