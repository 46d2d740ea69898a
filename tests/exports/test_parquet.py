"""Parquet keeps its types: each becomes the column's exactly, or the file is refused by name."""
# ruff: noqa: DTZ001 - wall clocks are meant

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from exports_loading import accounted, opened, rows, sums

from salesops.errors import InputError

N = 3
PLAIN = {
    "order_id": pa.array(["1", "2", "3"]),
    "ordered_at": pa.array([datetime(2026, 3, 1, 10)] * N, pa.timestamp("us")),
    "sku": pa.array(["A"] * N),
    "quantity": pa.array([1] * N, pa.int64()),
    "unit_price": pa.array([10.0] * N),
}


def written(folder, **changed):
    columns = {**PLAIN, **changed}
    pq.write_table(
        pa.table({k: v for k, v in columns.items() if v is not None}), folder / "a.parquet"
    )
    return folder


def column(book, name, table="orders"):
    return [r[0] for r in rows(book, f"SELECT {name} FROM {table} ORDER BY source_row")]


MONEY = {
    "double": pa.array([0.1, 0.2, 1234.5678]),
    "float": pa.array([0.5, 0.25, 1.0], pa.float32()),
    "decimal": pa.array([Decimal("0.10"), Decimal("0.20"), None], pa.decimal128(38, 2)),
    "integer": pa.array([1, 2, 3], pa.uint16()),
    "text": pa.array(["0.10", " 2 ", "1234.5"]),
    "dictionary": pa.array(["0.10", "0.10", "2"]).dictionary_encode(),
}
SUMS = ["1234.8678", "1.75", "0.3", "6", "1236.6", "2.2"]


@pytest.mark.parametrize(
    ("values", "total"), list(zip(MONEY.values(), SUMS, strict=True)), ids=MONEY
)
def test_money_of_every_type_is_exact(tmp_path, values, total):
    with opened(written(tmp_path, unit_price=None, amount=values)) as book:
        assert sums(book)[2] == total
        accounted(book)


def test_binary_floats_are_said(tmp_path):
    with opened(written(tmp_path)) as book:
        assert (
            "a.parquet: values of 'unit_price' are binary floats: rounded to 4 decimals"
            in book.notes
        )


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf"), 1e300])
def test_numbers_that_are_none_are_rejected(tmp_path, bad):
    with opened(written(tmp_path, unit_price=pa.array([1.0, bad, 2.0]))) as book:
        assert sums(book) == ("2", "2", "3")
        assert [(r.line, r.column) for r in book.rejects] == [(0, "unit_price")]
        accounted(book)


INSTANTS = {
    "naive": (pa.timestamp("us"), datetime(2026, 3, 1, 23), "2026-03-01 23:00:00", "2026-03-01"),
    "nanoseconds": (
        pa.timestamp("ns"),
        datetime(2026, 3, 1, 23),
        "2026-03-01 23:00:00",
        "2026-03-01",
    ),
    "seconds": (pa.timestamp("s"), datetime(2026, 3, 1, 23), "2026-03-01 23:00:00", "2026-03-01"),
    "UTC": (
        pa.timestamp("us", "UTC"),
        datetime(2026, 3, 1, 23, tzinfo=UTC),
        "2026-03-01 23:00:00",
        "2026-03-01",
    ),
    "zoned": (
        pa.timestamp("us", "Asia/Tokyo"),
        datetime(2026, 3, 1, 23, tzinfo=UTC),
        "2026-03-01 23:00:00",
        "2026-03-01",
    ),
    "date": (pa.date32(), date(2026, 3, 1), "2026-03-01 00:00:00", "2026-03-01"),
}


@pytest.mark.parametrize(("kind", "value", "at", "day"), INSTANTS.values(), ids=INSTANTS)
def test_instants(tmp_path, kind, value, at, day):
    with opened(written(tmp_path, ordered_at=pa.array([value] * N, kind))) as book:
        assert rows(book, "SELECT DISTINCT created_at, created_day FROM orders") == [(at, day)]


