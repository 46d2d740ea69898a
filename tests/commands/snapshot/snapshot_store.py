"""A shop with two exports, and what a snapshot of them is asked."""

import json

from salesops import cli

STOCK = "Handle,Title,SKU,Location,Available,On hand\nmug,Mug,MUG,Main,{0},{0}\n"
ORDERS = "order_id,order_date,sku,qty,price\nA-1,2026-03-01,MUG,1,12.50\n"


def opened(root):
    """A folder with two exports, `exports` below the root."""
    folder = root / "exports"
    folder.mkdir()
    (folder / "stock.csv").write_text(STOCK.format(5))
    (folder / "orders.csv").write_text(ORDERS)
    return folder


def asking(capfd):
    """Ask for a snapshot of a day in March; its code and its answer, or what it said instead."""

    def asked(day, *more, data="exports"):
        argv = ["snapshot", "--data", data, "--state", "state", "--as-of", f"2026-03-{day}"]
        code = cli.main([*map(str, argv), *map(str, more), "--format", "json", "--tz", "UTC"])
        out, err = capfd.readouterr()
        return code, json.loads(out) if out else err

    return asked


def of(store, day):
    """The folder of a day."""
    return store / f"snapshot_day=2026-03-{day}"


def stored(store):
    """The digests of what is stored."""
    return {path.name for path in store.glob(".objects/*/*")}


def looks(store):
    """Every file of the store with what a write would change."""
    return {
        str(path): (path.lstat().st_ino, path.lstat().st_mtime_ns)
        for path in store.rglob("*")
        if path.name != ".lock"
    }


def files(answer):
    """The files of an answer by name."""
    return {row["file"]: row for row in answer["tables"]["files"]}
