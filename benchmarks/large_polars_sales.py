"""Pulse and heatmap as one would write them by hand for polars, and the tables that all read."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import large_figures as figures
import polars as pl

Frame: TypeAlias = pl.LazyFrame


@dataclass(frozen=True)
class Tables:
    """The tables of a folder, read when they are asked."""

    folder: Path

    def table(self, name: str) -> Frame:
        """A file, or one for each month."""
        return pl.scan_parquet(f"{self.folder}/{name}*.parquet")

    @property
    def orders(self) -> Frame:
        """Which orders, whose and when."""
        return self.table("orders").select("order_id", "customer_id", "created_at")

    @property
    def lines(self) -> Frame:
        """Lines with what they sold for."""
        net = (pl.col("amount") - pl.col("line_discount")).alias("net")
        return self.table("order_lines").with_columns(net)

    @property
    def refunds(self) -> Frame:
        """What came back."""
        return self.table("refunds")


def run(frame: Frame) -> pl.DataFrame:
    """The rows, computed in parts where that can be."""
    return frame.collect(engine="streaming")


def within(column: str, window: tuple[datetime, datetime]) -> pl.Expr:
    """Whether a stamp lies in a window."""
    return pl.col(column).is_between(*window, closed="left")


def pulse(of: Tables) -> figures.Figures:
    """Last month, the two it is compared with, who bought, and what sold best."""
    month, year = figures.WINDOW, figures.BEFORE["prev-year"]
    wide = within("created_at", (figures.BEFORE["prev"][0], month[1])) | within("created_at", year)
    sold = (
        of.orders.filter(wide)
        .join(of.lines, on="order_id")
        .group_by(pl.col("created_at").dt.date().alias("day"))
        .agg(
            pl.col("order_id").n_unique().alias("n"),
            pl.col("qty", "amount", "line_discount").sum(),
        )
    )
    back = of.refunds.group_by(pl.col("refunded_at").dt.date().alias("day")).agg(
        pl.col("subtotal").sum()
    )
    days = run(sold.join(back, on="day", how="full", coalesce=True).fill_null(0))
    best = _best(of, month)
    return figures.pulse(days.rows(), _buyers(of, month), _beside(of, best))


def _buyers(of: Tables, month: tuple[datetime, datetime]) -> tuple[int, int]:
    firsts = (
        of.orders.filter(pl.col("customer_id").is_not_null())
        .group_by("customer_id")
        .agg(pl.col("created_at").min(), within("created_at", month).any().alias("bought"))
        .filter("bought")
        .select((pl.col("created_at") >= month[0]).alias("new"))
    )
    new = run(firsts)["new"]
    return int(new.sum()), int((~new).sum())


def _moved(of: Tables, window: tuple[datetime, datetime]) -> Frame:
    """What each SKU sold, net of what came back."""
    sold = (
        of.orders.filter(within("created_at", window))
        .join(of.lines, on="order_id")
        .group_by("sku")
        .agg(pl.col("qty", "net").sum())
    )
    back = (
        of.refunds.filter(within("refunded_at", window))
        .group_by("sku")
        .agg(pl.col("subtotal").sum())
    )
    both = sold.join(back, on="sku", how="full", coalesce=True).fill_null(0)
    return both.select("sku", "qty", pl.col("net") - pl.col("subtotal"))


def _best(of: Tables, month: tuple[datetime, datetime]) -> pl.DataFrame:
    return run(_moved(of, month).sort("net", descending=True).head(5))


def _beside(of: Tables, best: pl.DataFrame) -> list[tuple[object, ...]]:
    """The best SKUs, each with what it is bought with most often."""
    lines = of.lines.select("order_id", "sku")
    held = lines.filter(pl.col("sku").is_in(best["sku"].implode())).unique()
    pairs = (
        held.join(lines, on="order_id", suffix="_other")
        .filter(pl.col("sku") != pl.col("sku_other"))
        .group_by("sku", "sku_other")
        .agg(pl.col("order_id").n_unique().alias("n"))
    )
    most = (
        run(pairs)
        .sort(["n", "sku_other"], descending=[True, False])
        .unique("sku", keep="first", maintain_order=True)
    )
    return list(best.join(most, on="sku", how="left").sort("net", descending=True).rows())


def heatmap(of: Tables) -> figures.Figures:
    """Stock beside what sold in four weeks."""
    alive = (
        of.orders.filter(within("created_at", (figures.ALIVE, figures.AS_OF)))
        .join(of.lines.select("order_id", "sku"), on="order_id")
        .select("sku").unique().with_columns(alive=True)
    )  # fmt: skip
    cost = of.table("products").select("sku", "unit_cost")
    stock = run(
        of.table("inventory_levels")
        .join(cost, on="sku", how="left")
        .join(_moved(of, figures.RECENT), on="sku", how="left")
        .join(alive, on="sku", how="left")
    )
    out = stock.filter((pl.col("available") <= 0) & pl.col("alive")).height
    worth = stock.select((pl.col("on_hand") * pl.col("unit_cost")).sum()).item()
    best = stock.sort(["net", "sku"], descending=[True, False], nulls_last=True).head(10)
    return figures.heatmap(best.select("sku", "qty", "net", "available").rows(), out, worth)