def test_a_zoned_stamp_moves_and_a_naive_one_stays(tmp_path):
    stamps = pa.array([datetime(2026, 3, 1, 23, tzinfo=UTC)] * N, pa.timestamp("us", "UTC"))
    with opened(written(tmp_path, ordered_at=stamps), zone="Europe/Rome") as book:
        assert set(column(book, "created_local")) == {"2026-03-02 00:00:00"}
    with opened(written(tmp_path), zone="Europe/Rome") as book:
        assert rows(book, "SELECT DISTINCT created_at, created_local FROM orders") == [
            ("2026-03-01 09:00:00", "2026-03-01 10:00:00")
        ]


IDS = {
    "integers": (pa.array([1, 2, 30], pa.int64()), ["1", "2", "30"]),
    "floats": (pa.array([17850.0, 2.0, 3.0]), ["17850", "2", "3"]),
    "big floats": (pa.array([float(2**53), 1.0, 2.0]), [str(2**53), "1", "2"]),
    "text": (pa.array(["007", "1E5", " x "]), ["007", "1E5", "x"]),
    "decimals": (
        pa.array([Decimal(1), Decimal(2), Decimal(3)], pa.decimal128(20, 0)),
        ["1", "2", "3"],
    ),
}


@pytest.mark.parametrize(("values", "ids"), IDS.values(), ids=IDS)
def test_ids(tmp_path, values, ids):
    with opened(written(tmp_path, order_id=values)) as book:
        assert column(book, "order_id") == ids


def test_a_blank_key_is_rejected(tmp_path):
    with opened(written(tmp_path, order_id=pa.array([1.0, None, 3.0]))) as book:
        assert column(book, "order_id") == ["1", "3"]
        assert book.rejects[0].reason == "is blank"


def test_a_column_that_never_had_a_value_is_blank(tmp_path):
    empty = pa.nulls(N)
    with opened(written(tmp_path, customer=empty, updated_at=empty, unit_cost=empty)) as book:
        assert set(column(book, "customer_id")) == {""}
        assert set(column(book, "unit_cost", "order_lines")) == {""}


REFUSED = {
    "list": {"sku": pa.array([["A"]] * N)},
    "time of day": {"ordered_at": pa.array([36_000] * N, pa.time32("s"))},
    "number as a stamp": {"ordered_at": pa.array([20260301] * N, pa.int64())},
    "flag as money": {"unit_price": pa.array([True] * N)},
}


@pytest.mark.parametrize("changed", REFUSED.values(), ids=REFUSED)
def test_types_that_cannot_be_meant_are_refused_by_name(tmp_path, changed):
    written(tmp_path, **changed)
    with (
        pytest.raises(InputError, match=r"a\.parquet: column '.*' is .* in the Parquet file"),
        opened(tmp_path),
    ):
        pass


def test_a_nested_column_that_nobody_reads_does_no_harm(tmp_path):
    nested = pa.array([{"a": {"order_id": 1, "b": [1]}}] * N)
    table = pa.table({"extra": nested, **PLAIN, "more": nested})
    pq.write_table(table, tmp_path / "a.parquet")
    with opened(tmp_path) as book:
        assert sums(book) == ("3", "3", "30")


def test_twin_columns_are_refused(tmp_path):
    table = pa.table([*PLAIN.values(), PLAIN["unit_price"]], names=[*PLAIN, "unit_price"])
    pq.write_table(table, tmp_path / "a.parquet")
    with pytest.raises(InputError, match="two columns"), opened(tmp_path):
        pass


def test_a_literal_name_wins_over_a_glob(tmp_path):
    written(tmp_path)
    (tmp_path / "a.parquet").rename(tmp_path / "a[1].parquet")
    with opened(tmp_path) as book:
        assert sums(book) == ("3", "3", "30")


def test_a_damaged_file_is_refused_and_never_our_bug(tmp_path):
    data = bytearray((written(tmp_path) / "a.parquet").read_bytes())
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    for at in range(footer, len(data) - 8, 37):
        data[at] ^= 0xFF
    (tmp_path / "a.parquet").write_bytes(data)
    with pytest.raises(InputError, match=r"a\.parquet"), opened(tmp_path):
        pass
