"""Parquet as pandas, Spark, Arrow and DuckDB write it, and broken."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from corpus_case import FINDINGS, OK, REFUSED, Case
from six_orders import HEADER, ROWS, plain

NAME = "orders.parquet"
DAYS = [date.fromisoformat(row[1]) for row in ROWS]
FIRST = ("SELECT min(order_date)::DATE::VARCHAR FROM $T", "2024-03-01")


def columns() -> dict[str, Any]:
    """The orders as Arrow, money in decimals."""
    found: dict[str, Any] = {
        name: pa.array([row[at] for row in ROWS]) for at, name in enumerate(HEADER)
    }
    found["order_date"] = pa.array(DAYS)
    found["quantity"] = pa.array([int(row[4]) for row in ROWS])
    found["amount"] = pa.array([Decimal(row[5]) for row in ROWS], pa.decimal128(10, 2))
    return found


def written(table: pa.Table, **options: Any) -> bytes:
    """The bytes of a Parquet file."""
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def like(changes: Mapping[str, Any] = {}, **options: Any) -> bytes:
    """The orders with some columns replaced or added."""
    return written(pa.table({**columns(), **changes}), **options)


def in_groups(*parts: pa.Table) -> bytes:
    """A file with a row group for each part, an empty one too."""
    out = io.BytesIO()
    with pq.ParquetWriter(out, parts[0].schema) as writer:
        for part in parts:
            writer.write_table(part)
    return out.getvalue()


def flipped_page() -> bytes:
    """A file with page checksums and one bit of an amount turned."""
    data = bytearray(like(write_page_checksum=True, compression="none", use_dictionary=False))
    at = data.index(b"Sofa")
    data[at] ^= 1
    return bytes(data)


def without_schema() -> bytes:
    """A file whose footer lost its first bytes, where the schema stands."""
    footer = len(WHOLE) - 8 - int.from_bytes(WHOLE[-8:-4], "little")
    return WHOLE[:footer] + bytes(40) + WHOLE[footer + 40 :]


def of(name: str, how: str, changes: Mapping[str, Any], *accept: int, level: str = "ok") -> Case:
    """A column stored in another way."""
    return Case(name, how, like(changes), OK, level, name=NAME, accept=accept, new=True)


def refused(name: str, how: str, data: bytes, *, new: bool = True) -> Case:
    """A file that must not be read."""
    return Case(name, how, data, REFUSED, "error", name=NAME, new=new)


def bad(name: str, how: str, changes: Mapping[str, Any], check: str) -> Case:
    """A column that holds what it must not."""
    return Case(name, how, like(changes), FINDINGS, "error", check, name=NAME, new=True)


FLOATS = [float(row[5]) for row in ROWS]
WHOLE = like()
HALF = pa.table(columns()).slice(0, 3), pa.table(columns()).slice(3)
MOMENTS = [datetime(2024, 3, 1, 10, tzinfo=UTC) + timedelta(days=n) for n in range(6)]


def with_first(first: Any, rest: Sequence[Any]) -> list[Any]:
    """Values of which the first is another."""
    return [first, *rest[1:]]


CASES = [
    Case("decimals", "money in decimals", WHOLE, name=NAME),
    Case("doubles", "money in doubles", like({"amount": pa.array(FLOATS)}), name=NAME),
    Case("parquet_named_csv", "Parquet in a file that is called .csv", WHOLE, new=True),
    Case(
        "csv_named_parquet",
        "CSV in a file that is called .parquet",
        plain(),
        name=NAME,
        accept=(REFUSED,),
        new=True,
    ),
    Case("zstd_pages", "pages in zstd", like(compression="zstd"), name=NAME, new=True),
    Case("brotli_pages", "pages in brotli", like(compression="brotli"), name=NAME, new=True),
    Case(
        "second_pages",
        "data pages of version 2",
        like(data_page_version="2.0"),
        name=NAME,
        new=True,
    ),
    Case(
        "page_checksums",
        "page checksums that hold",
        like(write_page_checksum=True),
        name=NAME,
        new=True,
    ),
    Case(
        "three_groups",
        "two row groups and an empty one between",
        in_groups(HALF[0], HALF[0].slice(0, 0), HALF[1]),
        name=NAME,
        new=True,
    ),
    of(
        "floats",
        "money in single floats: 64.35 is stored as 64.3499985",
        {"amount": pa.array(FLOATS, pa.float32())},
    ),
    of(
        "dictionary",
        "names as a dictionary",
        {"customer": pa.array([r[2] for r in ROWS]).dictionary_encode()},
    ),
    of(
        "large_text",
        "names as large strings",
        {"customer": pa.array([r[2] for r in ROWS], pa.large_string())},
    ),
    of(
        "view_text",
        "the currency all the same",
        {"currency": pa.array(["EUR"] * 6).dictionary_encode()},
    ),
    of(
        "small_numbers",
        "quantities in a byte",
        {"quantity": pa.array([2, 1, 1, 3, 1, 2], pa.uint8())},
    ),
    of(
        "quantities_in_doubles",
        "quantities in doubles, since pandas has no integer with gaps",
        {"quantity": pa.array([2.0, 1.0, 1.0, 3.0, 1.0, 2.0])},
        FINDINGS,
    ),
    Case(
        "numbers_as_keys",
        "order numbers as integers",
        like({"order_id": pa.array(range(100, 106))}),
        name=NAME,
        probes=(("SELECT min(order_id)::VARCHAR FROM $T", "100"),),
        accept=(FINDINGS,),
        new=True,
    ),
    Case(
        "doubles_as_keys",
        "order numbers as doubles: 100 is not called 100.0",
        like({"order_id": pa.array([100.0 + n for n in range(6)])}),
        OK,
        "ok|warning",
        name=NAME,
        probes=(("SELECT min(order_id)::VARCHAR FROM $T", "100"),),
        accept=(FINDINGS,),
        new=True,
    ),
    of(
        "wide_decimals",
        "money in decimal256",
        {"amount": pa.array([Decimal(r[5]) for r in ROWS], pa.decimal256(50, 2))},
        FINDINGS,
        REFUSED,
    ),
    of(
        "nested",
        "a column of structures",
        {"meta": pa.array([{"a": 1, "b": "x"}] * 6)},
        FINDINGS,
        level="warning",
    ),
    of(
        "lists",
        "a column of lists",
        {"tags": pa.array([["a", "b"]] * 6)},
        FINDINGS,
        level="warning",
    ),
    of(
        "binary_text",
        "names as bytes",
        {"customer": pa.array([r[2].encode() for r in ROWS])},
        FINDINGS,
        REFUSED,
        level="ok|warning",
    ),
    of(
        "dates_as_text",
        "dates as ISO text",
        {"order_date": pa.array([r[1] for r in ROWS])},
        FINDINGS,
        level="ok|warning",
    ),
    of(
        "dates_as_moments",
        "dates as midnights",
        {"order_date": pa.array([datetime.combine(d, datetime.min.time()) for d in DAYS])},
        FINDINGS,
        level="ok|warning",
    ),
    Case(
        "moments_with_zone",
        "stamps in UTC",
        like({"order_date": pa.array(MOMENTS, pa.timestamp("us", "UTC"))}),
        name=NAME,
        contract="stamped",
        probes=(FIRST,),
        new=True,
    ),
    Case(
        "moments_int96",
        "stamps in the INT96 of Impala and old Spark",
        like(
            {"order_date": pa.array([m.replace(tzinfo=None) for m in MOMENTS], pa.timestamp("ns"))},
            use_deprecated_int96_timestamps=True,
        ),
        name=NAME,
        contract="stamped",
        probes=(FIRST,),
        new=True,
    ),
    Case(
        "no_rows",
        "no rows",
        written(pa.table(columns()).slice(0, 0)),
        FINDINGS,
        "error",
        "row-count",
        rows=0,
        sum=None,
        name=NAME,
        new=True,
    ),
    bad(
        "truth_as_money",
        "truth values where money is declared",
        {"amount": pa.array([True] * 6)},
        "type",
    ),
    bad(
        "numbers_as_dates",
        "20240301 where a date is declared",
        {"order_date": pa.array([20240301 + n for n in range(6)])},
        "type",
    ),
    bad(
        "text_as_money",
        "text where money is declared",
        {"amount": pa.array([r[5] for r in ROWS])},
        "type",
    ),
    bad(
        "missing_money", "a null amount", {"amount": pa.array(with_first(None, FLOATS))}, "not-null"
    ),
    bad(
        "nan_money",
        "NaN, which pandas writes for missing",
        {"amount": pa.array(with_first(float("nan"), FLOATS))},
        "finite",
    ),
    bad(
        "infinite_quantity",
        "an infinite quantity",
        {"quantity": pa.array(with_first(float("inf"), FLOATS))},
        "finite|type|range",
    ),
    Case(
        "null_column",
        "a column of nulls without a type",
        like({"amount": pa.nulls(6)}),
        FINDINGS,
        "error",
        "not-null|type",
        sum=None,
        name=NAME,
        new=True,
    ),
    Case(
        "column_missing",
        "no amount",
        written(pa.table({k: v for k, v in columns().items() if k != "amount"})),
        FINDINGS,
        "error",
        "missing-column",
        sum=None,
        name=NAME,
        accept=(REFUSED,),
        new=True,
    ),
    refused("no_columns", "no columns", written(pa.table({}))),
    refused("names_by_case", "`amount` and `Amount`", like({"Amount": pa.array(FLOATS)})),
    refused("half", "cut in the middle", WHOLE[: len(WHOLE) // 2], new=False),
    refused("no_footer", "cut before the footer", WHOLE[:-8], new=False),
    refused("only_magic", "the magic and nothing else", b"PAR1"),
    refused("two_magics", "the magic twice and no footer", b"PAR1PAR1"),
    refused(
        "footer_too_long",
        "a footer longer than the file",
        b"PAR1" + bytes(40) + b"\xff\xff\xff\x7fPAR1",
    ),
    refused("encrypted", "an encrypted footer", WHOLE[:-4] + b"PARE"),
    refused("junk_after", "bytes after the footer", WHOLE + b"junk"),
    refused("footer_flipped", "zeros where the footer begins", without_schema()),
    refused("page_flipped", "a bit turned under a page checksum", flipped_page(), new=False),
    refused("bad_text", "names that are no UTF-8", WHOLE.replace(b"Sofa", b"So\xff\xfe")),
]
