"""Ways of writing the same orders into a folder."""

import csv
import gzip
import io
import random
from datetime import datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from salesops.assets import folder

DAYS = ("2026-08-30", "2026-09-14")
"""The orders that are kept: two weeks are enough to compare."""


def shopify() -> list[list[str]]:
    """The bundled orders of two weeks, header first, each order's rows together."""
    with (folder("sample_data") / "orders_export.csv").open(encoding="utf-8", newline="") as text:
        header, *rows = csv.reader(text)
    created, name = header.index("Created at"), header.index("Name")
    names = {row[name] for row in rows if DAYS[0] <= row[created][:10] < DAYS[1]}
    return [header, *(row for row in rows if row[name] in names)]


def flat(rows: list[list[str]]) -> list[list[str]]:
    """The same orders as a flat file, with each line dated."""
    header, *rest = rows
    at = {name: header.index(name) for name in header}
    made = [
        ["order_id", "ordered_at", "sku", "title", "quantity", "unit_price", "currency", "email"]
    ]
    stamp = mail = ""
    for row in rest:
        if row[at["Total"]]:
            stamp, mail = row[at["Created at"]], row[at["Email"]]
        columns = ("Lineitem sku", "Lineitem name", "Lineitem quantity", "Lineitem price")
        made.append([row[at["Name"]], stamp, *(row[at[c]] for c in columns), "USD", mail])
    return made


def orders_of(rows: list[list[str]]) -> list[list[list[str]]]:
    """The rows of each order together."""
    grouped: dict[str, list[list[str]]] = {}
    for row in rows[1:]:
        grouped.setdefault(row[0], []).append(row)
    return list(grouped.values())


def text_of(rows: list[list[str]], **dialect: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=dialect.pop("end", "\n"), **dialect).writerows(rows)
    return out.getvalue()


def whole(rows, path):
    (path / "a.csv").write_text(text_of(rows), encoding="utf-8")


def packed(rows, path):
    (path / "a.csv.gz").write_bytes(gzip.compress(text_of(rows).encode()))


def zstd(rows, path):
    with pa.CompressedOutputStream(str(path / "a.csv.zst"), "zstd") as out:
        out.write(text_of(rows).encode())


def utf16(rows, path):
    (path / "a.csv").write_bytes(text_of(rows).encode("utf-16"))


def excel(rows, path):
    text = "sep=;\r\n" + text_of(rows, delimiter=";", end="\r\n")
    (path / "a.csv").write_bytes(text.encode())


def quoted(rows, path):
    (path / "a.csv").write_bytes(text_of(rows, quoting=csv.QUOTE_ALL).encode("utf-8-sig"))


def halves(rows, path):
    orders = orders_of(rows)
    for name, part in (
        ("a.csv", orders[: len(orders) // 2]),
        ("b.csv", orders[len(orders) // 2 :]),
    ):
        (path / name).write_text(text_of([rows[0], *(row for order in part for row in order)]))


def mid_order(rows, path):
    """Split after the first row of an order with several: the rest of it opens the second file."""
    at = next(n for n in range(len(rows) // 2, len(rows)) if rows[n][0] == rows[n - 1][0])
    (path / "a.csv").write_text(text_of(rows[:at]))
    (path / "b.csv").write_text(text_of([rows[0], *rows[at:]]))


def copied(rows, path):
    whole(rows, path)
    (path / "copy of a.csv").write_text(text_of(rows), encoding="utf-8")


def shuffled(rows, path):
    orders = orders_of(rows)
    random.Random(5).shuffle(orders)
    (path / "a.csv").write_text(text_of([rows[0], *(row for order in orders for row in order)]))


def columns_moved(rows, path):
    (path / "a.csv").write_text(text_of([list(reversed(row)) for row in rows]))


def parquet(rows, path):
    table = {name: [row[n] or None for row in rows[1:]] for n, name in enumerate(rows[0])}
    pq.write_table(pa.table(table), path / "a.parquet")


def typed(rows, path):
    table = {
        name: pa.array([_typed(name, row[n]) for row in rows[1:]]) for n, name in enumerate(rows[0])
    }
    pq.write_table(pa.table(table), path / "a.parquet")


MONEY = ("price", "total", "subtotal", "shipping", "taxes", "amount", "discount")


def _typed(name: str, value: str):
    if not value:
        return None
    if name.lower().endswith((" at", "_at")):
        return datetime.strptime(value, "%Y-%m-%d %H:%M:%S %z")
    if name.lower().endswith(MONEY) and value not in ("true", "false"):
        return Decimal(value).quantize(Decimal("0.01"))
    return int(value) if name.lower().endswith("quantity") else value


WAYS = [
    packed,
    zstd,
    utf16,
    excel,
    quoted,
    halves,
    mid_order,
    copied,
    shuffled,
    columns_moved,
    parquet,
    typed,
]
