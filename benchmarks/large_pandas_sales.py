"""Pulse and heatmap as one would write them by hand for pandas, and how all tables are read."""

from datetime import datetime
from pathlib import Path
from typing import Any

import large_figures as figures
import pandas as pd

MONEY = ("qty", "unit_price", "amount", "line_discount", "subtotal", "unit_cost", "on_hand",
         "available")  # fmt: skip
Window = tuple[datetime, datetime]


def read(folder: Path, name: str, *columns: str) -> pd.DataFrame:
    """Some columns of a table, of one file or of one for each month."""
    paths = sorted(folder.glob(f"{name}*.parquet"))
    found = pd.concat(
        [pd.read_parquet(path, columns=list(columns), dtype_backend="pyarrow") for path in paths]
    )
    stamps = {c: "datetime64[us]" for c in columns if c.endswith("_at")}
    return found.astype({c: "float64" for c in columns if c in MONEY} | stamps)


def within(stamps: pd.Series, window: Window) -> Any:
    """Whether stamps lie in a window."""
    return (stamps >= window[0]) & (stamps < window[1])


def sold(folder: Path, *windows: Window) -> pd.DataFrame:
    """The lines of the orders of some windows."""
    orders = read(folder, "orders", "order_id", "created_at")
    kept = [within(orders["created_at"], window) for window in windows]
    lines = read(folder, "order_lines", "order_id", "sku", "qty", "amount", "line_discount")
    lines["net"] = lines["amount"] - lines["line_discount"]
    return orders[pd.concat(kept, axis=1).any(axis=1)].merge(lines, on="order_id")


def rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """As plain tuples."""
    return list(frame.itertuples(index=False, name=None))


def pulse(folder: Path) -> figures.Figures:
    """Last month, the two it is compared with, who bought, and what sold best."""
    month = figures.WINDOW
    wide = sold(folder, month, *figures.BEFORE.values())
    refunds = read(folder, "refunds", "sku", "refunded_at", "subtotal")
    by_day = wide.groupby(wide["created_at"].dt.date)
    days = by_day.agg(
        {"order_id": "nunique", "qty": "sum", "amount": "sum", "line_discount": "sum"}
    )
    back = refunds.groupby(refunds["refunded_at"].dt.date)["subtotal"].sum()
    days = days.join(back, how="outer").fillna(0).reset_index()
    best = net_by_sku(wide[within(wide["created_at"], month)], refunds, month)
    best = best.sort_values("net", ascending=False).head(5)
    return figures.pulse(rows(days), _buyers(folder, month), _beside(folder, best))


def _buyers(folder: Path, month: Window) -> tuple[int, int]:
    orders = read(folder, "orders", "customer_id", "created_at").dropna(subset="customer_id")
    bought = orders.loc[within(orders["created_at"], month), "customer_id"].unique()
    firsts = orders[orders["customer_id"].isin(bought)].groupby("customer_id")["created_at"].min()
    new = int((firsts >= month[0]).sum())
    return new, len(firsts) - new


def net_by_sku(lines: pd.DataFrame, refunds: pd.DataFrame, window: Window) -> pd.DataFrame:
    """What each SKU sold, net of what came back in a window."""
    found = lines.groupby("sku")[["qty", "net"]].sum()
    back = refunds[within(refunds["refunded_at"], window)].groupby("sku")["subtotal"].sum()
    found["net"] = found["net"].sub(back, fill_value=0)
    return found.reset_index()


def _beside(folder: Path, best: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The best SKUs, each with what it is bought with most often."""
    lines = read(folder, "order_lines", "order_id", "sku").drop_duplicates()
    held = lines[lines["sku"].isin(best["sku"])]
    pairs = held.merge(lines, on="order_id", suffixes=("", "_other"))
    pairs = pairs[pairs["sku"] != pairs["sku_other"]]
    counts = pairs.groupby(["sku", "sku_other"]).size().rename("n").reset_index()
    ranked = counts.sort_values(["n", "sku_other"], ascending=[False, True])
    return rows(best.merge(ranked.drop_duplicates("sku"), on="sku", how="left"))


def heatmap(folder: Path) -> figures.Figures:
    """Stock beside what sold in four weeks."""
    lately = sold(folder, (figures.ALIVE, figures.AS_OF))
    refunds = read(folder, "refunds", "sku", "refunded_at", "subtotal")
    recent = lately[within(lately["created_at"], figures.RECENT)]
    stock = read(folder, "inventory_levels", "sku", "on_hand", "available")
    stock = stock.merge(read(folder, "products", "sku", "unit_cost"), on="sku", how="left")
    stock = stock.merge(net_by_sku(recent, refunds, figures.RECENT), on="sku", how="left")
    out = (stock["available"] <= 0) & stock["sku"].isin(lately["sku"])
    worth = (stock["on_hand"] * stock["unit_cost"]).sum()
    best = stock.sort_values(["net", "sku"], ascending=[False, True]).head(10)
    return figures.heatmap(rows(best[["sku", "qty", "net", "available"]]), int(out.sum()), worth)
