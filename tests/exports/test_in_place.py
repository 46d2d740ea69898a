"""Parquet without blanks about its texts is read where it lies; any other is copied first."""

import os
from pathlib import Path
from typing import Any

import duckdb
import pytest

import salesops
from salesops.errors import ChangedError
from salesops.exports import loader

ORDERS = """
    SELECT 'O' || i AS order_id, TIMESTAMP '2026-03-01 10:00' + i * INTERVAL 1 HOUR AS created_at,
        'EUR' AS currency
    FROM range(5) AS t (i)
"""
LINES = """
    SELECT 'O' || i AS order_id, 'L' || i AS line_id, {sku} AS sku, 1::DECIMAL(18,3) AS qty,
        (i + 1)::DECIMAL(18,4) AS unit_price
    FROM range(5) AS t (i)
"""


def _lines(folder: Path, lines: str) -> list[tuple[object, ...]]:
    for name, sql in (("orders", ORDERS), ("order_lines", lines)):
        duckdb.sql(f"COPY ({sql}) TO '{folder / name}.parquet'")
    with salesops.open(folder) as db:
        asked = "SELECT order_id, sku, amount, kind, source_row FROM order_lines ORDER BY ALL"
        found = db.select(asked).tuples
        rejected = [(one.column, one.value) for one in db.book.rejects]
    return [*found, *rejected]


def test_texts_are_the_same_with_blanks_about_them(tmp_path: Path) -> None:
    plain = _lines(tmp_path, LINES.format(sku="'S' || i"))
    blanks = _lines(tmp_path, LINES.format(sku="'  S' || i || ' '"))
    assert plain == blanks
    assert plain[2] == ("O2", "S2", 3, "product", 3)


def test_a_total_row_is_set_apart_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    total = LINES.format(sku="'S' || i").replace("'O' || i", "if(i = 1, 'Total', 'O' || i)")
    found = _lines(tmp_path, total)
    assert [row[-1] for row in found[:4]] == [1, 3, 4, 5]
    assert found[4] == ("order_id", "Total")


def test_a_column_called_as_duckdb_calls_its_row_numbers_is_no_trouble(tmp_path: Path) -> None:
    flat = (
        "SELECT 7 AS file_row_number, 'O' || i AS order_id, 'S' || i AS sku, 1 AS quantity, "
        "TIMESTAMP '2026-03-01 10:00' AS order_date, 2.5 AS unit_price FROM range(3) AS t (i)"
    )
    duckdb.sql(f"COPY ({flat}) TO '{tmp_path / 'lines.parquet'}'")
    with salesops.open(tmp_path) as db:
        rows = db.select("SELECT source_row, amount FROM order_lines ORDER BY ALL").tuples
    assert rows == [(1, 2.5), (2, 2.5), (3, 2.5)]


def test_a_file_that_changes_after_it_was_looked_at_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather = loader.gather

    def late(*args: Any) -> loader.Gathered:
        found = gather(*args)
        os.utime(tmp_path / "order_lines.parquet", (1, 1))
        return found

    monkeypatch.setattr(loader, "gather", late)
    with pytest.raises(ChangedError, match=r"order_lines\.parquet changed while it was read"):
        _lines(tmp_path, LINES.format(sku="'S' || i"))
