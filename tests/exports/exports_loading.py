"""What the tests of reading share: files written, loaded, and their canonical rows read back."""

from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from salesops.exports.asking import Options
from salesops.exports.catalogue import Catalogue, filled
from salesops.exports.loader import load
from salesops.exports.recognise import Match
from salesops.queries.book import Book
from salesops.settings import Settings

SHOPIFY = (
    "Name,Id,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
    "Cancelled at,Refunded Amount"
)
"""The columns of a Shopify orders file that the tests fill."""
FLAT = "order_id,ordered_at,sku,quantity,unit_price,currency"


def head(
    no: str,
    id_: str = "",
    *,
    created: str = "2026-03-01 10:00:00 +0100",
    paid: str = "",
    currency: str = "EUR",
    qty: str = "1",
    price: str = "10.00",
    sku: str = "A",
    status: str = "paid",
    total: str | None = None,
    cancelled: str = "",
    refunded: str = "",
) -> str:
    """The first row of a Shopify order, with its first line."""
    total = price if total is None else total
    return (
        f"{no},{id_},a@x.test,{status},{paid},{currency},{total},0,0,{total},0,{created},"
        f"{qty},Thing {sku},{price},{sku},{cancelled},{refunded}"
    )


def more(no: str, sku: str = "B", price: str = "5.00", qty: str = "1") -> str:
    """A further row of a Shopify order."""
    return f"{no},,,,,,,,,,,,{qty},Thing {sku},{price},{sku},,"


def lines(header: str, *rows: str, end: str = "\n") -> str:
    """A file's text."""
    return end.join([header, *rows]) + end


def put(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder with those files in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@contextmanager
def opened(
    *data: Path, tables: Iterable[str] | None = None, settings: Settings | None = None, **said: Any
):
    """The book of the files, with every canonical table that they feed."""
    options = Options(data=data, **{"as_of": "2030-01-01", **said})
    catalogue = Catalogue(options, settings or Settings())
    fed = {t for r in catalogue.files if isinstance(r.found, Match) for t in filled(r.found)}
    book = load(catalogue, frozenset(tables or fed or {"orders"}), frozenset())
    try:
        yield book
    finally:
        book.engine.close()


def rows(book: Book, sql: str) -> list[tuple[Any, ...]]:
    """What a SELECT gives, decimals without trailing zeros and all as text."""
    return [tuple(text(value) for value in row) for row in book.engine.run(sql).tuples]


def text(value: Any) -> str:
    """A value as an expectation writes it: empty for NULL, no trailing zeros."""
    if value is None:
        return ""
    written = str(value)
    if isinstance(value, Decimal) and "." in written:
        return written.rstrip("0").rstrip(".")
    return written.lower() if isinstance(value, bool) else written


def sums(book: Book) -> tuple[str, str, str]:
    """Orders, lines, and the sum of the line amounts."""
    (orders,) = rows(book, "SELECT count(*) FROM orders")
    (found,) = rows(book, "SELECT count(*), sum(amount) FROM order_lines")
    return orders + found


def accounted(book: Book) -> None:
    """Rows in = used + excluded + rejected, and every used row stands in some table."""
    r = book.rows
    assert r.total == r.used + r.excluded + r.rejected
    union = " UNION ".join(
        f"SELECT DISTINCT source_file, source_row FROM {table}" for table in sorted(book.filled)
    )
    assert int(rows(book, f"SELECT count(*) FROM ({union})")[0][0]) == r.used


def with_time(**said: Any) -> Settings:
    """Settings with a [time] section."""
    plain = Settings()
    return replace(plain, time=replace(plain.time, **said))
